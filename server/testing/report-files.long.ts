import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Database as DatabaseAnswer } from '../../contract/databases.ts';
import type { FileLayout } from '../../contract/file-layouts.ts';
import type { CheckReceipt, Mapping, Uploaded } from '../../contract/uploads.ts';
import type { Database } from '../platform/db/database.ts';
import { inspectFile } from '../platform/files/inspect-file.ts';
import { readFile } from '../platform/files/read-file.ts';
import { addProduct } from './builders.ts';
import { signedInAs, testApp } from './client.ts';
import { testDatabase } from './database.ts';
import { endOfJob, sendFile } from './upload-files.ts';

/** Small inputs after public reports of other programs' faults lie beside the project; README.md there says what is right. */
const folder = new URL('../../../shared/data/reports/', import.meta.url);
const here = existsSync(folder);
const note = here ? '' : ' (skipped: ../shared/data/reports is not here)';

interface Outcome {
  readonly imported: number;
  /** Rows that are another row's member, and rows with neither Customer ID nor phone. */
  readonly duplicate?: number;
  readonly emptyKey?: number;
  /** What an admin chooses, where the suggestion does not say it. */
  readonly mapping?: Mapping;
  readonly encoding?: FileLayout['encoding'];
}

/** What importing each as it is suggested comes to, or the code of its refusal. */
const right: Readonly<Record<string, Outcome | string>> = {
  // Blanks of every kind around an ID make no other member.
  'Notifuse-223_blanks-around-ids.csv': { imported: 23, duplicate: 23 },
  'PapaParse-1077_many-lines-in-a-cell-semicolon.csv': { imported: 30 },
  'PapaParse-153_tab-decimal-comma.tsv': { imported: 3 },
  'PapaParse-290_semicolon-decimal-comma-no-header.csv': { imported: 8 },
  'PapaParse-43_cr-only.csv': { imported: 2 },
  'PapaParse-43_cr-rows-lf-inside-cell.csv': { imported: 3 },
  'PapaParse-43_cr-rows-one-lf-in-a-quoted-cell.csv': { imported: 21 },
  'PapaParse-43_crlf-and-lf-mixed.csv': { imported: 3 },
  'PapaParse-43_lf-header-then-cr.csv': { imported: 3 },
  'PapaParse-600_commas-in-header.csv': { imported: 3 },
  'PapaParse-930_one-cell-with-many-semicolons.csv': { imported: 1 },
  'SheetJS_html-table-saved.xls': 'file_other_format',
  'SheetJS_json-as-csv.csv': 'file_other_format',
  'SheetJS_phonetic-and-rich-text.xlsx': { imported: 3 },
  'SheetJS_strict-ooxml.xlsx': { imported: 3 },
  'SheetJS_xml-spreadsheet-2003.xls': 'file_other_format',
  'Signal-iOS-708_mixed-case-names.csv': { imported: 11 },
  'Symbiota-1039_wildcards.csv': { imported: 17 },
  'apex-excel-gateway-11_rows-of-empty-formulas.xlsx': { imported: 10 },
  'api-tabular-122_ties.csv': { imported: 230 },
  'd3-2653_numeric-headers.csv': { imported: 1 },
  'directus-23332_bom-quoted-header.csv': { imported: 1 },
  'directus-23332_bom-twice.csv': { imported: 1 },
  'django-import-export-2028_20000-formatted-empty-rows.xlsx': { imported: 10 },
  'dotCMS-36508_ids.csv': { imported: 10 },
  'exceljs-1343_dates-1900.xlsx': { imported: 7 },
  'exceljs-1343_dates-1904.xlsx': { imported: 5 },
  'exceljs-234_one-character-a-row.csv': { imported: 174 },
  'glific-4815_format-characters-in-phones.csv': { imported: 56 },
  'iris-client-443_formulas.csv': { imported: 20 },
  // Phones alone: too short or too long is unreadable; three are another row's number in another spelling.
  'libphonenumber-1995_62-short.csv': { imported: 7, duplicate: 3, emptyKey: 11 },
  'own-enc-cp1251.csv': { imported: 3, mapping: { customerKey: 'Логин' } },
  'own-enc-cp874.csv': { imported: 2 },
  'own-enc-gbk.csv': { imported: 3, mapping: { customerKey: '账号' }, encoding: 'gb18030' },
  'own-enc-utf8-and-cp1252-mixed.csv': 'encoding_unknown',
  // One of the four has something else in place of the phone.
  'own-lay-10-headerless-bank.csv': { imported: 3, emptyKey: 1 },
  'own-lay-14-header-numeric-years.csv': { imported: 20 },
  'own-one-fffe.csv': { imported: 2, mapping: { customerKey: 'Kunci' } },
  'own-proto-headers.csv': { imported: 2 },
  'own-wb-cover-sheet-first.xlsx': { imported: 2 },
  'own-wb-sheet-trailing-space.xlsx': { imported: 2 },
  'payload-17695_filter-acts.csv': { imported: 120 },
  'pelias-600_text-as-shown.csv': { imported: 9 },
  // "tetap diimpor" is said of imported rows alone: of three without a phone that reads, none was.
  'promptly-430_phones-only.csv': { imported: 2, emptyKey: 3 },
  'pulse-sms-web-93_names-as-spreadsheets-have-them.csv': { imported: 5 },
  'rainbow_csv-134_one-ragged-of-many.csv': { imported: 61 },
  'rainbow_csv-134_ragged-semicolons-header.csv': { imported: 11 },
  'rainbow_csv-134_small.csv': { imported: 3 },
  'simplexlsx-97_number-formats-with-leading-zeros.xlsx': { imported: 10 },
};

