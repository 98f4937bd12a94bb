import { sql } from 'kysely';
import type { Job } from '../../../contract/jobs.ts';
import { type ProblemCode, problems } from '../../../contract/problems.ts';
import type { Actor, Language } from '../actor.ts';
import type { Db } from '../db/database.ts';
import { UnreadableFile, type UnreadableFileCode, unreadableFiles } from '../files/unreadable-file.ts';
import { describeRefusal, Problem, problem } from '../http/problem.ts';
import type { JobError } from './job.ts';

interface Found {
  readonly id: string;
  readonly kind: Job['kind'];
  readonly state: Job['state'];
  readonly rowsDone: number;
  readonly rowsTotal: number | null;
  readonly result: NonNullable<Job['result']> | null;
  readonly error: JobError | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

/** A job of the viewer's own, or anyone's for an admin. Throws not_found. */
export async function findJob(db: Db, viewer: Actor, jobId: string): Promise<Job> {
  const { rows } = await sql<Found>`
    select id, kind, state, rows_done::float8 as "rowsDone", rows_total::float8 as "rowsTotal", result, error,
      created_at as "createdAt", started_at as "startedAt", finished_at as "finishedAt"
    from jobs where id = ${jobId} and (user_id = ${viewer.userId} or ${viewer.role !== 'staff'})`.execute(db);
  const [found] = rows;
  if (found === undefined) throw problem('not_found');
  const { result, error, ...job } = found;
  return {
    ...job,
    progress: progressOf(found),
    ...(result === null ? {} : { result }),
    ...(error === null ? {} : { error: inWords(error, viewer.language, job.id) }),
  };
}

function progressOf({ state, rowsDone, rowsTotal }: Found): number {
  if (state === 'succeeded') return 1;
  return rowsTotal === null || rowsTotal === 0 ? 0 : Math.min(rowsDone / rowsTotal, 1);
}

function refusalOf({ code, params }: JobError): Problem | UnreadableFile {
  if (Object.hasOwn(problems, code)) return new Problem(code as ProblemCode, params, []);
  if (!Object.hasOwn(unreadableFiles, code)) return problem('unexpected');
  const plain = Object.entries(params).flatMap(([name, value]) => (typeof value === 'object' ? [] : [[name, value] as const]));
  return new UnreadableFile(code as UnreadableFileCode, Object.fromEntries(plain));
}

function inWords(error: JobError, language: Language, jobId: string): NonNullable<Job['error']> {
  const { title, detail } = describeRefusal(refusalOf(error), language);
  return { code: error.code, title, detail: detail.replaceAll('{requestId}', jobId) };
}
