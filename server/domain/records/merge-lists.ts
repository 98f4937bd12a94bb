import { type RawBuilder, sql } from 'kysely';
import { module as modules } from '../../../contract/values.ts';
import type { listRecords, RecordFilter } from '../../../contract/records.ts';
import type { z } from 'zod';
import type { Actor } from '../../platform/actor.ts';
import { asksOnlyFor, conditionsOf, visibleTo } from './match-records.ts';

type Sort = z.output<typeof listRecords.query>['sort'];

/**
 * Some of the records of an order, all of which come before or after the others. There is an index of them, list by list or
 * module by module, so that the first of each of these are found without looking at the rest.
 */
interface Part {
  readonly each: 'list' | 'module';
  /** Where the index is: `record` itself, or its `text`, which is there for what is written already. */
  readonly of: 'record' | 'text';
  readonly where: RawBuilder<unknown>;
  /** What is ordered by before `place`. */
  readonly key: RawBuilder<unknown>;
  /** All have the same key, so that the order is by place alone. */
  readonly oneKey?: true;
  /** A module may have as many of them as a list has records. */
  readonly many?: true;
  /** Where it stands among those with the same key. */
  readonly place: 'file' | 'id';
}

interface MergedOrder {
  readonly parts: readonly Part[];
  readonly backwards: boolean;
}

const inFile = { each: 'list', of: 'record', key: sql`null::integer`, oneKey: true, place: 'file' } as const satisfies Partial<Part>;
const byModule = { each: 'module', of: 'record', place: 'file' } as const satisfies Partial<Part>;
const byText = { each: 'list', of: 'text', place: 'id' } as const satisfies Partial<Part>;

/** Those with a date by it, the others list by list in file order. */
const dated = (key: RawBuilder<unknown>, none: RawBuilder<unknown>, has: RawBuilder<unknown>, hasNone: RawBuilder<unknown>): Part[] => [
  { ...byModule, where: has, key },
  { ...inFile, where: hasNone, key: none },
];

const assigned = dated(
  sql`record.assigned_at`,
  sql`null::timestamptz`,
  sql`record.state = 'assigned'`,
  sql`record.state <> 'assigned'`,
).map((part): Part => ({ ...part, many: true }));
const archived = dated(sql`record.archived_at`, sql`null::timestamptz`, sql`record.state = 'archived'`, sql`record.state <> 'archived'`);
const followedUp = dated(sql`record.follow_up_on`, sql`null::date`, sql`record.follow_up_on is not null`, sql`record.follow_up_on is null`);

const marked = (verdict: string): Part => ({
  ...byModule,
  where: sql`record.verdict = ${sql.lit(verdict)} and record.verdict <> 'unvalidated'`,
  key: sql`null::integer`,
  oneKey: true,
});
const unmarked: Part = { ...inFile, where: sql`record.verdict = 'unvalidated'` };

// Who is called nothing comes last of itself; backwards they are a part of their own.
const called: Part = { ...byText, where: sql`true`, key: sql`text.called` };
const named: Part = { ...byText, where: sql`text.called is not null`, key: sql`text.called` };
const nameless: Part = { ...byText, where: sql`text.called is null`, key: sql`text.called` };
const withKey: Part = { ...byText, where: sql`not text.keyed_by_phone`, key: sql`text.customer_key` };
const withoutKey: Part = { ...byText, where: sql`text.keyed_by_phone`, key: sql`text.customer_key` };

const forwards = (...parts: readonly Part[]): MergedOrder => ({ parts, backwards: false });
const backwards = (...parts: readonly Part[]): MergedOrder => ({ parts, backwards: true });

const inFileOrder: Part = { ...inFile, where: sql`true` };

