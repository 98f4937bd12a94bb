import { Bell, Check, CircleAlert, CircleCheck, Clock, EllipsisVertical, Pencil, Phone, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTexts } from '../../lib/texts.ts';
import { Button, ButtonAnchor, ButtonLink } from '../../ui/button.tsx';
import { Avatar, Chip, Count, PillRow, PillSpace, PillToggle } from '../../ui/chip.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { IconButton, IconLink } from '../../ui/icon-button.tsx';
import { Row, Stack } from '../../ui/layout.tsx';
import { TextLink } from '../../ui/link.tsx';
import { Dot } from '../../ui/navigation.tsx';
import { Text } from '../../ui/text.tsx';
import { showToast } from '../../ui/toast.tsx';
import { longName } from './samples.ts';
import { Section, Specimen } from './specimen.tsx';
import { useGalleryWords } from './words.ts';

const kinds = ['primary', 'outline', 'soft', 'quiet', 'plain', 'accentOutline', 'badOutline', 'ok', 'bad'] as const;
const icon = { size: 16, 'aria-hidden': true } as const;

function ButtonStates() {
  const { t } = useTexts();
  const words = useGalleryWords();
  return (
    <Stack gap={4}>
      {(
        [
          ['rest', {}],
          ['disabled', { disabled: true }],
          ['busy', { busy: true }],
        ] as const
      ).map(([state, props]) => (
        <Stack key={state} gap={2}>
          <Text kind="small" tone="text2">
            {words[state]}
          </Text>
          <Row gap={2} wrap>
            {kinds.map((kind) => (
              <Button key={kind} kind={kind} icon={<Plus {...icon} />} {...props}>
                {t('common.save')}
              </Button>
            ))}
          </Row>
        </Stack>
      ))}
      <Stack gap={2}>
        <Text kind="small" tone="text2">
          {words.sizes}
        </Text>
        <Row gap={2} wrap>
          {(['small', 'medium', 'large'] as const).map((size) => (
            <Button key={size} size={size} kind="soft">
              {t('common.open')}
            </Button>
          ))}
          <ButtonLink to="/_ui">ButtonLink</ButtonLink>
          <ButtonAnchor href="tel:+628120000000" icon={<Phone {...icon} />}>
            ButtonAnchor
          </ButtonAnchor>
        </Row>
        <Button wide kind="primary">
          {words.wideButton}
        </Button>
      </Stack>
    </Stack>
  );
}

function Pills() {
  const words = useGalleryWords();
  const [on, setOn] = useState<readonly string[]>(['valid']);
  return (
    <PillRow>
      {(['open', 'valid', 'invalid', 'recalled', 'transfer'] as const).map((word) => (
        <PillToggle
          key={word}
          on={on.includes(word)}
          onClick={() => setOn(on.includes(word) ? on.filter((other) => other !== word) : [...on, word])}
        >
          {words[word]}
        </PillToggle>
      ))}
    </PillRow>
  );
}

/** What is pressed, and the small words beside things. */
export function Buttons() {
  const { t } = useTexts();
  const words = useGalleryWords();
  const copied = (tone: 'ok' | 'bad', text: string) => showToast({ tone, text });
  return (
    <Section id="tombol" title={words.buttons}>
      <Specimen of="Button" note={words.buttonNote}>
        <ButtonStates />
      </Specimen>
      <Specimen of="IconButton" note={words.tooltipNote}>
        <Row gap={2} wrap>
          <IconButton label={t('common.rename')}>
            <Pencil size={18} aria-hidden />
          </IconButton>
          <IconButton label={t('common.delete')} outlined>
            <Trash2 size={18} aria-hidden />
          </IconButton>
          <IconButton label={t('common.actions')} disabled>
            <EllipsisVertical size={18} aria-hidden />
          </IconButton>
          <IconButton label={t('frame.notificationsUnread', { count: 9 })}>
            <Bell size={22} strokeWidth={1.75} aria-hidden />
            <Dot aria-hidden>9</Dot>
          </IconButton>
          <IconLink to="/_ui" label={t('common.open')}>
            <Check size={18} aria-hidden />
          </IconLink>
          <CopyButton
            text={longName}
            label={t('common.copy')}
            describedAs={t('common.copyOf', { what: words.member })}
            onCopied={() => copied('ok', t('common.copied', { what: words.member }))}
            onFailed={() => copied('bad', t('common.copyFailed'))}
          />
          <TextLink to="/_ui">TextLink</TextLink>
        </Row>
      </Specimen>
      <Specimen of="Chip">
        <Row gap={2} wrap>
          <Chip>{words.plain}</Chip>
          <Chip tone="quiet">{words.open}</Chip>
          <Chip tone="accent">NDP</Chip>
          <Chip tone="ok" icon={<CircleCheck size={13} aria-hidden />}>
            {words.valid}
          </Chip>
          <Chip tone="warn" icon={<Clock size={13} aria-hidden />}>
            {words.waiting}
          </Chip>
          <Chip tone="bad" icon={<CircleAlert size={13} aria-hidden />}>
            {words.invalid}
          </Chip>
          <Chip tone="accent">{longName}</Chip>
          <Count>12</Count>
          <Count data-on="">12</Count>
          <Count data-loud="">9</Count>
          <Avatar>LP</Avatar>
        </Row>
      </Specimen>
      <Specimen of="PillToggle · PillSpace">
        <Stack gap={3}>
          <Pills />
          <PillSpace />
        </Stack>
      </Specimen>
    </Section>
  );
}
