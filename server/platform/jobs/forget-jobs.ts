import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { deleteInPieces, type Pieces } from '../db/delete-in-pieces.ts';
import type { Chore } from './job.ts';

/** Days a job is kept after its end (docs/architecture.md, Jobs). */
const keptDays = 90;

/** Forgets jobs that ended long ago, but for those whose `job_id` is among `told`; answers how many. */
export function forgetOldJobs(db: Db, told: RawBuilder<unknown>, pieces?: Pieces): Promise<number> {
  // By their places, each of which is held: to look ten thousand keys up again could be planned as reading the whole table.
  const piece = (size: number) => sql`
    delete from jobs where ctid = any(array(
      select jobs.ctid from jobs
      where jobs.finished_at < now() - make_interval(days => ${keptDays})
        and not exists (select from (${told}) told where told.job_id = jobs.id)
      order by jobs.finished_at limit ${size} for update of jobs skip locked
    ))`;
  return deleteInPieces(db, piece, pieces);
}

/** `told` selects `job_id` of the jobs that something still speaks of. */
export const forgetJobs = (told: RawBuilder<unknown>): Chore => ({
  name: 'forget-jobs',
  cron: '37 * * * *',
  run: async ({ db }) => {
    await forgetOldJobs(db, told);
  },
});