let database: Database;
let app: FastifyInstance;
let address: string;
let admin: Awaited<ReturnType<typeof signedInAs>>;

async function upload(name: string, bytes: Buffer): Promise<Uploaded & { readonly code?: string }> {
  return (await sendFile(bytes, { address, client: admin, name })).body as Uploaded & { code?: string };
}

async function checked(uploadId: string, wanted: object): Promise<CheckReceipt> {
  const { status, body } = await admin.post(`/uploads/${uploadId}/check`, wanted);
  expect([status, body]).toEqual([200, expect.anything()]);
  return body as CheckReceipt;
}

async function imported(uploadId: string, wanted: object): Promise<DatabaseAnswer> {
  const started = await admin.post('/databases', { uploadId, name: 'Daftar', duplicates: 'skip', ...wanted });
  const { jobId, databaseId } = started.body as { jobId: string; databaseId: string };
  expect(await endOfJob(admin, jobId)).toMatchObject({ state: 'succeeded' });
  return (await admin.get(`/databases/${databaseId}`)).body as DatabaseAnswer;
}

/** The cells of a file's rows by their number, read without a database. */
async function cellsOf(name: string): Promise<Map<number, string[]>> {
  const path = new URL(name, folder).pathname;
  const cells = new Map<number, string[]>();
  for await (const chunk of readFile(path, await inspectFile(path))) for (const row of chunk) cells.set(row.rowNumber, row.cells);
  return cells;
}

async function requireOwnCells(name: string, databaseId: string): Promise<void> {
  const { rows } = await sql<{ rowNumber: number; cells: string[] }>`
    select row_number as "rowNumber", cells from records where database_id = ${databaseId}
  `.execute(database.db);
  const inFile = await cellsOf(name);
  for (const { rowNumber, cells } of rows) expect([rowNumber, cells]).toEqual([rowNumber, inFile.get(rowNumber)]);
}

/** Our own export of a list, imported again, finds its members and makes none. */
async function requireFoundAgain({ id, productId, receipt }: DatabaseAnswer): Promise<void> {
  for (const format of ['csv', 'xlsx']) {
    const url = `/api/records/export?databaseId=${id}&format=${format}`;
    const { rawPayload } = await app.inject({ url, cookies: { cermat_session: admin.cookie ?? '' } });
    const { uploadId, suggestedMapping: mapping } = await upload(`daftar.${format}`, rawPayload);
    const found = await checked(uploadId, { module: 'memberwd', productId, mapping });
    expect([format, found.existing, found.new]).toEqual([format, receipt.imported, 0]);
  }
}

describe.skipIf(!here)(`files after public reports, imported${note}`, () => {
  beforeAll(async () => {
    database = await testDatabase();
    app = await testApp(database, { jobs: true });
    address = await app.listen({ host: '127.0.0.1', port: 0 });
    admin = await signedInAs(app, database, 'admin');
  });

  const found = here ? readdirSync(folder).filter((name) => name !== 'README.md') : [];

  test('each has an outcome', () => expect(found.toSorted()).toEqual(Object.keys(right).toSorted()));

  test.each(found)('%s', async (name) => {
    const wanted = right[name];
    const { uploadId, code, suggestedMapping } = await upload(name, readFileSync(new URL(name, folder)));
    if (wanted === undefined || typeof wanted === 'string') {
      expect(code).toBe(wanted);
      return;
    }
    const { encoding, mapping, ...counts } = wanted;
    const order = {
      module: 'memberwd',
      productId: await addProduct(database.db),
      mapping: { ...suggestedMapping, ...mapping },
      ...(encoding === undefined ? {} : { encoding }),
    };
    const { duplicate: duplicateInFile = 0, emptyKey = 0 } = counts;
    const figures = { duplicateInFile, existing: 0, emptyKey, unreadable: 0, phonesUnreadable: 0 };
    expect(await checked(uploadId, order)).toMatchObject({ new: counts.imported, ...figures });
    const list = await imported(uploadId, order);
    expect(list.receipt).toEqual({ rows: counts.imported + duplicateInFile + emptyKey, imported: counts.imported, ...figures });
    await requireOwnCells(name, list.id);
    await requireFoundAgain(list);
  });
});
