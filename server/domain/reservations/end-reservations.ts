import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

/** Ends active reservations, whose persons are locked: the inner step of acts that have their own event. */
export async function endReservations(tx: Tx, reservationIds: readonly string[]): Promise<void> {
  await sql`
    update reservations set state = 'released', ended_at = statement_timestamp()
    where id = any(${reservationIds}::bigint[]) and state = 'active'
  `.execute(tx);
}
