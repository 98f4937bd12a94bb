import { FilePlus2 } from 'lucide-react';
import { formatBytes, formatNumber } from '../../../lib/formats.ts';
import {
  canBeChecked,
  encodingIsKnown,
  importable,
  needsNoDecision,
  type QueuedFile,
  removeFile,
  stageOf,
} from '../../../lib/import-queue.ts';
import { checkFile, startImport } from '../../../lib/import-work.ts';
import { useTexts } from '../../../lib/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { Chip, type ChipTone } from '../../../ui/chip.tsx';
import { FileButton, FileItem, FileList } from '../../../ui/file-list.tsx';
import { Row, Stack } from '../../../ui/layout.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { Text } from '../../../ui/text.tsx';
import { spreadsheets } from './spreadsheets.ts';
import { useImportJob } from './use-import-job.ts';

function useStatus(file: QueuedFile): { readonly text: string; readonly tone: ChipTone } {
  const { t } = useTexts();
  const { data: job } = useImportJob(file.started?.jobId);
  const stage = stageOf(file);
  if (stage === 'started') {
    if (job?.state === 'succeeded') return { text: t('importing.stageImported'), tone: 'ok' };
    if (job?.state === 'failed') return { text: t('importing.stageFailed'), tone: 'bad' };
    return { text: t('importing.stageImporting'), tone: 'accent' };
  }
  if (file.failure !== undefined)
    return { text: t(stage === 'notSent' ? 'importing.stageNotSent' : 'importing.stageRefused'), tone: 'bad' };
  if (stage === 'checked')
    return needsNoDecision(file) ? { text: t('importing.stageReady'), tone: 'ok' } : { text: t('importing.stageDecide'), tone: 'warn' };
  if (stage === 'mapping' && !encodingIsKnown(file)) return { text: t('importing.stageDecide'), tone: 'warn' };
  const words = {
    waiting: 'stageWaiting',
    sending: 'stageSending',
    notSent: 'stageNotSent',
    mapping: 'stageMapping',
    checking: 'stageChecking',
    starting: 'stageImporting',
  } as const;
  return { text: t(`importing.${words[stage]}`), tone: 'quiet' };
}

interface QueueItemProps {
  readonly file: QueuedFile;
  readonly chosen: boolean;
  readonly onChoose: (id: string) => void;
}

function QueueItem({ file, chosen, onChoose }: QueueItemProps) {
  const { t } = useTexts();
  const { text, tone } = useStatus(file);
  const { uploaded, sent } = file;
  const size = formatBytes(file.bytes);
  const detail =
    uploaded === undefined
      ? sent === undefined
        ? size
        : t('importing.sentOf', { sent: formatBytes(Math.round(sent * file.bytes)), size })
      : t('importing.readAs', { rows: formatNumber(uploaded.rows), format: uploaded.detected.format.toUpperCase(), size });
  return (
    <FileItem
      name={file.fileName}
      detail={detail}
      status={<Chip tone={tone}>{text}</Chip>}
      chosen={chosen}
      onChoose={() => onChoose(file.id)}
      removeLabel={t('importing.removeFile', { name: file.fileName })}
      onRemove={() => removeFile(file.id)}
      {...(sent === undefined
        ? {}
        : {
            progress: (
              <Progress
                label={t('importing.uploading', { name: file.fileName })}
                parts={[{ tone: 'accent', value: Math.round(sent * 100) }]}
                whole={100}
                shape="thin"
              />
            ),
          })}
    />
  );
}

interface FileQueueProps {
  readonly files: readonly QueuedFile[];
  readonly chosenId: string | undefined;
  readonly onChoose: (id: string) => void;
  readonly onFiles: (files: readonly File[]) => void;
}

/** Several files side by side: where each stands, and what can be done with all of them at once. */
export function FileQueue({ files, chosenId, onChoose, onFiles }: FileQueueProps) {
  const { t } = useTexts();
  const checkable = files.filter(canBeChecked);
  const ready = files.filter(needsNoDecision);
  const records = ready.reduce((sum, file) => sum + (file.check === undefined ? 0 : importable(file.check, file.duplicates)), 0);
  return (
    <Stack gap={3}>
      <Row justify="space-between" gap={2}>
        <Text as="h3" weight={600}>
          {t('importing.files', { count: files.length })}
        </Text>
        <FileButton label={t('importing.addFiles')} icon={<FilePlus2 size={15} aria-hidden />} accept={spreadsheets} onFiles={onFiles} />
      </Row>
      <FileList aria-label={t('importing.files', { count: files.length })}>
        {files.map((file) => (
          <QueueItem key={file.id} file={file} chosen={file.id === chosenId} onChoose={onChoose} />
        ))}
      </FileList>
      {checkable.length > 1 && (
        <Button kind="soft" onClick={() => checkable.forEach((file) => void checkFile(file.id))}>
          {t('importing.checkAll', { count: checkable.length })}
        </Button>
      )}
      {ready.length > 1 && (
        <Stack gap={1}>
          <Button kind="primary" onClick={() => ready.forEach((file) => void startImport(file.id))}>
            {t('importing.startAll', { files: ready.length, count: records })}
          </Button>
          <Text kind="small" tone="text2">
            {t('importing.startAllHint')}
          </Text>
        </Stack>
      )}
    </Stack>
  );
}
