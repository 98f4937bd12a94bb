import type { FastifyBaseLogger } from 'fastify';
import { sql } from 'kysely';
import type { Database } from '../db/database.ts';
import type { JobHandler, JobRun } from './job.ts';
import { queued } from './queue.ts';
import { failJob } from './run-job.ts';

/** A job that nobody has settled and that the queue will not give to anybody any more. */
const abandoned = sql`state in ('queued', 'running') and not exists (${queued(sql`jobs.kind`, sql`jobs.id`)})`;

/**
 * Settles as failed what the queue has given up: a run whose failure could not be written, because the disk was full or the
 * database away, leaves its job unsettled, and with it whatever waits for the job to end. One that cannot be settled does not
 * keep the others from it; what went wrong first is thrown when all were tried.
 */
export async function settleJobs(database: Database, handlers: readonly JobHandler[], logger: FastifyBaseLogger): Promise<void> {
  const { rows } = await sql<Pick<JobRun, 'jobId' | 'userId' | 'input'> & { readonly kind: string }>`
    select id as "jobId", user_id as "userId", input, kind from jobs where ${abandoned} order by id
  `.execute(database.db);
  const failures: unknown[] = [];
  for (const { kind, ...job } of rows) {
    const handler = handlers.find((candidate) => candidate.kind === kind);
    if (handler === undefined) continue;
    logger.warn({ jobId: job.jobId }, 'A job that the queue had given up is settled as failed');
    await failJob(database, handler, job, { code: 'given_up', params: {} }, abandoned).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}
