import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { Batch, listBatches } from '../../../contract/batches.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db/database.ts';
import { keptPlan } from '../../platform/db/keep-plans.ts';
import { alphabetical, textsHold } from '../../platform/db/texts.ts';
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

/** Counts come from what the database keeps for each card; what depends on the day or on reservations is counted apart. */
const columns = sql`
  batch.id, batch.title, batch.original_title as "originalTitle", batch.module, batch.product_id as "productId", product.name as "productName",
  batch.database_id as "databaseId", database.name as "databaseName", batch.staff_id as "staffId", staff.name as "staffName",
  batch.created_at as "assignedAt", coalesce(assignment.asked - assignment.given, 0) as shortfall,
  work.total, work.unvalidated, work.valid, work.invalid, work.fresh, work.replaced,
  coalesce(conflicts.count, 0) as conflict, coalesce(due.count, 0) as "followUpsDue"`;

const names = sql`
  left join products product on product.id = batch.product_id
  left join databases database on database.id = batch.database_id
  left join users staff on staff.id = batch.staff_id
  left join assignments assignment on assignment.batch_id = batch.id`;

const order: { readonly [Key in Query['sort']]: RawBuilder<unknown> } = {
  assignedAt: sql`created_at, id`,
  '-assignedAt': sql`created_at desc, id desc`,
  title: sql`${alphabetical(sql`title`)}, id`,
  '-title': sql`${alphabetical(sql`title`)} desc, id desc`,
  unvalidated: sql`unvalidated, id`,
  '-unvalidated': sql`unvalidated desc, id desc`,
};

function conditions(viewer: Actor, query: Query): RawBuilder<unknown>[] {
  const wanted = [visibleTo(viewer)];
  if (query.module !== undefined) wanted.push(sql`batch.module = ${query.module}`);
  if (query.productId !== undefined) wanted.push(sql`batch.product_id = ${query.productId}`);
  if (query.databaseId !== undefined) wanted.push(sql`batch.database_id = ${query.databaseId}`);
  if (query.staffId !== undefined) wanted.push(sql`batch.staff_id = ${query.staffId}`);
  // An emptied card leaves the page and stays in the history.
  if (query.empty === true) wanted.push(sql`held.batch_id is null`);
  if (query.finished !== undefined) wanted.push(sql`(coalesce(held.unvalidated, 0) = 0) = ${query.finished}`);
  const { q = '' } = query;
  if (q !== '') wanted.push(textsHold(q, [sql`batch.title`, sql`batch.original_title`, sql`staff.name`]));
  return wanted;
}

function visibleTo(viewer: Actor): RawBuilder<unknown> {
  return viewer.role === 'staff' ? sql`batch.staff_id = ${viewer.userId}` : sql`true`;
}

function toAnswer({ total, unvalidated, valid, invalid, conflict, ...batch }: BatchRow): Batch {
  return { ...batch, counts: { total, unvalidated, valid, invalid, conflict } };
}

type Sums = Output['counts'] & { readonly found: number; readonly followUpsDue: number };

/** A page of the cards a viewer may see, and the sums over the whole filter. */
export async function findBatches(db: Db, viewer: Actor, query: Query): Promise<Output> {
  const { page, pageSize } = query;
  const [{ rows, sum }, ungrouped] = await Promise.all([findPageAndSums(db, viewer, query), countUngrouped(db, viewer, query)]);
  const { found: total, followUpsDue, ...counts } = sum;
  return { items: rows.map(toAnswer), total, page, pageSize, counts, followUpsDue, ungrouped };
}

/** The cards that hold something, found by it: emptied ones, all that there ever were, are not read. */
function heldCards(viewer: Actor, query: Query): RawBuilder<unknown> {
  const staffId = viewer.role === 'staff' ? viewer.userId : query.staffId;
  return sql`
    select batch_id, sum(total)::int as total, sum(unvalidated)::int as unvalidated, sum(valid)::int as valid, sum(invalid)::int as invalid
    from held_count_changes where ${staffId === undefined ? sql`true` : sql`staff_id = ${staffId}`}
    group by batch_id having sum(total) > 0
  `;
}

/** One statement, so that page, total and sums are of the same moment. */
async function findPageAndSums(db: Db, viewer: Actor, query: Query): Promise<{ rows: BatchRow[]; sum: Sums }> {
  const { page, pageSize } = query;
  const own = viewer.role === 'staff' ? sql`staff_id = ${viewer.userId}` : sql`true`;
  const { rows } = await sql<BatchRow & { sum: Sums; place: string | null }>`${keptPlan}
    with work as materialized (
      select batch.id, batch.created_at, batch.title, held.total, held.valid, held.invalid, coalesce(held.unvalidated, 0) as unvalidated
      from batches batch
      ${query.empty === true ? sql`left` : sql``} join (${heldCards(viewer, query)}) held on held.batch_id = batch.id
      ${query.q === undefined || query.q === '' ? sql`` : sql`join users staff on staff.id = batch.staff_id`}
      where ${sql.join(conditions(viewer, query), sql` and `)}
    ), due as materialized (
      select batch_id, count(*)::int as count from records
      where state = 'assigned' and follow_up_on <= business_today() and batch_id is not null and ${own} group by batch_id
    ), conflicts as materialized (
      select batch_id, count(*)::int as count from record_conflicts where not kept and batch_id is not null and ${own} group by batch_id
    ), page as (
      select row_number() over () as place, ordered.id
      from (select id from work order by ${order[query.sort]} limit ${pageSize} offset ${(page - 1) * pageSize}) ordered
    ), sums as (
      select count(*)::int as found, coalesce(sum(total), 0)::int as total, coalesce(sum(unvalidated), 0)::int as unvalidated,
        coalesce(sum(valid), 0)::int as valid, coalesce(sum(invalid), 0)::int as invalid,
        coalesce(sum(conflicts.count), 0)::int as conflict, coalesce(sum(due.count), 0)::int as "followUpsDue"
      from work left join conflicts on conflicts.batch_id = work.id left join due on due.batch_id = work.id
    )
    select to_jsonb(sums) as sum, page.place, ${columns}
    from sums left join page on true
    left join batch_counts work on work.batch_id = page.id
    left join batches batch on batch.id = page.id
    ${names}
    left join conflicts on conflicts.batch_id = page.id
    left join due on due.batch_id = page.id
    order by page.place
  `.execute(db);
  const [first] = rows;
  if (first === undefined) throw new Error('The sums of a list are always one row');
  return { rows: rows.flatMap(({ sum: _sum, place, ...row }) => (place === null ? [] : [row])), sum: first.sum };
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
  const { rows } = await sql<BatchRow>`
    select ${columns}
    from batches batch
    join batch_counts work on work.batch_id = batch.id
    ${names}
    cross join lateral (
      select count(*)::int as count from record_conflicts where batch_id = batch.id and not kept
    ) conflicts
    cross join lateral (
      select count(*)::int as count from records where batch_id = batch.id and follow_up_on <= business_today()
    ) due
    where batch.id = ${batchId} and ${visibleTo(viewer)}
  `.execute(db);
  const [row] = rows;
  if (row === undefined) throw problem('not_found');
  return toAnswer(row);
}
