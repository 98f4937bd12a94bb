import { expect, test } from 'vitest';
import { buildWorkbook, textRows } from './fixtures/build-archive.ts';
import { biffStream, biffText, buildContainer, record, words } from './fixtures/build-xls.ts';
import { readWhole, storeWorkbooks } from './fixtures/store-workbooks.ts';
import { inspectTable } from './read-table.ts';

const { build, store } = storeWorkbooks();
const list = textRows([
  ['Username', 'Nama'],
  ['budi', 'Budi'],
]);

test.each<[string, string]>([
  ['a cover of one line', textRows([['Laporan bulanan']])],
  ['a sheet that is too wide', `<row><c r="ZZ1" t="inlineStr"><is><t>jauh</t></is></c></row>${textRows([['a'], ['b']])}`],
  ['a blank sheet', textRows([['', ' ']])],
])('%s before the list: the list is read, and every sheet that holds text can be chosen', async (_, first) => {
  const { inspection, rows } = await build({ sheets: [first, list], sheetNames: ['Sampul', 'Daftar'] });
  expect(inspection).toMatchObject({ sheet: 'Daftar', columns: ['Username', 'Nama'] });
  expect(inspection.sheets).toEqual(first.includes('<t xml:space="preserve"> ') ? ['Daftar'] : ['Sampul', 'Daftar']);
  expect(rows).toEqual([[2, 'budi', 'Budi']]);
});

test('no sheet that can be read: the refusal of the first', async () => {
  const path = await store(buildWorkbook({ sheets: [textRows([['Sampul']]), textRows([['Juga']])] }));
  await expect(readWhole(path)).rejects.toMatchObject({ code: 'file_without_rows' });
});

test('a sheet whose name ends in a blank', async () => {
  const path = await store(buildWorkbook({ sheets: [list, list], sheetNames: ['Daftar', 'Daftar '] }));
  expect((await readWhole(path, 'Daftar ')).inspection.sheet).toBe('Daftar ');
});

test('hundreds of tabs on one large blank sheet are looked at once', async () => {
  const blank = '<row><c t="inlineStr"><is><t> </t></is></c></row>'.repeat(100_000);
  const one = buildWorkbook({ sheets: [list, blank], tabsOnLast: 400 });
  const begun = performance.now();
  expect((await inspectTable(await store(one))).columns).toEqual(['Username', 'Nama']);
  expect(performance.now() - begun).toBeLessThan(20_000);
});

test('so are hundreds of tabs on one sheet of a workbook of Excel 97', async () => {
  const cell = (row: number, column: number, value: string) => record(0x0204, words(row, column, 0), biffText(value));
  const blank = Array.from({ length: 60_000 }, (_, row) => cell(row, 0, ' '));
  const records = ['Username', 'Nama', 'budi', 'Budi'].map((value, index) => cell(index >> 1, index % 2, value));
  const sheets = [
    { name: 'Daftar', records },
    { name: 'Kosong', records: blank },
  ];
  const begun = performance.now();
  const { columns } = await inspectTable(await store(buildContainer({ Workbook: biffStream([], sheets, 400) })));
  expect(columns).toEqual(['Username', 'Nama']);
  expect(performance.now() - begun).toBeLessThan(10_000);
});

test('hundreds of tabs on one large cover are looked at once', async () => {
  const blank = '<row><c t="inlineStr"><is><t> </t></is></c></row>'.repeat(100_000);
  const one = buildWorkbook({ sheets: [textRows([['Sampul']]) + blank], tabsOnLast: 400 });
  const begun = performance.now();
  await expect(inspectTable(await store(one))).rejects.toMatchObject({ code: 'file_without_rows' });
  expect(performance.now() - begun).toBeLessThan(20_000);
});

test('a look that takes too long is ended, however lively it is', async () => {
  const path = await store(buildWorkbook({ sheets: [textRows(Array.from({ length: 200_000 }, (_, row) => [`u${row}`, 'Nama']))] }));
  await expect(inspectTable(path, {}, { seconds: 0.05 })).rejects.toMatchObject({ code: 'file_too_slow' });
});
