import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Uploaded } from '../../../contract/uploads.ts';
import type { Database } from '../../platform/db/database.ts';
import { addProduct } from '../../testing/builders.ts';
import { signedInAs, type TestAnswer, type TestClient, testApp } from '../../testing/client.ts';
import { testDatabase } from '../../testing/database.ts';
import { endOfJob, sendFile } from '../../testing/upload-files.ts';

let database: Database;
let app: FastifyInstance;
let address: string;
let admin: Awaited<ReturnType<typeof signedInAs>>;
let staff: TestClient;
let productId: string;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database, { jobs: true });
  address = await app.listen({ host: '127.0.0.1', port: 0 });
  admin = await signedInAs(app, database, 'admin');
  staff = await signedInAs(app, database, 'staff');
  productId = await addProduct(database.db);
});

const content = 'Username;Nama;No. HP;=Catatan\nbudi;Budi;0812-0000-0001;@satu\nsiti;Siti;rusak;"dua\nbaris"\nBUDI;Lagi;;-3\n;;;+x';
const mapping = { customerKey: 'Username', name: 'Nama', phone: 'No. HP' };
const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url));

const jobIdOf = (answer: TestAnswer) => (answer.body as { jobId: string }).jobId;

const uploaded = async (bytes: string | Buffer) => (await sendFile(bytes, { address, client: admin })).body as Uploaded;

interface Wanted {
  readonly bytes?: string | Buffer;
  readonly module?: string;
  readonly name?: string;
  readonly product?: string;
  readonly duplicates?: string;
}

async function imported({
  bytes = content,
  module = 'memberwd',
  name = 'Member Mei',
  product = productId,
  duplicates = 'keep',
}: Wanted = {}) {
  const { uploadId, suggestedMapping } = await uploaded(bytes);
  const { status, body } = await admin.post('/databases', {
    uploadId,
    name,
    module,
    productId: product,
    mapping: suggestedMapping,
    duplicates,
  });
  expect(status).toBe(202);
  const { jobId, databaseId } = body as { jobId: string; databaseId: string };
  return { databaseId, job: await endOfJob(admin, jobId) };
}

