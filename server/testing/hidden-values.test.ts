import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Endpoint } from '../../contract/endpoint.ts';
import { endpoints } from '../../contract/endpoints.ts';
import type { Record as RecordAnswer } from '../../contract/records.ts';
import { hidden } from '../../contract/values.ts';
import type { Database } from '../platform/db/database.ts';
import { addList, addProduct, customerKey, reasonId } from './builders.ts';
import { signedInAs, type TestClient, testApp } from './client.ts';
import { testDatabase } from './database.ts';

const roles = ['staff', 'admin', 'owner'] as const;
type Role = (typeof roles)[number];

const rank = { anyone: 0, staff: 1, admin: 2, owner: 3 } as const;
const may = (role: Role, { access }: Endpoint): boolean => rank[role] >= rank[access];

const queryOf = ({ query, forStaff }: Endpoint, role: Role) => (role === 'staff' ? (forStaff?.query ?? query) : query);
const outputOf = ({ output, forStaff }: Endpoint, role: Role) => {
  const schema = role === 'staff' ? (forStaff?.output ?? output) : output;
  return schema instanceof z.ZodUnion ? schema.options[0] : schema;
};

/** The item of a list's answer; undefined where an endpoint answers with no list. */
function itemOf(endpoint: Endpoint, role: Role): z.ZodObject | undefined {
  const output = outputOf(endpoint, role);
  const rows: unknown = output instanceof z.ZodObject ? (output.shape['items'] ?? output.shape['groups']) : undefined;
  return rows instanceof z.ZodArray && rows.element instanceof z.ZodObject ? rows.element : undefined;
}

/** Names of all that an item shows, those of objects within it too. */
function fieldsOf(schema: z.ZodObject): string[] {
  return Object.entries(schema.shape).flatMap(([name, inner]) =>
    inner === hidden ? [] : inner instanceof z.ZodObject ? [name, ...fieldsOf(inner)] : [name],
  );
}

/** What a role may ask of a list: its filters, and the columns of its order. */
function askedOf(endpoint: Endpoint, role: Role): string[] {
  const shape = queryOf(endpoint, role)?.shape ?? {};
  return Object.keys(shape)
    .filter((name) => !['page', 'pageSize', 'sort'].includes(name))
    .concat(sortsOf(endpoint, role).map((sort) => sort.replace('-', '')));
}

function sortsOf(endpoint: Endpoint, role: Role): string[] {
  const sort: unknown = queryOf(endpoint, role)?.shape['sort'];
  const columns: unknown = sort instanceof z.ZodDefault ? sort.unwrap() : sort;
  return columns instanceof z.ZodEnum ? columns.options.map(String) : [];
}

const lists = endpoints.filter(
  (endpoint) => endpoint.method === 'GET' && endpoint.query !== undefined && itemOf(endpoint, 'admin') !== undefined,
);
const cells = lists.flatMap((endpoint) =>
  roles.filter((role) => may(role, endpoint)).map((role) => ({ role, name: endpoint.path, endpoint })),
);

describe('a list is narrowed, ordered and searched by what its answer carries', () => {
  test('and all lists are looked at', () => {
    expect(lists.length).toBeGreaterThanOrEqual(13);
  });

  test.each(cells)('$name for $role', ({ endpoint, role }) => {
    const item = itemOf(endpoint, role);
    const carried = new Set(item === undefined ? [] : fieldsOf(item));
    const uncarried = [...new Set(askedOf(endpoint, role))].flatMap((asked) =>
      (endpoint.goesBy?.[asked] ?? [asked]).filter((field) => !carried.has(field)).map((field) => `${asked} goes by ${field}`),
    );
    expect(uncarried).toEqual([]);
  });
});

