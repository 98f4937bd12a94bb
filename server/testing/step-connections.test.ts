import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import type { Database, Tx } from '../platform/db/database.ts';
import { testDatabase } from './database.ts';
import { stepThroughOrders } from './step-connections.ts';

let database: Database;

beforeAll(async () => {
  database = await testDatabase();
  await sql`create table stock (id int primary key, amount int not null)`.execute(database.db);
});

const readAmount = (tx: Tx) => sql<{ amount: number }>`select amount from stock where id = 1`.execute(tx);

/** Takes one, having looked first: the mistake that stepping must find. */
async function takeOne(tx: Tx): Promise<void> {
  const { rows } = await readAmount(tx);
  await sql`update stock set amount = ${(rows[0]?.amount ?? 0) - 1}::int where id = 1`.execute(tx);
}

async function lockAndTakeOne(tx: Tx): Promise<void> {
  await sql`select from stock where id = 1 for update`.execute(tx);
  await takeOne(tx);
}

async function walk(
  act: (tx: Tx) => Promise<void>,
  interruptions = Infinity,
): Promise<{ orders: string[]; lost: string[]; failed: string[] }> {
  const orders: string[] = [];
  const lost: string[] = [];
  const failed: string[] = [];
  await stepThroughOrders({
    database,
    build: () => sql`insert into stock values (1, 10), (2, 10) on conflict (id) do update set amount = 10`.execute(database.db),
    acts: () => [act, act],
    pauseAt: /stock/,
    interruptions,
    check: async (_, { name, ends }) => {
      orders.push(name);
      if (ends.some(({ status }) => status === 'rejected')) failed.push(name);
      const { rows } = await sql<{ amount: number }>`select amount from stock where id = 1`.execute(database.db);
      if (rows[0]?.amount !== 8) lost.push(name);
    },
  });
  return { orders, lost, failed };
}

test('every order of two acts is walked once, and those that lose an update are found', async () => {
  const { orders, lost, failed } = await walk(takeOne);
  expect(new Set(orders).size).toBe(orders.length);
  // Three pauses each (read, write, commit); the second writer waits for the first one's commit.
  expect(orders).toContain('0 0 0 1 1 1');
  expect(orders).toContain('0 1 0 1 0 1');
  expect(failed).toEqual([]);
  expect(lost.toSorted()).toEqual(orders.filter((order) => order !== '0 0 0 1 1 1' && order !== '1 1 1 0 0 0').toSorted());
});

test('with few interruptions only the orders with so many are walked, and the lost update is among them', async () => {
  const none = await walk(takeOne, 0);
  expect([none.orders.toSorted(), none.lost]).toEqual([['0 0 0 1 1 1', '1 1 1 0 0 0'], []]);
  const { orders, lost } = await walk(takeOne, 1);
  expect(orders).toContain('0 1 1 1 0 0');
  expect(orders).not.toContain('0 1 0 1 0 1');
  expect(lost.length).toBeGreaterThan(0);
});

test('a lock before the look leaves no order in which an update is lost', async () => {
  const { orders, lost, failed } = await walk(lockAndTakeOne);
  expect(orders.length).toBeGreaterThan(2);
  expect([lost, failed]).toEqual([[], []]);
});

test('acts that wait for each other end: PostgreSQL breaks one of them off', async () => {
  const both = (first: number, second: number) => async (tx: Tx) => {
    await sql`update stock set amount = amount - 1 where id = ${first}`.execute(tx);
    await sql`update stock set amount = amount - 1 where id = ${second}`.execute(tx);
  };
  let deadlocks = 0;
  await stepThroughOrders({
    database,
    build: () => Promise.resolve(),
    acts: () => [both(1, 2), both(2, 1)],
    pauseAt: /stock/,
    check: (_, { ends }) => {
      deadlocks += ends.filter((end) => end.status === 'rejected' && String(end.reason).includes('deadlock')).length;
      return Promise.resolve();
    },
  });
  expect(deadlocks).toBeGreaterThan(0);
});
