import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';

/** Statements that find nothing as long as the story's figures are right; each names what would be wrong. */
const faults = {
  'a database whose records are not all available, assigned, archived or deleted': sql`
    select from database_counts where imported <> available + assigned + archived + deleted`,
  'a kept count that is not the count of the rows': sql`
    select from database_counts counts left join lateral (
      select count(*) filter (where state = 'available') as available, count(*) filter (where state = 'assigned') as assigned,
        count(*) filter (where state = 'archived') as archived, count(*) filter (where state = 'deleted') as deleted,
        count(*) filter (where state = 'assigned' and verdict = 'valid') as valid,
        count(*) filter (where state = 'assigned' and verdict = 'invalid') as invalid
      from records where records.database_id = counts.database_id
    ) found on true
    where (counts.available, counts.assigned, counts.archived, counts.deleted, counts.valid, counts.invalid)
      <> (found.available, found.assigned, found.archived, found.deleted, found.valid, found.invalid)`,
  'a member of one module in two hands': sql`
    select from records where state = 'assigned' group by person_id, module having count(*) > 1`,
  'a person whose reserver is not the reservation’s': sql`
    select from persons left join active_reservations active on active.person_id = persons.id
    where persons.reserved_by is distinct from active.staff_id`,
  'something that happens after now': sql`select from events where at > clock_timestamp()`,
  'a record whose changes lead elsewhere': sql`
    select from records join lateral (
      select to_state, to_staff_id, to_verdict from record_changes where record_id = records.id order by at desc limit 1
    ) last on true
    where (records.state, records.verdict) <> (last.to_state, last.to_verdict) or records.staff_id is distinct from last.to_staff_id`,
};

/** Throws where the story left a figure that is not conserved. */
export async function checkFigures(db: Db): Promise<void> {
  for (const [fault, statement] of Object.entries(faults)) {
    const { rows } = await sql<{ found: boolean }>`select exists (${statement}) as found`.execute(db);
    if (rows[0]?.found !== false) throw new Error(`The demo is not conserved: there is ${fault}`);
  }
}
