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

/** Whether the records a filter is about are few beforehand: what a card or some staff hold. */
export const isWithinHands = (viewer: Actor, { batchId, staffId }: RecordFilter): boolean =>
  viewer.role === 'staff' || batchId !== undefined || staffId !== undefined;

/**
 * Whether a search finds `record`: by an index of the written texts, and among what is not written yet one by one. The statement
 * is refused where that is too much (search_too_broad, search_too_short).
 */
export function isFound(search: string, { databaseId }: RecordFilter): RawBuilder<unknown> {
  const within = (table: string) => (databaseId === undefined ? sql`true` : sql`${sql.ref(`${table}.database_id`)} = ${databaseId}`);
  const fits = databaseId !== undefined || goesByIndex(search) ? sql`true` : sql`(select short_search_fits(${sql.lit(fewRecords)}))`;
  // Materialized, so that the planner does not hope to have enough of them after a short walk through all.
  return sql`record.id = any(few_enough(array(
    with found as materialized (
      select text.record_id from record_texts text where ${fits} and ${within('text')} and ${matchMembers(search, written)}
    )
    select record_id from found
    union all
    select record.id from record_texts_due due
    join records record on record.database_id = due.database_id and record.row_number >= due.from_row
    join customers customer on customer.id = record.customer_id
    where ${fits} and ${within('due')} and ${matchMembers(search, textsOfRecord)}
      and not exists (select from record_texts where record_id = record.id)
    limit ${sql.lit(mostFound + 1)}
  ), ${sql.lit(mostFound)}))`;
}
