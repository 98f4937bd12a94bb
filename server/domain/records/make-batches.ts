import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { cardTitle } from './records.rules.ts';

/**
 * Makes a card for each staff member, of one database, which is not undone until the transaction ends; returns staff
 * member → batch. Called with the persons locked, as the undoing of an import locks them first too. Throws not_found.
 */
export async function makeBatches(tx: Tx, databaseId: string, staffIds: readonly string[]): Promise<Map<string, string>> {
  const named = await sql<{ name: string; today: string }>`
    select name, business_today() as today from databases where id = ${databaseId} for key share`.execute(tx);
  const [database] = named.rows;
  if (database === undefined) throw problem('not_found');
  const title = cardTitle(database.name, database.today);
  const { rows } = await sql<{ id: string; staffId: string }>`
    insert into batches (product_id, module, database_id, staff_id, title, original_title)
    select product_id, module, databases.id, staff.id, ${title}, ${title}
    from databases, unnest(${staffIds}::bigint[]) as staff (id)
    where databases.id = ${databaseId}
    returning id, staff_id as "staffId"
  `.execute(tx);
  return new Map(rows.map(({ id, staffId }) => [staffId, id]));
}
