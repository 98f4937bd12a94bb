import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { filterPages, mostSavedFilters } from '../../../contract/filters.ts';
import type { Database } from '../../platform/db/database.ts';
import { signedInAs, statusesOf, testApp } from '../../testing/client.ts';
import { testDatabase } from '../../testing/database.ts';

let database: Database;
let app: Awaited<ReturnType<typeof testApp>>;
let rina: Awaited<ReturnType<typeof signedInAs>>;
let dewi: Awaited<ReturnType<typeof signedInAs>>;

const filter = { page: 'records', name: 'Punya Rina', search: 'staff=7&verdict=invalid' };
const listed = async (client: typeof rina, page = 'records') =>
  ((await client.get(`/saved-filters?page=${page}`)).body as { items: { id: string; name: string; search: string }[] }).items;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database);
});

beforeEach(async () => {
  rina = await signedInAs(app, database, 'staff');
  dewi = await signedInAs(app, database, 'admin');
});

test('a filter is kept for its user and page, by name', async () => {
  await rina.post('/saved-filters', { ...filter, name: 'beta' });
  const made = await rina.post('/saved-filters', { ...filter, name: 'Alfa' });
  expect(made.status).toBe(201);
  await rina.post('/saved-filters', { ...filter, page: 'users', name: 'Alfa' });
  expect((await listed(rina)).map(({ name }) => name)).toEqual(['Alfa', 'beta']);
  expect(await listed(rina, 'users')).toHaveLength(1);
  expect(await listed(dewi)).toEqual([]);
});

test('a name is one filter of a page, however it is written; overwriting keeps the name', async () => {
  const { id } = (await rina.post('/saved-filters', filter)).body as { id: string };
  expect(await rina.post('/saved-filters', { ...filter, name: 'PUNYA rina' })).toMatchObject({ status: 409, body: { code: 'name_taken' } });
  expect((await rina.patch(`/saved-filters/${id}`, { search: 'verdict=valid' })).body).toEqual({ ...filter, id, search: 'verdict=valid' });
});

test('another’s filter is as good as missing', async () => {
  const { id } = (await rina.post('/saved-filters', filter)).body as { id: string };
  expect((await dewi.patch(`/saved-filters/${id}`, { name: 'Milik Dewi' })).status).toBe(404);
  expect((await dewi.delete(`/saved-filters/${id}`)).status).toBe(404);
  expect((await rina.delete(`/saved-filters/${id}`)).status).toBe(204);
  expect(await listed(rina)).toEqual([]);
});

test('a page keeps so many filters and no more, also when many are saved at once', async () => {
  const one = (number: number) => rina.post('/saved-filters', { ...filter, name: `Filter ${number}` });
  const answers = await Promise.all(Array.from({ length: mostSavedFilters + 3 }, (_, number) => one(number)));
  expect(statusesOf(answers).filter((status) => status === 201)).toHaveLength(mostSavedFilters);
  expect(statusesOf(answers).slice(-3)).toEqual([409, 409, 409]);
});

test('a page that there is not keeps none, so nobody keeps them without end', async () => {
  for (const page of ['members', 'x1', '']) {
    expect(await rina.post('/saved-filters', { ...filter, page })).toMatchObject({ status: 400, body: { errors: [{ path: 'page' }] } });
    expect((await rina.get(`/saved-filters?page=${page}`)).status).toBe(400);
  }
  for (const page of filterPages) expect((await rina.post('/saved-filters', { ...filter, page })).status).toBe(201);
});

test('the log tells that a filter was kept, and neither its name nor what it looks for', async () => {
  await rina.post('/saved-filters', { ...filter, name: 'Ibu Siti', search: 'q=081234567890' });
  const { rows } = await sql<{ data: unknown }>`select data from events where act = 'filters.save' and actor_id = ${rina.userId}`.execute(
    database.db,
  );
  expect(rows).toEqual([{ data: { page: 'records' } }]);
});
