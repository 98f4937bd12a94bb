import type { z } from 'zod';
import type { releaseReservation as endpoint } from '../../../contract/reservations.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { announceEvent } from '../audit/announce-event.ts';
import { appendEvent } from '../audit/append-event.ts';
import { endReservations } from './end-reservations.ts';
import { lockReservation } from './lock-reservation.ts';
import { readReservation } from './reservations.queries.ts';

/** Ends an active reservation: the person may be given to anybody again. Throws not_found, conflict. */
export async function releaseReservation(tx: Tx, actor: Actor, id: string): Promise<z.input<typeof endpoint.output>> {
  const { staffId, customerId } = await lockReservation(tx, id);
  const eventId = await appendEvent(tx, actor, {
    act: 'reservations.release',
    subjectType: 'reservation',
    subjectId: id,
    data: { staffId, customerId },
  });
  await endReservations(tx, [id]);
  await announceEvent(tx, { id: eventId, act: 'reservations.release', actor });
  return readReservation(tx, actor, id);
}
