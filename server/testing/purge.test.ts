import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Record as RecordAnswer } from '../../contract/records.ts';
import type { Uploaded } from '../../contract/uploads.ts';
import type { Database } from '../platform/db/database.ts';
import { addProduct, reasonId } from './builders.ts';
import { signedInAs, type TestAnswer, type TestClient, testApp } from './client.ts';
import { testDatabase } from './database.ts';
import { findFaults } from './find-faults.ts';
import { findInDatabase } from './find-in-database.ts';
import { importList } from './import-lists.ts';
import { endOfJob } from './upload-files.ts';

type Client = TestClient & { readonly userId: string };

let database: Database;
let app: FastifyInstance;
let owner: Client;
let rina: Client;
let productId: string;
let reason: string;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database, { jobs: true });
  await app.ready();
  owner = await signedInAs(app, database, 'owner');
  rina = await signedInAs(app, database, 'staff');
  productId = await addProduct(database.db);
  reason = await reasonId(database.db);
});

/** A member in every spelling in which something of them is kept; each is found nowhere else. */
const melati = {
  row: 'MelatiQ77;Melati Qadarusman;0812-7766-5544;Kebumen Qx',
  texts: [
    'MelatiQ77',
    'Melati Qadarusman',
    '0812-7766-5544',
    '81277665544',
    'Kebumen Qx',
    'catatan-melati',
    'tanda-melati',
    'tolak-melati',
  ],
};
const other = 'anggrek;Anggrek;0812-1000-0001;Solo';
const header = 'Username;Nama;Telepon;Kota';
const mapping = { customerKey: 'Username', name: 'Nama', phone: 'Telepon' };
const boundary = 'purge';

let keys = 0;
const once = () => ({ 'idempotency-key': `purge-${(keys += 1)}` });

function done(answer: TestAnswer): TestAnswer {
  expect(answer.status < 300 ? '' : answer.text).toBe('');
  return answer;
}

