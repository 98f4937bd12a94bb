import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { checkReservation, listReservations, Reservation } from '../../../contract/reservations.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db/database.ts';
import { findDetailedPage } from '../../platform/db/find-page.ts';
import type { DetailedListQuery } from '../../platform/db/read-list.ts';
import { problem } from '../../platform/http/problem.ts';
import { findCustomer, readTypedKey } from '../members/find-customer.ts';
import { matchMembers } from '../members/match-members.ts';
import { byWrittenId, byWrittenIdBackwards } from '../members/order-members.ts';

type Filter = z.output<typeof listReservations.query>;
type Check = z.output<typeof checkReservation.query>;

/** Staff see their own. */
const seenBy = ({ role, userId }: Actor): RawBuilder<unknown> => (role === 'staff' ? sql`reservation.staff_id = ${userId}` : sql`true`);

const names = sql`
  join products product on product.id = reservation.product_id
  join customers customer on customer.id = reservation.customer_id
  join persons person on person.id = reservation.person_id
  join users staff on staff.id = reservation.staff_id
`;

const columns = sql`
  reservation.id, reservation.product_id as "productId", product.name as "productName", reservation.customer_id as "customerId",
  customer.key as "customerKey", customer.name, person.phone, reservation.staff_id as "staffId", staff.name as "staffName",
  reservation.state, reservation.permanent, reservation.requested_at as "requestedAt",
  reservation.active_since as "activeSince", reservation.ended_at as "endedAt"
`;

const orders: { readonly [Sort in Filter['sort']]: RawBuilder<unknown> } = {
  requestedAt: sql`reservation.requested_at, reservation.id`,
  '-requestedAt': sql`reservation.requested_at desc, reservation.id desc`,
  customerKey: sql`${byWrittenId}, reservation.id`,
  '-customerKey': sql`${byWrittenIdBackwards}, reservation.id desc`,
};

/** Customers with reservations whom a search finds; whoever was reserved just now is looked at as they are. */
const foundMembers = (q: string): RawBuilder<unknown> => sql`
  select customer_id from reserved_members text where settled and ${matchMembers(q, textsBeside)}
  union all
  select text.customer_id from reserved_members unsettled join member_texts_now text on text.customer_id = unsettled.customer_id
  where not unsettled.settled and ${matchMembers(q, textsBeside)}`;

const textsBeside = { words: sql`text.words`, phone: sql`text.phone` };

/** What to choose and count from: members are looked up only where they are searched or sorted by. */
function chosen(
  viewer: Actor,
  { productId, staffId, state, q }: Omit<Filter, 'page' | 'pageSize' | 'sort'>,
  { sortsByMember }: { readonly sortsByMember: boolean },
): RawBuilder<unknown> {
  const parts = [seenBy(viewer)];
  if (productId !== undefined) parts.push(sql`reservation.product_id = ${productId}`);
  if (staffId !== undefined) parts.push(sql`reservation.staff_id = ${staffId}`);
  if (state !== undefined) parts.push(sql`reservation.state = ${state}`);
  const searched = q !== undefined && q !== '';
  if (searched) parts.push(sql`reservation.customer_id in (${foundMembers(q)})`);
  const looked = sortsByMember ? sql`join reserved_members text on text.customer_id = reservation.customer_id` : sql``;
  return sql`from reservations reservation ${looked} where ${sql.join(parts, sql` and `)}`;
}

/** The reservations of a filter that the viewer may see, in their order. */
export function listOfReservations(viewer: Actor, filter: Omit<Filter, 'page' | 'pageSize'>): DetailedListQuery {
  return {
    id: sql`reservation.id`,
    source: chosen(viewer, filter, { sortsByMember: filter.sort.endsWith('customerKey') }),
    total: sql`select count(*)::int as page_total ${chosen(viewer, filter, { sortsByMember: false })}`,
    columns,
    details: sql`left join (reservations reservation ${names}) on reservation.id = page.id`,
    orderBy: orders[filter.sort],
  };
}

/** Reservations that the viewer may see, a page of them. */
export async function findReservations(db: Db, viewer: Actor, filter: Filter): Promise<z.input<typeof listReservations.output>> {
  const { page, pageSize } = filter;
  const { rows, total } = await findDetailedPage<Reservation>(db, {
    ...listOfReservations(viewer, filter),
    countsOnTheWay: (filter.q ?? '') !== '',
    page,
    pageSize,
  });
  return { items: rows, total, page, pageSize };
}

/** One reservation. Throws not_found where the viewer may not see it. */
export async function readReservation(db: Db, viewer: Actor, id: string): Promise<Reservation> {
  const { rows } = await sql<Reservation>`
    select ${columns} from reservations reservation ${names} where reservation.id = ${id} and ${seenBy(viewer)}
  `.execute(db);
  const [reservation] = rows;
  if (reservation === undefined) throw problem('not_found');
  return reservation;
}

/** Records that others hold of a reserved person, by id. */
export async function readConflicts(db: Db, reservationId: string): Promise<string[]> {
  const { rows } = await sql<{ recordId: string }>`
    select record_id as "recordId" from record_conflicts where reservation_id = ${reservationId} order by record_id
  `.execute(db);
  return rows.map(({ recordId }) => recordId);
}

/** By whom a customer's person is reserved: colleagues see each other's names. The customer is given by username or phone. */
export async function checkReserved(db: Db, { productId, customerKey }: Check): Promise<z.input<typeof checkReservation.output>> {
  const typed = readTypedKey(customerKey);
  const customer = typed === null ? undefined : await findCustomer(db, productId, typed);
  if (customer === undefined) return { reserved: null };
  const { rows } = await sql<{ staffId: string; staffName: string; since: string }>`
    select staff.id as "staffId", staff.name as "staffName", reservation.active_since as since
    from active_reservations reservation join users staff on staff.id = reservation.staff_id
    where reservation.person_id = ${customer.personId}
  `.execute(db);
  return { reserved: rows[0] ?? null };
}
