import { sql } from 'kysely';
import type { z } from 'zod';
import type { deactivateUser as endpoint } from '../../../contract/users.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { announceEvent } from '../audit/announce-event.ts';
import { lockPersons } from '../members/lock-persons.ts';
import { chooseHeldRecords } from '../records/choose-held-records.ts';
import { recallHeld } from '../records/recall-records.ts';
import { transferHeld } from '../records/transfer-records.ts';
import { endReservations } from '../reservations/end-reservations.ts';
import { renewReservations } from '../reservations/renew-reservations.ts';
import { deactivateAccount } from '../users/deactivate-account.ts';
import { guardLastOwner } from '../users/guard-last-owner.ts';
import { waitForActsOf } from '../users/hold-authority.ts';
import { requireStaff } from '../users/require-staff.ts';

type Choice = z.output<typeof endpoint.body>;
type Settled = z.input<typeof endpoint.output>;

/**
 * Deactivates a user and settles what they hold, all under one event (docs/domain.md, Offboarding): first their
 * reservations, which decide what may be handed over, then their records. Throws not_found, conflict where they are
 * inactive already, last_owner, same_staff, not_staff.
 */
export async function deactivateStaff(tx: Tx, actor: Actor, userId: string, { holdings, reservations }: Choice): Promise<Settled> {
  const handTo = holdings === 'recall' ? null : holdings.handTo;
  const moveTo = reservations === 'release' ? null : reservations.moveTo;
  const receivers = [...new Set([handTo, moveTo].filter((receiver) => receiver !== null))];
  if (receivers.includes(userId)) throw problem('same_staff');
  await lockActiveUser(tx, userId);
  await requireStaff(tx, receivers);
  const eventId = await deactivateAccount(tx, actor, userId, { handTo, moveTo });
  await lockPersonsOf(tx, userId);
  const settledReservations = await settleReservations(tx, actor, userId, moveTo);
  const records = await settleHoldings(tx, actor, userId, handTo);
  await announceEvent(tx, { id: eventId, act: 'users.deactivate', actor });
  return { records, reservations: settledReservations };
}

/** Whoever gives this user something holds the row for key share until it is committed: what we see to settle is all there is. */
async function lockActiveUser(tx: Tx, userId: string): Promise<void> {
  await waitForActsOf(tx, userId);
  await guardLastOwner(tx, userId);
  const { rows } = await sql<{ active: boolean }>`select active from users where id = ${userId} for update`.execute(tx);
  const [user] = rows;
  if (user === undefined) throw problem('not_found');
  if (!user.active) throw problem('conflict');
}

/** The persons of both reservations and records at once, since each act locks persons once, by ascending id. */
async function lockPersonsOf(tx: Tx, userId: string): Promise<void> {
  const { rows } = await sql<{ personId: string }>`
    select person_id as "personId" from active_reservations where staff_id = ${userId}
    union
    select person_id from records where staff_id = ${userId} and state = 'assigned'
  `.execute(tx);
  await lockPersons(
    tx,
    rows.map(({ personId }) => personId),
  );
}

async function settleReservations(tx: Tx, actor: Actor, userId: string, moveTo: string | null): Promise<Settled['reservations']> {
  const held = await sql<{ id: string }>`select id from active_reservations where staff_id = ${userId}`.execute(tx);
  const ids = held.rows.map(({ id }) => id);
  if (moveTo === null) await endReservations(tx, ids);
  else await renewReservations(tx, actor, ids, moveTo);
  return moveTo === null ? { released: ids.length, moved: 0 } : { released: 0, moved: ids.length };
}

async function settleHoldings(tx: Tx, actor: Actor, userId: string, handTo: string | null): Promise<Settled['records']> {
  const held = await chooseHeldRecords(tx, actor, { staffId: userId });
  if (handTo === null) return { transferred: 0, ...(await recallHeld(tx, actor, held)) };
  const { transferred, recalled, archived } = await transferHeld(tx, actor, held, { toStaffId: handTo, cards: 'kept' });
  return { transferred, recalled, archived };
}
