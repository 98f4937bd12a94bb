import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { wholeList } from './read-list.ts';

test('a whole list is counted by what is kept of it, as its pages are, and otherwise by its rows', async () => {
  const { db } = await testDatabase();
  const list = {
    id: sql`number`,
    columns: sql`page.id`,
    source: sql`from generate_series(1, 1200) number`,
    details: sql``,
    orderBy: sql`number`,
  };
  expect(await wholeList(list).count(db)).toBe(1200);
  expect(await wholeList({ ...list, total: sql`select 1201 as page_total` }).count(db)).toBe(1201);
});
