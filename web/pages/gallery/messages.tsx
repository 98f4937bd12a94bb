import { CircleAlert, CloudOff, Inbox, Lock, WifiOff } from 'lucide-react';
import { useTexts } from '../../lib/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Card, Row, Stack } from '../../ui/layout.tsx';
import { EmptyState, Notice } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Text } from '../../ui/text.tsx';
import { showToast } from '../../ui/toast.tsx';
import { longName } from './samples.ts';
import { Section, Specimen } from './specimen.tsx';
import { useGalleryWords } from './words.ts';

function Notices() {
  const { t } = useTexts();
  const words = useGalleryWords();
  return (
    <Stack gap={3}>
      {(['info', 'ok', 'warn', 'bad'] as const).map((tone) => (
        <Notice key={tone} tone={tone} title={words.noticeTitle} actions={<Button size="small">{t('common.open')}</Button>}>
          {words.noticeText}
        </Notice>
      ))}
      <Notice tone="warn">{longName}</Notice>
    </Stack>
  );
}

function Working() {
  const { t } = useTexts();
  const words = useGalleryWords();
  return (
    <Stack gap={4} style={{ maxWidth: 480 }}>
      <Stack gap={2}>
        <Text weight={600}>{words.importing}</Text>
        <Progress label={words.importing} parts={[{ tone: 'accent', value: 62 }]} whole={100} />
        <Text kind="dense" tone="text2">
          {words.importProgress}
        </Text>
      </Stack>
      <Row gap={3}>
        <Progress
          label={words.validated}
          parts={[
            { tone: 'ok', value: 76 },
            { tone: 'bad', value: 5 },
          ]}
          whole={100}
        />
        <Text kind="dense">{words.validated}</Text>
      </Row>
      <Progress label={words.validated} parts={[{ tone: 'quiet', value: 40 }]} whole={100} shape="thin" />
      <Progress label={words.validated} parts={[{ tone: 'ok', value: 0 }]} whole={0} shape="edge" />
      <Stack gap={2} role="status" aria-busy aria-label={t('common.loading')}>
        <Skeleton style={{ height: 20, width: 180 }} />
        <Skeleton style={{ height: 14 }} />
        <Skeleton style={{ height: 14, width: '70%' }} />
      </Stack>
    </Stack>
  );
}

function Toasts() {
  const { t } = useTexts();
  const words = useGalleryWords();
  return (
    <Row gap={2} wrap>
      <Button onClick={() => showToast({ tone: 'ok', text: words.recalledToast })}>{words.toast}</Button>
      <Button onClick={() => showToast({ tone: 'bad', text: t('problem.unexpectedHint') })}>{words.toastBad}</Button>
      <Button onClick={() => showToast({ tone: 'ok', text: words.markedToast, action: { label: t('common.undo'), run: () => undefined } })}>
        {words.toastUndo}
      </Button>
      <Button onClick={() => showToast({ tone: 'plain', text: longName })}>{words.toastLong}</Button>
    </Row>
  );
}

function States() {
  const { t } = useTexts();
  const words = useGalleryWords();
  const retry = <Button kind="primary">{t('common.retry')}</Button>;
  return (
    <Stack gap={3}>
      <Card as="div">
        <EmptyState icon={<Inbox size={22} />} title={words.emptyTitle} actions={<Button kind="primary">{words.chooseFile}</Button>}>
          {words.emptyText}
        </EmptyState>
      </Card>
      <Card as="div">
        <EmptyState icon={<CircleAlert size={22} />} title={t('problem.unexpected')} actions={retry}>
          {t('problem.unexpectedHint')}
        </EmptyState>
      </Card>
      <Card as="div">
        <EmptyState icon={<CloudOff size={22} />} title={t('problem.offline')} actions={retry}>
          {t('problem.offlineHint')}
        </EmptyState>
      </Card>
      <Card as="div">
        <EmptyState icon={<Lock size={22} />} title={t('problem.notAllowed')} actions={<Button>{t('problem.toStart')}</Button>}>
          {t('problem.notAllowedHint')}
        </EmptyState>
      </Card>
      <Card as="div">
        <EmptyState icon={<WifiOff size={22} />} title={longName}>
          {longName}
        </EmptyState>
      </Card>
    </Stack>
  );
}

/** What the interface says by itself. */
export function Messages() {
  const words = useGalleryWords();
  return (
    <Section id="pesan" title={words.messages}>
      <Specimen of="Notice">
        <Notices />
      </Specimen>
      <Specimen of="EmptyState" note={words.stateNote} bare>
        <States />
      </Specimen>
      <Specimen of="Progress · Skeleton">
        <Working />
      </Specimen>
      <Specimen of="Toaster" note={words.toastNote}>
        <Toasts />
      </Specimen>
    </Section>
  );
}
