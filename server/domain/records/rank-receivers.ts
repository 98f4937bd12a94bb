import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db/database.ts';

/** Days before this one that decide between those who got as many today. */
const daysBefore = 30;

/**
 * Staff in the order in which what is left over goes to them, one each (docs/domain.md, Assigning): who was assigned fewest
 * records today, of the module and product of this database, comes first; among those, who was assigned fewest lately; then who
 * was named first.
 */
export async function rankReceivers(db: Db, databaseId: string, staffIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select staff.id::text as id
    from unnest(${staffIds}::bigint[]) with ordinality as staff (id, place)
    left join lateral (
      select sum(assignment.given) filter (where assignment.at >= business_day_start(business_today())) as today, sum(assignment.given) as lately
      from assignments assignment
      join databases earlier on earlier.id = assignment.database_id
      join databases this on this.id = ${databaseId} and (this.product_id, this.module) = (earlier.product_id, earlier.module)
      where assignment.staff_id = staff.id and assignment.at >= business_day_start(business_today() - ${daysBefore}::integer)
    ) given on true
    order by coalesce(given.today, 0), coalesce(given.lately, 0), staff.place
  `.execute(db);
  return rows.map(({ id }) => id);
}

/**
 * The same within an act that deals by it: others who do so in the module and product wait until this one ends, so that each
 * sees what those before it gave. Called with the persons locked and nothing more to lock.
 */
export async function lockRanks(tx: Tx, databaseId: string, staffIds: readonly string[]): Promise<string[]> {
  await sql`
    select pg_advisory_xact_lock(hashtextextended('assignments.left ' || module || ' ' || product_id, 0)) from databases where id = ${databaseId}
  `.execute(tx);
  return rankReceivers(tx, databaseId, staffIds);
}
