import type { FastifyBaseLogger } from 'fastify';
import type { Database, Tx } from '../db/database.ts';
import type { ProblemParam } from '../http/problem.ts';

/** What one run of a job is given. */
export interface JobRun {
  readonly jobId: string;
  readonly userId: string | null;
  /** As it was given to `enqueueJob`, through JSON. */
  readonly input: unknown;
  readonly database: Database;
  readonly logger: FastifyBaseLogger;
  /** Aborted when the program stops or another run took over; what is under way may be given up, it will be run again. */
  readonly signal: AbortSignal;
  /** Tells how far the work is; written at most every half second, outside the work's transaction. */
  readonly reportProgress: (rowsDone: number, rowsTotal: number | null) => void;
  /** Marks the job as done within the transaction that does it, so that it is done once or not at all. Throws when another run took over. */
  readonly succeed: (tx: Tx, result: unknown) => Promise<void>;
}

/** Why a job failed: put into words when it is read. */
export interface JobError {
  readonly code: string;
  readonly params: Readonly<Record<string, ProblemParam>>;
}

/** A kind of job, and what does it. */
export interface JobHandler {
  readonly kind: string;
  /** Jobs of the kind that one process runs at once; 1 unless said. */
  readonly atOnce?: number;
  /** Does the work and calls `succeed` in its last transaction. A thrown Problem or UnreadableFile fails the job for good. */
  readonly run: (run: JobRun) => Promise<void>;
  /** Runs in the transaction that marks the job as failed. */
  readonly onFailed?: (tx: Tx, failed: Pick<JobRun, 'jobId' | 'userId' | 'input'> & { readonly error: JobError }) => Promise<void>;
}

/** Work that comes round by itself. */
export interface Chore {
  readonly name: string;
  /** Five fields, UTC. */
  readonly cron: string;
  /** Runs when the program starts, too. */
  readonly atStart?: boolean;
  readonly run: (database: Database) => Promise<void>;
}
