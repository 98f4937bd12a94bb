import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { ListedConflict, listConflicts } from '../../../contract/conflicts.ts';
import { isolated } from '../../../contract/isolated.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db/database.ts';
import { findDetailedPage } from '../../platform/db/find-page.ts';
import type { DetailedListQuery } from '../../platform/db/read-list.ts';
import { alphabetical } from '../../platform/db/texts.ts';
import { matchMembers } from '../members/match-members.ts';
import { byCustomerId, byCustomerIdBackwards } from '../members/order-members.ts';
import { conflictReason } from '../records/records.rules.ts';
import { textsOfRecord } from '../records/search-records.ts';

type Query = z.output<typeof listConflicts.query>;

export interface ConflictRow extends Omit<ListedConflict, 'reason' | 'kept'> {
  readonly sinceDay: string;
  readonly keptBy: string | null;
  readonly keptAt: string | null;
  readonly keptNote: string | null;
}

const columns = sql`
  conflict.record_id as "recordId", conflict.module, conflict.product_id as "productId", product.name as "productName",
  conflict.database_id as "databaseId", database.name as "databaseName", customer.key as "customerKey",
  record.customer_text as "customerText", record.name, record.phone, record.phone_text as "phoneText", record.verdict, conflict.staff_id as "staffId",
  staff.name as "staffName", conflict.batch_id as "batchId", batch.title as "batchTitle", conflict.reservation_id as "reservationId",
  conflict.reserved_by as "reservedById", reserver.name as "reservedByName", conflict.active_since as since,
  business_day(conflict.active_since) as "sinceDay",
  case when conflict.kept then coalesce(keeper.name, '–') end as "keptBy", conflict.kept_at as "keptAt", conflict.kept_note as "keptNote"`;

const details = sql`
  left join record_conflicts conflict on conflict.record_id = page.id
  left join records record on record.id = page.id
  left join products product on product.id = conflict.product_id
  left join databases database on database.id = conflict.database_id
  left join customers customer on customer.id = record.customer_id
  left join users staff on staff.id = conflict.staff_id
  left join users reserver on reserver.id = conflict.reserved_by
  left join users keeper on keeper.id = conflict.kept_by
  left join batches batch on batch.id = conflict.batch_id`;

const order: { readonly [Key in Query['sort']]: RawBuilder<unknown> } = {
  since: sql`conflict.active_since, conflict.record_id`,
  '-since': sql`conflict.active_since desc, conflict.record_id desc`,
  customerKey: sql`${byCustomerId}, conflict.record_id`,
  '-customerKey': sql`${byCustomerIdBackwards}, conflict.record_id desc`,
  staffName: sql`${alphabetical(sql`staff.name`)}, conflict.record_id`,
  '-staffName': sql`${alphabetical(sql`staff.name`)} desc, conflict.record_id desc`,
  reservedByName: sql`${alphabetical(sql`reserver.name`)}, conflict.record_id`,
  '-reservedByName': sql`${alphabetical(sql`reserver.name`)} desc, conflict.record_id desc`,
};

/** Conflicts of a filter, from `from` to `where`; the names that are sorted or searched by are looked up where they are. */
function chosen(query: Omit<Query, 'page' | 'pageSize'>): RawBuilder<unknown> {
  const { q = '', sort, kept = false } = query;
  const wanted = [kept ? sql`conflict.kept` : sql`not conflict.kept`];
  if (query.module !== undefined) wanted.push(sql`conflict.module = ${query.module}`);
  if (query.productId !== undefined) wanted.push(sql`conflict.product_id = ${query.productId}`);
  if (query.databaseId !== undefined) wanted.push(sql`conflict.database_id = ${query.databaseId}`);
  if (query.staffId !== undefined) wanted.push(sql`conflict.staff_id = ${query.staffId}`);
  if (query.reservedById !== undefined) wanted.push(sql`conflict.reserved_by = ${query.reservedById}`);
  if (q !== '') wanted.push(matchMembers(q, textsOfRecord));
  const members = q !== '' || sort.endsWith('customerKey');
  return sql`from record_conflicts conflict
    ${members ? sql`join records record on record.id = conflict.record_id join customers customer on customer.id = record.customer_id` : sql``}
    ${sort.endsWith('staffName') ? sql`join users staff on staff.id = conflict.staff_id` : sql``}
    ${sort.endsWith('reservedByName') ? sql`join users reserver on reserver.id = conflict.reserved_by` : sql``}
    where ${sql.join(wanted, sql` and `)}`;
}

function toAnswer({ sinceDay, keptBy, keptAt, keptNote, ...conflict }: ConflictRow, viewer: Actor): ListedConflict {
  return {
    ...conflict,
    reason: conflictReason(isolated(conflict.reservedByName), sinceDay, viewer.language),
    kept: keptBy === null || keptAt === null ? null : { byName: keptBy, at: keptAt, note: keptNote },
  };
}

/** The conflicts of a filter in their order. */
export function listOfConflicts(query: Omit<Query, 'page' | 'pageSize'>): DetailedListQuery {
  return { id: sql`conflict.record_id`, columns, source: chosen(query), details, orderBy: order[query.sort] };
}

/** A page of the conflicts that wait, or of those that were kept (docs/domain.md, Conflicts). */
export async function findConflicts(db: Db, viewer: Actor, query: Query): Promise<z.input<typeof listConflicts.output>> {
  const { page, pageSize } = query;
  const { rows, total } = await findDetailedPage<ConflictRow>(db, {
    ...listOfConflicts(query),
    countsOnTheWay: (query.q ?? '') !== '',
    page,
    pageSize,
  });
  return { items: rows.map((row) => toAnswer(row, viewer)), total, page, pageSize };
}
