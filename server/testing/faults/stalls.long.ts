import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../platform/db/database.ts';
import { addressOf, testDatabase } from '../database.ts';
import { DatabaseProxy } from '../database-proxy.ts';
import { rawConnection, runMain, type RunningMain, signInOwner } from '../run-main.ts';
import { Caller, type Heard, report, spread, untilReady } from './caller.ts';

/** Seconds for which the database hangs. */
const away = 30;

let direct: Database;
let proxy: DatabaseProxy;
let program: RunningMain;
let caller: Caller;
let productId: string;
let told = '';

beforeAll(async () => {
  direct = await testDatabase();
  proxy = new DatabaseProxy(addressOf(direct));
  const { host, port, user, database } = await proxy.open();
  program = await runMain({ DATABASE_URL: `postgres://${user}@${host}:${port}/${database}` }, 'build');
  const cookie = await signInOwner(program);
  caller = new Caller(program.url, cookie);
  productId = ((await caller.ask('/products', { method: 'POST', body: { name: 'Satu' } })).body as { id: string }).id;
  const stream = await rawConnection(
    program,
    `GET /api/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nCookie: ${cookie}\r\n\r\n`,
  );
  stream.on('data', (chunk: Buffer) => (told += chunk.toString('utf8')));
  await once(stream, 'data');
});

afterAll(async () => {
  program.child.kill('SIGKILL');
  await proxy.close();
});

const rename = (name: string) => caller.ask(`/products/${productId}`, { method: 'PATCH', body: { name } });

/** Requests that are in the middle of their transaction, waiting for a lock of ours, when `begun` is called. */
async function inFlight(begun: () => void): Promise<Heard[]> {
  let asked: Promise<Heard[]> | undefined;
  await direct.transaction(async (tx) => {
    await sql`select from products where id = ${productId} for update`.execute(tx);
    asked = Promise.all(['Dua', 'Tiga', 'Empat'].map(rename));
    const waiting = sql<{ count: number }>`select count(*)::int as count from pg_locks where not granted`;
    while (((await waiting.execute(direct.db)).rows[0]?.count ?? 0) < 3) await wait(20);
    begun();
  });
  return (await asked) ?? [];
}

function expectRefusals(heard: readonly Heard[], limitSeconds: number): void {
  for (const { status, retryAfter, seconds } of heard) {
    expect(status).toBe(503);
    expect(Number(retryAfter)).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(limitSeconds);
  }
}

/** Everybody who is served again, on all connections. */
async function expectServing(): Promise<void> {
  const heard = await Promise.all(Array.from({ length: 40 }, () => caller.ask('/products')));
  expect(heard.map(({ status }) => status)).toEqual(heard.map(() => 200));
  told = '';
  expect((await rename(`Lima ${performance.now()}`)).status).toBe(200);
  await expect.poll(() => told, { timeout: 10_000 }).toContain('products');
}

describe('a database that accepts and does not answer', () => {
  it(`for ${away} s: what waits and what comes is told to try again, and all is back soon after`, async () => {
    const stalled = Promise.withResolvers<void>();
    const flight = inFlight(() => {
      proxy.stall();
      stalled.resolve();
    });
    await stalled.promise;
    const end = performance.now() + away * 1000;
    const comers: Promise<Heard>[] = [];
    while (performance.now() < end) {
      comers.push(caller.ask('/products'), caller.ask('/badges'), rename('Enam'));
      await wait(500);
    }
    const [held, came] = [await flight, await Promise.all(comers)];
    expectRefusals(held, 10);
    expectRefusals(came, 5);
    proxy.resume();
    const back = await untilReady(program.url, 10);
    await expectServing();
    report(
      `In flight ${spread(held.map(({ seconds }) => seconds))}, ${came.length} who came ${spread(came.map(({ seconds }) => seconds))}, back after ${back.toFixed(1)} s`,
    );
  });

  it('on the connections that are there while new ones work: they are given up, and the rest goes on', async () => {
    await expectServing();
    const held = await inFlight(() => proxy.forget());
    expectRefusals(held, 10);
    const back = await untilReady(program.url, 10);
    await expectServing();
    report(`In flight ${spread(held.map(({ seconds }) => seconds))}, back after ${back.toFixed(1)} s more`);
  });

  it('on connections nobody uses at the moment: whoever is given one hears within five seconds', async () => {
    await expectServing();
    proxy.forget();
    const heard = await Promise.all(Array.from({ length: 10 }, () => caller.ask('/products')));
    for (const { seconds } of heard) expect(seconds).toBeLessThanOrEqual(5);
    const back = await untilReady(program.url, 10);
    await expectServing();
    report(`Heard after ${spread(heard.map(({ seconds }) => seconds))}, back after ${back.toFixed(1)} s more`);
  });

  it('that breaks again and again leaves as many connections as there were', async () => {
    for (let round = 0; round < 4; round += 1) {
      proxy.cut();
      await expect.poll(() => proxy.size, { interval: 1, timeout: 5_000 }).toBeGreaterThan(0);
      proxy.cut();
      await untilReady(program.url, 10);
    }
    await expectServing();
    const listening = sql<{ count: number }>`
      select count(*)::int as count from pg_stat_activity where datname = current_database() and query ilike 'listen%'`;
    await expect.poll(async () => (await listening.execute(direct.db)).rows[0]?.count, { timeout: 10_000 }).toBe(1);
  });

  it('keeps nobody from stopping the program', async () => {
    await expectServing();
    proxy.stall();
    const asked = caller.ask('/products');
    const { code, seconds } = await program.end('SIGTERM');
    await asked;
    report(`Stopped in ${seconds.toFixed(1)} s, with exit code ${code}, while the database hung`);
    expect(seconds).toBeLessThan(20);
  });
});
