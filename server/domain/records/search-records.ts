import { type RawBuilder, sql } from 'kysely';
import type { RecordFilter } from '../../../contract/records.ts';
import type { Actor } from '../../platform/actor.ts';
import { goesByIndex, type MemberColumns, matchMembers } from '../members/match-members.ts';

/** More than this is no answer to a search, and takes longer to look at than anybody should wait. */
const mostFound = 20_000;
/** So many records are looked at one by one soon enough, whatever is searched. */
const fewRecords = 100_000;

/** The texts of a `record`, whose `customer` is at hand. */
export const textsOfRecord: MemberColumns = {
  words: sql`member_words(record.name, customer.key, customer.keyed_by_phone, record.phone, record.phone_text)`,
  phone: sql`record.phone`,
};

const written: MemberColumns = { words: sql`text.words`, phone: sql`text.phone` };

/** Filters of what waits for somebody, of which there are never many. */
const ofFew: { readonly [Name in keyof RecordFilter]?: unknown } = {
  verdict: 'invalid',
  conflict: true,
  ungrouped: true,
  replaced: true,
  replacement: true,
};
const alwaysOfFew = ['batchId', 'staffId', 'reasonId', 'followUpDue', 'followUpFrom', 'followUpTo'] as const;

/** Whether the records a filter is about are few beforehand: what a card or some staff hold, what waits for somebody. */
export const isAboutFew = (viewer: Actor, filter: RecordFilter): boolean =>
  viewer.role === 'staff' ||
  alwaysOfFew.some((name) => filter[name] !== undefined) ||
  (Object.keys(ofFew) as (keyof RecordFilter)[]).some((name) => filter[name] === ofFew[name]);

/**
 * Whether a search finds `record`: by an index of the written texts, and among what is not written yet one by one. The statement
 * is refused where that is too much (search_too_broad, search_too_short).
 */
export function isFound(search: string, { databaseId, module, productId }: RecordFilter): RawBuilder<unknown> {
  const lists = [sql`true`];
  if (module !== undefined) lists.push(sql`module = ${sql.lit(module)}`);
  if (productId !== undefined) lists.push(sql`product_id = ${productId}`);
  const chosen = lists.length > 1 ? sql`any(array(select id from databases where ${sql.join(lists, sql` and `)}))` : undefined;
  const within = (id: RawBuilder<unknown>) =>
    databaseId !== undefined ? sql`${id} = ${databaseId}` : chosen === undefined ? sql`true` : sql`${id} = ${chosen}`;
  const fits = databaseId !== undefined || goesByIndex(search) ? sql`true` : sql`(select require_few(${sql.lit(fewRecords)}))`;
  const most = sql`(select case when are_many(${sql.lit(fewRecords)}) then ${sql.lit(mostFound)} end)`;
  // Materialized, so that the planner does not hope to have enough of them after a short walk through all. Of what is not written
  // it knows nothing: it is told to go list by list, and to look each record up.
  return sql`record.id = any(few_enough(array(
    with found as materialized (
      select text.record_id from record_texts text where ${fits} and ${within(sql`text.database_id`)} and ${matchMembers(search, written)}
    )
    select record_id from found
    union all
    select unwritten.id from record_texts_due due
    cross join lateral (
      select record.id from records record join customers customer on customer.id = record.customer_id
      where record.database_id = due.database_id and record.row_number >= due.from_row and ${matchMembers(search, textsOfRecord)}
        and (select true from record_texts where record_id = record.id) is null
      offset 0
    ) unwritten
    where ${fits} and ${within(sql`due.database_id`)}
    limit ${most} + 1
  ), ${most}, ${sql.lit(databaseId !== undefined)}))`;
}