describe('an import', () => {
  test('answers with a job, a receipt, counts and the rejected rows', async () => {
    const { uploadId } = await uploaded(content);
    const check = await admin.post(`/uploads/${uploadId}/check`, { module: 'memberwd', productId, mapping });
    expect(check).toMatchObject({
      status: 200,
      body: { rows: 4, new: 2, duplicateInFile: 1, emptyKey: 1, existing: 0, phonesUnreadable: 1, reserved: 0 },
    });
    const { databaseId, job } = await imported({ name: 'Member Mei' });
    const receipt = { rows: 4, imported: 2, duplicateInFile: 1, existing: 0, emptyKey: 1, unreadable: 0, phonesUnreadable: 1 };
    expect(job).toMatchObject({ kind: 'import', state: 'succeeded', progress: 1, result: receipt });
    const answer = (await admin.get(`/databases/${databaseId}`)).body;
    expect(answer).toMatchObject({
      id: databaseId,
      name: 'Member Mei',
      module: 'memberwd',
      productId,
      fileName: 'daftar.csv',
      importedBy: `The ${admin.username}`,
      receipt,
      columns: ['Username', 'Nama', 'No. HP', '=Catatan'],
      counts: {
        imported: 2,
        total: 2,
        available: 2,
        assigned: 0,
        archived: 0,
        deleted: 0,
        unvalidated: 0,
        valid: 0,
        invalid: 0,
        conflict: 0,
      },
    });
    const rejected = await admin.get(`/databases/${databaseId}/rejected?format=csv&language=id`);
    expect(rejected.headers['content-type']).toContain('text/csv');
    expect(rejected.text).toBe(
      "\uFEFFBaris,Alasan,Username,Nama,No. HP,'=Catatan\r\n4,Ganda di dalam file,BUDI,Lagi,,'-3\r\n5,Tanpa Customer ID dan telepon yang terbaca,,,,'+x\r\n",
    );
    expect(decodeURIComponent(String(rejected.headers['content-disposition']))).toContain("UTF-8''baris-ditolak-Member Mei-");
    expect((await admin.get(`/databases/${databaseId}/rejected`)).text).toContain('4,Twice in the file,BUDI');
    expect((await uploaded(content)).suggestedMapping).toEqual(mapping);
  });

  test('remembers the mapping of a header', async () => {
    const header = 'Kode,Kode Lama,Telepon\n';
    const first = await uploaded(`${header}a,b,081200000001`);
    const chosen = { customerKey: 'Kode Lama', phone: 'Telepon' };
    const body = {
      uploadId: first.uploadId,
      name: 'x',
      module: 'bonanza',
      productId: await addProduct(database.db),
      mapping: chosen,
      duplicates: 'skip',
    };
    await endOfJob(admin, jobIdOf(await admin.post('/databases', body)));
    expect(first.mappingRemembered).toBe(false);
    expect(await uploaded(`${header}c,d,081200000002`)).toMatchObject({ suggestedMapping: chosen, mappingRemembered: true });
    expect(await admin.post('/databases', body)).toMatchObject({ status: 409, body: { code: 'upload_used' } });
  });

  test('that has nothing to import fails with the reason and leaves nothing', async () => {
    const product = await addProduct(database.db);
    await imported({ product });
    const { job, databaseId } = await imported({ product, duplicates: 'skip' });
    expect(job).toMatchObject({ state: 'failed', error: { code: 'nothing_to_import', title: 'Nothing to import' } });
    expect((await admin.get(`/databases/${databaseId}`)).status).toBe(404);
  });

  test('is refused at once where the request itself is wrong', async () => {
    const { uploadId } = await uploaded(content);
    const wanted = { uploadId, name: 'x', module: 'normal', productId, mapping, duplicates: 'skip' };
    const cases: readonly (readonly [object, number, string])[] = [
      [{ uploadId: '999' }, 404, 'not_found'],
      [{ productId: '999' }, 404, 'not_found'],
      [{ mapping: { customerKey: 'Kode' } }, 422, 'mapping_column_missing'],
      [{ mapping: { name: 'Nama' } }, 400, 'malformed'],
      [{ sheet: 'Lembar 2' }, 422, 'sheet_missing'],
      [{ name: ' ' }, 400, 'malformed'],
      [{ colour: 'red' }, 400, 'malformed'],
    ];
    for (const [change, status, code] of cases)
      expect(await admin.post('/databases', { ...wanted, ...change })).toMatchObject({ status, body: { code } });
    expect((await staff.post('/databases', wanted)).status).toBe(403);
    const check = { module: 'normal', productId, mapping, sheet: 'Lembar 2' };
    const missing = { status: 422, body: { code: 'sheet_missing' } };
    expect(await admin.post(`/uploads/${uploadId}/check`, check)).toMatchObject(missing);
    expect(await admin.get(`/uploads/${uploadId}?sheet=Lembar%202`)).toMatchObject(missing);
  });

  test('pressed twice with one key is one import', async () => {
    const product = await addProduct(database.db);
    const { uploadId } = await uploaded(content);
    const wanted = { uploadId, name: 'x', module: 'normal', productId: product, mapping, duplicates: 'skip' };
    const answers = await Promise.all([1, 2].map(() => admin.post('/databases', wanted, { 'idempotency-key': 'sekali' })));
    expect(answers[0]?.body).toEqual(answers[1]?.body);
    await endOfJob(admin, jobIdOf(answers[0] as TestAnswer));
    expect((await admin.get(`/databases?productId=${product}`)).body).toMatchObject({ total: 1 });
  });

  test('takes columns whose headers are longer than a name can be', async () => {
    const product = await addProduct(database.db);
    const long = (end: string) => `${'Keterangan panjang '.repeat(40)}${end}`;
    const bytes = `${long('satu')};${long('dua')} ;${'Nama\t'.repeat(130)};${'😀'.repeat(300)}\nbudi;081210000001;Budi;ya\n`;
    const { uploadId, columns } = await uploaded(bytes);
    expect(new Set(columns).size).toBe(4);
    const [customerKey, phone, name, depositedBefore] = columns;
    const wanted = { module: 'memberwd', productId: product, mapping: { customerKey, phone, name, depositedBefore } };
    expect(await admin.post(`/uploads/${uploadId}/check`, wanted)).toMatchObject({ status: 200, body: { rows: 1, new: 1 } });
    const order = { uploadId, name: 'Judul panjang', duplicates: 'skip', ...wanted };
    const { jobId, databaseId } = (await admin.post('/databases', order)).body as { jobId: string; databaseId: string };
    expect(await endOfJob(admin, jobId)).toMatchObject({ state: 'succeeded', result: { imported: 1 } });
    expect((await admin.get(`/databases/${databaseId}`)).body).toMatchObject({ columns });
    expect((await admin.get(`/records?databaseId=${databaseId}`)).body).toMatchObject({
      items: [{ customerKey: 'budi', phone: '+6281210000001', name: 'Budi' }],
    });
  });

  test('of phones of another country without their plus takes none of them for an Indonesian', async () => {
    const { job } = await imported({ bytes: fixture('atomic-crm_contacts_export.csv'), product: await addProduct(database.db) });
    expect(job).toMatchObject({ state: 'failed', error: { code: 'nothing_to_import' } });
  });

  test('of chatwoot_contacts.csv takes every row', async () => {
    const { job } = await imported({ bytes: fixture('chatwoot_contacts.csv'), product: await addProduct(database.db) });
    const { rows, imported: taken, duplicateInFile, existing, emptyKey, unreadable } = job.result as { [key: string]: number };
    expect(taken).toBeGreaterThan(0);
    expect((taken ?? 0) + (duplicateInFile ?? 0) + (existing ?? 0) + (emptyKey ?? 0) + (unreadable ?? 0)).toBe(rows);
  });
});

