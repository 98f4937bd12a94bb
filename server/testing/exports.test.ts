import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Record as RecordAnswer } from '../../contract/records.ts';
import { assignRecords } from '../domain/records/assign-records.ts';
import { recallRecords } from '../domain/records/recall-records.ts';
import { setVerdict } from '../domain/validation/set-verdict.ts';
import type { Database } from '../platform/db/database.ts';
import { inspectFile } from '../platform/files/inspect-file.ts';
import { readFile } from '../platform/files/read-file.ts';
import { addList, addProduct, addReservation, addUser, type Person, reasonId } from './builders.ts';
import { signedInAs, type TestClient, testApp } from './client.ts';
import { testDatabase } from './database.ts';
import { importList } from './import-lists.ts';

let database: Database;
let app: FastifyInstance;
let address: string;
let admin: TestClient & { readonly userId: string };
let actor: Person;
let folder: string;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database);
  address = await app.listen({ host: '127.0.0.1', port: 0 });
  admin = await signedInAs(app, database, 'admin');
  actor = await addUser(database.db, 'admin', 'Lia');
  folder = await mkdtemp(join(tmpdir(), 'cermat-export-'));
});
afterAll(() => rm(folder, { recursive: true }));

const open = (path: string, language = 'id') =>
  fetch(`${address}/api${path}`, { headers: { cookie: `cermat_session=${admin.cookie ?? ''}`, 'accept-language': language } });

type Table = Record<string, string>[];

/** A downloaded file as rows by header, read by what reads lists of other programs. */
async function download(path: string, format: 'xlsx' | 'csv', language?: string): Promise<Table> {
  const answer = await open(`${path}${path.includes('?') ? '&' : '?'}format=${format}`, language);
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (format === 'csv') {
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    return Papa.parse<Record<string, string>>(bytes.toString('utf8'), { header: true, skipEmptyLines: true }).data;
  }
  const file = join(folder, 'export.xlsx');
  await writeFile(file, bytes);
  const inspection = await inspectFile(file);
  const rows: Table = [];
  for await (const chunk of readFile(file, inspection)) {
    rows.push(...chunk.map(({ cells }) => Object.fromEntries(inspection.columns.map((name, place) => [name, cells[place] ?? '']))));
  }
  return rows;
}

const strange = [
  'x'.repeat(200),
  'Siti 😀👩‍👩‍👧‍👦',
  'محمد علي שלום',
  '=HYPERLINK("http://evil","x")',
  '+62-bukan rumus',
  '-1+1',
  '@sum',
  'baris satu\nbaris dua',
  'kutip "ganda", koma',
  '_x0041_ bukan A',
  '007',
  '6.28123E+11',
];

/** Texts as CSV keeps them: what a spreadsheet program would calculate has an apostrophe before it. */
const inCsv = (cell: string) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);

async function importStrange(productId: string): Promise<string> {
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  const lines = strange.map((name, index) =>
    [`member${index}`, name, `0812000000${String(index).padStart(2, '0')}`, `000${index}`, name].map(quoted).join(','),
  );
  const content = ['Username,Nama,Telepon,Kode Pos,Catatan Admin', ...lines].join('\n');
  return (await importList(database, { productId, content })).databaseId;
}

/** Rina holds records of which one is marked invalid, one was archived and one is of somebody whom Dewi has reserved. */
async function fillEveryList(): Promise<void> {
  const productId = await addProduct(database.db);
  const { recordIds } = await addList(database.db, { productId, records: 3 });
  const rina = await addUser(database.db, 'staff', 'Rina');
  const dewi = await addUser(database.db, 'staff', 'Dewi');
  const wrong = { verdict: 'invalid' as const, reasonId: await reasonId(database.db) };
  await database.transaction((tx) => assignRecords(tx, actor, { recordIds: [...recordIds], staffIds: [rina.userId] }));
  await database.transaction((tx) => setVerdict(tx, rina, { recordIds: recordIds.slice(0, 2), ...wrong }));
  await database.transaction((tx) => recallRecords(tx, actor, { recordIds: recordIds.slice(0, 1) }));
  await addReservation(database.db, productId, 'member3', dewi.userId);
}

const listed = async (query: string) => {
  const { body } = await admin.get(`/records?${query}&pageSize=500`);
  return (body as { items: RecordAnswer[] }).items;
};

