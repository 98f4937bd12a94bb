import fc from 'fast-check';
import { writeXlsx } from 'hucre';
import { expect, test } from 'vitest';
import { thorough } from '../../testing/thoroughness.ts';
import { readRows, storeFiles } from './fixtures/store-files.ts';

const store = storeFiles('xlsx');

const header = ['Username', 'Nama', 'Telepon'];

async function readBack(rows: (string | number | boolean | null)[][]): Promise<string[][]> {
  const content = Buffer.from(await writeXlsx({ sheets: [{ name: 'Data', rows: [header, ...rows] }] }));
  const { inspection, rows: read } = await readRows(await store(content));
  expect(inspection).toMatchObject({ format: 'xlsx', headerRow: 1, columns: header, rows: rows.length });
  return read.map(({ cells }) => cells);
}

const table = <Cell>(cell: fc.Arbitrary<Cell>) =>
  fc.array(
    fc.tuple(fc.constant('x'), cell, cell).map((cells) => [...cells]),
    { minLength: 1, maxLength: 10 },
  );

test('any texts that another program writes as XLSX read back the same', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.constantFrom('', '0812', ' a ', 'a\nb', '<&>"\'', ']]>', '6.28123E+11', '=1+1', 'TRUE', '山😀'),
  );
  await fc.assert(
    fc.asyncProperty(table(text), async (rows) => {
      expect(await readBack(rows)).toEqual(rows);
    }),
    { numRuns: thorough ? 400 : 25 },
  );
});

test('any numbers read back as the same number, in full', async () => {
  const number = fc.oneof(
    fc.integer(),
    fc.integer({ min: 0, max: 999_999_999_999_999 }),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
  );
  await fc.assert(
    fc.asyncProperty(table(number), async (rows) => {
      for (const [index, cells] of (await readBack(rows)).entries()) {
        for (const column of [1, 2]) {
          expect(cells[column]).toMatch(/^-?\d+(\.\d+)?$/);
          expect(Number(cells[column])).toBe(Number(Number(rows[index]?.[column]).toPrecision(15)) + 0);
        }
      }
    }),
    { numRuns: thorough ? 400 : 20 },
  );
});
