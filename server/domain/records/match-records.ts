import { type RawBuilder, sql } from 'kysely';
import type { RecordFilter } from '../../../contract/records.ts';
import { wordsOf } from '../../../contract/search.ts';
import type { Actor } from '../../platform/actor.ts';
import { beginOfDay, endOfDay } from '../../platform/db/business-days.ts';
import { matchMembers } from '../members/match-members.ts';
import { isFound, isAboutFew, textsOfRecord } from './search-records.ts';

/** What exists for the viewer: staff see what they hold, nobody sees tombstones. */
export function visibleTo(viewer: Actor): RawBuilder<unknown> {
  return viewer.role === 'staff' ? sql`record.state = 'assigned' and record.staff_id = ${viewer.userId}` : sql`record.state <> 'deleted'`;
}

const oneOfIds = (column: RawBuilder<unknown>, ids: readonly string[]) =>
  ids.length === 1 ? sql`${column} = ${ids[0]}` : sql`${column} = any(${ids}::bigint[])`;

type Conditions = {
  readonly [Name in Exclude<keyof RecordFilter, 'q'>]-?: (wanted: NonNullable<RecordFilter[Name]>) => RawBuilder<unknown>;
};

/**
 * One condition for each filter of the contract but a search. Words of fixed lists stand in the text itself: some are rare and have an index
 * of their own, and a plan that is kept has to know which is meant.
 */
const conditions: Conditions = {
  module: (module) => sql`record.module = ${sql.lit(module)}`,
  productId: (productId) => sql`record.product_id = ${productId}`,
  databaseId: (databaseId) => sql`record.database_id = ${databaseId}`,
  state: (state) => sql`record.state = ${sql.lit(state)}`,
  // Whoever holds records is assigned them, which the indexes of what is held go by.
  staffId: (staffIds) => sql`record.state = 'assigned' and ${oneOfIds(sql`record.staff_id`, staffIds.split(','))}`,
  batchId: (batchId) => sql`record.batch_id = ${batchId}`,
  verdict: (verdict) => sql`record.verdict = ${sql.lit(verdict)}`,
  reasonId: (reasonId) => sql`record.reason_id = ${reasonId}`,
  contactResult: (result) => sql`record.contact_result = ${sql.lit(result)}`,
  doNotContact: (wanted) =>
    wanted
      ? sql`record.person_id in (select id from persons where do_not_contact)`
      : sql`not exists (select from persons where persons.id = record.person_id and do_not_contact)`,
  // One that was kept no longer waits, and is in no count of conflicts.
  conflict: (wanted) =>
    wanted
      ? sql`record.id in (select record_id from record_conflicts where not kept)`
      : sql`not exists (select from record_conflicts conflict where conflict.record_id = record.id and not conflict.kept)`,
  // Few are, and have an index of their own, which the planner does not think of where they are not named by it.
  ungrouped: (wanted) =>
    wanted
      ? sql`record.id = any(array(select id from records where state = 'assigned' and batch_id is null))`
      : sql`not (record.state = 'assigned' and record.batch_id is null)`,
  hasPhone: (wanted) => (wanted ? sql`record.phone is not null` : sql`record.phone is null`),
  replaced: (wanted) => (wanted ? sql`record.replaced_by_id is not null` : sql`record.replaced_by_id is null`),
  replacement: (wanted) => (wanted ? sql`record.replaces_id is not null` : sql`record.replaces_id is null`),
  followUpDue: (day) => sql`record.follow_up_on <= ${day}::date`,
  followUpFrom: (day) => sql`record.follow_up_on >= ${day}::date`,
  followUpTo: (day) => sql`record.follow_up_on <= ${day}::date`,
  assignedFrom: (day) => sql`record.state = 'assigned' and record.assigned_at >= ${beginOfDay(day)}`,
  assignedTo: (day) => sql`record.state = 'assigned' and record.assigned_at < ${endOfDay(day)}`,
  archivedFrom: (day) => sql`record.state = 'archived' and record.archived_at >= ${beginOfDay(day)}`,
  archivedTo: (day) => sql`record.state = 'archived' and record.archived_at < ${endOfDay(day)}`,
};

const named = Object.keys(conditions) as readonly (keyof Conditions)[];
const names: readonly (keyof RecordFilter)[] = [...named, 'q'];

function conditionOf(name: keyof Conditions, filter: RecordFilter): RawBuilder<unknown> | undefined {
  const wanted = filter[name];
  // Under one name, the condition takes what the filter has.
  return wanted === undefined ? undefined : (conditions[name] as (wanted: unknown) => RawBuilder<unknown>)(wanted);
}