describe('the list of databases', () => {
  let product: string;
  beforeAll(async () => {
    product = await addProduct(database.db);
    await imported({ product, module: 'normal', name: 'Alfa' });
    await imported({ product, module: 'normal', name: 'beta' });
    await imported({ product, module: 'bonanza', name: 'Gamma 100%' });
  });
  const names = (answer: TestAnswer) => (answer.body as { items: { name: string }[] }).items.map(({ name }) => name);

  test('has the sums of the whole filter, sorts, searches and pages', async () => {
    const all = await admin.get(`/databases?productId=${product}&sort=name&pageSize=2`);
    expect(all.body).toMatchObject({
      total: 3,
      page: 1,
      pageSize: 2,
      counts: { imported: 6, total: 6, available: 6, assigned: 0, conflict: 0 },
    });
    expect(names(all)).toEqual(['Alfa', 'beta']);
    expect(names(await admin.get(`/databases?productId=${product}&sort=-name&pageSize=2&page=2`))).toEqual(['Alfa']);
    expect(names(await admin.get(`/databases?productId=${product}&q=100%25`))).toEqual(['Gamma 100%']);
    expect(names(await admin.get(`/databases?productId=${product}&module=bonanza`))).toEqual(['Gamma 100%']);
    expect(names(await admin.get(`/databases?productId=${product}&available=false`))).toEqual([]);
    const importedOn = (days: string) => admin.get(`/databases?productId=${product}&sort=name&pageSize=2&${days}`);
    await sql`update databases set imported_at = '2026-03-04T17:00:00Z' where product_id = ${product} and name = 'Alfa'`.execute(
      database.db,
    );
    expect(names(await importedOn('importedFrom=2026-03-05&importedTo=2026-03-05'))).toEqual(['Alfa']);
    expect(names(await importedOn('importedTo=2026-03-04'))).toEqual([]);
    expect(names(await importedOn('importedFrom=2026-03-06'))).not.toContain('Alfa');
    expect((await admin.get('/databases?productId=999')).body).toMatchObject({ items: [], total: 0, counts: { imported: 0 } });
  });

  test('shows staff those of module normal, by name and availability', async () => {
    const answer = await staff.get(`/databases?productId=${product}&sort=name`);
    const { items } = answer.body as { items: object[] };
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({ name: 'Alfa', module: 'normal', productId: product, available: 2 });
    expect(Object.keys(items[0] ?? {})).toHaveLength(6);
    expect(answer.body).not.toHaveProperty('counts');
    expect(names(await staff.get(`/databases?productId=${product}&module=bonanza`))).toEqual([]);
  });

  test('renames and undoes', async () => {
    const { databaseId } = await imported({ product, module: 'normal', name: 'Salah' });
    expect(await admin.patch(`/databases/${databaseId}`, { name: 'Benar' })).toMatchObject({ status: 200, body: { name: 'Benar' } });
    expect((await staff.delete(`/databases/${databaseId}`)).status).toBe(403);
    const undoing = await admin.get(`/databases/${databaseId}/undo`);
    const nothing = { usernames: 0, phones: 0, joined: 0, names: 0, deposits: 0 };
    expect(undoing).toMatchObject({ status: 200, body: { staying: nothing } });
    expect(await admin.delete(`/databases/${databaseId}`)).toMatchObject({ status: 200, body: undoing.body });
    expect((await admin.get(`/databases/${databaseId}/undo`)).status).toBe(404);
    expect((await admin.get(`/databases/${databaseId}`)).status).toBe(404);
    expect((await admin.delete(`/databases/${databaseId}`)).status).toBe(404);
  });
});
