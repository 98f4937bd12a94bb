import type { FastifyBaseLogger } from 'fastify';
import type { Database } from '../db/database.ts';
import type { Chore, JobHandler } from './job.ts';
import { makeQueues, openQueue } from './queue.ts';
import { runJob } from './run-job.ts';
import { settleJobs } from './settle-jobs.ts';

export interface JobsOptions {
  readonly handlers: readonly JobHandler[];
  readonly chores: readonly Chore[];
  /** False in a process that only queues jobs for others to run. */
  readonly works: boolean;
  readonly logger: FastifyBaseLogger;
}

/** Milliseconds a stop waits for runs that are under way; those that take longer are run again by the next process. */
const stopPatience = 4_000;

/** New jobs announce themselves; the pause in between is for those that are to be run again. */
const workOptions = {
  burstWhenBatchFull: true,
  heartbeatRefreshSeconds: 2,
  pollingIntervalSeconds: 2,
  notifyPollingIntervalSeconds: 2,
} as const;

/** Prepares the queues and, where the process works, begins to take jobs from them. Returns what stops it. */
export async function startJobs(database: Database, { handlers, works, logger, ...options }: JobsOptions): Promise<() => Promise<void>> {
  const settle: Chore = { name: 'settle-jobs', cron: '* * * * *', run: () => settleJobs(database, handlers, logger) };
  const chores = [...options.chores, settle];
  const boss = openQueue(database, works);
  boss.on('error', (error) => logger.warn({ err: error }, 'The job queue met an error'));
  await boss.start();
  const stopping = new AbortController();
  await makeQueues(boss, [...handlers.map(({ kind }) => kind), ...chores.map(({ name }) => choreQueue(name))]);
  if (works) {
    // A disk that is still full keeps nobody from starting; the clock tries again.
    await settle.run(database).catch((error: unknown) => logger.warn({ err: error }, 'Jobs that were given up could not be settled'));
    for (const handler of handlers) {
      const working = { ...workOptions, localConcurrency: handler.atOnce ?? 1 };
      await boss.work<{ jobId: string }>(handler.kind, working, async (jobs) => {
        for (const { data, signal } of jobs) {
          await runJob(database, handler, data.jobId, { logger, signal: AbortSignal.any([signal, stopping.signal]) });
        }
      });
    }
    for (const chore of chores) {
      await boss.work(choreQueue(chore.name), () => chore.run(database));
      await boss.schedule(choreQueue(chore.name), chore.cron, {}, { tz: 'UTC' });
      if (chore.atStart === true) await boss.send(choreQueue(chore.name));
    }
  }
  return async () => {
    stopping.abort();
    await boss.stop({ graceful: works, timeout: stopPatience, close: false });
  };
}

const choreQueue = (name: string) => `chore-${name}`;
