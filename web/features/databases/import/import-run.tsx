import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RunningImport } from '../../../lib/import-jobs.ts';
import { read } from '../../../lib/read.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Stack } from '../../../ui/layout.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { Text } from '../../../ui/text.tsx';
import { ReceiptLines } from '../receipt-lines.tsx';

/** The job of an import, read every second until it has ended. */
export function useImportJob(jobId: string | undefined) {
  return useQuery({
    ...read('GET /jobs/:id', { params: { id: jobId ?? '' } }),
    enabled: jobId !== undefined,
    refetchInterval: ({ state }) => (state.data?.state === 'succeeded' || state.data?.state === 'failed' ? false : 700),
  });
}

/** An import on its way, and the receipt at its end. */
export function ImportRun({ started }: { readonly started: RunningImport }) {
  const { t } = useTranslation();
  const { data: job } = useImportJob(started.jobId);
  if (job?.state === 'failed') {
    return (
      <Notice tone="bad" live="alert" title={t('importing.failed')}>
        {job.error?.detail}
      </Notice>
    );
  }
  if (job?.state === 'succeeded' && job.result !== undefined && 'imported' in job.result) {
    return (
      <Stack gap={4}>
        <Notice tone="ok" live="status" title={t('importing.done', { count: job.result.imported })}>
          {t('importing.doneHint', { name: started.name })}
        </Notice>
        <Stack gap={1}>
          <Text as="h3" weight={600}>
            {t('importing.receipt')}
          </Text>
          <ReceiptLines receipt={job.result} />
        </Stack>
      </Stack>
    );
  }
  return (
    <Stack gap={3}>
      <Text weight={600}>{t('importing.running')}</Text>
      <Progress label={t('importing.running')} parts={[{ tone: 'accent', value: Math.round((job?.progress ?? 0) * 100) }]} whole={100} />
      <Text kind="dense" tone="text2">
        {job === undefined || job.state === 'queued' || job.rowsTotal === null
          ? t('importing.queued')
          : t('importing.progress', { done: job.rowsDone, total: job.rowsTotal })}
      </Text>
      <Text kind="small" tone="text3">
        {t('importing.runningHint')}
      </Text>
    </Stack>
  );
}
