import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { lockPersons } from '../members/lock-persons.ts';

export interface ActiveReservation {
  readonly id: string;
  readonly personId: string;
  readonly customerId: string;
  readonly staffId: string;
}

/**
 * Locks the person of an active reservation, so that nobody reserves, releases or gives them until the transaction ends.
 * Throws not_found, and conflict where the reservation is no longer active.
 */
export async function lockReservation(tx: Tx, id: string): Promise<ActiveReservation> {
  const known = await tx.selectFrom('reservations').select('person_id').where('id', '=', id).executeTakeFirst();
  if (known === undefined) throw problem('not_found');
  await lockPersons(tx, [known.person_id]);
  const { rows } = await sql<ActiveReservation>`
    select id, person_id as "personId", customer_id as "customerId", staff_id as "staffId"
    from active_reservations where id = ${id} and person_id = ${known.person_id}
  `.execute(tx);
  const [active] = rows;
  if (active === undefined) throw problem('conflict');
  return active;
}
