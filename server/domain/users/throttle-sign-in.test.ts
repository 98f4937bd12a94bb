import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../platform/db/database.ts';
import { makeUser, signedInAs, TestClient, testApp, testPassword } from '../../testing/client.ts';
import { testDatabase } from '../../testing/database.ts';
import { attemptBudgets } from './users.rules.ts';

let database: Database;
let app: FastifyInstance;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database);
});

function clientAt(address: string): TestClient {
  const client = new TestClient(app);
  client.address = address;
  return client;
}

const attempt = (address: string, username: string, password = 'wrong password') =>
  clientAt(address).post('/auth/sign-in', { username, password });

/** Attempts one after another until the first that has to wait; returns how many were let through. */
async function attemptsUntilWait(address: string, username: string): Promise<number> {
  for (let made = 0; made < 100; made += 1) {
    if ((await attempt(address, username)).status === 429) return made;
  }
  throw new Error('Nothing ever had to wait');
}

/** Lets the waits of a test pass. */
const passTime = () => sql`delete from rate_limits where key like 'turn%'`.execute(database.db);

describe('guessing at a password', () => {
  it('has to wait after a few failures, the same for an account that does not exist', async () => {
    const { username } = await makeUser(database, 'staff');
    const real = await attemptsUntilWait('203.0.113.1', username);
    const imagined = await attemptsUntilWait('203.0.113.2', 'imaginary');
    expect(real).toBe(imagined);
    expect(real).toBeLessThanOrEqual(attemptBudgets.pair.free + 1);
    const answer = await attempt('203.0.113.1', username, testPassword);
    expect(answer).toMatchObject({ status: 429, body: { code: 'too_many_attempts' } });
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(attemptBudgets.pair.longestSeconds);
  });

  it('many times at once lets no more through than one after another', async () => {
    const { username } = await makeUser(database, 'staff');
    const answers = await Promise.all(Array.from({ length: 40 }, () => attempt('203.0.113.3', username)));
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(attemptBudgets.pair.free + 1);
    expect(answers.every(({ status }) => status === 401 || status === 429)).toBe(true);
  });

  it('from elsewhere does not lock out the person at an address they have signed in from', async () => {
    const { username } = await makeUser(database, 'staff');
    expect((await attempt('198.51.100.7', username, testPassword)).status).toBe(200);
    for (let network = 1; network <= 30; network += 1) await attempt(`203.0.114.${network}`, username);
    expect((await attempt('203.0.114.99', username)).status).toBe(429);
    expect((await attempt('198.51.100.7', username, testPassword)).status).toBe(200);
  });

  it('keeps the right password waiting only until the turn comes', async () => {
    const { username } = await makeUser(database, 'staff');
    await attemptsUntilWait('203.0.113.5', username);
    expect((await attempt('203.0.113.5', username, testPassword)).status).toBe(429);
    await passTime();
    expect((await attempt('203.0.113.5', username, testPassword)).status).toBe(200);
    expect((await attempt('203.0.113.5', username, testPassword)).status).toBe(200);
  });
});

describe('an office behind one address', () => {
  it('signs in one after another and mistypes now and then without waiting', async () => {
    const people = await Promise.all(Array.from({ length: 30 }, () => makeUser(database, 'staff')));
    for (const { username } of people) {
      expect((await attempt('198.51.100.200', username)).status).toBe(401);
      expect((await attempt('198.51.100.200', username)).status).toBe(401);
      expect((await attempt('198.51.100.200', username, testPassword)).status).toBe(200);
    }
  });
});

describe('a signed-in user', () => {
  it('may use the whole of their budget at once', async () => {
    const own = await testApp(database, { requestBudget: 600 });
    const client = await signedInAs(own, database, 'staff');
    for (let round = 0; round < 6; round += 1) {
      const answers = await Promise.all(Array.from({ length: 100 }, () => client.get('/auth/me')));
      expect(answers.every(({ status }) => status === 200)).toBe(true);
    }
    expect((await client.get('/auth/me')).status).toBe(429);
  });

  it('has a budget of requests over all processes, and it is theirs alone', async () => {
    const [one, other] = [await testApp(database, { requestBudget: 20 }), await testApp(database, { requestBudget: 20 })];
    const client = await signedInAs(one, database, 'staff');
    const answers = await Promise.all(Array.from({ length: 30 }, () => client.get('/auth/me')));
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(20);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.body).toMatchObject({ code: 'too_many_requests' });
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
    const elsewhere = new TestClient(other);
    elsewhere.cookie = client.cookie;
    expect((await elsewhere.get('/auth/me')).status).toBe(429);
    expect((await (await signedInAs(other, database, 'staff')).get('/auth/me')).status).toBe(200);
  });
});
