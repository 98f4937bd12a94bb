import { type RawBuilder, sql } from 'kysely';
import type { listRecords, RecordFilter } from '../../../contract/records.ts';
import type { z } from 'zod';
import type { Actor } from '../../platform/actor.ts';
import { alphabetical } from '../../platform/db/texts.ts';
import { asksOnlyFor, conditionsOf, visibleTo } from './match-records.ts';

type Sort = z.output<typeof listRecords.query>['sort'];

/** What a page calls a member: by name, else by Customer ID; who has neither comes last. There is an index of its first letters. */
export const calledBy = sql`left(coalesce(record.name, record.customer_text), 400)`;

/** An order in which every list has an index: of one list, and of what it makes of each list for all of them together. */
interface MergedOrder {
  readonly key: RawBuilder<unknown>;
  /** The parts of a list one after the other, each with its condition. */
  readonly parts: readonly (readonly [condition: RawBuilder<unknown>, order: RawBuilder<unknown>])[];
  readonly whole: RawBuilder<unknown>;
}

const called = alphabetical(calledBy);
const fileOrder: MergedOrder = {
  key: sql`record.row_number`,
  parts: [[sql`true`, sql`record.row_number`]],
  whole: sql`list.id, record.key`,
};
const fileOrderBackwards: MergedOrder = {
  key: sql`record.row_number`,
  parts: [[sql`true`, sql`record.row_number desc`]],
  whole: sql`list.id desc, record.key desc`,
};

const orders: { readonly [Name in Sort]?: MergedOrder } = {
  database: fileOrder,
  '-database': fileOrderBackwards,
  rowNumber: fileOrder,
  '-rowNumber': fileOrderBackwards,
  name: {
    key: calledBy,
    parts: [[sql`true`, sql`${called} nulls last, record.id`]],
    whole: sql`${alphabetical(sql`record.key`)} nulls last, record.id`,
  },
  // Backwards an index has those without a name first.
  '-name': {
    key: calledBy,
    parts: [
      [sql`${called} is not null`, sql`${called} desc, record.id desc`],
      [sql`${called} is null`, sql`record.id desc`],
    ],
    whole: sql`${alphabetical(sql`record.key`)} desc nulls last, record.id desc`,
  },
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
};
const chosenBy: readonly (keyof RecordFilter)[] = ['module', 'productId'];

/** Of each list so many are looked at; pages further behind are read from all that the filter holds. */
const deepest = 1_000;

export interface MergedLists {
  readonly source: RawBuilder<unknown>;
  readonly orderBy: RawBuilder<unknown>;
}

/**
 * The first records of several lists in an order in which each of them has an index: they are among the first of each, so that
 * a page takes as long as there are lists, however long these are. Undefined where a filter or an order has no such way.
 */
export function mergeLists(viewer: Actor, filter: RecordFilter, { sort, until }: { sort: Sort; until: number }): MergedLists | undefined {
  const order = orders[sort];
  if (order === undefined || until > deepest || viewer.role === 'staff' || !isOfMost(filter)) return undefined;
  const { module, productId, ...rest } = filter;
  const wanted = [visibleTo(viewer), ...conditionsOf(rest)];
  const parts = order.parts.map(
    ([condition, within]) => sql`(
      select record.id, ${order.key} as key from records record
      where record.database_id = list.id and ${condition} and ${sql.join(wanted, sql` and `)}
      order by ${within} limit ${sql.lit(until)}
    )`,
  );
  const lists = [sql`true`];
  if (module !== undefined) lists.push(sql`list.module = ${sql.lit(module)}`);
  if (productId !== undefined) lists.push(sql`list.product_id = ${productId}`);
  return {
    source: sql`from databases list cross join lateral (${sql.join(parts, sql` union all `)}) record where ${sql.join(lists, sql` and `)}`,
    orderBy: order.whole,
  };
}

function isOfMost(filter: RecordFilter): boolean {
  const asked = Object.keys(mostAre) as (keyof typeof mostAre)[];
  return (
    asksOnlyFor(filter, [...chosenBy, ...asked]) && asked.every((name) => filter[name] === undefined || filter[name] === mostAre[name])
  );
}
