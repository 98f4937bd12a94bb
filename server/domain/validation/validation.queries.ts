import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type {
  ArchiveFilter,
  InvalidReason,
  listArchive,
  listInvalidReasons,
  listInvalidRecords,
  readReasonUsage,
} from '../../../contract/validation.ts';
import type { Db } from '../../platform/db/database.ts';
import { findDetailedPage, findPage } from '../../platform/db/find-page.ts';
import type { DetailedListQuery } from '../../platform/db/read-list.ts';
import { alphabetical, textsHold } from '../../platform/db/texts.ts';
import { problem } from '../../platform/http/problem.ts';
import { matchMembers } from '../members/match-members.ts';
import { byCustomerId, byCustomerIdBackwards } from '../members/order-members.ts';
import { isFound, textsOfRecord } from '../records/search-records.ts';

type InvalidRecords = z.input<typeof listInvalidRecords.output>;
type ArchiveQuery = z.output<typeof listArchive.query>;
type Archive = z.input<typeof listArchive.output>;

/**
 * Records marked invalid that wait, by card and database. `replaceable` counts the persons of the database who could be
 * given to this staff member now, each group taken by itself. Whom anybody could be given is looked for once a database, no
 * further than its largest group needs; who is reserved by the staff member, only where that falls short.
 */
export async function findInvalidRecords(db: Db, query: z.output<typeof listInvalidRecords.query>): Promise<InvalidRecords> {
  const wanted = [sql`state = 'assigned' and verdict = 'invalid'`];
  if (query.module !== undefined) wanted.push(sql`module = ${query.module}`);
  if (query.productId !== undefined) wanted.push(sql`product_id = ${query.productId}`);
  const { rows } = await sql<InvalidRecords['groups'][number]>`
    with waiting as materialized (
      select staff_id, batch_id, database_id, product_id, module, count(*)::int as count, array_agg(id::text order by id) as record_ids
      from records where ${sql.join(wanted, sql` and `)}
      group by staff_id, batch_id, database_id, product_id, module
    ), free as materialized (
      select needed.database_id, found.count
      from (select database_id, max(count) as most from waiting group by database_id) needed
      cross join lateral (
        select count(*)::int as count from (
          select ${drawable} and candidate.database_id = needed.database_id and drawable.reserved_by is null limit needed.most
        ) met
      ) found
    ), holding as materialized (
      select held.staff_id, held.module, held.assigned, held.invalid
      from staff_counts held where held.staff_id in (select staff_id from waiting)
    )
    select waiting.staff_id as "staffId", staff.name as "staffName", waiting.batch_id as "batchId", batch.title as "batchTitle",
      waiting.database_id as "databaseId", database.name as "databaseName", waiting.product_id as "productId", waiting.module, waiting.count,
      case when free.count >= waiting.count then waiting.count
        else least(waiting.count, free.count + (
          select count(*)::int ${drawable} and candidate.database_id = waiting.database_id and drawable.reserved_by = waiting.staff_id
            and candidate.person_id in (select id from persons where persons.reserved_by = waiting.staff_id)
        ))
      end as replaceable,
      holding.assigned as "staffHolding", holding.invalid as "staffInvalid", waiting.record_ids as "recordIds"
    from waiting
    join free on free.database_id = waiting.database_id
    join holding on holding.staff_id = waiting.staff_id and holding.module = waiting.module
    join users staff on staff.id = waiting.staff_id
    join databases database on database.id = waiting.database_id
    left join batches batch on batch.id = waiting.batch_id
    order by ${alphabetical(sql`staff.name`)}, waiting.staff_id, batch.created_at, waiting.batch_id, waiting.database_id
  `.execute(db);
  return { groups: rows, total: rows.reduce((sum, { count }) => sum + count, 0) };
}

/**
 * The first record of each person of a database who is passed over for no other reason than a reservation. The fence has
 * records looked at one by one until there are enough, whatever a planner thinks of looking at all persons at once.
 */
const drawable = sql`
  from records candidate
  cross join lateral (select * from drawable_records looked where looked.id = candidate.id offset 0) drawable
  where candidate.state = 'available'
    and passed_over_reason(null, drawable.do_not_contact, drawable.held, drawable.archived, array[0]::bigint[]) is null
    and candidate.id = (
      select min(twin.id) from records twin
      where twin.person_id = candidate.person_id and twin.database_id = candidate.database_id and twin.state = 'available'
    )`;

const reasonColumns = sql`id, label, about_customer as "aboutCustomer", note_required as "noteRequired", active`;

/** A page of the reasons, in the order in which they were made. */
export async function findInvalidReasons(
  db: Db,
  query: z.output<typeof listInvalidReasons.query>,
): Promise<z.input<typeof listInvalidReasons.output>> {
  const wanted = [sql`true`];
  if (query.active !== undefined) wanted.push(sql`active = ${query.active}`);
  if (query.q !== undefined && query.q !== '') wanted.push(textsHold(query.q, [sql`label`]));
  const source = sql`from invalid_reasons where ${sql.join(wanted, sql` and `)}`;
  const { page, pageSize } = query;
  const { rows, total } = await findPage<InvalidReason>(db, { columns: reasonColumns, source, orderBy: sql`id`, page, pageSize });
  return { items: rows, total, page, pageSize };
}

/** How many records bear each reason now; a reason nobody used is not among them. */
export async function countReasonUsage(db: Db): Promise<z.input<typeof readReasonUsage.output>> {
  const { rows: items } = await sql<{ reasonId: string; records: number }>`
    select reason_id as "reasonId", count(*)::int as records from (
      select reason_id from records where state = 'assigned' and verdict = 'invalid'
      union all
      select reason_id from records where state = 'archived'
    ) marked
    where reason_id is not null
    group by reason_id order by reason_id`.execute(db);
  return { items };
}