async function upload(content: string): Promise<string> {
  const part = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="daftar.csv"\r\n\r\n${content}\r\n--${boundary}--\r\n`;
  const answer = done(await owner.post('/uploads', part, { 'content-type': `multipart/form-data; boundary=${boundary}` }));
  return (answer.body as Uploaded).uploadId;
}

/** Imports a list as an admin does in the browser. */
async function importByRoutes(rows: readonly string[]): Promise<string> {
  const uploadId = await upload([header, ...rows].join('\n'));
  done(await owner.post(`/uploads/${uploadId}/check`, { module: 'memberwd', productId, mapping }));
  const order = { uploadId, name: 'Daftar', module: 'memberwd', productId, mapping, duplicates: 'skip' };
  const { jobId, databaseId } = done(await owner.post('/databases', order, once())).body as { jobId: string; databaseId: string };
  expect(await endOfJob(owner, jobId)).toMatchObject({ state: 'succeeded' });
  return databaseId;
}

const importRows = async (rows: readonly string[], duplicates: 'skip' | 'keep' = 'skip') =>
  (await importList(database, { productId, content: [header, ...rows].join('\n'), mapping, duplicates })).databaseId;

const records = async (query: string) => ((await owner.get(`/records?${query}`)).body as { items: RecordAnswer[] }).items;

/** Works the record of a list's first row as people do, and archives it; answers its id. */
async function workAndArchive(databaseId: string): Promise<string> {
  const [first] = await records(`databaseId=${databaseId}`);
  const id = first?.id ?? '';
  done(await owner.post('/assignments', { recordIds: [id], staffIds: [rina.userId] }, once()));
  done(await rina.patch(`/records/${id}`, { note: 'catatan-melati', contactResult: 'noAnswer' }, once()));
  const mark = { recordIds: [id], verdict: 'invalid', reasonId: reason, note: 'tanda-melati' };
  done(await rina.post('/records/verdict', mark, once()));
  done(await owner.post('/records/verdict/reject', { recordIds: [id], note: 'tolak-melati' }, once()));
  done(await rina.patch(`/records/${id}`, { followUpOn: '2026-12-01' }, once()));
  done(await rina.post('/records/verdict', { recordIds: [id], verdict: 'valid' }, once()));
  done(await rina.post('/records/verdict', mark, once()));
  done(await rina.get('/records?q=MelatiQ77'));
  done(await owner.post('/archive', { recordIds: [id] }, once()));
  return id;
}

const purge = async (id: string) => done(await owner.delete(`/archive/${id}`, once()));

describe('deleting a record for good', () => {
  test('leaves nothing of the member anywhere in the database', async () => {
    const databaseId = await importByRoutes([melati.row, other, 'MELATIQ77;;0812-7766-5544;Kebumen Qx']);
    await importRows(['mawar;Mawar;;Solo', melati.row]);
    await upload([header, melati.row, other, 'MELATIQ77;;0812-7766-5544;Kebumen Qx'].join('\n'));
    const filter = { page: 'records', name: 'Dicari', search: `q=${encodeURIComponent('Melati Qadarusman')}&sort=name` };
    done(await rina.post('/saved-filters', filter, once()));
    const byPhone = { page: 'records', name: 'Dua kata', search: `q=${encodeURIComponent('Qadarusman 0812-7766-5544')}` };
    done(await rina.post('/saved-filters', byPhone, once()));
    const recordId = await workAndArchive(databaseId);
    const before = (await findInDatabase(database.db, melati.texts)).map((place) => place.split(': ')[1]);
    expect(new Set(before)).toEqual(new Set(melati.texts));
    await purge(recordId);
    expect(await findInDatabase(database.db, melati.texts)).toEqual([]);
    expect(await findFaults(database.db, productId)).toEqual([]);
    // What was counted stays counted, and the neighbours are as they were.
    expect((await owner.get(`/databases/${databaseId}`)).body).toMatchObject({
      receipt: { rows: 3, imported: 2, duplicateInFile: 1 },
      counts: { imported: 2, available: 1, deleted: 1 },
    });
    expect((await owner.get(`/databases/${databaseId}/rejected`)).text).toContain('4,Twice in the file,,,,');
    expect(await records('q=anggrek')).toMatchObject([{ customerKey: 'anggrek', phone: '+6281210000001' }]);
    expect(await records('q=mawar')).toHaveLength(1);
  });

  test('leaves nothing of a member whose Customer ID and phone were read otherwise when their list came', async () => {
    const databaseId = await importByRoutes(['Cempaka Q55;Cempaka Qirana;0812-1155-2368;Klaten', other, ';;0812-1155-2368;Klaten Qv']);
    // A phone of another country was an Indonesian one, and some characters that nobody sees were part of a key.
    await sql`update persons set phone = '+622115552368' where phone = '+6281211552368'`.execute(database.db);
    await sql`update customers set key = ${'cempaka\u3164 q55'} where key = 'cempaka q55'`.execute(database.db);
    await sql`update records set phone = '+622115552368', phone_text = '211-555-2368' where customer_text = 'Cempaka Q55'`.execute(
      database.db,
    );
    await sql`update rejected_rows set cells[3] = '211-555-2368' where cells[3] = '0812-1155-2368'`.execute(database.db);
    const filter = { page: 'records', name: 'Dicari', search: `q=${encodeURIComponent('cempaka q55')}` };
    done(await rina.post('/saved-filters', filter, once()));
    await purge(await workAndArchive(databaseId));
    expect(await findInDatabase(database.db, ['Cempaka', 'cempaka q55', '211-555-2368', 'Klaten'])).toEqual([]);
  });

  test('lets the member come again, as somebody new', async () => {
    const databaseId = await importRows(['kenanga;Kenanga;0812-3000-0001;Solo', other]);
    const first = await workAndArchive(databaseId);
    await purge(first);
    const again = await importRows(['kenanga;Kenanga Baru;0812-3000-0001;Solo']);
    expect(await records(`databaseId=${again}`)).toMatchObject([{ customerKey: 'kenanga', name: 'Kenanga Baru', phone: '+6281230000001' }]);
  });

  test('keeps of the member what a reservation needs, and no more', async () => {
    const databaseId = await importRows(['TerataiQ88;Teratai Qonita;0812-8877-6655;Kudus Qz']);
    const reserve = { productId, customerKey: 'TerataiQ88', staffId: rina.userId };
    done(await owner.post('/reservations', reserve, once()));
    const id = await workAndArchive(databaseId);
    await purge(id);
    const places = await findInDatabase(database.db, ['TerataiQ88', 'Teratai Qonita', '0812-8877-6655', '81288776655', 'Kudus Qz']);
    // And what reservations are searched in and ordered by.
    expect(places.toSorted()).toEqual([
      'customers.key: TerataiQ88',
      'customers.name: Teratai Qonita',
      'persons.phone: 81288776655',
      'reserved_members.customer_key: TerataiQ88',
      'reserved_members.phone: 81288776655',
      'reserved_members.words: Teratai Qonita',
      'reserved_members.words: TerataiQ88',
    ]);
  });

  test('keeps whom nobody may contact, without the name', async () => {
    const databaseId = await importRows(['KambojaQ99;Kamboja Qori;0812-9988-7766;Tegal Qw']);
    const [first] = await records(`databaseId=${databaseId}`);
    const id = first?.id ?? '';
    done(await owner.post('/assignments', { recordIds: [id], staffIds: [rina.userId] }));
    done(await rina.patch(`/records/${id}`, { doNotContact: true }));
    done(await rina.post('/records/verdict', { recordIds: [id], verdict: 'invalid', reasonId: reason }));
    done(await owner.post('/archive', { recordIds: [id] }));
    await purge(id);
    const places = await findInDatabase(database.db, ['KambojaQ99', 'Kamboja Qori', '0812-9988-7766', '81299887766', 'Tegal Qw']);
    expect(places.toSorted()).toEqual(['customers.key: KambojaQ99', 'persons.phone: 81299887766']);
  });

  test('keeps a member of whom there is another record, and what was said of that', async () => {
    const row = 'Soka;Soka Purnama;0812-4000-0001;Solo';
    const databaseId = await importRows([row]);
    const twin = await importRows([row], 'keep');
    await purge(await workAndArchive(databaseId));
    expect(await records(`databaseId=${twin}`)).toMatchObject([{ customerKey: 'soka', name: 'Soka Purnama', phone: '+6281240000001' }]);
  });

  test('is answered the same when it is asked again, and a mark of before is not answered with the member', async () => {
    const databaseId = await importRows(['CempakaQ66;Cempaka Qisthi;0812-6655-4433;Demak Qv']);
    const [first] = await records(`databaseId=${databaseId}`);
    const id = first?.id ?? '';
    done(await owner.post('/assignments', { recordIds: [id], staffIds: [rina.userId] }));
    const note = [`/records/${id}`, { note: 'catatan' }, { 'idempotency-key': 'cempaka' }] as const;
    done(await rina.patch(...note));
    done(await owner.patch(...note));
    done(await rina.post('/records/verdict', { recordIds: [id], verdict: 'invalid', reasonId: reason }));
    done(await owner.post('/archive', { recordIds: [id] }));
    const key = { 'idempotency-key': 'purge twice' };
    done(await owner.delete(`/archive/${id}`, key));
    expect(await owner.delete(`/archive/${id}`, key)).toMatchObject({ status: 204, headers: { 'idempotency-replayed': 'true' } });
    for (const client of [rina, owner]) {
      expect(await client.patch(...note)).toMatchObject({
        status: 404,
        body: { code: 'not_found' },
        headers: { 'idempotency-replayed': 'true' },
      });
    }
  });

  test('leaves tombstones that are nobody’s', async () => {
    const { rows } = await sql<{ key: string; tombstones: number }>`
      select customer.key, count(*)::int as tombstones from records join customers customer on customer.id = records.customer_id
      where records.state = 'deleted' group by customer.id`.execute(database.db);
    expect(rows).toEqual([{ key: ' ', tombstones: 7 }]);
  });
});
