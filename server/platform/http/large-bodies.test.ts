import { availableParallelism } from 'node:os';
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
const mark = endpoint({
  method: 'POST',
  path: '/mark',
  access: 'staff',
  summary: 'Acts on what it is told.',
  body: z.strictObject({ ids: z.array(z.string()) }),
  output: z.object({}),
});
/** Waits for as long as a test holds the lock. */
const waitForLock = sql`select pg_advisory_xact_lock(1)`;
let acting = 0;
let database: Database;
let app: FastifyInstance;
let address: string;

beforeAll(async () => {
  database = await testDatabase();
  app = await createServer({ logger: pino({ level: 'silent' }), ownOrigins: [] });
  const act = route(mark, async ({ tx }) => {
    acting += 1;
    await waitForLock.execute(tx);
    acting -= 1;
    return {};
  });
  registerRoutes(app, [act], {
    database,
    authenticate: async () => somebody,
    confirmCaller: async () => somebody,
    limitRequests: async () => undefined,
  });
  address = await listen(app, { host: '127.0.0.1', port: 0 });
});

afterAll(() => app?.close());

async function markMany(count: number): Promise<number> {
  const { status } = await fetch(`${address}/api/mark`, {
    method: 'POST',
    headers: { cookie: 'cermat_session=x', 'content-type': 'application/json' },
    body: JSON.stringify({ ids: Array.from({ length: count }, (_, index) => String(100_000 + index)) }),
  });
  return status;
}

it('somebody acts on few records as often at once as ever, on thousands by half the processors from the first act on', async () => {
  const heavyEach = Math.max(1, Math.floor(Math.min(4, availableParallelism()) / 2));
  for (const [records, atOnce] of [
    [10, 4],
    [2_000, heavyEach],
  ] as const) {
    let answers: Promise<number[]> = Promise.resolve([]);
    await database.transaction(async (tx) => {
      await waitForLock.execute(tx);
      answers = Promise.all(Array.from({ length: 4 }, () => markMany(records)));
      await expect.poll(() => acting, { timeout: 7_000, interval: 20 }).toBe(atOnce);
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(acting, `${records} records`).toBe(atOnce);
    });
    expect(await answers).toEqual([200, 200, 200, 200]);
  }
});
