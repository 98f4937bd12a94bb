import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';

/**
 * Ends active reservations, whose persons are locked, and begins each anew for another staff member: the inner step of
 * acts that have their own event. Returns the ids of the new ones.
 */
export async function renewReservations(tx: Tx, actor: Actor, reservationIds: readonly string[], staffId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with ended as (
      update reservations set state = 'moved', ended_at = clock_timestamp()
      where id = any(${reservationIds}::bigint[]) and state = 'active'
      returning product_id, customer_id, person_id, permanent
    )
    insert into reservations (product_id, customer_id, person_id, staff_id, state, permanent, requested_by, active_since)
    select product_id, customer_id, person_id, ${staffId}::bigint, 'active', permanent, ${actor.userId}::bigint, clock_timestamp()
    from ended returning id
  `.execute(tx);
  return rows.map(({ id }) => id);
}
