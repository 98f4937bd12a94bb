import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Module } from '../../../contract/values.ts';
import { forgetImport, type RunningImport, useRunningImports } from '../../lib/import-jobs.ts';
import { liveStatus } from '../../lib/live.ts';
import { readChanged } from '../../lib/page-rereads.ts';
import { type QueuedFile, stageOf, useImportFiles } from '../../lib/import-queue.ts';
import { read } from '../../lib/read.ts';
import { useTexts } from '../../lib/texts.ts';
import { useTimeLeft } from '../../lib/time-left.ts';
import { JobChip, JobChips } from '../../ui/job-chip.tsx';
import { Progress } from '../../ui/progress.tsx';
import { showToast } from '../../ui/toast.tsx';

const panelOf = (module: Module) => ({ to: '/$module', params: { module }, search: { panel: 'impor' } }) as const;

/** The import's own panel says how it ended; a message over it would only cover its buttons. */
const panelIsOpen = (module: Module) => location.pathname === `/${module}` && new URLSearchParams(location.search).get('panel') === 'impor';

function useFollow(started: RunningImport) {
  const { t } = useTexts();
  const client = useQueryClient();
  const { data, isError } = useQuery({ ...read('GET /jobs/:id', { params: { id: started.jobId } }), refetchInterval: 1_000 });
  const state = isError ? 'gone' : data?.state;
  useEffect(() => {
    if (state === undefined || state === 'queued' || state === 'running') return;
    forgetImport(started.jobId);
    // The stream tells of the import when it is done; without it nobody does.
    if (liveStatus() === 'lost') void readChanged(client, undefined);
    if (panelIsOpen(started.module)) return;
    if (data?.state === 'succeeded') {
      const imported = data.result !== undefined && 'imported' in data.result ? data.result.imported : 0;
      showToast({ tone: 'ok', text: t('frame.importDone', { name: started.name, count: imported }) });
    }
    if (data?.state === 'failed')
      showToast({ tone: 'bad', text: t('frame.importFailed', { name: started.name, detail: data.error?.detail ?? '' }) });
  }, [state, data, started, client, t]);
  return data;
}

function ImportChip({ started }: { readonly started: RunningImport }) {
  const { t } = useTexts();
  const job = useFollow(started);
  const total = job?.rowsTotal ?? null;
  const left = useTimeLeft(job?.rowsDone ?? 0, total);
  const rows = total === null ? undefined : t('frame.rowsOf', { done: job?.rowsDone ?? 0, total });
  return (
    <JobChip {...panelOf(started.module)}>
      <span>{t(job === undefined || job.state === 'queued' ? 'frame.importQueued' : 'frame.importRunning', { name: started.name })}</span>
      <Progress label={started.name} parts={[{ tone: 'accent', value: Math.round((job?.progress ?? 0) * 100) }]} whole={100} shape="thin" />
      {rows !== undefined && <small>{[rows, left].filter(Boolean).join(' · ')}</small>}
    </JobChip>
  );
}

/** What is being sent or checked, and what waits to be imported, of one module. */
function FilesChip({ files }: { readonly files: readonly QueuedFile[] }) {
  const { t } = useTexts();
  const [first] = files;
  if (first === undefined) return null;
  const sending = files.filter((file) => stageOf(file) === 'sending' || stageOf(file) === 'waiting');
  const bytes = sending.reduce((sum, file) => sum + file.bytes, 0);
  const sent = sending.reduce((sum, file) => sum + (file.sent ?? 0) * file.bytes, 0);
  return (
    <JobChip {...panelOf(first.module)}>
      <span>
        {t(sending.length > 0 ? 'frame.filesSending' : 'frame.filesWaiting', { count: sending.length > 0 ? sending.length : files.length })}
      </span>
      {sending.length > 0 && (
        <Progress
          label={t('frame.filesSending', { count: sending.length })}
          parts={[{ tone: 'accent', value: Math.round((sent / Math.max(1, bytes)) * 100) }]}
          whole={100}
          shape="thin"
        />
      )}
    </JobChip>
  );
}

const modules = ['normal', 'bonanza', 'memberwd'] as const;

/** Imports that run on, and files that wait, while the user does something else; a press leads to their panel. */
export function ImportProgress() {
  const running = useRunningImports();
  const waiting = useImportFiles().filter((file) => file.started === undefined);
  if (running.length === 0 && waiting.length === 0) return null;
  return (
    <JobChips>
      {running.map((started) => (
        <ImportChip key={started.jobId} started={started} />
      ))}
      {modules.map((module) => (
        <FilesChip key={module} files={waiting.filter((file) => file.module === module)} />
      ))}
    </JobChips>
  );
}
