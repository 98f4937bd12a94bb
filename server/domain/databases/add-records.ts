import { sql } from 'kysely';
import type { Module } from '../../../contract/values.ts';
import type { Tx } from '../../platform/db/database.ts';
import { rowOutcomes } from './classify-rows.ts';

export interface RecordsOrder {
  readonly databaseId: string;
  readonly productId: string;
  readonly module: Module;
  readonly duplicates: 'skip' | 'keep';
}

/** Rows added by one statement: few enough that the memory of its triggers stays small and progress is seen. */
const sliceRows = 50_000;

/** Adds the records of `import_targets` in file order. */
export async function addRecords(tx: Tx, order: RecordsOrder, onShare: (share: number) => void): Promise<void> {
  const { rows } = await sql<{ first: number; last: number }>`
    select min(row_number) as first, max(row_number) as last from import_rows
  `.execute(tx);
  const { first = 0, last = -1 } = rows[0] ?? {};
  for (let from = first; from <= last; from += sliceRows) {
    await addSlice(tx, order, from, from + sliceRows);
    onShare((from + sliceRows - first) / (last - first + sliceRows));
  }
}

async function addSlice(tx: Tx, { databaseId, productId, module }: RecordsOrder, from: number, before: number): Promise<void> {
  await sql`
    insert into records (database_id, product_id, module, person_id, customer_id, row_number, customer_text, name, phone, phone_text, cells)
    select ${databaseId}::bigint, ${productId}::bigint, ${module}, target.person_id, target.customer_id, target.row_number,
      staged.customer_text, staged.name, staged.phone, staged.phone_text, staged.cells
    from import_targets target join import_rows staged on staged.row_number = target.row_number
    where target.row_number >= ${from} and target.row_number < ${before} and staged.row_number >= ${from} and staged.row_number < ${before}
    order by target.row_number
  `.execute(tx);
}

/** Keeps the rows that are no records, each with its reason. */
export async function addRejectedRows(tx: Tx, { databaseId, duplicates }: RecordsOrder): Promise<void> {
  await sql`
    insert into rejected_rows (database_id, row_number, reason, cells)
    select ${databaseId}::bigint, staged.row_number, outcome.outcome, staged.cells
    from (${rowOutcomes}) outcome join import_rows staged on staged.row_number = outcome.row_number
    where outcome.outcome <> 'new' and (outcome.outcome <> 'existing' or ${duplicates === 'skip'}::boolean)
  `.execute(tx);
}

/** Added rows that are a smaller share of all records than this do not mislead the planner. */
const largeShare = 0.1;

/** After a list that is a large share of all records, the planner must not go on thinking that the tables are small. */
export async function refreshStatistics(tx: Tx, added: number): Promise<void> {
  const { rows } = await sql<{ large: boolean }>`
    select ${added} > ${largeShare} * greatest(reltuples, 1) as large from pg_class where oid = 'records'::regclass
  `.execute(tx);
  if (rows[0]?.large === true) await sql`analyze persons, customers, records`.execute(tx);
}
