import type { FastifyInstance } from 'fastify';
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../platform/db/database.ts';
import { makeUser, signedInAs, TestClient, testApp, testPassword } from '../../testing/client.ts';
import { testDatabase } from '../../testing/database.ts';
import { thorough } from '../../testing/thoroughness.ts';
import { throttleSignIn } from './throttle-sign-in.ts';
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

/** Keeps the waits there are from passing, however slow the machine is. */
const holdTime = () => sql`update rate_limits set expire = expire + 3600000 where key like 'turn%'`.execute(database.db);

/** Lets the waits of a test pass. */
const passTime = () => sql`delete from rate_limits where key like 'turn%'`.execute(database.db);

describe('guessing at a password', () => {
  it('has to wait after a few failures, the same for an account that does not exist', async () => {
    const { username } = await makeUser(database, 'staff');
    const real = await attemptsUntilWait('203.0.113.1', username);
    const { headers } = await attempt('203.0.113.1', username);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(attemptBudgets.pair.longestSeconds);
    await holdTime();
    const imagined = await attemptsUntilWait('203.0.113.2', 'imaginary');
    expect(real).toBe(imagined);
    expect(real).toBeLessThanOrEqual(attemptBudgets.pair.free + 1);
    const answer = await attempt('203.0.113.1', username, testPassword);
    expect(answer).toMatchObject({ status: 429, body: { code: 'too_many_attempts' } });
  });

  it('many times at once lets no more through than one after another', async () => {
    const { username } = await makeUser(database, 'staff');
    const begun = performance.now();
    const answers = await Promise.all(Array.from({ length: 40 }, () => attempt('203.0.113.3', username)));
    // A slow machine takes longer than the first waits: those who come after one may try.
    const waited = Math.floor((performance.now() - begun) / 1000 / attemptBudgets.pair.firstSeconds);
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(attemptBudgets.pair.free + 1 + waited);
    expect(answers.every(({ status }) => status === 401 || status === 429)).toBe(true);
  });

  it('from elsewhere does not lock out the person at an address they have signed in from', async () => {
    const { username } = await makeUser(database, 'staff');
    expect((await attempt('198.51.100.7', username, testPassword)).status).toBe(200);
    for (let network = 1; network <= 30; network += 1) await attempt(`203.0.114.${network}`, username);
    await holdTime();
    expect((await attempt('203.0.114.99', username)).status).toBe(429);
    expect((await attempt('198.51.100.7', username, testPassword)).status).toBe(200);
  });

  it('keeps the right password waiting only until the turn comes', async () => {
    const { username } = await makeUser(database, 'staff');
    await attemptsUntilWait('203.0.113.5', username);
    await holdTime();
    expect((await attempt('203.0.113.5', username, testPassword)).status).toBe(429);
    await passTime();
    expect((await attempt('203.0.113.5', username, testPassword)).status).toBe(200);
    expect((await attempt('203.0.113.5', username, testPassword)).status).toBe(200);
  });
});

describe('an office behind one address', () => {
  it('signs in one after another and mistypes now and then without waiting', async () => {
    const people = await Promise.all(Array.from({ length: thorough ? 20 : 8 }, () => makeUser(database, 'staff')));
    for (const { username } of people) {
      expect((await attempt('198.51.100.200', username)).status).toBe(401);
      expect((await attempt('198.51.100.200', username)).status).toBe(401);
      expect((await attempt('198.51.100.200', username, testPassword)).status).toBe(200);
    }
  });
});

describe('a proxy in front', () => {
  it('is asked for the address, not the caller, who could name another each time', async () => {
    const behind = await testApp(database, { trustProxy: (_, hop) => hop < 1 });
    const { username } = await makeUser(database, 'staff');
    const statuses: number[] = [];
    for (let sprayed = 1; sprayed <= 8; sprayed += 1) {
      const headers = { 'x-forwarded-for': `192.0.2.${sprayed}, 203.0.113.77` };
      statuses.push((await new TestClient(behind).post('/auth/sign-in', { username, password: 'wrong' }, headers)).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 429, 429]);
  });
});

