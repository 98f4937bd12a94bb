import {
  checkReservation,
  listReservations,
  moveReservation as moveEndpoint,
  releaseReservation as releaseEndpoint,
  reserveCustomer as reserveEndpoint,
} from '../../../contract/reservations.ts';
import { exportRoute, rereadRoute, type Route, route } from '../../platform/http/route.ts';
import { moveReservation } from './move-reservation.ts';
import { releaseReservation } from './release-reservation.ts';
import { checkReserved, findReservations, readReservation } from './reservations.queries.ts';
import { reserveCustomer } from './reserve-customer.ts';
import { exportReservations as exportReservationsEndpoint } from '../../../contract/exports.ts';
import { exportReservations } from './export-reservations.ts';

/** What is kept of a reservation that was made, for a repeated request: the member is read again. */
const withoutMember = ({ id, conflicts }: { readonly id: string; readonly conflicts: string[] }) => ({ id, conflicts });

export const reservationsRoutes: readonly Route[] = [
  route(listReservations, ({ db, viewer, query }) => findReservations(db, viewer, query)),
  route(checkReservation, ({ db, query }) => checkReserved(db, query)),
  rereadRoute(
    reserveEndpoint,
    async ({ tx, actor, body }) => withoutMember(await reserveCustomer(tx, actor, body)),
    async ({ db, viewer, done: { id, conflicts } }) => ({ ...(await readReservation(db, viewer, id)), conflicts }),
  ),
  rereadRoute(
    releaseEndpoint,
    async ({ tx, actor, params }) => void (await releaseReservation(tx, actor, params.id)),
    ({ db, viewer, params }) => readReservation(db, viewer, params.id),
  ),
  rereadRoute(
    moveEndpoint,
    async ({ tx, actor, params, body }) => withoutMember(await moveReservation(tx, actor, { id: params.id, staffId: body.staffId })),
    async ({ db, viewer, done: { id, conflicts } }) => ({ ...(await readReservation(db, viewer, id)), conflicts }),
  ),
  exportRoute(exportReservationsEndpoint, ({ query, ...exporter }) => exportReservations(exporter, query)),
];
