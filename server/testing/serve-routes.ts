import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import type { Database } from '../platform/db/database.ts';
import type { SignedIn } from '../platform/http/authentication.ts';
import { createServer } from '../platform/http/create-server.ts';
import { listen } from '../platform/http/listen.ts';
import { registerRoutes } from '../platform/http/register-routes.ts';
import type { Route } from '../platform/http/route.ts';
import { testDatabase } from './database.ts';

const somebody: SignedIn = { sessionId: '1', userId: '1', name: 'Somebody', role: 'staff', mustChangePassword: false };

/** What somebody who is signed in sends along. */
export const sessionCookie = { cookie: 'cermat_session=x' };

/** Waits for as long as a test holds the lock. */
export const waitForLock = sql`select pg_advisory_xact_lock(1)`;

/** Less than the ten seconds after which the database ends a wait for a lock by itself. */
export const patiently = { timeout: 7_000, interval: 20 };

/** Serves routes of a test file's own, to one staff member who is always signed in; what it gives answers once the tests run. */
export function serveRoutes(routes: readonly Route[]): () => { readonly database: Database; readonly address: string } {
  let served: { database: Database; address: string } | undefined;
  let app: FastifyInstance | undefined;
  beforeAll(async () => {
    const database = await testDatabase();
    app = await createServer({ logger: pino({ level: 'silent' }), ownOrigins: [] });
    registerRoutes(app, routes, {
      database,
      authenticate: async () => somebody,
      confirmCaller: async () => somebody,
      limitRequests: async () => undefined,
    });
    served = { database, address: await listen(app, { host: '127.0.0.1', port: 0 }) };
  });
  afterAll(() => app?.close());
  return () => {
    if (served === undefined) throw new Error('The routes are served from the first test on.');
    return served;
  };
}
