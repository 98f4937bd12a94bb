import type { FastifyInstance } from 'fastify';
import iconv from 'iconv-lite';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { FileLayout } from '../../../contract/file-layouts.ts';
import type { Mapping, Uploaded } from '../../../contract/uploads.ts';
import type { Database } from '../../platform/db/database.ts';
import { buildWorkbook, textRows } from '../../platform/files/fixtures/build-archive.ts';
import { addProduct } from '../../testing/builders.ts';
import { signedInAs, type TestClient, testApp } from '../../testing/client.ts';
import { testDatabase } from '../../testing/database.ts';
import { endOfJob, sendFile } from '../../testing/upload-files.ts';

let database: Database;
let app: FastifyInstance;
let address: string;
let admin: TestClient;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database, { jobs: true });
  address = await app.listen({ host: '127.0.0.1', port: 0 });
  admin = await signedInAs(app, database, 'admin');
});

async function upload(bytes: string | Buffer): Promise<Uploaded> {
  const { status, body } = await sendFile(bytes, { address, client: admin });
  expect(status).toBe(201);
  return body as Uploaded;
}

function read(uploadId: string, layout: Readonly<Record<string, string | number>>) {
  const query = new URLSearchParams();
  for (const [part, value] of Object.entries(layout)) query.set(part, String(value));
  return admin.get(`/uploads/${uploadId}?${query.toString()}`);
}

/** Checks an upload and imports it; what the database then holds, and what the check said. */
async function importAs(uploadId: string, mapping: Mapping, layout: FileLayout) {
  const productId = await addProduct(database.db);
  const wanted = { module: 'memberwd', productId, mapping, ...layout };
  const check = await admin.post(`/uploads/${uploadId}/check`, wanted);
  if (check.status !== 200) return { refused: check.body };
  const started = await admin.post('/databases', { uploadId, name: 'Daftar', duplicates: 'skip', ...wanted });
  const { jobId, databaseId } = started.body as { jobId: string; databaseId: string };
  await endOfJob(admin, jobId);
  const { rows } = await sql<{ columns: string[]; cells: string[] }>`
    select columns, cells from records join databases on databases.id = database_id where database_id = ${databaseId} order by row_number
  `.execute(database.db);
  return { check: check.body, columns: rows[0]?.columns, cells: rows.map(({ cells }) => cells) };
}

describe('letters that can be read in several ways', () => {
  const bytes = iconv.encode('Username,姓名\nu1,王小明\nu2,李雷\n', 'gb18030');

  test('are told with rows as they would read, and neither checked nor imported before one is chosen', async () => {
    const { uploadId, encodingChoices } = await upload(bytes);
    expect(encodingChoices.map(({ encoding }) => encoding)).toContain('gb18030');
    expect(encodingChoices.find(({ encoding }) => encoding === 'gb18030')?.lines).toEqual(['Username,姓名', 'u1,王小明', 'u2,李雷']);
    const { refused } = await importAs(uploadId, { customerKey: 'Username' }, {});
    expect(refused).toMatchObject({ code: 'encoding_undecided' });
    const productId = await addProduct(database.db);
    const order = { uploadId, name: 'Daftar', module: 'memberwd', productId, mapping: { customerKey: 'Username' }, duplicates: 'skip' };
    expect(await admin.post('/databases', order)).toMatchObject({ status: 422, body: { code: 'encoding_undecided' } });
    const other = (await read(uploadId, { encoding: 'big5' })).body as Uploaded;
    expect(other.columns).not.toContain('姓名');
    expect(await importAs(uploadId, { customerKey: 'Username', name: '姓名' }, { encoding: 'gb18030' })).toMatchObject({
      columns: ['Username', '姓名'],
      cells: [
        ['u1', '王小明'],
        ['u2', '李雷'],
      ],
    });
  });

  test('are refused in an encoding that has no such letters', async () => {
    const { uploadId } = await upload(bytes);
    expect(await read(uploadId, { encoding: 'utf-8' })).toMatchObject({ status: 422, body: { code: 'encoding_unknown' } });
  });
});

test('every part that is chosen holds for preview, check and import', async () => {
  const { uploadId, detected } = await upload("Daftar\nbudi,'Budi, utama'\nsiti,'Siti'\n");
  expect(detected).toMatchObject({ quote: '"' });
  const layout = { delimiter: ',', quote: "'", headerRow: 0 } as const;
  const preview = (await read(uploadId, layout)).body as Uploaded;
  expect(preview).toMatchObject({ detected: layout, rows: 3, columns: ['Kolom 1', 'Kolom 2'] });
  expect(preview.top[0]).toEqual({ rowNumber: 1, cells: ['Daftar'] });
  const done = await importAs(uploadId, { customerKey: 'Kolom 1' }, layout);
  expect(done).toMatchObject({ check: { rows: 3, new: 3 } });
  expect(done.cells?.map(([key]) => key)).toEqual(['Daftar', 'budi', 'siti']);
});

