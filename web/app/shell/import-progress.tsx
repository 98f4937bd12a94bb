import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../lib/formats.ts';
import { forgetImport, type RunningImport, useRunningImports } from '../../lib/import-jobs.ts';
import { read } from '../../lib/read.ts';
import { JobChip } from '../../ui/navigation.tsx';
import { Progress } from '../../ui/progress.tsx';
import { showToast } from '../../ui/toast.tsx';

function ImportChip({ started }: { readonly started: RunningImport }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const job = useQuery({ ...read('GET /jobs/:id', { params: { id: started.jobId } }), refetchInterval: 1_000 });
  const { data, isError } = job;
  const state = isError ? 'gone' : data?.state;
  useEffect(() => {
    if (state === undefined || state === 'queued' || state === 'running') return;
    forgetImport(started.jobId);
    void client.invalidateQueries();
    if (data?.state === 'succeeded') {
      const imported = data.result !== undefined && 'imported' in data.result ? data.result.imported : 0;
      showToast({ tone: 'ok', text: t('frame.importDone', { name: started.name, count: imported }) });
    }
    if (data?.state === 'failed')
      showToast({ tone: 'bad', text: t('frame.importFailed', { name: started.name, detail: data.error?.detail ?? '' }) });
  }, [state, data, started, client, t]);
  const done = data?.rowsDone ?? 0;
  const total = data?.rowsTotal ?? null;
  return (
    <JobChip>
      <span>{t(state === 'queued' ? 'frame.importQueued' : 'frame.importRunning', { name: started.name })}</span>
      <Progress
        label={started.name}
        parts={[{ tone: 'accent', value: Math.round((data?.progress ?? 0) * 100) }]}
        whole={100}
        shape="thin"
      />
      {total !== null && `${formatNumber(done)} / ${formatNumber(total)}`}
    </JobChip>
  );
}

/** Imports that run on while the user does something else. */
export function ImportProgress() {
  const running = useRunningImports();
  const newest = running.at(-1);
  return newest === undefined ? null : <ImportChip key={newest.jobId} started={newest} />;
}