describe.each(['xlsx', 'csv'] as const)('an export as %s', (format) => {
  const shown = (cell: string) => (format === 'csv' ? inCsv(cell) : cell);

  test('reads back as the list it was made of, whatever stands in it', async () => {
    const productId = await addProduct(database.db);
    const databaseId = await importStrange(productId);
    await importStrange(await addProduct(database.db));
    const items = await listed(`databaseId=${databaseId}`);
    const rows = await download(`/records/export?databaseId=${databaseId}`, format);
    expect(rows).toHaveLength(strange.length);
    for (const [index, row] of rows.entries()) {
      const { name, phone, columns, cells } = items[index] as RecordAnswer;
      const original = (column: string) => cells[columns.indexOf(column)] ?? '';
      expect(row).toMatchObject({
        Nama: shown(name ?? ''),
        Telepon: shown(phone ?? ''),
        'Kode Pos': `000${index}`,
        'Catatan Admin': shown(original('Catatan Admin')),
        'Nama (asli)': shown(original('Nama')),
        'Telepon (asli)': original('Telepon'),
        Status: 'Tersedia',
        'ID record': items[index]?.id,
      });
    }
    // Original columns come last, in the file's order.
    expect(Object.keys(rows[0] ?? {}).slice(-5)).toEqual(['Username', 'Nama (asli)', 'Telepon (asli)', 'Kode Pos', 'Catatan Admin']);
  });

  test('has the columns of several lists side by side, and no row of another product', async () => {
    const productId = await addProduct(database.db);
    await importStrange(productId);
    await addList(database.db, { productId, records: 3, firstCustomer: 5_000 });
    await addList(database.db, { productId: await addProduct(database.db), records: 4 });
    const rows = await download(`/records/export?productId=${productId}&sort=database`, format);
    expect(rows).toHaveLength(strange.length + 3);
    expect(rows[0]).toMatchObject({ 'Kode Pos': '0000', Username: 'member0' });
    expect(rows.at(-1)).toMatchObject({ 'Kode Pos': '', Username: 'member5002' });
  });

  test('tells days and moments as the business reads them, and words in the language asked for', async () => {
    const productId = await addProduct(database.db);
    const { databaseId, recordIds } = await addList(database.db, { productId, records: 2 });
    const rina = await addUser(database.db, 'staff', 'Rina');
    await database.transaction((tx) => assignRecords(tx, actor, { recordIds: recordIds.slice(0, 1), staffIds: [rina.userId] }));
    await sql`update records set assigned_at = '2026-11-20T18:30:15.9Z', follow_up_on = '2026-12-01' where id = ${recordIds[0]}`.execute(
      database.db,
    );
    const [first, second] = await download(`/records/export?databaseId=${databaseId}`, format, 'en');
    expect(first).toMatchObject({ State: 'Assigned', Staff: 'Rina', Assigned: '2026-11-21 01:30:15', 'Follow-up': '2026-12-01' });
    expect(second).toMatchObject({ State: 'Available', Staff: '', Assigned: '', 'Follow-up': '' });
  });

  test('of every other list has as many rows as the list', async () => {
    await fillEveryList();
    for (const path of ['/databases', '/batches', '/archive', '/conflicts', '/reservations', '/users', '/invalid-records']) {
      const { total } = (await admin.get(path)).body as { total: number };
      expect(total).toBeGreaterThan(0);
      expect([path, (await download(`${path}/export`, format)).length]).toEqual([path, total]);
    }
    // Reading it adds to it.
    const { total } = (await admin.get('/audit')).body as { total: number };
    expect(await download('/audit/export', format)).toHaveLength(total);
  });
});

let ofMany: Promise<string> | undefined;

/** A product whose list takes longer to download than a test takes to go away; made once, and changed by nobody. */
function productOfMany(): Promise<string> {
  ofMany ??= (async () => {
    const productId = await addProduct(database.db);
    await addList(database.db, { productId, records: 40_000 });
    return productId;
  })();
  return ofMany;
}

