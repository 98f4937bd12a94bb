import { Download, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Receipt } from '../../../../contract/databases.ts';
import { addressOf } from '../../../lib/client.ts';
import type { RunningImport } from '../../../lib/import-jobs.ts';
import { read } from '../../../lib/read.ts';
import { useTexts } from '../../../lib/texts.ts';
import { useTimeLeft } from '../../../lib/time-left.ts';
import { Button, ButtonAnchor } from '../../../ui/button.tsx';
import { Row, Stack } from '../../../ui/layout.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { Text } from '../../../ui/text.tsx';
import { UndoImportDialog } from '../undo-import-dialog.tsx';
import { ReceiptLines } from '../receipt-lines.tsx';
import { useImportJob } from './use-import-job.ts';
import { readLanguage } from '../../../lib/language.ts';

interface DoneProps {
  readonly started: RunningImport;
  readonly receipt: Receipt;
  readonly onUndone: () => void;
}

function Done({ started, receipt, onUndone }: DoneProps) {
  const { t } = useTexts();
  const [undoing, setUndoing] = useState(false);
  const { data: database } = useQuery(read('GET /databases/:id', { params: { id: started.databaseId } }));
  const untouched = database !== undefined && database.counts.available === database.counts.imported;
  return (
    <Stack gap={4}>
      <Notice tone="ok" live="status" title={t('importing.done', { count: receipt.imported })}>
        {t('importing.doneHint', { name: started.name })}
      </Notice>
      <Stack gap={1}>
        <Text as="h3" weight={600}>
          {t('importing.receipt')}
        </Text>
        <ReceiptLines receipt={receipt} />
      </Stack>
      <Row gap={2} wrap>
        {receipt.rows > receipt.imported && (
          <ButtonAnchor
            href={addressOf('GET /databases/:id/rejected', {
              params: { id: started.databaseId },
              query: { format: 'csv', language: readLanguage() },
            })}
            download
            icon={<Download size={16} aria-hidden />}
          >
            {t('importing.downloadRejected', { count: receipt.rows - receipt.imported })}
          </ButtonAnchor>
        )}
        {untouched && (
          <Button icon={<Undo2 size={16} aria-hidden />} onClick={() => setUndoing(true)}>
            {t('databases.undoImport')}
          </Button>
        )}
      </Row>
      {undoing && database !== undefined && <UndoImportDialog database={database} onClose={() => setUndoing(false)} onUndone={onUndone} />}
    </Stack>
  );
}

/** An import on its way, and the receipt at its end. */
export function ImportRun({ started, onUndone }: { readonly started: RunningImport; readonly onUndone: () => void }) {
  const { t } = useTexts();
  const { data: job } = useImportJob(started.jobId);
  const left = useTimeLeft(job?.rowsDone ?? 0, job?.rowsTotal ?? null);
  if (job?.state === 'failed') {
    return (
      <Notice tone="bad" live="alert" title={t('importing.failed')}>
        {job.error === undefined ? null : `${job.error.title}. ${job.error.detail}`}
      </Notice>
    );
  }
  if (job?.state === 'succeeded' && job.result !== undefined && 'imported' in job.result)
    return <Done started={started} receipt={job.result} onUndone={onUndone} />;
  const waiting = job === undefined || job.state === 'queued' || job.rowsTotal === null;
  return (
    <Stack gap={3}>
      <Text weight={600}>{t('importing.running')}</Text>
      <Progress label={t('importing.running')} parts={[{ tone: 'accent', value: Math.round((job?.progress ?? 0) * 100) }]} whole={100} />
      <Text kind="dense" tone="text2">
        {waiting
          ? t('importing.queued')
          : [t('importing.progress', { done: job.rowsDone, total: job.rowsTotal ?? 0 }), left].filter(Boolean).join(' · ')}
      </Text>
      <Text kind="small" tone="text3">
        {t('importing.runningHint')}
      </Text>
    </Stack>
  );
}
