import type { Transact } from '../../platform/http/handlers.ts';
import type { Chore, JobHandler, JobRun } from '../../platform/jobs/job.ts';
import { type CheckOrder, checkUpload } from './check-upload.ts';
import { cleanUploads } from './clean-uploads.ts';
import { failImport } from './fail-import.ts';
import { type ImportOrder, importFile } from './import-file.ts';
import type { FileJob } from './request-import.ts';
import type { FileWatch } from './stage-rows.ts';

/** The input is what request-import.ts queued, through JSON. */
const unpack = <Order>(input: unknown): FileJob<Order> => input as FileJob<Order>;

const watchOf = (run: JobRun): FileWatch => ({ signal: run.signal, onProgress: (done, total) => run.reportProgress(done, total) });

export const databasesJobs: readonly JobHandler[] = [
  {
    kind: 'import',
    run: async (run) => {
      const { actor, order } = unpack<ImportOrder>(run.input);
      const transact: Transact = (work, options) => run.database.transaction(work, options);
      await importFile({ database: run.database, transact }, actor, order, {
        ...watchOf(run),
        onDone: (tx, receipt) => run.succeed(tx, receipt),
      });
    },
    onFailed: (tx, { jobId, input, error }) => failImport(tx, unpack<ImportOrder>(input).actor, jobId, error.code),
  },
  {
    kind: 'check',
    run: async (run) => {
      const { order } = unpack<CheckOrder>(run.input);
      await run.database.transaction(async (tx) =>
        run.succeed(tx, await checkUpload(run.database, tx, order, { ...watchOf(run), keep: true })),
      );
    },
  },
];

export const databasesChores: readonly Chore[] = [
  { name: 'clean-uploads', cron: '27 * * * *', run: (database) => database.transaction(cleanUploads) },
];