describe('somebody who does not know the password', () => {
  /** What happens to a name, one after another. Time stands still unless it passes. */
  type Step = 'try' | 'try others' | 'try from elsewhere' | 'exhaust address' | 'exhaust account' | 'sign in' | 'pass time';

  const exhaust = (what: 'address' | 'account') =>
    sql`update rate_limits set points = 400 where key like ${`failures:${what}:%`}`.execute(database.db);

  /** Lets all of it happen to a name at an address and answers what a stranger there was told. */
  async function told(steps: readonly Step[], username: string, isReal: boolean): Promise<number[]> {
    await sql`delete from rate_limits`.execute(database.db);
    const here = '198.51.100.40';
    const statuses: number[] = [];
    for (const [index, step] of steps.entries()) {
      if (step === 'try') statuses.push((await attempt(here, username)).status);
      if (step === 'try others') statuses.push((await attempt(here, `other${index}`)).status);
      if (step === 'try from elsewhere') statuses.push((await attempt(`192.0.2.${index}`, username)).status);
      if (step === 'exhaust address') await exhaust('address');
      if (step === 'exhaust account') await exhaust('account');
      if (step === 'sign in' && isReal) await attempt(here, username, testPassword);
      if (step === 'pass time') await passTime();
      await holdTime();
    }
    return statuses;
  }

  async function compare(steps: readonly Step[]): Promise<number[]> {
    const { username } = await makeUser(database, 'staff');
    await sql`delete from rate_limits`.execute(database.db);
    expect((await attempt('198.51.100.40', username, testPassword)).status).toBe(200);
    const real = await told(steps, username, true);
    expect({ steps, statuses: real }).toEqual({ steps, statuses: await told(steps, 'imaginary', false) });
    return real;
  }

  it.each<[string, readonly Step[]]>([
    ['by guesses alone', Array.from({ length: 9 }, () => 'try' as const)],
    [
      'by a spray that uses up the address',
      ['try', 'try others', 'exhaust address', 'try others', 'try others', 'try', 'try', 'pass time', 'try', 'try'],
    ],
    [
      'by guesses from elsewhere',
      ['try from elsewhere', 'exhaust account', 'try from elsewhere', 'try from elsewhere', 'try', 'try', 'pass time', 'try', 'try'],
    ],
    [
      'where the person signs in meanwhile',
      ['try', 'try', 'try', 'sign in', 'try', 'try', 'try', 'try', 'pass time', 'sign in', 'try', 'try'],
    ],
    [
      'where the person signs in under a spray',
      ['try', 'exhaust address', 'try others', 'sign in', 'try', 'sign in', 'pass time', 'try others', 'try'],
    ],
  ])('is told the same of a name that was used there and one that does not exist, %s', async (_, steps) => {
    const statuses = await compare(steps);
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
  });

  it('is told the same of both, whatever happens in whatever order', async () => {
    const step = fc.constantFrom<Step>(
      'try',
      'try',
      'try others',
      'try from elsewhere',
      'exhaust address',
      'exhaust account',
      'sign in',
      'pass time',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 12 }), async (steps) => {
        const statuses = await compare(steps);
        expect(statuses).toHaveLength(steps.filter((each) => each.startsWith('try')).length);
      }),
      { numRuns: thorough ? 20 : 2 },
    );
  });

  it('and sprays names or guesses from elsewhere keeps nobody out who knows theirs where they have used it', async () => {
    const { username } = await makeUser(database, 'staff');
    expect((await attempt('198.51.100.41', username, testPassword)).status).toBe(200);
    for (const what of ['address', 'account'] as const) {
      await attempt('198.51.100.41', 'another.name');
      await attempt('192.0.2.200', username);
      await exhaust(what);
      // Takes the turn there is.
      await attempt('198.51.100.41', 'one.more.name');
      await attempt('192.0.2.201', username);
      await holdTime();
      expect((await attempt('198.51.100.41', username, testPassword)).status).toBe(200);
    }
  });

  it('cannot use that to guess without end', async () => {
    const { username } = await makeUser(database, 'staff');
    expect((await attempt('198.51.100.42', username, testPassword)).status).toBe(200);
    await attempt('198.51.100.42', 'another.name');
    await exhaust('address');
    await attempt('198.51.100.42', 'one.more.name');
    await holdTime();
    for (let guesses = 0; guesses < attemptBudgets.pair.free + 2; guesses += 1) {
      expect((await attempt('198.51.100.42', username)).status).toBe(429);
      await holdTime();
    }
    expect((await attempt('198.51.100.42', username, testPassword)).status).toBe(429);
    await passTime();
    expect((await attempt('198.51.100.42', username, testPassword)).status).toBe(200);
  });
});

describe('what is counted', () => {
  it('stays a bounded number of rows, however many names are tried', async () => {
    await sql`delete from rate_limits`.execute(database.db);
    const throttle = throttleSignIn(database);
    const names = Array.from({ length: thorough ? 1_000 : 700 }, (_, number) => `name${number}`);
    const fails = async (username: string) => {
      const attempted = await throttle.begin({ username, address: '203.0.113.200', known: false }).catch(() => null);
      await attempted?.look(() => Promise.resolve(false));
    };
    for (let from = 0; from < names.length; from += 20) await Promise.all(names.slice(from, from + 20).map(fails));
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from rate_limits`.execute(database.db);
    expect(rows[0]?.count).toBeLessThan(2 * attemptBudgets.address.free + 50);
    expect(rows[0]?.count).toBeGreaterThan(attemptBudgets.address.free);
    // Their time over, they go with the attempts that come.
    await sql`update rate_limits set expire = 1`.execute(database.db);
    for (let come = 0; come < 40; come += 1) await fails('late');
    const left = await sql<{ count: number }>`select count(*)::int as count from rate_limits`.execute(database.db);
    expect(left.rows[0]?.count).toBeLessThan(10);
  });
});

describe('a signed-in user', () => {
  it('may use the whole of their budget at once', async () => {
    const own = await testApp(database, { requestBudget: 600 });
    const client = await signedInAs(own, database, 'staff');
    for (let round = 0; round < 30; round += 1) {
      const answers = await Promise.all(Array.from({ length: 20 }, () => client.get('/auth/me')));
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