/** What a filter asks of `record`; a search among what is in few hands needs the record's `customer`. */
export function conditionsOf(viewer: Actor, filter: RecordFilter): RawBuilder<unknown>[] {
  const wanted = named.flatMap((name) => conditionOf(name, filter) ?? []);
  const { q = '' } = filter;
  if (wordsOf(q)?.length === 0) return wanted;
  return [...wanted, isAboutFew(viewer, filter) ? matchMembers(q, textsOfRecord) : isFound(q, filter)];
}

/** Filters whose best way is the same whatever value they are given. */
const withOnePlan: readonly (keyof RecordFilter)[] = [
  'module',
  'productId',
  'databaseId',
  'state',
  'staffId',
  'batchId',
  'verdict',
  'contactResult',
  'conflict',
  'doNotContact',
  'hasPhone',
  'replaced',
  'replacement',
  'ungrouped',
];

/** Whether the records of a filter are found in the same way whatever its values are. */
export const hasOnePlan = (filter: RecordFilter): boolean => asksOnlyFor(filter, withOnePlan);

/** Whether a filter asks for nothing but these. */
export function asksOnlyFor(filter: RecordFilter, allowed: readonly (keyof RecordFilter)[]): boolean {
  return names.every((name) => filter[name] === undefined || filter[name] === '' || allowed.includes(name));
}

/**
 * The records of a filter that exist for the viewer, from `from` to `where`. The record is `record`; members' keys are
 * looked up as `customer` where the filter or the caller's order speaks of them.
 */
export function matchingRecords(viewer: Actor, filter: RecordFilter, { keys = false } = {}): RawBuilder<unknown> {
  const wanted = [visibleTo(viewer), ...conditionsOf(viewer, filter)];
  return sql`from records record
    ${keys || ((filter.q ?? '') !== '' && isAboutFew(viewer, filter)) ? sql`join customers customer on customer.id = record.customer_id` : sql``}
    where ${sql.join(wanted, sql` and `)}`;
}

/** Filters by whose values the database keeps counts. */
const counted: readonly (keyof RecordFilter)[] = ['module', 'productId', 'databaseId', 'state', 'verdict'];

/** What most records are, each with what the rest of them are, which has an index of its own. */
const usual: { readonly [Name in keyof RecordFilter]?: readonly [usually: unknown, otherwise: RawBuilder<unknown>] } = {
  contactResult: ['none', sql`record.contact_result <> 'none'`],
  doNotContact: [false, conditions.doNotContact(true)],
  conflict: [false, conditions.conflict(true)],
  hasPhone: [true, conditions.hasPhone(false)],
  replaced: [false, conditions.replaced(true)],
  replacement: [false, conditions.replacement(true)],
  verdict: ['unvalidated', sql`record.verdict <> 'unvalidated'`],
  ungrouped: [false, conditions.ungrouped(true)],
};

/**
 * How many records a filter holds, from the counts the database keeps of each list, where these can tell: the same number as
 * counting the rows, without looking at them. Of what most records are, all but the few that are otherwise.
 */
export function keptTotal(viewer: Actor, filter: RecordFilter): RawBuilder<unknown> | undefined {
  if (viewer.role === 'staff') return undefined;
  const asked = names.filter((name) => filter[name] !== undefined && filter[name] !== '');
  // Of verdicts, those of assigned records are counted.
  const others = asked.filter((name) => !counted.includes(name) || (name === 'verdict' && filter.state !== 'assigned'));
  const [name, ...more] = others;
  if (name === undefined) return sql`select ${keptCount(filter)}::int as page_total`;
  const [usually, otherwise] = usual[name] ?? [];
  if (more.length > 0 || otherwise === undefined || filter[name] !== usually) return undefined;
  const { [name]: _without, ...rest } = filter;
  return sql`select (${keptCount(rest)} - (select count(*) ${matchingRecords(viewer, rest)} and ${otherwise}))::int as page_total`;
}

function keptCount({ state, verdict, module, productId, databaseId }: RecordFilter): RawBuilder<unknown> {
  const figure = verdict ?? state;
  const figures = figure === undefined ? sql`available + assigned + archived` : sql.ref(figure);
  const wanted = [sql`true`];
  if (module !== undefined) wanted.push(sql`database.module = ${module}`);
  if (productId !== undefined) wanted.push(sql`database.product_id = ${productId}`);
  if (databaseId !== undefined) wanted.push(sql`database.id = ${databaseId}`);
  return sql`(select coalesce(sum(${figures}), 0)
    from database_count_changes change join databases database on database.id = change.database_id
    where ${sql.join(wanted, sql` and `)})`;
}
