import type { z } from 'zod';
import type { moveReservation as endpoint } from '../../../contract/reservations.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { announceEvent } from '../audit/announce-event.ts';
import { appendEvent } from '../audit/append-event.ts';
import { requireStaff } from '../users/require-staff.ts';
import { lockReservation } from './lock-reservation.ts';
import { renewReservations } from './renew-reservations.ts';
import { readConflicts, readReservation } from './reservations.queries.ts';

interface Move {
  readonly id: string;
  readonly staffId: string;
}

/**
 * Moves an active reservation to another staff member: the old one ends as moved, a new one begins. Records that the
 * first staff member holds become conflicts. Throws not_found, not_staff, conflict, same_staff.
 */
export async function moveReservation(tx: Tx, actor: Actor, { id, staffId }: Move): Promise<z.input<typeof endpoint.output>> {
  await requireStaff(tx, [staffId]);
  const before = await lockReservation(tx, id);
  if (before.staffId === staffId) throw problem('same_staff');
  const [movedTo] = await renewReservations(tx, actor, [id], staffId);
  if (movedTo === undefined) throw new Error('A locked reservation was not moved');
  const eventId = await appendEvent(tx, actor, {
    act: 'reservations.move',
    subjectType: 'reservation',
    subjectId: id,
    data: { fromStaffId: before.staffId, toStaffId: staffId, movedTo, customerId: before.customerId },
  });
  await announceEvent(tx, { id: eventId, act: 'reservations.move', actor });
  return { ...(await readReservation(tx, actor, movedTo)), conflicts: await readConflicts(tx, movedTo) };
}
