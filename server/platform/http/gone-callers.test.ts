import { type ClientRequest, request } from 'node:http';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { endpoint } from '../../../contract/endpoint.ts';
import { testDatabase } from '../../testing/database.ts';
import { patiently, serveRoutes, sessionCookie, waitForLock } from '../../testing/serve-routes.ts';
import type { Db } from '../db/database.ts';
import { route } from './route.ts';

const look = endpoint({ method: 'GET', path: '/look', access: 'staff', summary: 'Looks for long.', output: z.object({}) });
const change = endpoint({ method: 'POST', path: '/change', access: 'staff', summary: 'Acts for long.', output: z.object({}) });
const sheet = endpoint({
  method: 'GET',
  path: '/sheet',
  access: 'staff',
  summary: 'Reads a file for long.',
  readsFile: true,
  output: z.object({}),
});
const quick = endpoint({ method: 'GET', path: '/quick', access: 'staff', summary: 'Answers.', output: z.object({}) });
const asked: ClientRequest[] = [];
let reading = 0;
const served = serveRoutes([
  route(look, async ({ db }) => {
    await waitForLock.execute(db);
    return {};
  }),
  route(quick, async () => ({})),
  route(sheet, async ({ gone }) => {
    reading += 1;
    await new Promise((resolve) => gone.addEventListener('abort', resolve));
    reading -= 1;
    throw gone.reason;
  }),
  route(change, async ({ tx }) => {
    await waitForLock.execute(tx);
    await sql`insert into products (name) values ('Done for nobody')`.execute(tx);
    return {};
  }),
]);

function ask(method: 'GET' | 'POST', path: string): void {
  const sent = request(`${served().address}/api${path}`, { method, agent: false, headers: sessionCookie });
  sent.on('error', () => undefined);
  sent.end();
  asked.push(sent);
}

function leave(): void {
  for (const sent of asked.splice(0)) sent.destroy();
}

/** Statements of requests that wait in the database. */
async function underWay(db: Db = served().database.db): Promise<number> {
  // Not pg_stat_activity, which stays as it was first seen for as long as a transaction lasts.
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_locks join pg_database on pg_database.oid = pg_locks.database
    where datname = current_database() and locktype = 'advisory' and not granted`.execute(db);
  return rows[0]?.count ?? 0;
}

it('what somebody looked for and no longer waits for is broken off in the database', async () => {
  await served().database.transaction(async (tx) => {
    await waitForLock.execute(tx);
    for (let number = 0; number < 4; number += 1) ask('GET', '/look');
    await expect.poll(() => underWay(), patiently).toBe(4);
    leave();
    await expect.poll(() => underWay(), patiently).toBe(0);
  });
  // Their connections serve the next.
  const { rows } = await sql<{ one: number }>`select 1 as one`.execute(served().database.db);
  expect(rows).toEqual([{ one: 1 }]);
});

it('what nobody waits for is broken off where every connection is taken, too', { timeout: 20_000 }, async () => {
  // Nothing here ends by itself before the test does.
  const full = await testDatabase({ poolSize: 3, lockTimeout: 60_000, statementTimeout: 60_000 });
  const gone = new AbortController();
  await full.transaction(async (tx) => {
    await waitForLock.execute(tx);
    const looks = Promise.allSettled([1, 2].map(() => waitForLock.execute(full.dbUntil(gone.signal))));
    await expect.poll(() => full.pool.totalCount - full.pool.idleCount, patiently).toBe(3);
    await expect.poll(() => underWay(tx), patiently).toBe(2);
    gone.abort(new Error('nobody is left'));
    expect((await looks).map((one) => (one.status === 'rejected' ? String(one.reason) : 'found'))).toEqual(
      Array(2).fill('Error: nobody is left'),
    );
  });
});

it('files that somebody looks into take places among the uploads, not their turns, and are not read on for nobody', async () => {
  for (let number = 0; number < 8; number += 1) ask('GET', '/sheet');
  await expect.poll(() => reading, patiently).toBe(2);
  const { status } = await fetch(`${served().address}/api/quick`, { headers: sessionCookie });
  expect([status, reading]).toEqual([200, 2]);
  leave();
  await expect.poll(() => reading, patiently).toBe(0);
});

it('what somebody does is done, whether they wait for the answer or not', async () => {
  await served().database.transaction(async (tx) => {
    await waitForLock.execute(tx);
    ask('POST', '/change');
    await expect.poll(() => underWay(), patiently).toBe(1);
    leave();
  });
  const done = async () => (await sql`select from products where name = 'Done for nobody'`.execute(served().database.db)).rows.length;
  await expect.poll(done, patiently).toBe(1);
});