describe('an export', () => {
  test('is named after the list, its module and the day, in the language asked for', async () => {
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Jakarta' }).format(new Date());
    const nameOf = async (path: string) => {
      const answer = await open(path, 'id');
      await answer.arrayBuffer();
      return answer.headers.get('content-disposition');
    };
    expect(await nameOf('/records/export?format=xlsx&module=memberwd')).toContain(`filename="record-memberwd-${today}.xlsx"`);
    expect(await nameOf('/records/export?format=csv&language=en')).toContain(`filename="records-${today}.csv"`);
    expect(await nameOf('/archive/export?format=csv&module=normal')).toContain(`filename="database-invalid-normal-${today}.csv"`);
  });

  test('is for admins, and each one is written down with its filter and its number of rows, but not what was searched for', async () => {
    const staff = await signedInAs(app, database, 'staff');
    expect((await staff.get('/records/export?format=csv')).status).toBe(403);
    const productId = await addProduct(database.db);
    await addList(database.db, { productId, records: 3 });
    await download(`/records/export?productId=${productId}&q=member2`, 'csv');
    const { rows } = await sql<{ actor: string; subject: string; data: unknown }>`
      select actor_id as actor, subject_type as subject, data from events where act like 'lists.%' order by id desc limit 1
    `.execute(database.db);
    expect(rows[0]).toMatchObject({
      actor: admin.userId,
      subject: 'records',
      data: { format: 'csv', rows: 1, filter: { productId, searched: true } },
    });
    expect(JSON.stringify(rows)).not.toContain('member2');
  });

  test.each(['csv', 'xlsx'])('that is given up half-way is written down so, and gives back what it held, as %s', async (format) => {
    const productId = await productOfMany();
    const path = `${address}/api/records/export?format=${format}&productId=${productId}`;
    const request = get(path, { headers: { cookie: `cermat_session=${admin.cookie ?? ''}` } });
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    await once(answer, 'readable');
    request.destroy();
    await expect
      .poll(async () => {
        const { rows } = await sql<{ data: { rows: number } }>`
          select data from events where act = 'lists.export_broken_off' and data ->> 'format' = ${format} order by id desc limit 1
        `.execute(database.db);
        return rows[0]?.data.rows;
      })
      .toBeLessThan(40_000);
    await expect.poll(() => database.pool.totalCount - database.pool.idleCount).toBe(0);
  });

  test('is made for nobody who only asks for its head, and not written down as taken', async () => {
    const exported = () => sql`select from events where act = 'lists.export'`.execute(database.db);
    const before = (await exported()).rows.length;
    const headers = { cookie: `cermat_session=${admin.cookie ?? ''}` };
    expect((await fetch(`${address}/api/records/export?format=csv`, { method: 'HEAD', headers })).ok).toBe(false);
    expect((await exported()).rows).toHaveLength(before);
  });

  test('leaves room for others, however many one person begins and does not take', async () => {
    const productId = await productOfMany();
    const path = `${address}/api/records/export?format=csv&productId=${productId}`;
    const other = await signedInAs(app, database, 'admin');
    let answered = 0;
    const begun = Array.from({ length: 4 }, () => get(path, { headers: { cookie: `cermat_session=${admin.cookie ?? ''}` } }));
    for (const request of begun) request.once('response', () => (answered += 1));
    await expect.poll(() => answered).toBeGreaterThanOrEqual(2);
    const { status } = await other.get('/users/export?format=csv');
    for (const request of begun) request.on('error', () => undefined).destroy();
    expect(status).toBe(200);
    await expect.poll(() => database.pool.totalCount - database.pool.idleCount).toBe(0);
  });

  test('breaks off when the session ends that it was begun with', async () => {
    const productId = await productOfMany();
    const leaving = await signedInAs(app, database, 'admin');
    const headers = { cookie: `cermat_session=${leaving.cookie ?? ''}` };
    const request = get(`${address}/api/records/export?format=csv&productId=${productId}`, { headers });
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    await leaving.post('/auth/sign-out');
    await expect(answer.toArray()).rejects.toThrow('aborted');
    const told = () => sql`select from events where act = 'lists.export_broken_off' and actor_id = ${leaving.userId}`.execute(database.db);
    await expect.poll(async () => (await told()).rows.length).toBe(1);
  });

  test('is not begun for somebody who went away while it waited for its turn', async () => {
    const productId = await productOfMany();
    const path = `${address}/api/records/export?format=csv&productId=${productId}`;
    const begin = () => get(path, { headers: { cookie: `cermat_session=${admin.cookie ?? ''}` } }).on('error', () => undefined);
    let answered = 0;
    const before = [begin(), begin()];
    for (const request of before) request.once('response', () => (answered += 1));
    await expect.poll(() => answered).toBe(2);
    const exported = async () => (await sql`select from events where act = 'lists.export'`.execute(database.db)).rows.length;
    const events = await exported();
    const waiting = begin();
    const [socket] = (await once(waiting, 'socket')) as [Socket];
    if (socket.connecting) await once(socket, 'connect');
    await admin.get('/auth/me');
    waiting.destroy();
    await admin.get('/auth/me');
    for (const request of before) request.destroy();
    await expect.poll(() => database.pool.totalCount - database.pool.idleCount).toBe(0);
    await download('/users/export', 'csv');
    expect(await exported()).toBe(events + 1);
    await expect.poll(() => database.pool.totalCount - database.pool.idleCount).toBe(0);
  });

  test('waits for its turn where several are under way, and all of them come', async () => {
    const productId = await addProduct(database.db);
    await addList(database.db, { productId, records: 500 });
    const path = `/records/export?productId=${productId}`;
    const all = await Promise.all(Array.from({ length: 8 }, () => download(path, 'csv')));
    expect(all.map((rows) => rows.length)).toEqual(Array.from({ length: 8 }, () => 500));
  });
});
