import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';

/**
 * Refuses to make somebody else of a staff member who holds records or reservations, which only staff may: they are
 * settled first. The user's row is locked by the caller, so nothing is given to them meanwhile. Throws still_holding.
 */
export async function guardHoldings(tx: Tx, userId: string): Promise<void> {
  const { rows } = await sql<{ records: number; reservations: number }>`
    select (select count(*)::int from records where staff_id = ${userId} and state = 'assigned') as records,
      (select count(*)::int from active_reservations where staff_id = ${userId}) as reservations
  `.execute(tx);
  const { records = 0, reservations = 0 } = rows[0] ?? {};
  if (records + reservations > 0) throw problem('still_holding', { records, reservations });
}
