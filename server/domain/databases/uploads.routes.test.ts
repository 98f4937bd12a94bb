import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Uploaded } from '../../../contract/uploads.ts';
import type { Database } from '../../platform/db/database.ts';
import { addProduct } from '../../testing/builders.ts';
import { signedInAs, type TestClient, testApp } from '../../testing/client.ts';
import { testDatabase } from '../../testing/database.ts';
import { countEverything } from '../../testing/import-lists.ts';
import { endOfJob, sendFile } from '../../testing/upload-files.ts';
import { cleanUploads } from './clean-uploads.ts';

let database: Database;
let app: FastifyInstance;
let address: string;
let admin: TestClient;
let staff: TestClient;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database, { jobs: true });
  address = await app.listen({ host: '127.0.0.1', port: 0 });
  admin = await signedInAs(app, database, 'admin');
  staff = await signedInAs(app, database, 'staff');
});

const content = 'Username;Nama;No. HP;=Catatan\nbudi;Budi;0812-0000-0001;@satu\nsiti;Siti;rusak;"dua\nbaris"\nBUDI;Lagi;;-3\n;;;+x';
const upload = (bytes: string | Buffer, sending: { field?: string; name?: string } = {}) =>
  sendFile(bytes, { address, client: admin, ...sending });
const uploaded = async (bytes: string | Buffer) => (await upload(bytes)).body as Uploaded;

describe('an upload', () => {
  test('is read and its mapping guessed', async () => {
    const { status, body } = await upload(content, { name: 'C:\\Data\\Member Mei.csv' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      fileName: 'Member Mei.csv',
      bytes: Buffer.byteLength(content),
      sheets: [],
      detected: { format: 'csv', encoding: 'utf-8', delimiter: ';', sheet: null, headerRow: 1 },
      columns: ['Username', 'Nama', 'No. HP', '=Catatan'],
      rows: 4,
      suggestedMapping: { customerKey: 'Username', name: 'Nama', phone: 'No. HP' },
    });
    const { uploadId } = body as Uploaded;
    expect((await admin.get(`/uploads/${uploadId}`)).body).toEqual(body);
    const other = await signedInAs(app, database, 'owner');
    expect((await other.get(`/uploads/${uploadId}`)).status).toBe(200);
    expect((await staff.get(`/uploads/${uploadId}`)).status).toBe(403);
  });

  test('in parts, whatever their border cuts', async () => {
    const lines = Array.from({ length: 60_000 }, (_, index) => `anggota${index},Žofie ${index},08120${String(index).padStart(7, '0')}`);
    const bytes = Buffer.from(['Username,Nama,Telepon', ...lines].join('\n'));
    expect(bytes.length).toBeGreaterThan(2 * 1024 * 1024);
    const { uploadId, rows } = await uploaded(bytes);
    expect(rows).toBe(60_000);
    const stored = await sql<{ content: Buffer; hash: boolean }>`
      select string_agg(content, '' order by part) as content, sha256(string_agg(content, '' order by part)) = min(content_hash::text)::bytea as hash
      from upload_parts join uploads on uploads.id = upload_id where upload_id = ${uploadId}
    `.execute(database.db);
    expect(stored.rows[0]?.content.equals(bytes)).toBe(true);
    expect(stored.rows[0]?.hash).toBe(true);
    // Too large to be waited for: a job answers.
    const answer = await admin.post(`/uploads/${uploadId}/check`, {
      module: 'normal',
      productId: await addProduct(database.db),
      mapping: { customerKey: 'Username', phone: 'Telepon' },
    });
    expect(answer.status).toBe(202);
    const job = await endOfJob(admin, (answer.body as { jobId: string }).jobId);
    expect(job).toMatchObject({ kind: 'check', state: 'succeeded', progress: 1, result: { rows: 60_000, new: 60_000, existingIn: [] } });
  });

  test.each([
    ['empty', '', 'file_empty', 422],
    ['a header only', 'Username,Telepon\n', 'file_without_rows', 422],
    ['a PDF called CSV', '%PDF-1.7 x', 'file_other_format', 415],
    ['an unclosed quote', `a,b\n1,"2\n${'3,4\n'.repeat(50)}`, 'quote_unclosed', 422],
  ])('that is %s is refused and leaves nothing', async (_, bytes, code, status) => {
    const before = await countEverything(database);
    const answer = await upload(bytes);
    expect(answer).toMatchObject({ status, body: { code, status } });
    expect(await countEverything(database)).toEqual(before);
  });

  test('without a file, or that breaks off, is refused and leaves nothing', async () => {
    const before = await countEverything(database);
    expect(await upload(content, { field: 'berkas' })).toMatchObject({
      status: 400,
      body: { code: 'malformed', errors: [{ path: 'file' }] },
    });
    expect((await admin.post('/uploads', { file: 'x' })).status).toBe(415);
    const boundary = 'grens';
    const cut = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="x.csv"\r\n\r\n${content}`;
    const answer = await admin.post('/uploads', cut, { 'content-type': `multipart/form-data; boundary=${boundary}` });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(await countEverything(database)).toEqual(before);
  });

  test('that is old is cleaned away, one being imported is not', async () => {
    const { uploadId } = await uploaded(content);
    await sql`update uploads set created_at = now() - interval '25 hours'`.execute(database.db);
    const kept = await uploaded('Username\nx');
    await database.transaction(cleanUploads);
    expect((await admin.get(`/uploads/${uploadId}`)).status).toBe(404);
    expect((await admin.get(`/uploads/${kept.uploadId}`)).status).toBe(200);
  });
});
