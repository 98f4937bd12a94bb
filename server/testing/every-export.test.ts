import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { assignRecords } from '../domain/records/assign-records.ts';
import { recallRecords } from '../domain/records/recall-records.ts';
import { setVerdict } from '../domain/validation/set-verdict.ts';
import type { Database } from '../platform/db/database.ts';
import { addProduct, addReservation, addUser, reasonId, recordIdsOf } from './builders.ts';
import { signedInAs, type TestClient, testApp } from './client.ts';
import { testDatabase } from './database.ts';
import { importList } from './import-lists.ts';
import { readWorkbookStrictly } from './read-workbook-strictly.ts';

/** What can be stored and what XML cannot hold. */
const unheld = '\u0001\u000b\u001f\uFFFE\uFFFF';
/** A file full of control characters is no list. */
const inFile = '\uFFFE\uFFFF';
const everyList = ['/records', '/databases', '/batches', '/archive', '/invalid-records', '/conflicts', '/reservations', '/users', '/audit'];

let database: Database;
let app: FastifyInstance;
let admin: TestClient & { readonly userId: string };
let databaseId: string;

/** A list of three with such characters in headers and cells, on every list there is, and in whatever is shown beside it. */
beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database);
  admin = await signedInAs(app, database, 'admin');
  const { db } = database;
  const actor = await addUser(db, 'admin', `Lia${unheld}`);
  const [rina, dewi] = [await addUser(db, 'staff', `Rina${unheld}`), await addUser(db, 'staff', `Dewi${unheld}`)];
  const productId = await addProduct(db, `Produk${unheld}`);
  const rows = [1, 2, 3, 3].map((number) => `member${number},Budi${inFile}${number},08120000000${number},Solo${inFile}`);
  const content = [`Username,Nama,Telepon,Kota${inFile}`, ...rows].join('\n');
  ({ databaseId } = await importList(database, { productId, content }));
  await sql`update databases set name = name || ${`${unheld}/:\u202E`}, file_name = ${unheld} || file_name`.execute(db);
  await sql`update invalid_reasons set label = label || ${unheld} where label = 'Nomor salah'`.execute(db);
  const recordIds = await recordIdsOf(db, databaseId);
  const wrong = { verdict: 'invalid' as const, reasonId: await reasonId(db, `Nomor salah${unheld}`), note: `catatan${unheld}` };
  await database.transaction((tx) => assignRecords(tx, actor, { recordIds, staffIds: [rina.userId] }));
  await database.transaction((tx) => setVerdict(tx, rina, { recordIds: recordIds.slice(0, 2), ...wrong }));
  await database.transaction((tx) => recallRecords(tx, actor, { recordIds: recordIds.slice(0, 1) }));
  await addReservation(db, productId, 'member3', dewi.userId);
});

async function workbookAt(path: string): Promise<{ texts: string[]; named: string }> {
  const answer = await app.inject({ url: `/api${path}?format=xlsx`, cookies: { cermat_session: admin.cookie ?? '' } });
  expect(answer.statusCode).toBe(200);
  return { texts: await readWorkbookStrictly(answer.rawPayload), named: String(answer.headers['content-disposition']) };
}

test.each(everyList)('the workbook of %s is well-formed whatever its texts hold', async (path) => {
  const { total } = (await admin.get(path)).body as { total: number };
  expect(total).toBeGreaterThan(0);
  const { texts } = await workbookAt(`${path}/export`);
  expect(texts.join()).not.toMatch(/[\p{Cc}\uFFFE\uFFFF]/u);
});

test('the workbook of rejected rows is well-formed too, and bears a name that every system takes', async () => {
  const { texts, named } = await workbookAt(`/databases/${databaseId}/rejected`);
  expect(texts).toEqual(expect.arrayContaining(['Kota', 'Ganda di dalam file', 'Budi3']));
  const name = decodeURIComponent(named.split("filename*=UTF-8''")[1] ?? '');
  expect(name).toMatch(/^baris-ditolak-Daftar_{8}-[\d-]+\.xlsx$/);
});

test('what a file cannot hold stays in the data', async () => {
  const { rows } = await sql<{
    name: string;
  }>`select name from records where database_id = ${databaseId} order by row_number limit 1`.execute(database.db);
  expect(rows[0]?.name).toBe(`Budi${inFile}1`);
});
