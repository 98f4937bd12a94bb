import { sql } from 'kysely';
import { pino } from 'pino';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { endpoint } from '../../contract/endpoint.ts';
import { endpoints } from '../../contract/endpoints.ts';
import { createServer } from '../platform/http/create-server.ts';
import { registerRoutes } from '../platform/http/register-routes.ts';
import { route } from '../platform/http/route.ts';
import { TestClient } from './client.ts';
import { testDatabase } from './database.ts';
import { type BadInputTarget, badInputTarget, throwBadInput } from './throw-bad-input.ts';

// A stream never ends, and has no input but its place, which its own tests throw at it.
const cases = endpoints
  .filter(({ transfer }) => transfer !== 'stream')
  .map((each) => ({ name: `${each.method} ${each.path}`, endpoint: each }));

describe('bad input', () => {
  let target: BadInputTarget;
  beforeAll(async () => {
    target = await badInputTarget();
  });

  it.each(cases)('to $name is never a fault of ours', async ({ endpoint: each }) => {
    expect(await throwBadInput(target, each, 15, 20_261_121)).toEqual([]);
  });
});

describe('the thrower of bad input', () => {
  it('finds an operation that trusts its input', async () => {
    const database = await testDatabase();
    const trusting = endpoint({
      method: 'POST',
      path: '/trusting',
      access: 'staff',
      summary: 'Stores whatever comes.',
      body: z.strictObject({ name: z.string(), size: z.number() }),
    });
    const lines: string[] = [];
    const logger = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
    const server = await createServer({ logger, ownOrigins: [] });
    const store = route(trusting, async ({ tx, body }) => {
      await sql`insert into products (name) values (${body.name})`.execute(tx);
      await sql`select ${body.size}::integer`.execute(tx);
    });
    const somebody = { sessionId: '1', userId: '1', name: 'Somebody', role: 'staff', mustChangePassword: false } as const;
    registerRoutes(server, [store], {
      database,
      authenticate: async () => somebody,
      confirmCaller: async () => somebody,
      limitRequests: async () => undefined,
    });
    const target = { client: new TestClient(server), signInAgain: async () => undefined, warnings: () => lines.splice(0) };
    const faults = await throwBadInput(target, trusting, 400, 20_261_121);
    expect(faults.some((fault) => fault.includes('invalid byte sequence'))).toBe(true);
    expect(faults.some((fault) => fault.startsWith('500'))).toBe(true);
    await server.close();
  });
});
