import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { addressOf, testDatabase } from '../../testing/database.ts';
import { type Database, openDatabase } from './database.ts';
import { keptPlan } from './keep-plans.ts';

let whole: Database;
let database: Database;

beforeAll(async () => {
  whole = await testDatabase();
});

beforeEach(async () => {
  await sql`drop table if exists words`.execute(whole.db);
  await sql`create table words (id int primary key, word text)`.execute(whole.db);
  await sql`insert into words select number, 'word ' || number from generate_series(1, 1000) number`.execute(whole.db);
  // One connection: what it keeps can be looked at.
  database = openDatabase({ ...addressOf(whole), poolSize: 1 });
  return () => database.close();
});

const find = (id: number, limit = 1) =>
  sql<{ word: string }>`${keptPlan}select word from words where id >= ${id} order by id limit ${sql.lit(limit)}`.execute(database.db);

/** What the connection has kept, as the server sees it; asked without a parameter, which would change what it is asked about. */
async function kept(): Promise<{ generic: number; custom: number }[]> {
  const { rows } = await sql<{ generic: number; custom: number }>`
    select generic_plans::int as generic, custom_plans::int as custom from pg_prepared_statements where from_sql = false
  `.execute(database.db);
  return rows;
}

const planning = async () =>
  (await sql<{ mode: string }>`select current_setting('plan_cache_mode') as mode, ${1}::int`.execute(database.db)).rows[0]?.mode;

test('a statement with a kept plan is planned once, for all values alike', async () => {
  for (let id = 1; id <= 8; id += 1) expect((await find(id)).rows).toEqual([{ word: `word ${id}` }]);
  expect(await kept()).toEqual([{ generic: 8, custom: 0 }]);
});

test('every other statement is planned for its values, before and after', async () => {
  expect(await planning()).toBe('auto');
  await find(1);
  expect(await planning()).toBe('auto');
  await find(1);
  await database.transaction(async (tx) => {
    const { rows } = await sql<{ mode: string }>`select current_setting('plan_cache_mode') as mode`.execute(tx);
    expect(rows).toEqual([{ mode: 'auto' }]);
  });
  expect(await kept()).toHaveLength(1);
});

test('in a transaction nothing is kept, so that one rolled back leaves everything as it was', async () => {
  const failing = database.transaction(async (tx) => {
    await sql`${keptPlan}select word from words where id = ${1}`.execute(tx);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await kept()).toEqual([]);
  expect((await find(2)).rows).toEqual([{ word: 'word 2' }]);
  expect(await planning()).toBe('auto');
});

test('a plan that a change of its table has outlived is made anew', async () => {
  await find(1);
  await sql`alter table words alter column word type int using 7`.execute(whole.db);
  expect((await find(1)).rows).toEqual([{ word: 7 }]);
  expect((await find(2)).rows).toEqual([{ word: 7 }]);
  expect((await kept()).length).toBe(1);
});

test('a connection that keeps a hundred plans makes way for another', async () => {
  for (let limit = 1; limit <= 250; limit += 1) await find(1, limit);
  expect((await kept()).length).toBeLessThanOrEqual(100);
});
