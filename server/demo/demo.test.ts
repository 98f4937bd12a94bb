import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { cardTitle } from '../domain/records/records.rules.ts';
import type { Database } from '../platform/db/database.ts';
import { testDatabase } from '../testing/database.ts';
import { findEmptyLists } from '../testing/find-empty-lists.ts';
import { findFaults } from '../testing/find-faults.ts';
import { readStory } from '../testing/tell-both.ts';
import { thorough } from '../testing/thoroughness.ts';
import { Calendar } from './calendar.ts';
import { checkFigures } from './check-figures.ts';
import { inventMember } from './invent-members.ts';
import { dropDemo, markDemo, readDemoState } from './mark-demo.ts';
import { tellStory } from './tell-story.ts';

const plan = { calendar: new Calendar(new Date()), seed: 7, size: 0.04 };
let database: Database;

beforeAll(async () => {
  database = await testDatabase();
  await tellStory(database, plan);
}, 120_000);

async function rowsOf<Row>(statement: string, of: Database = database): Promise<Row[]> {
  return (await sql<Row>`${sql.raw(statement)}`.execute(of.db)).rows;
}

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

  it.runIf(thorough)(
    'tells the same story from the same seed, and another from another',
    async () => {
      const again = await testDatabase();
      await tellStory(again, plan);
      const story = await readStory(database);
      expect(story.records.length).toBeGreaterThan(500);
      expect(await readStory(again)).toEqual(story);
      const [one, other] = [7, 8].map((seed) => inventMember(seed, 'Sagaraya', 4));
      expect(one).not.toEqual(other);
    },
    120_000,
  );
});

describe('every list of the demo has something to show', () => {
  it('for an admin and for the staff, with work of every kind', async () => {
    expect(await findEmptyLists(database, plan.calendar)).toEqual([]);
  });

  it('and one that has nothing is noticed', async () => {
    await sql`create table kept_templates as select * from message_templates`.execute(database.db);
    await sql`delete from message_templates`.execute(database.db);
    expect(await findEmptyLists(database, plan.calendar)).toEqual(['/message-templates of lina']);
    await sql`insert into message_templates overriding system value select * from kept_templates`.execute(database.db);
    await sql`drop table kept_templates`.execute(database.db);
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
