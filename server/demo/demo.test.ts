import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { cardTitle } from '../domain/records/records.rules.ts';
import type { Database } from '../platform/db/database.ts';
import { connectSubscribers } from '../subscriptions.ts';
import { TestClient, testApp } from '../testing/client.ts';
import { testDatabase } from '../testing/database.ts';
import { findFaults } from '../testing/find-faults.ts';
import { readStory, tellTwice } from '../testing/tell-twice.ts';
import { Calendar } from './calendar.ts';
import { demoPassword } from './chapters/team.ts';
import { checkFigures } from './check-figures.ts';
import { inventMember } from './invent-members.ts';
import { dropDemo, markDemo, readDemoState } from './mark-demo.ts';
import { tellStory } from './tell-story.ts';

const plan = { calendar: new Calendar(new Date()), seed: 7, size: 0.04 };
let database: Database;

beforeAll(async () => {
  connectSubscribers();
  database = await testDatabase();
  await tellStory(database, plan);
}, 120_000);

async function rowsOf<Row>(statement: string, of: Database = database): Promise<Row[]> {
  return (await sql<Row>`${sql.raw(statement)}`.execute(of.db)).rows;
}

/**
 * Days on which the story once came out in two ways: two of its months were one, or the planner took records of one act in
 * another order. Six years before, with the same days of the week, since a story is told of the past.
 */
const daysOfTwoStories = ['2020-11-30', '2020-12-01', '2020-12-05'];

describe('the demo', () => {
  it('conserves every figure', async () => {
    const products = await rowsOf<{ id: string }>('select id from products');
    const faults = await Promise.all(products.map(({ id }) => findFaults(database.db, id)));
    expect(products).toHaveLength(3);
    expect(faults.flat()).toEqual([]);
  });

  it('would notice a figure that is not conserved', async () => {
    const broken = await testDatabase();
    await sql`insert into products (name) values ('Sagaraya')`.execute(broken.db);
    await expect(checkFigures(broken.db)).resolves.toBeUndefined();
    await sql`insert into events (at, act, subject_type) values (now() + interval '1 day', 'records.assign', 'records')`.execute(broken.db);
    await expect(checkFigures(broken.db)).rejects.toThrow('something that happens after now');
  });

  it('lies in the past, day by day, and cards bear their day', async () => {
    const [spread] = await rowsOf<{ days: number; first: number }>(`
      select count(distinct at::date)::int as days, (current_date - min(at)::date) as first from events`);
    expect(spread?.days).toBeGreaterThan(30);
    expect(spread?.first).toBeGreaterThanOrEqual(39);
    const cards = await rowsOf<{ name: string; title: string; day: string }>(`
      select databases.name, batches.original_title as title, (batches.created_at at time zone 'Asia/Jakarta')::date as day
      from batches join databases on databases.id = batches.database_id join assignments on assignments.batch_id = batches.id`);
    expect(cards.length).toBeGreaterThan(30);
    expect(cards.filter(({ name, title, day }) => title !== cardTitle(name, day))).toEqual([]);
  });

  it('tells the same story from the same seed, and another from another', async () => {
    const again = await testDatabase();
    await tellStory(again, plan);
    const story = await readStory(database);
    expect(story.records.length).toBeGreaterThan(500);
    expect(await readStory(again)).toEqual(story);
    const [one, other] = [7, 8].map((seed) => inventMember(seed, 'Sagaraya', 4));
    expect(one).not.toEqual(other);
  }, 120_000);

  it.each(daysOfTwoStories)(
    'tells the same story on %s',
    async (day) => {
      const [story, again] = await tellTwice({ ...plan, calendar: new Calendar(new Date(`${day}T12:00:00+07:00`)) });
      expect(story.records.length).toBeGreaterThan(500);
      expect(again).toEqual(story);
    },
    120_000,
  );
});

describe('every list of the demo has something to show', () => {
  const signIn = async (username: string): Promise<TestClient> => {
    const client = new TestClient(await testApp(database));
    expect((await client.post('/auth/sign-in', { username, password: demoPassword })).status).toBe(200);
    return client;
  };
  const count = async (client: TestClient, path: string): Promise<number> => {
    const { status, body } = await client.get(path);
    if (status !== 200) throw new Error(`${path} answers ${status}`);
    const answer = body as { total?: number; items?: unknown[]; groups?: unknown[] };
    return answer.total ?? answer.items?.length ?? answer.groups?.length ?? 0;
  };

  const adminLists = [
    '/databases?module=normal',
    '/databases?module=bonanza',
    '/databases?module=memberwd',
    '/batches?module=normal',
    '/batches?module=bonanza',
    '/batches?module=memberwd',
    '/archive?module=normal',
    '/archive?module=bonanza',
    '/archive?module=memberwd',
    '/invalid-records',
    '/records?conflict=true',
    '/records?verdict=valid',
    '/reservations?state=active',
    '/reservations?state=released',
    '/reservations?state=moved',
    '/users?active=false',
    '/products',
    '/audit',
    '/notifications',
    '/assignments',
    '/invalid-reasons?active=false',
    '/conflicts',
    '/conflicts?kept=true',
    '/message-templates',
    '/saved-filters?page=records',
  ];

  it('for an admin', async () => {
    const admin = await signIn('lina');
    const counts = await Promise.all(adminLists.map(async (path) => [path, await count(admin, path)] as const));
    expect(counts.filter(([, found]) => found === 0)).toEqual([]);
  });

  it('for the staff', async () => {
    const staff = await signIn('rina');
    const counts = await Promise.all(
      ['/batches', '/records', '/notifications'].map(async (path) => [path, await count(staff, path)] as const),
    );
    expect(counts.filter(([, found]) => found === 0)).toEqual([]);
  });

  it('with promises overdue, due today and to come, work noted and marks sent back', async () => {
    const [work] = await rowsOf<{
      overdue: boolean;
      today: boolean;
      coming: boolean;
      noted: boolean;
      sentBack: boolean;
      avoided: boolean;
    }>(`
      select bool_or(follow_up_on < '${plan.calendar.businessDay(0)}') as overdue, bool_or(follow_up_on = '${plan.calendar.businessDay(0)}') as today,
        bool_or(follow_up_on > '${plan.calendar.businessDay(0)}') as coming, bool_or(note is not null) as noted,
        exists (select from events where act = 'validation.reject_verdict') as "sentBack",
        exists (select from persons where do_not_contact) as avoided
      from records where state = 'assigned'`);
    expect(work).toEqual({ overdue: true, today: true, coming: true, noted: true, sentBack: true, avoided: true });
  });
});

describe('the demo’s database', () => {
  it('is told from an empty one and from somebody’s data', async () => {
    const fresh = await testDatabase();
    expect(await readDemoState(fresh.db)).toBe('empty');
    expect(await readDemoState(database.db)).toBe('foreign');
    expect(await dropDemo(database)).toBe(false);
    expect(await rowsOf('select from databases')).not.toEqual([]);
    await markDemo(fresh.db, 'begun');
    expect(await readDemoState(fresh.db)).toBe('begun');
    await markDemo(fresh.db, 'told');
    expect(await readDemoState(fresh.db)).toBe('told');
    expect(await dropDemo(fresh)).toBe(true);
    expect(await rowsOf(`select from information_schema.tables where table_schema = 'public'`, fresh)).toEqual([]);
  });
});