const orders: { readonly [Name in Sort]: MergedOrder } = {
  database: forwards(inFileOrder),
  '-database': backwards(inFileOrder),
  rowNumber: forwards(inFileOrder),
  '-rowNumber': backwards(inFileOrder),
  name: forwards(called),
  '-name': backwards(named, nameless),
  customerKey: forwards(withKey, withoutKey),
  '-customerKey': backwards(withKey, withoutKey),
  verdict: forwards(marked('invalid'), unmarked, marked('valid')),
  '-verdict': backwards(marked('valid'), unmarked, marked('invalid')),
  assignedAt: forwards(...assigned),
  '-assignedAt': backwards(...assigned),
  archivedAt: forwards(...archived),
  '-archivedAt': backwards(...archived),
  followUpOn: forwards(...followedUp),
  '-followUpOn': backwards(...followedUp),
};

/** What nearly all records are; of what few are, the few are found and sorted. */
const mostAre: RecordFilter = {
  state: 'available',
  contactResult: 'none',
  doNotContact: false,
  conflict: false,
  hasPhone: true,
  replaced: false,
  replacement: false,
  verdict: 'unvalidated',
  ungrouped: false,
};
const chosenBy = ['module', 'productId', 'databaseId'] as const satisfies readonly (keyof RecordFilter)[];

/** Of each list so many are looked at; pages further behind are read from all that the filter holds. */
const deepest = 1_000;
const deepestOfOne = 50_000;

export interface MergedLists {
  readonly source: RawBuilder<unknown>;
  readonly orderBy: RawBuilder<unknown>;
}

/**
 * The first records of several lists in an order in which each of them has an index: they are among the first of each, so that
 * a page takes as long as there are lists, however long these are. Undefined where a filter or a deep page has no such way.
 */
export function mergeLists(viewer: Actor, filter: RecordFilter, { sort, until }: { sort: Sort; until: number }): MergedLists | undefined {
  const tooDeep = until > (filter.databaseId === undefined ? deepest : deepestOfOne);
  if (tooDeep || viewer.role === 'staff' || !isOfMost(filter)) return undefined;
  const { parts, backwards: back } = orders[sort];
  const direction = back ? sql`desc` : sql``;
  const rows = parts.map((part, number) => firstOf(narrowed(part, filter), number, { viewer, filter, until, direction }));
  return {
    source: sql`from (${sql.join(rows, sql` union all `)}) record`,
    orderBy: sql`record.part, record.key ${direction}, record.list ${direction}, record.place ${direction}`,
  };
}

/** Of one list, those that a whole module has many of are found among its own. */
const narrowed = (part: Part, { databaseId }: RecordFilter): Part =>
  databaseId !== undefined && part.many === true ? { ...part, each: 'list' } : part;

interface Wanted {
  readonly viewer: Actor;
  readonly filter: RecordFilter;
  readonly until: number;
  readonly direction: RawBuilder<unknown>;
}

/** The first of a part, of each list or module. */
function firstOf(part: Part, number: number, wanted: Wanted): RawBuilder<unknown> {
  const { module, productId, databaseId } = wanted.filter;
  const chosen = [sql`true`];
  if (module !== undefined) chosen.push(sql`each.module = ${sql.lit(module)}`);
  if (part.each === 'list' && productId !== undefined) chosen.push(sql`each.product_id = ${productId}`);
  if (part.each === 'list' && databaseId !== undefined) chosen.push(sql`each.id = ${databaseId}`);
  const found = part.of === 'text' ? sql`${inTexts(part, wanted)} union all ${notWritten(part, wanted)}` : inRecords(part, wanted);
  return sql`
    select first.id, ${sql.lit(number)} as part, first.key, first.list, first.place
    from ${part.each === 'list' ? sql`databases each` : eachModule} cross join lateral (${found}) first
    where ${sql.join(chosen, sql` and `)}`;
}

const eachModule = sql`(values ${sql.join(modules.options.map((module) => sql`(${sql.lit(module)})`))}) each (module)`;

