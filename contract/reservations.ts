import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id, idParams, line, pageOf, pageQuery, sortBy } from './values.ts';

export const reservationState = z.enum(['requested', 'active', 'declined', 'withdrawn', 'released', 'expired', 'moved']);

export const reservation = z.object({
  id: z.string(),
  productId: z.string(),
  productName: z.string(),
  customerId: z.string(),
  customerKey: z.string(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  staffId: z.string(),
  staffName: z.string(),
  state: reservationState,
  permanent: z.boolean(),
  requestedAt: z.string(),
  activeSince: z.string().nullable(),
  endedAt: z.string().nullable(),
});
export type Reservation = z.infer<typeof reservation>;

export const listReservations = endpoint({
  method: 'GET',
  path: '/reservations',
  access: 'staff',
  summary: 'Reservations; staff see their own.',
  query: z.strictObject({
    ...pageQuery,
    productId: id.optional(),
    staffId: id.optional(),
    state: reservationState.optional(),
    sort: sortBy(['requestedAt', 'customerKey'], '-requestedAt'),
  }),
  output: pageOf(reservation),
  goesBy: { q: ['customerKey', 'name', 'phone'] },
});

export const reserveCustomer = endpoint({
  method: 'POST',
  path: '/reservations',
  access: 'admin',
  summary: 'Reserve a customer for a staff member, active at once.',
  status: 201,
  body: z.strictObject({
    productId: id,
    customerKey: line(200),
    name: line(200).optional(),
    phone: line(60).optional(),
    permanent: z.boolean().default(false),
    staffId: id,
  }),
  output: reservation.extend({ conflicts: z.array(z.string()) }),
});

export const releaseReservation = endpoint({
  method: 'POST',
  path: '/reservations/:id/release',
  access: 'admin',
  summary: 'End an active reservation.',
  params: idParams,
  output: reservation,
});

export const moveReservation = endpoint({
  method: 'POST',
  path: '/reservations/:id/move',
  access: 'admin',
  summary: 'Move an active reservation to another staff member.',
  params: idParams,
  body: z.strictObject({ staffId: id }),
  output: reservation.extend({ conflicts: z.array(z.string()) }),
});

export const checkReservation = endpoint({
  method: 'GET',
  path: '/reservations/check',
  access: 'staff',
  summary: 'Whether a customer’s person is reserved, and by whom.',
  query: z.strictObject({ productId: id, customerKey: line(200) }),
  output: z.object({
    reserved: z.object({ staffId: z.string(), staffName: z.string(), since: z.string() }).nullable(),
  }),
});
