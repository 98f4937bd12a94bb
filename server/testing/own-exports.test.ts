import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import type { Database } from '../platform/db/database.ts';
import { csvLine } from '../platform/files/write-csv.ts';
import { addProduct } from './builders.ts';
import { signedInAs, type TestClient, testApp } from './client.ts';
import { testDatabase } from './database.ts';
import { checkList, importList } from './import-lists.ts';

let database: Database;
let app: FastifyInstance;
let admin: TestClient;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database);
  admin = await signedInAs(app, database, 'admin');
});

const mapping = { customerKey: 'Customer ID', name: 'Nama', phone: 'Telepon' };
const usernames = ['@budi', '-tono', '=sari', '+wati', "'ani", "'=ida", 'ita;=x', 'normal1', '007', '1e5', '12345678901234567890', '＝lia'];

async function exported(databaseId: string, format: 'csv' | 'xlsx'): Promise<Buffer> {
  const url = `/api/records/export?databaseId=${databaseId}&format=${format}`;
  return (await app.inject({ url, cookies: { cermat_session: admin.cookie ?? '' } })).rawPayload;
}

test.each(['csv', 'xlsx'] as const)('our own export as %s, imported again, finds the same members', async (format) => {
  const productId = await addProduct(database.db);
  // As a phone the guard is put before it too: +62812….
  const rows = usernames.map((username, index) => [username, `=N${index}`, `0812912000${String(index).padStart(2, '0')}`]);
  const content = [Object.values(mapping), ...rows].map(csvLine).join('');
  const { databaseId } = await importList(database, { productId, mapping, content });
  const again = await checkList(database, { productId, mapping, content: await exported(databaseId, format) });
  expect(again).toMatchObject({ rows: usernames.length, new: 0, existing: usernames.length, phonesUnreadable: 0 });

  // Elsewhere they are new, and each text is the one that was exported.
  const elsewhere = await importList(database, {
    productId: await addProduct(database.db),
    mapping,
    content: await exported(databaseId, format),
  });
  const { rows: copies } = await sql<{ username: string; name: string; phone: string }>`
    select customer_text as username, name, phone from records where database_id = ${elsewhere.databaseId} order by row_number
  `.execute(database.db);
  expect(copies).toEqual(rows.map(([username, name, phone]) => ({ username, name, phone: phone?.replace('0', '+62') })));
});

test('the apostrophe that a spreadsheet program puts before a phone stays in the original columns, and the phone reads', async () => {
  const content = "Customer ID,Nama,Telepon\nbudi,'Budi,'081291200099\n";
  const { databaseId } = await importList(database, { productId: await addProduct(database.db), mapping, content });
  const { rows } = await sql<{
    cells: string[];
    phone: string;
  }>`select cells, phone from records where database_id = ${databaseId}`.execute(database.db);
  expect(rows).toEqual([{ cells: ['budi', "'Budi", "'081291200099"], phone: '+6281291200099' }]);
});

test('columns named by numbers, or like something that every object has, keep their order and their values', async () => {
  const peculiar = ['2025', '2', '10', '__proto__', 'constructor', 'toString'];
  const header = [...Object.values(mapping), ...peculiar];
  const row = (member: string) => [member, member, '081291200098', ...peculiar.map((name) => `${member} ${name}`)];
  const content = [header, row('budi'), row('budi')].map(csvLine).join('');
  const { databaseId } = await importList(database, { productId: await addProduct(database.db), mapping, content });
  const { body } = await admin.get(`/records?databaseId=${databaseId}`);
  expect(body).toMatchObject({ items: [{ columns: header, cells: row('budi') }] });
  // Of a list whose names are ours, too, they are marked.
  const asked = Object.values(mapping).map((name) => `${name} (asli)`);
  const lines = (await exported(databaseId, 'csv')).toString().trim().split('\r\n');
  expect(lines.map((line) => line.split(',').slice(-header.length))).toEqual([[...asked, ...peculiar], row('budi')]);
  const rejected = await admin.get(`/databases/${databaseId}/rejected?format=csv&language=id`);
  expect(rejected.text.trim().split('\r\n')).toEqual([
    `Baris,Alasan,${header.join(',')}`,
    `3,Ganda di dalam file,${row('budi').join(',')}`,
  ]);
});
