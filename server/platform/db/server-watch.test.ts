import { setImmediate as turn } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addressOf, testDatabase } from '../../testing/database.ts';
import { DatabaseProxy } from '../../testing/database-proxy.ts';
import { type Database, openDatabase } from './database.ts';
import { DatabaseUnavailable } from './database-errors.ts';

const direct = await testDatabase();
await sql`create table heaps (id bigint primary key)`.execute(direct.db);

let proxy: DatabaseProxy;
let database: Database;
let broken: string[];

beforeEach(async () => {
  proxy = new DatabaseProxy(addressOf(direct));
  broken = [];
  database = openDatabase({ ...(await proxy.open()), onBroken: (error) => broken.push(error.message) });
});

afterEach(async () => {
  await database.close();
  await proxy.close();
});

const one = (other = database) => sql<{ one: number }>`select 1 as one`.execute(other.db);

/** Seconds until it is refused as unreachable. */
async function refusedAfter(work: Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await expect(work).rejects.toBeInstanceOf(DatabaseUnavailable);
  return (performance.now() - begin) / 1000;
}

/** Seconds until a statement is answered again. */
async function answeredAfter(): Promise<number> {
  const begin = performance.now();
  for (;;) {
    const answer = await one().catch(() => undefined);
    if (answer !== undefined) return (performance.now() - begin) / 1000;
    await turn();
  }
}

/** Connections of the database, each holding a transaction until it is let go. */
async function fillPool(count: number): Promise<{ readonly go: () => void; readonly ends: Promise<unknown>[] }> {
  const gate = Promise.withResolvers<void>();
  const begun = Array.from({ length: count }, () => Promise.withResolvers<void>());
  const ends = begun.map((started) =>
    database.transaction(async (tx) => {
      await sql`select 1`.execute(tx);
      started.resolve();
      await gate.promise;
      await sql`select 1`.execute(tx);
    }),
  );
  for (const end of ends) end.catch(() => undefined);
  await Promise.all(begun.map(({ promise }) => promise));
  return { go: gate.resolve, ends };
}

const say = (line: string) => process.stdout.write(`${line}\n`);

describe('a database that hangs', () => {
  it('is given up within seconds by what waits for it, refuses at once what comes, and is there again when it answers', async () => {
    const heard: string[] = [];
    let gaps = 0;
    await database.listen(
      'watched',
      (payload) => heard.push(payload),
      () => (gaps += 1),
    );
    const { go, ends } = await fillPool(10);
    proxy.stall();
    go();
    const waiting = one();
    const flight = Math.max(...(await Promise.all(ends.map(refusedAfter))));
    expect(flight).toBeLessThan(10);
    await refusedAfter(waiting);
    const comers = await Promise.all(Array.from({ length: 30 }, () => refusedAfter(one())));
    expect(Math.max(...comers)).toBeLessThan(5);
    await expect.poll(() => broken.length, { timeout: 10_000 }).toBeGreaterThan(10);
    proxy.resume();
    const back = await answeredAfter();
    expect(back).toBeLessThan(10);
    await expect.poll(() => gaps, { timeout: 10_000 }).toBe(1);
    await sql`select pg_notify('watched', 'again')`.execute(direct.db);
    await expect.poll(() => heard).toEqual(['again']);
    say(
      `In flight given up after ${flight.toFixed(1)} s, comers after ${Math.max(...comers).toFixed(1)} s, back after ${back.toFixed(1)} s`,
    );
  });
});

describe('connections that hang while new ones work', () => {
  it('are given up one and all, those that listen too', async () => {
    let gaps = 0;
    await database.listen(
      'watched',
      () => undefined,
      () => (gaps += 1),
    );
    const { go, ends } = await fillPool(5);
    const idle = await fillPool(5);
    idle.go();
    await Promise.all(idle.ends);
    proxy.forget();
    go();
    const flight = Math.max(...(await Promise.all(ends.map(refusedAfter))));
    expect(flight).toBeLessThan(10);
    const back = await answeredAfter();
    expect(back).toBeLessThan(5);
    await expect.poll(() => gaps, { timeout: 15_000 }).toBe(1);
    say(`In flight given up after ${flight.toFixed(1)} s, back after ${back.toFixed(1)} s more`);
  });

  it('are given up amid a COPY', async () => {
    const lines = function* () {
      yield '1\n';
      proxy.forget();
      for (let id = 2; id < 5_000_000; id += 1) yield `${id}\n`;
    };
    const copy = database.transaction((tx) => database.copyInto(tx, 'copy heaps (id) from stdin', lines()));
    expect(await refusedAfter(copy)).toBeLessThan(20);
    expect((await one()).rows).toEqual([{ one: 1 }]);
  });
});

describe('a database that is only slow', () => {
  it('is waited for: a long statement, a wait for a lock, a COPY whose rows come slowly', async () => {
    const locked = database.transaction(async (tx) => {
      await sql`select pg_advisory_xact_lock(1)`.execute(tx);
      await sql`select pg_sleep(6)`.execute(tx);
    });
    const lines = async function* () {
      yield '10\n';
      await sql`select pg_sleep(5)`.execute(direct.db);
      yield '11\n';
    };
    const copied = database.transaction((tx) => database.copyInto(tx, 'copy heaps (id) from stdin', lines()));
    const waited = database.transaction((tx) => sql`select pg_advisory_xact_lock(1)`.execute(tx));
    // What counts is how long a statement runs, not how long ago the last one was.
    const paused = database.transaction(
      async (tx) => {
        await sql`select pg_sleep(7)`.execute(direct.db);
        await sql`select pg_sleep(0.7)`.execute(tx);
      },
      { statementTimeout: 1_000 },
    );
    await Promise.all([locked, waited, paused]);
    expect(await copied).toBe(2);
    expect(broken).toEqual([]);
  });

  it('ends a statement itself at its limit, which leaves the connection whole', async () => {
    const work = database.transaction((tx) => sql`select pg_sleep(30)`.execute(tx), { statementTimeout: 3_000 });
    await expect(work).rejects.toThrow('statement timeout');
    expect(broken).toEqual([]);
  });
});

it('a pool that breaks twice while it is listened to has one listening connection', async () => {
  let gaps = 0;
  await database.listen(
    'watched',
    () => undefined,
    () => (gaps += 1),
  );
  const listening = async () =>
    (
      await sql<{
        count: number;
      }>`select count(*)::int as count from pg_stat_activity where query ilike 'listen%' and datname = current_database()`.execute(
        direct.db,
      )
    ).rows[0]?.count;
  for (let round = 1; round <= 4; round += 1) {
    const before = gaps;
    proxy.cut();
    // The second break comes as soon as the new connection is there, before it listens.
    await expect.poll(() => proxy.size, { interval: 1, timeout: 5_000 }).toBeGreaterThan(0);
    proxy.cut();
    await expect.poll(() => gaps, { timeout: 10_000 }).toBeGreaterThan(before);
  }
  await expect.poll(listening).toBe(1);
  expect(proxy.size).toBe(1);
});
