import {
  checkReservation,
  listReservations,
  moveReservation as moveEndpoint,
  releaseReservation as releaseEndpoint,
  reserveCustomer as reserveEndpoint,
} from '../../../contract/reservations.ts';
import { bareRoute, type Route, route } from '../../platform/http/route.ts';
import { moveReservation } from './move-reservation.ts';
import { releaseReservation } from './release-reservation.ts';
import { checkReserved, findReservations } from './reservations.queries.ts';
import { reserveCustomer } from './reserve-customer.ts';
import { exportReservations as exportReservationsEndpoint } from '../../../contract/exports.ts';
import { exportReservations } from './export-reservations.ts';

export const reservationsRoutes: readonly Route[] = [
  route(listReservations, ({ db, viewer, query }) => findReservations(db, viewer, query)),
  route(checkReservation, ({ db, query }) => checkReserved(db, query)),
  route(reserveEndpoint, ({ tx, actor, body }) => reserveCustomer(tx, actor, body)),
  route(releaseEndpoint, ({ tx, actor, params }) => releaseReservation(tx, actor, params.id)),
  route(moveEndpoint, ({ tx, actor, params, body }) => moveReservation(tx, actor, { id: params.id, staffId: body.staffId })),
  bareRoute(exportReservationsEndpoint, ({ query, ...exporter }) => exportReservations(exporter, query)),
];