describe('staff', () => {
  let database: Database;
  let app: FastifyInstance;
  let admin: TestClient & { readonly userId: string };
  let rina: TestClient & { readonly userId: string };
  let dewi: TestClient & { readonly userId: string };
  let productId: string;

  beforeAll(async () => {
    database = await testDatabase();
    app = await testApp(database);
    admin = await signedInAs(app, database, 'admin');
    rina = await signedInAs(app, database, 'staff');
    dewi = await signedInAs(app, database, 'staff');
    productId = await addProduct(database.db);
  });

  const give = async (recordIds: readonly string[], to: { readonly userId: string }) =>
    expect((await admin.post('/assignments', { recordIds, staffIds: [to.userId] })).status).toBe(201);

  const texts = ['Rahasia', 'rahasia-lama', 'rahasia-baru', 'Kartu', 'a', 'Daftar', 'The'];

  /** All that somebody is answered, by every list, in every order and for every text. */
  async function everything(client: TestClient): Promise<Map<string, string>> {
    const answers = new Map<string, string>();
    for (const endpoint of lists.filter((list) => may('staff', list) && list.path !== '/saved-filters')) {
      const asks = sortsOf(endpoint, 'staff').map((sort) => `sort=${sort}`);
      if (askedOf(endpoint, 'staff').includes('q')) asks.push(...texts.map((text) => `q=${text}`));
      for (const ask of ['', ...asks]) {
        const answer = await client.get(`${endpoint.path}?${ask}`);
        expect([endpoint.path, ask, answer.status]).toEqual([endpoint.path, ask, 200]);
        answers.set(`${endpoint.path}?${ask}`, answer.text);
      }
    }
    return answers;
  }

  test('are answered the same whatever they are not told', async () => {
    const { recordIds } = await addList(database.db, { productId, module: 'normal', name: 'Daftar satu', records: 6 });
    const another = await addList(database.db, { productId, module: 'normal', name: 'Daftar dua', records: 6, firstCustomer: 101 });
    await give(recordIds.slice(0, 2), rina);
    await give(recordIds.slice(2, 4), dewi);
    const reserve = { productId, customerKey: customerKey(3), staffId: rina.userId };
    expect((await admin.post('/reservations', reserve)).status).toBe(201);
    const before = await everything(rina);
    expect(JSON.parse(before.get('/notifications?') ?? '{}')).toMatchObject({ total: 2 });
    // What a colleague calls a card, who held a record before, when a list came and from whom, what became of its records.
    await sql`update batches set title = 'rahasia-baru' where staff_id = ${dewi.userId}`.execute(database.db);
    await sql`update databases set imported_at = imported_at - make_interval(days => (id % 2)::int), file_name = 'rahasia-baru', imported_by = ${dewi.userId}`.execute(
      database.db,
    );
    await sql`update users set username = 'rahasia-baru', email = 'rahasia-baru@x.id' where id = ${admin.userId}`.execute(database.db);
    await sql`update records set last_staff_id = ${dewi.userId}, last_batch_id = (select min(id) from batches) where staff_id = ${rina.userId}`.execute(
      database.db,
    );
    const [first = ''] = another.recordIds;
    await give([first], dewi);
    const reason = await reasonId(database.db);
    await dewi.post('/records/verdict', { recordIds: [recordIds[2], first], verdict: 'invalid', reasonId: reason });
    await admin.post('/archive', { recordIds: [first] });
    // How many are available is told: as many as before.
    await admin.post('/archive/restore', { recordIds: [first], to: 'pool' });
    const after = await everything(rina);
    for (const [asked, answer] of before) expect([asked, after.get(asked)]).toEqual([asked, answer]);
  });

  test.each(['sort=assigned', 'sort=-archived', 'sort=imported', 'sort=importedAt', 'importedFrom=2026-01-01', 'importedTo=2026-01-01'])(
    'do not ask for databases by %s',
    async (ask) => {
      expect(await rina.get(`/databases?${ask}`)).toMatchObject({
        status: 400,
        body: { code: 'malformed', errors: [{ path: ask.split('=')[0] }] },
      });
      expect((await admin.get(`/databases?${ask}`)).status).toBe(200);
    },
  );

  test('are not told who held a record before, nor what that one was written', async () => {
    const { recordIds } = await addList(database.db, { productId, records: 2, firstCustomer: 201 });
    const [moved = '', returned = ''] = recordIds;
    await give(recordIds, dewi);
    const reason = await reasonId(database.db);
    await dewi.patch(`/records/${moved}`, { note: 'catatan' });
    await dewi.post('/records/verdict', { recordIds: [moved], verdict: 'invalid', reasonId: reason });
    expect((await admin.post('/records/verdict/reject', { recordIds: [moved], note: 'Dewi, telepon lagi' })).status).toBe(200);
    expect((await dewi.get(`/records/${moved}`)).body).toMatchObject({ rejection: { note: 'Dewi, telepon lagi' } });
    await admin.post('/records/transfer', { recordIds: [moved], toStaffId: rina.userId });
    await admin.post('/records/recall', { recordIds: [returned] });
    await give([returned], rina);
    for (const id of [moved, returned]) {
      const read = (await rina.get(`/records/${id}`)).body;
      expect(read).toMatchObject({ id, lastStaffId: null, lastBatchId: null, rejection: null });
      expect((await rina.patch(`/records/${id}`, { contactResult: 'noAnswer' })).body).toMatchObject({
        lastStaffId: null,
        lastBatchId: null,
      });
      const timeline = (await rina.get(`/records/${id}/timeline`)).text;
      expect(timeline).not.toContain('telepon lagi');
      expect(timeline).not.toContain(
        `The ${(await sql<{ username: string }>`select username from users where id = ${dewi.userId}`.execute(database.db)).rows[0]?.username}`,
      );
    }
    const listed = ((await rina.get('/records?pageSize=500')).body as { items: RecordAnswer[] }).items;
    expect(listed.filter(({ lastStaffId, lastBatchId }) => lastStaffId !== null || lastBatchId !== null)).toEqual([]);
    // Admins still see who had it, and what was written.
    expect((await admin.get(`/records/${returned}`)).body).toMatchObject({ lastStaffId: dewi.userId });
    expect((await admin.get(`/records/${moved}/timeline`)).text).toContain('telepon lagi');
    expect((await rina.get(`/records/${moved}`)).body).toMatchObject({ note: 'catatan' });
  });

  test('find no notification by the title of a colleague’s card', async () => {
    const titles = ((await rina.get('/notifications?pageSize=500')).body as { items: { title: string; kind: string }[] }).items;
    expect(titles.some(({ kind }) => kind === 'conflict_appeared')).toBe(true);
    expect((await rina.get('/notifications?q=rahasia-baru')).body).toMatchObject({ total: 0 });
    expect((await rina.get('/notifications?q=The')).body).toMatchObject({
      total: titles.filter(({ title }) => title.includes('The')).length,
    });
  });
});
