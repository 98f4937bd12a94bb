import { expect, test } from 'vitest';
import { timesTheWork } from '../../testing/measure-work.ts';
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

/** What forty tabs on one sheet cost, measured by what one tab costs; looked at one by one it is some twenty times as much. */
const workOfTabs = async (workbook: (tabs: number) => Buffer, look: (path: string) => Promise<unknown>) => {
  const [one, forty] = [await store(workbook(1)), await store(workbook(40))];
  return timesTheWork(
    () => look(one),
    () => look(forty),
  );
};

const blank = '<row><c t="inlineStr"><is><t> </t></is></c></row>'.repeat(20_000);

const findsTheList = async (path: string) => expect((await inspectTable(path)).columns).toEqual(['Username', 'Nama']);

test('many tabs on one large blank sheet are looked at once', async () => {
  expect(await workOfTabs((tabsOnLast) => buildWorkbook({ sheets: [list, blank], tabsOnLast }), findsTheList)).toBeLessThan(4);
});

test('so are many tabs on one sheet of a workbook of Excel 97', async () => {
  const cell = (row: number, column: number, value: string) => record(0x0204, words(row, column, 0), biffText(value));
  const sheets = [
    { name: 'Daftar', records: ['Username', 'Nama', 'budi', 'Budi'].map((value, index) => cell(index >> 1, index % 2, value)) },
    { name: 'Kosong', records: Array.from({ length: 30_000 }, (_, row) => cell(row, 0, ' ')) },
  ];
  expect(await workOfTabs((tabs) => buildContainer({ Workbook: biffStream([], sheets, tabs) }), findsTheList)).toBeLessThan(4);
});

test('many tabs on one large cover are looked at once', async () => {
  const cover = textRows([['Sampul']]) + blank;
  const refuses = (path: string) => expect(inspectTable(path)).rejects.toMatchObject({ code: 'file_without_rows' });
  expect(await workOfTabs((tabsOnLast) => buildWorkbook({ sheets: [cover], tabsOnLast }), refuses)).toBeLessThan(4);
});

test('a look that takes too long is ended, however lively it is', async () => {
  const path = await store(buildWorkbook({ sheets: [textRows(Array.from({ length: 200_000 }, (_, row) => [`u${row}`, 'Nama']))] }));
  await expect(inspectTable(path, {}, { seconds: 0.05 })).rejects.toMatchObject({ code: 'file_too_slow' });
});
