import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';

/**
 * Ends active reservations, whose persons are locked, and begins each anew for another staff member: the inner step of
 * acts that have their own event. Returns the ids of the new ones, which follow each other as the old ones did.
 */
export async function renewReservations(tx: Tx, actor: Actor, reservationIds: readonly string[], staffId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with ended as (
      update reservations set state = 'moved', ended_at = statement_timestamp()
      where id = any(${reservationIds}::bigint[]) and state = 'active'
      returning id, product_id, customer_id, person_id, permanent
    )
    insert into reservations (product_id, customer_id, person_id, staff_id, state, permanent, requested_by, active_since)
    select product_id, customer_id, person_id, ${staffId}::bigint, 'active', permanent, ${actor.userId}::bigint, statement_timestamp()
    from ended order by ended.id
    returning id
  `.execute(tx);
  return rows.map(({ id }) => id);
}
