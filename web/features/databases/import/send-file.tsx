import { formatBytes } from '../../../lib/formats.ts';
import { type QueuedFile, tooLarge } from '../../../lib/import-queue.ts';
import { useProblemText } from '../../../lib/problem-text.ts';
import { useTexts } from '../../../lib/texts.ts';
import { useTimeLeft } from '../../../lib/time-left.ts';
import { largestUpload } from '../../../../contract/upload-limits.ts';
import { Stack } from '../../../ui/layout.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { Text } from '../../../ui/text.tsx';

/** A file on its way to the server: how much of it has arrived, or why it could not be taken. */
export function SendFile({ file }: { readonly file: QueuedFile }) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const { sent, failure, fileName: name, bytes } = file;
  const done = Math.round((sent ?? 0) * bytes);
  const left = useTimeLeft(done, bytes);
  if (failure === tooLarge)
    return (
      <Notice tone="bad" live="alert" title={t('importing.tooLarge', { name })}>
        {t('importing.tooLargeHint', { size: formatBytes(bytes), most: formatBytes(largestUpload) })}
      </Notice>
    );
  if (failure !== undefined) return <ProblemNotice {...problemText(failure)} />;
  if (sent === undefined) return <Text tone="text2">{t('importing.waitingToSend', { name })}</Text>;
  const label = t('importing.uploading', { name });
  return (
    <Stack gap={3} role="status">
      <Text weight={600} wrap>
        {label}
      </Text>
      <Progress label={label} parts={[{ tone: 'accent', value: Math.round(sent * 100) }]} whole={100} />
      <Text kind="dense" tone="text2">
        {sent < 1
          ? [t('importing.sentOf', { sent: formatBytes(done), size: formatBytes(bytes) }), left].filter(Boolean).join(' · ')
          : t('importing.reading')}
      </Text>
    </Stack>
  );
}