test('a column that is empty in every row is not suggested, as it would be refused', async () => {
  const rows = (phone: (row: number) => string) => Array.from({ length: 60 }, (_, row) => `budi${row},Budi,${phone(row)}`).join('\n');
  const suggested = async (phone: (row: number) => string) => (await upload(`Customer ID,Nama,No HP\n${rows(phone)}\n`)).suggestedMapping;
  expect(await suggested(() => '')).toEqual({ customerKey: 'Customer ID', name: 'Nama' });
  // Far below what is shown of the file counts, too.
  expect(await suggested((row) => (row < 59 ? '' : '081290000001'))).toMatchObject({ phone: 'No HP' });
});

test('a sheet whose name ends in a blank is chosen by just that name', async () => {
  const list = (name: string) =>
    textRows([
      ['Username', 'Nama'],
      [name, name],
    ]);
  const { uploadId, sheets } = await upload(buildWorkbook({ sheets: [list('satu'), list('dua')], sheetNames: ['Daftar', 'Daftar '] }));
  expect(sheets).toEqual(['Daftar', 'Daftar ']);
  expect(await importAs(uploadId, { customerKey: 'Username' }, { sheet: 'Daftar ' })).toMatchObject({ cells: [['dua', 'dua']] });
});

test('an upload that came before an upgrade, looked at by a program that saw less, is read, checked and imported', async () => {
  const older = async (bytes: string | Buffer) => {
    const { uploadId } = await upload(bytes);
    await sql`
      update uploads set inspection = inspection - array['encodingChoices', 'top', 'quote', 'emptyColumns'] where id = ${uploadId}
    `.execute(database.db);
    return uploadId;
  };
  const plain = await older('Username,Nama\nbudi,Budi\n');
  expect(await read(plain, {})).toMatchObject({ status: 200, body: { top: [{ rowNumber: 1 }, { rowNumber: 2 }], encodingChoices: [] } });
  expect(await importAs(plain, { customerKey: 'Username' }, {})).toMatchObject({ check: { new: 1 }, cells: [['budi', 'Budi']] });
  const foreign = await older(iconv.encode('Username,姓名\nu1,王小明\nu2,李雷\n', 'gb18030'));
  expect(await importAs(foreign, { customerKey: 'Username' }, {})).toMatchObject({ refused: { code: 'encoding_undecided' } });
});

test('a row of the header that is none is refused rather than taken for no header', async () => {
  const { uploadId } = await upload('Username,Nama\nbudi,Budi\n');
  const wanted = { module: 'memberwd', productId: await addProduct(database.db), mapping: { customerKey: 'Kolom 1' } };
  for (const headerRow of [null, '', false, []])
    expect(await admin.post(`/uploads/${uploadId}/check`, { ...wanted, headerRow })).toMatchObject({ status: 400 });
  for (const headerRow of ['', ' ', 'x']) expect(await read(uploadId, { headerRow })).toMatchObject({ status: 400 });
  expect(await read(uploadId, { headerRow: '0' })).toMatchObject({ status: 200, body: { rows: 2 } });
});

test('what does not fit the file or is no layout is refused with a sentence', async () => {
  const text = await upload('Username,Nama\nbudi,Budi\n');
  const workbook = await upload(
    buildWorkbook({
      sheets: [
        textRows([
          ['Username', 'Nama'],
          ['budi', 'Budi'],
        ]),
      ],
    }),
  );
  const refused: readonly (readonly [string, Readonly<Record<string, string>>, number, string])[] = [
    [workbook.uploadId, { encoding: 'utf-8' }, 422, 'layout_misfit'],
    [workbook.uploadId, { delimiter: ';' }, 422, 'layout_misfit'],
    [workbook.uploadId, { sheet: 'Lain' }, 422, 'sheet_missing'],
    [text.uploadId, { sheet: 'Sheet1' }, 422, 'sheet_missing'],
    [text.uploadId, { headerRow: '9' }, 422, 'header_missing'],
    [text.uploadId, { headerRow: '2' }, 422, 'file_without_rows'],
    [text.uploadId, { headerRow: '51' }, 400, 'malformed'],
    [text.uploadId, { headerRow: '-1' }, 400, 'malformed'],
    [text.uploadId, { encoding: 'ebcdic' }, 400, 'malformed'],
    [text.uploadId, { delimiter: ';;' }, 400, 'malformed'],
    [text.uploadId, { delimiter: '"' }, 400, 'malformed'],
    [text.uploadId, { quote: '`' }, 400, 'malformed'],
  ];
  for (const [uploadId, layout, status, code] of refused) {
    const answer = await read(uploadId, layout);
    expect([layout, answer.status, (answer.body as { code: string }).code]).toEqual([layout, status, code]);
  }
});
