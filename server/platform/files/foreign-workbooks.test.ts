import { describe, expect, test } from 'vitest';
import { type Reading, readWhole } from './fixtures/store-workbooks.ts';
import { inspectFile } from './inspect-file.ts';
import type { FileInspection } from './table.ts';

const exceljs = (name: string) => new URL(`./fixtures/exceljs/exceljs_${name}.xlsx`, import.meta.url).pathname;

describe('files of other programs', () => {
  test.each<[string, Partial<FileInspection>, Reading['rows']]>([
    ['1904', { sheets: ['Sheet1'], headerRow: 0, columns: ['Kolom 1', 'Kolom 2'] }, [[4, '', '1904-01-01']]],
    ['dateIssue', { sheets: ['Sheet1'], headerRow: 1, columns: ['Date'] }, [[2, '2020-11-20']]],
    [
      'fibonacci',
      { sheets: ['fib'], headerRow: 0, columns: ['Kolom 1', 'Kolom 2'] },
      [1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597, 2584, 4181].map((value, index) => [
        index + 1,
        String(index + 1),
        String(value),
      ]),
    ],
    [
      'formulas',
      { headerRow: 0, columns: ['Kolom 1', 'Kolom 2'] },
      [
        [1, 'someone@example.com', '(formula with hyperlink)'],
        [2, 'someone@example.com', '(formula without link)'],
      ],
    ],
    [
      'gold',
      { sheets: ['Values'], headerRow: 0 },
      [
        [1, 'Text', 'I am Text'],
        [2, 'Number', '3.14'],
        [3, 'Integer', '5'],
        [4, 'Date', '2016-05-17'],
        [5, 'Formula', 'I am Text'],
        [6, 'Hyperlink', 'exceljs'],
      ],
    ],
    [
      'hidden_google-sheets',
      { headerRow: 1, columns: ['BEGIN', 'HIDDEN', 'VISIBLE'] },
      [
        [2, 'HIDDEN', '', ''],
        [3, 'VISIBLE', '', ''],
      ],
    ],
    [
      'hidden_libre-calc-as-excel-2007-365',
      { headerRow: 1, columns: ['BEGIN', 'HIDDEN', 'VISIBLE'] },
      [
        [2, 'HIDDEN', '', ''],
        [3, 'VISIBLE', '', ''],
      ],
    ],
    [
      'hidden_libre-calc-as-office-open-xml-spreadsheet',
      { headerRow: 1, columns: ['BEGIN', 'HIDDEN', 'VISIBLE'] },
      [
        [2, 'HIDDEN', '', ''],
        [3, 'VISIBLE', '', ''],
      ],
    ],
    [
      'many-columns',
      {
        headerRow: 1,
        columns: [
          ...'this spread sheet has many'.split(' '),
          ...[2, 3, 4, 5, 6, 7].map((count) => `many (${count})`),
          'columns',
          ...[13, 14, 15, 16, 17, 18, 19, 20].map((count) => `Kolom ${count}`),
        ],
      },
      [[2, ...'but the really really funny thing is that it has even more in the second row bla bla bla bla'.split(' ')]],
    ],
    ['test-issue-1364', { sheets: ['Sum Worksheet'], headerRow: 1, columns: ['Addend 1', 'Addend 2', 'Sum'] }, [[2, '1', '1', '2']]],
    [
      'test-issue-163',
      { headerRow: 0, columns: ['Kolom 1'] },
      [
        [1, '1'],
        [2, '2'],
        [3, '3'],
      ],
    ],
    [
      'test-issue-1669',
      { sheets: ['Sheet1', 'Sheet2'], sheet: 'Sheet1', headerRow: 1, columns: ['Column1', 'Column2'] },
      [
        [2, '1', 'a'],
        [3, '2', 'e'],
        [4, '3', 'i'],
        [5, '4', 'o'],
        [6, '5', 'u'],
      ],
    ],
  ])('%s', async (name, inspection, rows) => {
    const reading = await readWhole(exceljs(name));
    expect(reading.inspection).toMatchObject({ format: 'xlsx', encoding: null, delimiter: null, ...inspection });
    expect(reading.rows).toEqual(rows);
  });

  test('another sheet on demand', async () => {
    const { inspection, rows } = await readWhole(exceljs('test-issue-1669'), 'Sheet2');
    expect(inspection).toMatchObject({ sheet: 'Sheet2', columns: ['DK', 'Name'] });
    expect(rows).toEqual([
      [2, 'T123456789', 'Test 89'],
      [3, 'T123456790', 'Test 90'],
      [4, 'T123456791', 'Test 91'],
      [5, 'T123456792', 'Test 92'],
      [6, 'T123456793', 'Test 93'],
    ]);
    await expect(inspectFile(exceljs('test-issue-1669'), { sheet: 'Sheet3' })).rejects.toMatchObject({
      code: 'sheet_missing',
      params: { sheet: 'Sheet3' },
    });
  });

  test('a form: the empty visible sheet is passed over, the header found below the title', async () => {
    const { inspection, rows } = await readWhole(exceljs('test-issue-877'));
    expect(inspection).toMatchObject({
      sheets: ['Ersatzteilliste', 'Leiterprüfung', 'Feststellanlagen', 'Schweißgerät'],
      sheet: 'Ersatzteilliste',
      headerRow: 4,
    });
    expect(inspection.columns).toEqual([
      'Pos',
      'Artikelnr',
      'Origi.',
      'Bezeichnung',
      'Einzelpreis, VK',
      'Menge',
      'VKE',
      'Gebraucht',
      'Bestand am Mann',
      'Benötigt für die Tour',
    ]);
    expect(rows[0]).toEqual([
      5,
      '1',
      '500',
      '0212509',
      'TEH LF40040 0 7035 LF-Kanal 40x40 mm lichtgrau',
      '1,96',
      '2',
      'Meter',
      '',
      '2',
      '0',
    ]);
  });

  test.each([
    ['bogus-defined-name', 'file_without_rows'],
    ['shared_string_with_escape', 'file_without_rows'],
    ['duplicateRowTest', 'file_empty'],
  ])('%s holds no table: %s', async (name, code) => {
    await expect(inspectFile(exceljs(name))).rejects.toMatchObject({ name: 'UnreadableFile', code });
  });
});
