import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../platform/db/database.ts';
import { signedInAs, TestClient, testApp } from '../../testing/client.ts';
import { testDatabase } from '../../testing/database.ts';
import { hashedAtOnce, hashPassword, hashTurns, verifyPassword } from './hash-password.ts';

let database: Database;
let app: Awaited<ReturnType<typeof testApp>>;
let owner: Awaited<ReturnType<typeof signedInAs>>;
let staff: Awaited<ReturnType<typeof signedInAs>>;
/** Ends what keeps every turn of hashing taken. */
let letGo: () => Promise<unknown>;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database);
  owner = await signedInAs(app, database, 'owner');
  staff = await signedInAs(app, database, 'staff');
});

function takeAllTurns(): void {
  const gate = Promise.withResolvers<void>();
  const taken = Promise.all(Array.from({ length: hashedAtOnce }, () => hashTurns.take('the test', () => gate.promise)));
  letGo = () => {
    gate.resolve();
    return taken;
  };
}

function clientAt(address: string): TestClient {
  const client = new TestClient(app);
  client.address = address;
  return client;
}

const signIn = (client: TestClient) => client.post('/auth/sign-in', { username: 'nobody.here', password: 'wrong' });
const waitFor = (waiting: number) => expect.poll(() => hashTurns.standing.waiting, { interval: 5, timeout: 10_000 }).toBe(waiting);

it('hashing leaves a thread of the pool to files and pages, however many passwords are there at once', async () => {
  const hash = await hashPassword('a long password', 'one');
  const running: number[] = [];
  const verified = Array.from({ length: 8 }, async (_, number) => {
    const fits = await verifyPassword('a long password', hash, `network ${number % 3}`);
    running.push(hashTurns.standing.running);
    return fits;
  });
  expect(hashTurns.standing).toEqual({ running: hashedAtOnce, waiting: 8 - hashedAtOnce });
  expect(await Promise.all(verified)).toEqual(Array.from({ length: 8 }, () => true));
  expect(Math.max(...running)).toBe(hashedAtOnce);
  expect(hashedAtOnce).toBeLessThan(4);
});

describe('while all turns of hashing are taken', () => {
  beforeEach(takeAllTurns);

  it('an address with too many waiting is answered 503 with Retry-After, and others wait for theirs', async () => {
    const [flooding, other] = [clientAt('203.0.113.9'), clientAt('203.0.113.10')];
    const flood = Array.from({ length: 100 }, () => hashTurns.take(flooding.address, () => Promise.resolve()));
    const refused = await signIn(flooding);
    expect(refused).toMatchObject({ status: 503, body: { code: 'busy' } });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    const answer = signIn(other);
    await waitFor(101);
    await letGo();
    expect((await answer).status).toBe(401);
    await Promise.all(flood);
    // What could not be looked at was no failure.
    const { rows } = await sql`select 1 from rate_limits where key like 'failures:pair%'`.execute(database.db);
    expect(rows).toHaveLength(1);
  });

  it('whoever has a password of somebody changed waits without a transaction', async () => {
    const acts = [
      owner.post('/users', { username: 'made.slowly', name: 'Made', role: 'staff', password: 'a long password' }),
      owner.patch(`/users/${staff.userId}`, { password: 'a long password' }),
    ];
    await waitFor(2);
    const { rows } = await sql<{ open: number }>`
      select count(*)::int as open from pg_stat_activity
      where datname = current_database() and state = 'idle in transaction'`.execute(database.db);
    expect(rows[0]?.open).toBe(0);
    await letGo();
    expect((await Promise.all(acts)).map(({ status }) => status)).toEqual([201, 200]);
  });
});
