import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { Batch, listBatches } from '../../../contract/batches.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db/database.ts';
import { containing, findPage } from '../../platform/db/find-page.ts';
import { problem } from '../../platform/http/problem.ts';

type Query = z.output<typeof listBatches.query>;
type Output = z.input<typeof listBatches.output>;

interface BatchRow extends Omit<Batch, 'counts'> {
  readonly total: number;
  readonly unvalidated: number;
  readonly valid: number;
  readonly invalid: number;
  readonly conflict: number;
}

const columns = sql`
  batch.id, batch.title, batch.original_title as "originalTitle", batch.module, batch.product_id as "productId", product.name as "productName",
  batch.database_id as "databaseId", database.name as "databaseName", batch.staff_id as "staffId", staff.name as "staffName",
  batch.created_at as "assignedAt", coalesce(assignment.asked - assignment.given, 0) as shortfall,
  work.total, work.unvalidated, work.valid, work.invalid, work.conflict, work."followUpsDue", work.fresh,
  (select count(*)::int from records past
    where past.last_batch_id = batch.id and past.state in ('archived', 'deleted') and past.replaced_by_id is not null) as replaced`;

const tables = sql`
  from batches batch
  join products product on product.id = batch.product_id
  join databases database on database.id = batch.database_id
  join users staff on staff.id = batch.staff_id
  left join assignments assignment on assignment.batch_id = batch.id
  cross join lateral (
    select count(*)::int as total,
      count(*) filter (where record.verdict = 'unvalidated')::int as unvalidated,
      count(*) filter (where record.verdict = 'valid')::int as valid,
      count(*) filter (where record.verdict = 'invalid')::int as invalid,
      count(*) filter (where record.follow_up_on <= business_today())::int as "followUpsDue",
      count(*) filter (where record.replaces_id is not null and record.verdict = 'unvalidated')::int as fresh,
      count(person.reserved_by)::int as conflict
    from records record
    left join persons person on person.id = record.person_id and person.reserved_by <> record.staff_id
    where record.batch_id = batch.id
  ) work`;

const order: { readonly [Key in Query['sort']]: RawBuilder<unknown> } = {
  assignedAt: sql`batch.created_at, batch.id`,
  '-assignedAt': sql`batch.created_at desc, batch.id desc`,
  title: sql`lower(batch.title), batch.id`,
  '-title': sql`lower(batch.title) desc, batch.id desc`,
  unvalidated: sql`work.unvalidated, batch.id`,
  '-unvalidated': sql`work.unvalidated desc, batch.id desc`,
};

function conditions(viewer: Actor, query: Query): RawBuilder<unknown>[] {
  const wanted = [visibleTo(viewer)];
  if (query.module !== undefined) wanted.push(sql`batch.module = ${query.module}`);
  if (query.productId !== undefined) wanted.push(sql`batch.product_id = ${query.productId}`);
  if (query.databaseId !== undefined) wanted.push(sql`batch.database_id = ${query.databaseId}`);
  if (query.staffId !== undefined) wanted.push(sql`batch.staff_id = ${query.staffId}`);
  // An emptied card leaves the page and stays in the history.
  wanted.push(query.empty === true ? sql`work.total = 0` : sql`work.total > 0`);
  if (query.finished !== undefined) wanted.push(sql`(work.unvalidated = 0) = ${query.finished}`);
  if (query.q !== undefined && query.q !== '') {
    const pattern = containing(query.q);
    wanted.push(sql`(batch.title ilike ${pattern} or batch.original_title ilike ${pattern} or staff.name ilike ${pattern})`);
  }
  return wanted;
}

function visibleTo(viewer: Actor): RawBuilder<unknown> {
  return viewer.role === 'staff' ? sql`batch.staff_id = ${viewer.userId}` : sql`true`;
}

function toAnswer({ total, unvalidated, valid, invalid, conflict, ...batch }: BatchRow): Batch {
  return { ...batch, counts: { total, unvalidated, valid, invalid, conflict } };
}

/** A page of the cards a viewer may see, and the sums over the whole filter. */
export async function findBatches(db: Db, viewer: Actor, query: Query): Promise<Output> {
  const source = sql`${tables} where ${sql.join(conditions(viewer, query), sql` and `)}`;
  const { page, pageSize } = query;
  const [{ rows, total }, sums, ungrouped] = await Promise.all([
    findPage<BatchRow>(db, { columns, source, orderBy: order[query.sort], page, pageSize }),
    sumBatches(db, source),
    countUngrouped(db, viewer, query),
  ]);
  return { items: rows.map(toAnswer), total, page, pageSize, ...sums, ungrouped };
}

async function sumBatches(db: Db, source: RawBuilder<unknown>): Promise<Pick<Output, 'counts' | 'followUpsDue'>> {
  const { rows } = await sql<Output['counts'] & { followUpsDue: number }>`
    select coalesce(sum(work.total), 0)::int as total, coalesce(sum(work.unvalidated), 0)::int as unvalidated,
      coalesce(sum(work.valid), 0)::int as valid, coalesce(sum(work.invalid), 0)::int as invalid,
      coalesce(sum(work.conflict), 0)::int as conflict, coalesce(sum(work."followUpsDue"), 0)::int as "followUpsDue"
    ${source}
  `.execute(db);
  const { followUpsDue = 0, ...counts } = rows[0] ?? { total: 0, unvalidated: 0, valid: 0, invalid: 0, conflict: 0 };
  return { counts, followUpsDue };
}

async function countUngrouped(db: Db, viewer: Actor, query: Query): Promise<number> {
  const staffId = viewer.role === 'staff' ? viewer.userId : query.staffId;
  let held = db
    .selectFrom('records')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('state', '=', 'assigned')
    .where('batch_id', 'is', null);
  if (staffId !== undefined) held = held.where('staff_id', '=', staffId);
  if (query.module !== undefined) held = held.where('module', '=', query.module);
  if (query.productId !== undefined) held = held.where('product_id', '=', query.productId);
  const { count } = await held.executeTakeFirstOrThrow();
  return count;
}

/** One card. Throws not_found where it does not exist for the viewer. */
export async function findBatch(db: Db, viewer: Actor, batchId: string): Promise<Batch> {
  const { rows } = await sql<BatchRow>`select ${columns} ${tables} where batch.id = ${batchId} and ${visibleTo(viewer)}`.execute(db);
  const [row] = rows;
  if (row === undefined) throw problem('not_found');
  return toAnswer(row);
}
