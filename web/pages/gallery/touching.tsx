import { ArrowLeft, ArrowRight, Check, CircleCheck, CircleX, MessageCircle, Phone } from 'lucide-react';
import { useState } from 'react';
import { useTexts } from '../../lib/texts.ts';
import { Button, ButtonAnchor } from '../../ui/button.tsx';
import { IconLink } from '../../ui/icon-button.tsx';
import { Row, Stack } from '../../ui/layout.tsx';
import { Text } from '../../ui/text.tsx';
import { ButtonPair, ChoiceWrap, FactCard, NextLink, PairList, Sign, StepBar, ThumbBar, ThumbButton, ThumbPair } from '../../ui/touch.tsx';
import { arabicName, longName } from './samples.ts';
import { Section, Specimen } from './specimen.tsx';
import { useGalleryWords } from './words.ts';

function Verdicts() {
  const words = useGalleryWords();
  const [verdict, setVerdict] = useState<'valid' | 'invalid' | undefined>('valid');
  return (
    <ThumbBar role="group" aria-label={words.state}>
      <ThumbPair>
        {(['valid', 'invalid'] as const).map((value) => (
          <ThumbButton
            key={value}
            type="button"
            data-tone={value === 'valid' ? 'ok' : 'bad'}
            data-other={verdict !== undefined && verdict !== value ? '' : undefined}
            aria-pressed={verdict === value}
            onClick={() => setVerdict(verdict === value ? undefined : value)}
          >
            {value === 'valid' ? <CircleCheck size={24} aria-hidden /> : <CircleX size={24} aria-hidden />}
            {words[value]}
          </ThumbButton>
        ))}
      </ThumbPair>
      <NextLink to="/_ui">
        <span>
          <Text kind="small" tone="text2">
            {words.next}
          </Text>
          <Text weight={600} cut>
            <bdi>{arabicName}</bdi>
          </Text>
        </span>
        <ArrowRight size={20} aria-hidden />
      </NextLink>
    </ThumbBar>
  );
}

function Outcomes() {
  const words = useGalleryWords();
  const [outcome, setOutcome] = useState('waiting');
  return (
    <ChoiceWrap role="group" aria-label={words.state}>
      {(['waiting', 'recalled', 'open', 'plain'] as const).map((value) => (
        <button key={value} type="button" aria-pressed={outcome === value} onClick={() => setOutcome(value)}>
          {words[value]}
          {outcome === value && (
            <i>
              <Check size={12} strokeWidth={3} aria-hidden />
            </i>
          )}
        </button>
      ))}
    </ChoiceWrap>
  );
}

/** What is made for a thumb. */
export function Touching() {
  const { t } = useTexts();
  const words = useGalleryWords();
  return (
    <Section id="jempol" title={words.touch}>
      <Specimen of="StepBar · ThumbBar · NextLink" note={words.touchNote} bare>
        <Stack gap={3} style={{ maxWidth: 420 }}>
          <StepBar style={{ position: 'static' }}>
            <div>
              <IconLink to="/_ui" label={t('common.back')}>
                <ArrowLeft size={22} aria-hidden />
              </IconLink>
              <Text kind="title" cut style={{ flex: 1 }}>
                {longName}
              </Text>
            </div>
          </StepBar>
          <ButtonPair>
            <ButtonAnchor href="https://wa.me/6281200004417" icon={<MessageCircle size={18} aria-hidden />}>
              WhatsApp
            </ButtonAnchor>
            <ButtonAnchor href="tel:+6281200004417" icon={<Phone size={18} aria-hidden />}>
              {words.phone}
            </ButtonAnchor>
          </ButtonPair>
          <Outcomes />
          <Verdicts />
        </Stack>
      </Specimen>
      <Specimen of="FactCard · PairList · Sign" bare>
        <Stack gap={3} style={{ maxWidth: 420 }}>
          <FactCard>
            <div>
              <dt>{words.phone}</dt>
              <dd data-whole="">0812-0000-4417</dd>
              <dd>
                <Button size="small" kind="quiet">
                  {t('common.copy')}
                </Button>
              </dd>
            </div>
            <div>
              <dt>{words.member}</dt>
              <dd>{longName}</dd>
            </div>
          </FactCard>
          <PairList>
            <div>
              <dt>{words.longHeader}</dt>
              <dd dir="auto">{arabicName}</dd>
            </div>
            <div>
              <dt>{words.city}</dt>
              <dd>{longName}</dd>
            </div>
          </PairList>
          <Row gap={2}>
            <Sign data-tone="ok">
              <CircleCheck size={22} aria-hidden />
            </Sign>
            <Sign data-tone="bad">
              <CircleX size={22} aria-hidden />
            </Sign>
          </Row>
        </Stack>
      </Specimen>
    </Section>
  );
}