/** One reason. Throws not_found. */
export async function findInvalidReason(db: Db, reasonId: string): Promise<InvalidReason> {
  const { rows } = await sql<InvalidReason>`select ${reasonColumns} from invalid_reasons where id = ${reasonId}`.execute(db);
  const [reason] = rows;
  if (reason === undefined) throw problem('not_found');
  return reason;
}

const archiveColumns = sql`
  record.id, record.database_id as "databaseId", database.name as "databaseName", record.module, record.product_id as "productId",
  product.name as "productName", record.row_number as "rowNumber", customer.key as "customerKey", record.customer_text as "customerText", record.name, record.phone, record.phone_text as "phoneText",
  record.last_staff_id as "lastStaffId", staff.name as "lastStaffName", record.last_batch_id as "lastBatchId", batch.title as "lastBatchTitle",
  record.reason_id as "reasonId", reason.label as "reasonLabel", record.note, record.archived_at as "archivedAt",
  processor.name as "archivedBy", record.replaced_by_id as "replacedBy"`;

const archiveDetails = sql`
  left join records record on record.id = page.id
  left join databases database on database.id = record.database_id
  left join products product on product.id = record.product_id
  left join customers customer on customer.id = record.customer_id
  left join users staff on staff.id = record.last_staff_id
  left join users processor on processor.id = record.archived_by
  left join batches batch on batch.id = record.last_batch_id
  left join invalid_reasons reason on reason.id = record.reason_id`;

const archiveOrder: { readonly [Key in ArchiveQuery['sort']]: RawBuilder<unknown> } = {
  archivedAt: sql`record.archived_at, record.id`,
  '-archivedAt': sql`record.archived_at desc, record.id desc`,
  customerKey: sql`${byCustomerId}, record.id`,
  '-customerKey': sql`${byCustomerIdBackwards}, record.id desc`,
};

/** Records of an archive that are looked at one by one soon enough. */
const smallArchive = 5_000;

/** The archive's records of a filter, from `from` to `where`. */
function archivedAs(filter: ArchiveFilter): RawBuilder<unknown> {
  const { q = '' } = filter;
  const wanted = [sql`record.state = 'archived'`];
  if (filter.module !== undefined) wanted.push(sql`record.module = ${filter.module}`);
  if (filter.productId !== undefined) wanted.push(sql`record.product_id = ${filter.productId}`);
  if (filter.databaseId !== undefined) wanted.push(sql`record.database_id = ${filter.databaseId}`);
  if (filter.staffId !== undefined) wanted.push(sql`record.last_staff_id = ${filter.staffId}`);
  if (filter.reasonId !== undefined) wanted.push(sql`record.reason_id = ${filter.reasonId}`);
  return sql`from ${q === '' ? sql`records` : foundInArchive(q, filter)} record where ${sql.join(wanted, sql` and `)}`;
}

/** How many records are archived, from the counts the database keeps of each list. */
function keptArchive({ module, productId, databaseId }: ArchiveFilter): RawBuilder<unknown> {
  const lists = [sql`true`];
  if (module !== undefined) lists.push(sql`database.module = ${module}`);
  if (productId !== undefined) lists.push(sql`database.product_id = ${productId}`);
  if (databaseId !== undefined) lists.push(sql`database.id = ${databaseId}`);
  return sql`(
    select coalesce(sum(change.archived), 0)
    from database_count_changes change join databases database on database.id = change.database_id
    where ${sql.join(lists, sql` and `)}
  )`;
}

/** What a search finds: one by one in a small archive, so that it is never refused there, and by the index in a large one. */
function foundInArchive(q: string, filter: ArchiveFilter): RawBuilder<unknown> {
  const isSmall = sql`(${keptArchive(filter)} <= ${sql.lit(smallArchive)})`;
  const words = sql`coalesce(text.words, ${textsOfRecord.words})`;
  return sql`(
    select record.* from records record
    join customers customer on customer.id = record.customer_id
    left join record_texts text on text.record_id = record.id
    where ${isSmall} and ${matchMembers(q, { ...textsOfRecord, words })}
    union all
    select record.* from records record where not ${isSmall} and ${isFound(q, filter)}
  )`;
}

/** The ids of all that a filter of the archive holds, at most so many and one. */
export async function findArchivedIds(db: Db, filter: ArchiveFilter, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select record.id ${archivedAs(filter)} order by record.id limit ${most + 1}`.execute(db);
  return rows.map(({ id }) => id);
}

/** The archive's records of a filter in their order. */
export function listOfArchive(query: Omit<ArchiveQuery, 'page' | 'pageSize'>): DetailedListQuery {
  const found = archivedAs(query);
  // Only the members' keys are looked up for more than the page, and only where it is sorted by them.
  const sortsByKey = query.sort.endsWith('customerKey');
  const isKept = (query.q ?? '') === '' && query.staffId === undefined && query.reasonId === undefined;
  return {
    ...(isKept ? { total: sql`select ${keptArchive(query)}::int as page_total` } : {}),
    id: sql`record.id`,
    columns: archiveColumns,
    source: sortsByKey
      ? sql`from (select record.id, record.customer_id ${found}) record join customers customer on customer.id = record.customer_id`
      : found,
    details: archiveDetails,
    orderBy: archiveOrder[query.sort],
  };
}

/** A page of the archive (docs/domain.md, Archive). */
export async function findArchive(db: Db, query: ArchiveQuery): Promise<Archive> {
  const { page, pageSize } = query;
  const { rows, total } = await findDetailedPage<Archive['items'][number]>(db, {
    ...listOfArchive(query),
    countsOnTheWay: (query.q ?? '') !== '',
    page,
    pageSize,
  });
  return { items: rows, total, page, pageSize };
}
