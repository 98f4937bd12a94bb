import { sql } from 'kysely';
import type { z } from 'zod';
import type { reserveCustomer as endpoint } from '../../../contract/reservations.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { announceEvent } from '../audit/announce-event.ts';
import { appendEvent } from '../audit/append-event.ts';
import { findOrCreateCustomer, type FoundCustomer } from '../members/find-or-create-customer.ts';
import { lockPersons } from '../members/lock-persons.ts';
import { requireStaff } from '../users/require-staff.ts';
import { readConflicts, readReservation } from './reservations.queries.ts';

type Input = z.output<typeof endpoint.body>;
type Output = z.input<typeof endpoint.output>;

/**
 * Reserves a customer's person for a staff member, active at once, also over a record that another holds: those are
 * the conflicts (docs/domain.md, Reserved members). Throws not_found, not_staff, product_inactive, already_reserved,
 * customer_key_empty, phone_unreadable, and conflict where others keep changing the customer meanwhile.
 */
export async function reserveCustomer(tx: Tx, actor: Actor, input: Input): Promise<Output> {
  await requireStaff(tx, [input.staffId]);
  await requireProduct(tx, input.productId);
  const { customerId, personId } = await lockCustomer(tx, input);
  await requireFree(tx, personId);
  const id = await insertActive(tx, actor, { ...input, customerId, personId });
  const eventId = await appendEvent(tx, actor, {
    act: 'reservations.reserve',
    subjectType: 'reservation',
    subjectId: id,
    data: { staffId: input.staffId, customerId, productId: input.productId, permanent: input.permanent },
  });
  await announceEvent(tx, { id: eventId, act: 'reservations.reserve', actor });
  return { ...(await readReservation(tx, actor, id)), conflicts: await readConflicts(tx, id) };
}

async function requireProduct(tx: Tx, id: string): Promise<void> {
  const product = await tx.selectFrom('products').select('active').where('id', '=', id).executeTakeFirst();
  if (product === undefined) throw problem('not_found');
  if (!product.active) throw problem('product_inactive');
}

/** The customer, made if there is none, with its person locked: found anew where an import or its undoing came in between. */
async function lockCustomer(tx: Tx, { productId, customerKey, name, phone }: Input): Promise<FoundCustomer> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const found = await findOrCreateCustomer(tx, { productId, customerKey, name, phone });
    await lockPersons(tx, [found.personId]);
    const { rows } = await sql`select from customers where id = ${found.customerId} and person_id = ${found.personId}`.execute(tx);
    if (rows.length > 0) return found;
  }
  throw problem('conflict');
}

/** The person is locked, so what is seen here stays so until this transaction ends. */
async function requireFree(tx: Tx, personId: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select users.name from active_reservations reservation join users on users.id = reservation.staff_id
    where reservation.person_id = ${personId}
  `.execute(tx);
  const [holder] = rows;
  if (holder !== undefined) throw problem('already_reserved', { staff: holder.name });
}

async function insertActive(tx: Tx, actor: Actor, input: Input & { customerId: string; personId: string }): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into reservations (product_id, customer_id, person_id, staff_id, state, permanent, requested_by, active_since)
    select product_id, id, person_id, ${input.staffId}::bigint, 'active', ${input.permanent}, ${actor.userId}::bigint, clock_timestamp()
    from customers where id = ${input.customerId} and person_id = ${input.personId}
    returning id
  `.execute(tx);
  const [reservation] = rows;
  if (reservation === undefined) throw new Error('A customer whose person is locked was not reserved');
  return reservation.id;
}
