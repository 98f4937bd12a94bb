import fc from 'fast-check';
import { expect, test } from 'vitest';
import { thorough } from '../../testing/thoroughness.ts';
import { readRows, storeFiles } from './fixtures/store-files.ts';
import { csvLine, csvMark } from './write-csv.ts';

const store = storeFiles('csv');

/** What our own CSV of a list reads back as, each row behind its number. */
async function readBack(header: readonly string[], rows: readonly (readonly string[])[]): Promise<{ columns: string[]; rows: string[][] }> {
  const lines = rows.map((cells, index) => csvLine([`member${index}`, '081234567890', ...cells]));
  const content = csvMark + csvLine(['Customer ID', 'Telepon', ...header]) + lines.join('');
  const { inspection, rows: read } = await readRows(await store(content));
  expect(inspection).toMatchObject({ format: 'csv', headerRow: 1, rows: rows.length });
  return { columns: inspection.columns.slice(2), rows: read.map(({ cells }) => cells.slice(2)) };
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
    { numRuns: thorough ? 2000 : 80 },
  );
});

test('headers come back too', async () => {
  const header = ['=Nilai', '-', '@akun', "'ani", "'=", '+62', 'a;=b'];
  const row = header.map((_, place) => `isi ${place}`);
  expect(await readBack(header, [row, row])).toEqual({ columns: header, rows: [row, row] });
});
