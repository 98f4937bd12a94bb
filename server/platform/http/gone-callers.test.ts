import { type ClientRequest, request } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { endpoint } from '../../../contract/endpoint.ts';
import { testDatabase } from '../../testing/database.ts';
import type { Database } from '../db/database.ts';
import type { SignedIn } from './authentication.ts';
import { createServer } from './create-server.ts';
import { listen } from './listen.ts';
import { registerRoutes } from './register-routes.ts';
import { route } from './route.ts';

const somebody: SignedIn = { sessionId: '1', userId: '1', name: 'Somebody', role: 'staff', mustChangePassword: false };
const look = endpoint({ method: 'GET', path: '/look', access: 'staff', summary: 'Looks for long.', output: z.object({}) });
const change = endpoint({ method: 'POST', path: '/change', access: 'staff', summary: 'Acts for long.', output: z.object({}) });
const asked: ClientRequest[] = [];
/** Waits for as long as a test holds the lock. */
const waitForLock = sql`select pg_advisory_xact_lock(1)`;
let database: Database;
let app: FastifyInstance;
let address: string;

beforeAll(async () => {
  database = await testDatabase();
  app = await createServer({ logger: pino({ level: 'silent' }), ownOrigins: [] });
  const routes = [
    route(look, async ({ db }) => {
      await waitForLock.execute(db);
      return {};
    }),
    route(change, async ({ tx }) => {
      await waitForLock.execute(tx);
      await sql`insert into products (name) values ('Done for nobody')`.execute(tx);
      return {};
    }),
  ];
  registerRoutes(app, routes, {
    database,
    authenticate: async () => somebody,
    confirmCaller: async () => somebody,
    limitRequests: async () => undefined,
  });
  address = await listen(app, { host: '127.0.0.1', port: 0 });
});

afterAll(() => app?.close());

function ask(method: 'GET' | 'POST', path: string): void {
  const sent = request(`${address}/api${path}`, { method, agent: false, headers: { cookie: 'cermat_session=x' } });
  sent.on('error', () => undefined);
  sent.end();
  asked.push(sent);
}

function leave(): void {
  for (const sent of asked.splice(0)) sent.destroy();
}

/** Statements of requests that wait in the database. */
async function underWay(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and state = 'active' and wait_event_type = 'Lock'`.execute(database.db);
  return rows[0]?.count ?? 0;
}

/** Less than the ten seconds after which the database ends a wait for a lock by itself. */
const patiently = { timeout: 7_000, interval: 20 };

it('what somebody looked for and no longer waits for is broken off in the database', async () => {
  await database.transaction(async (tx) => {
    await waitForLock.execute(tx);
    for (let number = 0; number < 4; number += 1) ask('GET', '/look');
    await expect.poll(underWay, patiently).toBe(4);
    leave();
    await expect.poll(underWay, patiently).toBe(0);
  });
  // Their connections serve the next.
  const { rows } = await sql<{ one: number }>`select 1 as one`.execute(database.db);
  expect(rows).toEqual([{ one: 1 }]);
});

it('what somebody does is done, whether they wait for the answer or not', async () => {
  await database.transaction(async (tx) => {
    await waitForLock.execute(tx);
    ask('POST', '/change');
    await expect.poll(underWay, patiently).toBe(1);
    leave();
  });
  const done = async () => (await sql`select from products where name = 'Done for nobody'`.execute(database.db)).rows.length;
  await expect.poll(done, patiently).toBe(1);
});
