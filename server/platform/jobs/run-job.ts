import type { FastifyBaseLogger } from 'fastify';
import { type RawBuilder, sql } from 'kysely';
import type { Database, Tx } from '../db/database.ts';
import { DatabaseBusy, DatabaseUnavailable, isDiskFull } from '../db/database-errors.ts';
import { UnreadableFile } from '../files/unreadable-file.ts';
import { Problem } from '../http/problem.ts';
import type { JobError, JobHandler, JobRun } from './job.ts';

interface Begun {
  readonly attempt: number;
  readonly userId: string | null;
  readonly input: unknown;
}

/** Another run of the same job has begun since, or has settled it. */
class TakenOver extends Error {
  override readonly name = 'TakenOver';
}

/** Milliseconds between two notes of how far a run is. */
const progressPause = 500;

/** Tries after which an error that is not the job's own fault is taken for one. */
const mostAttempts = 10;

/**
 * Runs a job once more, unless it is settled. What the job refuses (a Problem, an unreadable file) and what nobody
 * foresaw is stored as its failure; a database that is away, a stop and a take-over are thrown, to be run again.
 */
export async function runJob(
  database: Database,
  handler: JobHandler,
  jobId: string,
  context: { logger: FastifyBaseLogger; signal: AbortSignal },
): Promise<void> {
  const begun = await begin(database, jobId);
  if (begun === undefined) return;
  const progress = new Progress(database, jobId, begun.attempt, context.logger);
  const run: JobRun = {
    jobId,
    userId: begun.userId,
    input: begun.input,
    database,
    ...context,
    reportProgress: (rowsDone, rowsTotal) => progress.report(rowsDone, rowsTotal),
    succeed: (tx, result) => succeed(tx, jobId, begun.attempt, result),
  };
  try {
    await handler.run(run);
    if (await isRunning(database, jobId, begun.attempt)) throw new Error(`The job ${jobId} ended without saying that it succeeded`);
  } catch (error) {
    if (error instanceof TakenOver) return;
    if (context.signal.aborted || (mayPass(error) && begun.attempt < mostAttempts)) throw error;
    const reason = errorOf(error);
    if (reason.code === 'unexpected') context.logger.error({ err: error, jobId }, 'A job failed');
    await failJob(database, handler, run, reason, sql`attempt = ${begun.attempt} and state = 'running'`);
  } finally {
    await progress.stop();
  }
}

const mayPass = (error: unknown) => error instanceof DatabaseUnavailable || error instanceof DatabaseBusy;

async function begin({ db }: Database, jobId: string): Promise<Begun | undefined> {
  const { rows } = await sql<Begun>`
    update jobs set state = 'running', attempt = attempt + 1, rows_done = 0, started_at = coalesce(started_at, clock_timestamp())
    where id = ${jobId} and state in ('queued', 'running')
    returning attempt, user_id as "userId", input`.execute(db);
  return rows[0];
}

async function isRunning({ db }: Database, jobId: string, attempt: number): Promise<boolean> {
  const { rows } = await sql`select 1 from jobs where id = ${jobId} and attempt = ${attempt} and state = 'running'`.execute(db);
  return rows.length > 0;
}

async function succeed(tx: Tx, jobId: string, attempt: number, result: unknown): Promise<void> {
  const { rows } = await sql`
    update jobs set state = 'succeeded', result = ${JSON.stringify(result)}::jsonb, finished_at = clock_timestamp(),
      rows_total = greatest(rows_total, rows_done), rows_done = coalesce(greatest(rows_total, rows_done), rows_done)
    where id = ${jobId} and attempt = ${attempt} and state = 'running' returning 1`.execute(tx);
  if (rows.length === 0) throw new TakenOver(`Another run has taken over the job ${jobId}`);
}

function errorOf(error: unknown): JobError {
  if (error instanceof Problem || error instanceof UnreadableFile) return { code: error.code, params: error.params };
  return { code: isDiskFull(error) ? 'disk_full' : 'unexpected', params: {} };
}

/** Settles a job as failed, provided that the condition on its row holds, and lets its module do what follows from that. */
export async function failJob(
  database: Pick<Database, 'transaction'>,
  handler: JobHandler,
  { jobId, userId, input }: Pick<JobRun, 'jobId' | 'userId' | 'input'>,
  error: JobError,
  condition: RawBuilder<unknown>,
): Promise<void> {
  await database.transaction(async (tx) => {
    const { rows } = await sql`
      update jobs set state = 'failed', error = ${JSON.stringify(error)}::jsonb, finished_at = clock_timestamp()
      where id = ${jobId} and ${condition} returning 1`.execute(tx);
    if (rows.length > 0) await handler.onFailed?.(tx, { jobId, userId, input, error });
  });
}

/** Notes the latest figures of a run now and then, on connections of its own. */
class Progress {
  readonly #database: Database;
  readonly #jobId: string;
  readonly #attempt: number;
  readonly #logger: FastifyBaseLogger;
  #latest: readonly [rowsDone: number, rowsTotal: number | null] | undefined;
  #writing: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(database: Database, jobId: string, attempt: number, logger: FastifyBaseLogger) {
    this.#database = database;
    this.#jobId = jobId;
    this.#attempt = attempt;
    this.#logger = logger;
  }

  report(rowsDone: number, rowsTotal: number | null): void {
    this.#latest = [rowsDone, rowsTotal];
    this.#timer ??= setTimeout(() => this.#write(), progressPause);
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#writing;
  }

  #write(): void {
    this.#timer = undefined;
    this.#writing = this.#note().catch((error: unknown) =>
      this.#logger.warn({ err: error, jobId: this.#jobId }, 'The progress of a job was not noted'),
    );
  }

  async #note(): Promise<void> {
    const [rowsDone, rowsTotal] = this.#latest ?? [0, null];
    // A run that is settling its job holds the row: its figures are the better ones, so this does not wait.
    await sql`
      with free as (
        select id from jobs where id = ${this.#jobId} and attempt = ${this.#attempt} and state = 'running' for update skip locked
      )
      update jobs set rows_done = ${rowsDone}, rows_total = ${rowsTotal} from free where jobs.id = free.id`.execute(this.#database.db);
  }
}