/** What a filter asks of the records of one list or module, which is chosen already. */
function askedOf({ each }: Pick<Part, 'each'>, { viewer, filter }: Wanted): RawBuilder<unknown>[] {
  const { module: _module, ...others } = filter;
  const { productId: _product, databaseId: _database, ...ofList } = others;
  return conditionsOf(viewer, each === 'list' ? ofList : others);
}

function inRecords(part: Part, wanted: Wanted): RawBuilder<unknown> {
  const { each, where, key, oneKey = false } = part;
  const { viewer, until, direction } = wanted;
  const within = each === 'list' ? sql`record.database_id = each.id` : sql`record.module = each.module`;
  // An order by what is the same for all is none to the planner, which then goes by the index of lists and rows.
  const keyed = oneKey ? sql`` : sql`${key} ${direction},`;
  return sql`(
    select record.id, ${key} as key, record.database_id as list, record.row_number::bigint as place from records record
    where ${sql.join([within, visibleTo(viewer), where, ...askedOf(part, wanted)], sql` and `)}
    order by ${keyed} record.database_id ${direction}, record.row_number ${direction} limit ${sql.lit(until)}
  )`;
}

/** Tombstones have no texts, so that records are looked at only where the filter asks for more. */
function inTexts(part: Part, wanted: Wanted): RawBuilder<unknown> {
  const { where, key } = part;
  const { until, direction } = wanted;
  const asked = askedOf(part, wanted);
  const records = asked.length === 0 ? sql`` : sql`join records record on record.id = text.record_id`;
  return sql`(
    select text.record_id as id, ${key} as key, 0::bigint as list, text.record_id as place from record_texts text ${records}
    where ${sql.join([sql`text.database_id = each.id`, where, ...asked], sql` and `)}
    order by ${key} ${direction}, text.record_id ${direction} limit ${sql.lit(until)}
  )`;
}

/** What an import has left to be written later, which is looked at one by one. */
function notWritten(part: Part, wanted: Wanted): RawBuilder<unknown> {
  const { where, key } = part;
  const { viewer, until, direction } = wanted;
  const conditions = [sql`due.database_id = each.id`, visibleTo(viewer), where, ...askedOf(part, wanted)];
  return sql`(
    select record.id, ${key} as key, 0::bigint as list, record.id as place
    from record_texts_due due
    cross join lateral (
      select record.* from records record where record.database_id = due.database_id and record.row_number >= due.from_row offset 0
    ) record
    cross join lateral (select now.* from record_texts_now now where now.record_id = record.id offset 0) text
    where ${sql.join(conditions, sql` and `)} and (select true from record_texts where record_id = record.id) is null
    order by ${key} ${direction}, record.id ${direction} limit ${sql.lit(until)}
  )`;
}

/**
 * The lists that have any of a filter's records, as a select of their ids; undefined where few records are asked for, of which the
 * lists are found by looking at each.
 */
export function listsHolding(viewer: Actor, filter: RecordFilter): RawBuilder<unknown> | undefined {
  if (viewer.role === 'staff' || !isOfMost(filter)) return undefined;
  const { module, productId, databaseId: _database, ...rest } = filter;
  const chosen = [sql`true`];
  if (module !== undefined) chosen.push(sql`list.module = ${sql.lit(module)}`);
  if (productId !== undefined) chosen.push(sql`list.product_id = ${productId}`);
  const wanted = [sql`record.database_id = list.id`, visibleTo(viewer), ...conditionsOf(viewer, rest)];
  // In file order, so that it is looked for within the list and not among all records.
  return sql`select list.id from databases list
    cross join lateral (
      select record.id from records record where ${sql.join(wanted, sql` and `)} order by record.database_id, record.row_number limit 1
    ) first
    where ${sql.join(chosen, sql` and `)}`;
}

function isOfMost(filter: RecordFilter): boolean {
  const asked = Object.keys(mostAre) as (keyof typeof mostAre)[];
  return (
    asksOnlyFor(filter, [...chosenBy, ...asked]) && asked.every((name) => filter[name] === undefined || filter[name] === mostAre[name])
  );
}
