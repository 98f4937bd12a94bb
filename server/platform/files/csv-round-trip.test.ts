import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { thorough } from '../../testing/thoroughness.ts';
import { inspectFile } from './inspect-file.ts';
import { readFile } from './read-file.ts';
import { csvLine, csvMark } from './write-csv.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cermat-csv-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What our own CSV of a list reads back as, each row behind its number. */
async function readBack(header: readonly string[], rows: readonly (readonly string[])[]): Promise<{ columns: string[]; rows: string[][] }> {
  const path = join(folder, 'export.csv');
  const lines = rows.map((cells, index) => csvLine([`member${index}`, '081234567890', ...cells]));
  await writeFile(path, csvMark + csvLine(['Customer ID', 'Telepon', ...header]) + lines.join(''));
  const inspection = await inspectFile(path);
  expect(inspection).toMatchObject({ format: 'csv', headerRow: 1, rows: rows.length });
  const read: string[][] = [];
  for await (const chunk of readFile(path, inspection)) read.push(...chunk.map(({ cells }) => cells.slice(2)));
  return { columns: inspection.columns.slice(2), rows: read };
}

test('every text out of our CSV and in again is the same text', async () => {
  const pieces = fc.constantFrom(...';,|\t\n\r"\'=+-@＝＋－＠ x0'.split(''), '\r\n', ";'", '""', "'=", '@budi', '-tono', "'0812");
  const text = fc.oneof(
    fc.array(pieces, { maxLength: 8 }).map((some) => some.join('')),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.string({ unit: 'binary', maxLength: 8 }).map((some) => some.toWellFormed().replaceAll('\0', '')),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 30 }), async (rows) => {
      expect((await readBack(['Nama', 'Isi'], rows)).rows).toEqual(rows);
    }),
    { numRuns: thorough ? 2000 : 200 },
  );
});

test('headers come back too', async () => {
  const header = ['=Nilai', '-', '@akun', "'ani", "'=", '+62', 'a;=b'];
  const row = header.map((_, place) => `isi ${place}`);
  expect(await readBack(header, [row, row])).toEqual({ columns: header, rows: [row, row] });
});
