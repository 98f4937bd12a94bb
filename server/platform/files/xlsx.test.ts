import { mkdtemp, readFile as readBytes, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ArchiveEntry, buildArchive, buildWorkbook, textRows, type WorkbookParts } from './fixtures/build-archive.ts';
import { inspectFile } from './inspect-file.ts';
import { readFile } from './read-file.ts';
import type { FileInspection } from './table.ts';
import { UnreadableFile } from './unreadable-file.ts';
import { SharedStrings } from './xlsx/shared-strings.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cermat-xlsx-'));
});
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
async function store(content: Buffer): Promise<string> {
  files += 1;
  const path = join(folder, `${files}.xlsx`);
  await writeFile(path, content);
  return path;
}

interface Reading {
  inspection: FileInspection;
  rows: [rowNumber: number, ...cells: string[]][];
}

async function read(path: string, sheet?: string): Promise<Reading> {
  const inspection = await inspectFile(path, sheet === undefined ? {} : { sheet });
  const rows: Reading['rows'] = [];
  for await (const chunk of readFile(path, inspection)) for (const row of chunk) rows.push([row.rowNumber, ...row.cells]);
  expect(rows).toHaveLength(inspection.rows);
  return { inspection, rows };
}

const build = async (parts: WorkbookParts) => read(await store(buildWorkbook(parts)));
const refusal = async (content: Buffer) =>
  inspectFile(await store(content)).then(
    (inspection) => inspection,
    (error: unknown) => error,
  );
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
    const reading = await read(exceljs(name));
    expect(reading.inspection).toMatchObject({ format: 'xlsx', encoding: null, delimiter: null, ...inspection });
    expect(reading.rows).toEqual(rows);
  });

  test('another sheet on demand', async () => {
    const { inspection, rows } = await read(exceljs('test-issue-1669'), 'Sheet2');
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
    const { inspection, rows } = await read(exceljs('test-issue-877'));
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

const cells = (...xml: string[]) => `<row>${xml.join('')}</row>`;
const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
const header = cells(text('Nama'), text('Telepon'), text('Catatan'));

describe('texts', () => {
  test('shared, inline, rich, with phonetic readings, escaped', async () => {
    const strings =
      '<si><t>Budi</t></si><si><r><t>Si</t></r><r><rPr><b/></rPr><t xml:space="preserve">ti </t></r><r><t>R.</t></r></si><si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr/></si><si><t>a_x000D_b_x005F_x000D_</t></si><si/><si><t>&lt;&amp;&#x1F600;</t></si>';
    const { rows } = await build({
      strings,
      sheets: [
        header +
          cells('<c t="s"><v>0</v></c>', '<c t="s"><v>1</v></c>', '<c t="s"><v>2</v></c>') +
          cells('<c t="s"><v>3</v></c>', '<c t="s"><v>4</v></c>', '<c t="s"><v>5</v></c>') +
          cells(
            '<c t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>',
            '<c t="inlineStr"><is><t><![CDATA[<b>]]></t></is></c>',
            text('x'),
          ),
      ],
    });
    expect(rows).toEqual([
      [2, 'Budi', 'Siti R.', '東京'],
      [3, 'a\rb_x000D_', '', '<&😀'],
      [4, 'inline', '<b>', 'x'],
    ]);
  });

  test('what a database cannot hold is shown as such in the sample, and comes through in the rows', async () => {
    const broken = `a_x0000_b_xD800_c${'x'.repeat(994)}&#x1F600;`;
    const { inspection, rows } = await build({ sheets: [cells(text('Na_x0000_ma'), text('Kota')) + cells(text(broken), text('x'))] });
    expect(inspection.columns).toEqual(['Na\uFFFDma', 'Kota']);
    expect(inspection.sample).toEqual([[`a\uFFFDb\uFFFDc${'x'.repeat(994)}\uFFFD…`, 'x']]);
    expect(rows[0]?.[1]).toBe(`a\0b\ud800c${'x'.repeat(994)}😀`);
  });

  test('an empty text may come first', async () => {
    const { rows } = await build({
      strings: '<si/><si><t>x</t></si>',
      sheets: [header + cells('<c t="s"><v>0</v></c>', '<c t="s"><v>1</v></c>', text('y'))],
    });
    expect(rows).toEqual([[2, '', 'x', 'y']]);
  });

  test('what is text stays text', async () => {
    const values = ['081234567890', '6.28123E+11', '00012', '1.0', ' x ', 'TRUE', '45000', '=1+1'];
    const { rows } = await build({ sheets: [textRows([values.map((_, index) => `nama${index}`), values])] });
    expect(rows[0]?.slice(1)).toEqual(values);
  });
});

describe('numbers', () => {
  const formats = [
    'General',
    '00000',
    '0000000000',
    '0000\\-0000\\-0000',
    '"0"#',
    '#,##0',
    '0.00',
    '0%',
    '@',
    '\\+62#',
    '[$-421]0000',
    '_-0000_-',
    '00000;-00000',
    '0',
    '[Red]00000',
  ];
  const styles = `<numFmts>${formats.map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${code.replaceAll('"', '&quot;')}"/>`).join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${formats.map((_, index) => `<xf numFmtId="${200 + index}"/>`).join('')}</cellXfs>`;

  test.each([
    ['628123000000', 'General', '628123000000'],
    ['6.28123E+11', 'General', '628123000000'],
    ['6.28123456789E11', 'General', '628123456789'],
    ['123456789012345', 'General', '123456789012345'],
    ['12345678901234567890', 'General', '12345678901234567890'],
    ['1.2345678901234568E+19', 'General', '12345678901234600000'],
    ['3.1400000000000001', 'General', '3.14'],
    ['0.1', 'General', '0.1'],
    ['1.0', 'General', '1'],
    ['1E-7', 'General', '0.0000001'],
    ['1.5E-3', 'General', '0.0015'],
    ['-12.50', 'General', '-12.5'],
    ['-0', 'General', '0'],
    ['0', 'General', '0'],
    ['007', 'General', '7'],
    ['.5', 'General', '0.5'],
    ['1e400', 'General', `1${'0'.repeat(400)}`],
    ['42', '00000', '00042'],
    ['123456', '00000', '123456'],
    ['812345678', '0000000000', '0812345678'],
    ['81234567890', '0000\\-0000\\-0000', '0812-3456-7890'],
    ['8123456789', '"0"#', '08123456789'],
    ['812345678', '\\+62#', '+62812345678'],
    ['42', '[$-421]0000', '0042'],
    ['42', '_-0000_-', '0042'],
    ['42', '00000;-00000', '00042'],
    ['42', '[Red]00000', '00042'],
    ['4.5', '00000', '4.5'],
    ['-42', '00000', '-42'],
    ['1250000', '#,##0', '1250000'],
    ['3.14159', '0.00', '3.14159'],
    ['0.15', '0%', '0.15'],
    ['5', '@', '5'],
    ['7', '0', '7'],
  ])('%s in the format %s is %s', async (stored, format, written) => {
    const { rows } = await build({ styles, sheets: [header + cells(`<c s="${formats.indexOf(format)}"><v>${stored}</v></c>`, text('x'))] });
    expect(rows[0]?.[1]).toBe(written);
  });
});

describe('dates', () => {
  const codes: Record<string, string> = {
    day: 'dd/mm/yyyy',
    moment: 'yyyy-mm-dd hh:mm',
    clock: 'h:mm AM/PM',
    hours: '[h]:mm:ss',
    indonesian: '[$-421]dd mmmm yyyy;@',
    minutes: 'mm:ss.0',
    month: 'mmm',
    words: '0 "hari"',
    red: '[Red]0.0',
    spaced: '_-* #,##0_-',
  };
  const names = Object.keys(codes);
  const styles = `<numFmts>${names.map((name, index) => `<numFmt formatCode="${codes[name]?.replaceAll('"', '&quot;')}" numFmtId="${164 + index}"/>`).join('')}</numFmts><cellXfs>${names.map((_, index) => `<xf numFmtId="${164 + index}"/>`).join('')}<xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="46"/></cellXfs>`;
  const index = (name: string) =>
    ({ 14: names.length, 22: names.length + 1, 20: names.length + 2, 46: names.length + 3 })[name] ?? names.indexOf(name);

  test.each([
    ['45000', 'day', false, '2023-03-15'],
    ['45000', '14', false, '2023-03-15'],
    ['45000.5', '22', false, '2023-03-15 12:00:00'],
    ['45000', 'moment', false, '2023-03-15 00:00:00'],
    ['45000.999999', 'moment', false, '2023-03-16 00:00:00'],
    ['45000.75', 'day', false, '2023-03-15 18:00:00'],
    ['0.5', 'clock', false, '12:00:00'],
    ['0.25', '20', false, '06:00:00'],
    ['1.5', 'hours', false, '36:00:00'],
    ['1.5', '46', false, '36:00:00'],
    ['0.001', 'minutes', false, '00:01:26'],
    ['45000', 'indonesian', false, '2023-03-15'],
    ['45000', 'month', false, '2023-03-15'],
    ['1', 'day', false, '1900-01-01'],
    ['59', 'day', false, '1900-02-28'],
    ['60', 'day', false, '1900-02-29'],
    ['61', 'day', false, '1900-03-01'],
    ['2958465', 'day', false, '9999-12-31'],
    ['2958466', 'day', false, '2958466'],
    ['-5', 'day', false, '-5'],
    ['0', 'day', false, '0'],
    ['0', 'day', true, '1904-01-01'],
    ['43538', 'day', true, '2023-03-15'],
    ['45000', 'words', false, '45000'],
    ['45000', 'red', false, '45000'],
    ['45000', 'spaced', false, '45000'],
  ])('%s as %s is a date (1904: %s): %s', async (stored, style, date1904, written) => {
    const { rows } = await build({ styles, date1904, sheets: [header + cells(`<c s="${index(style)}"><v>${stored}</v></c>`, text('x'))] });
    expect(rows[0]?.[1]).toBe(written);
  });

  test('stored as ISO text', async () => {
    const { rows } = await build({
      sheets: [
        header +
          cells(
            '<c t="d"><v>2024-05-01</v></c>',
            '<c t="d"><v>2024-05-01T00:00:00.000</v></c>',
            '<c t="d"><v>2024-05-01T13:45:00Z</v></c>',
          ),
      ],
    });
    expect(rows[0]?.slice(1)).toEqual(['2024-05-01', '2024-05-01', '2024-05-01 13:45:00']);
  });
});

describe('cells and rows', () => {
  test('booleans, errors, formulas with and without a stored value', async () => {
    const { rows } = await build({
      sheets: [
        header +
          cells('<c t="b"><v>1</v></c>', '<c t="b"><v>0</v></c>', '<c t="e"><v>#N/A</v></c>') +
          cells('<c><f>1+1</f><v>2</v></c>', '<c t="str"><f>A1</f><v>te_x000D_ks</v></c>', '<c><f>NOW()</f></c>'),
      ],
    });
    expect(rows).toEqual([
      [2, 'TRUE', 'FALSE', '#N/A'],
      [3, '2', 'te\rks', ''],
    ]);
  });

  test('references, gaps, and attributes in any order', async () => {
    const sheet = `<row r="3"><c t="inlineStr" r="B3"><is><t>Nama</t></is></c><c r="D3" t="inlineStr"><is><t>Telepon</t></is></c></row><row spans="1:4" r="10"><c r="b10" t="inlineStr"><is><t>Budi</t></is></c>${text('lanjut')}<c r="D10"><v>5</v></c></row><row/><row><c r="A12"/><c r="D12"><v>6</v></c></row>`;
    const { inspection, rows } = await build({ sheets: [sheet] });
    expect(inspection).toMatchObject({ headerRow: 3, columns: ['Kolom 1', 'Nama', 'Kolom 3', 'Telepon'] });
    expect(rows).toEqual([
      [10, '', 'Budi', 'lanjut', '5'],
      [12, '', '', '', '6'],
    ]);
  });

  test('merged cells have their value in the first; nothing below sheetData is read', async () => {
    const sheet = `<?xml version="1.0"?><x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData>${(header + cells(text('Budi'), '<c/>', text('x'))).replaceAll('<', '<x:').replaceAll('<x:/', '</x:')}</x:sheetData><x:mergeCells><x:mergeCell ref="A2:B2"/></x:mergeCells><x:extLst><x:row r="9"><x:c><x:v>9</x:v></x:c></x:row></x:extLst></x:worksheet>`;
    const { rows } = await build({ sheets: [sheet] });
    expect(rows).toEqual([[2, 'Budi', '', 'x']]);
  });

  test('sheets by their relations wherever they lie, hidden and empty ones last or not at all', async () => {
    const parts = buildWorkbook({
      sheets: [
        textRows([
          ['Rahasia', 'x'],
          ['1', '2'],
        ]),
        '',
        textRows([
          ['Nama', 'Kota'],
          ['Budi', 'Solo'],
        ]),
      ],
      sheetNames: ['Tersembunyi', 'Kosong', 'Data'],
      hidden: [true, false, false],
    });
    expect((await read(await store(parts))).inspection).toMatchObject({ sheets: ['Data', 'Tersembunyi'], sheet: 'Data' });
    const relation = 'http://purl.oclc.org/ooxml/officeDocument/relationships';
    const odd = buildArchive([
      {
        name: '_rels/.rels',
        content: `<Relationships><Relationship Target="/buku/kerja.xml" Type="${relation}/officeDocument" Id="a"/></Relationships>`,
      },
      {
        name: 'buku/kerja.xml',
        content: '<w:workbook xmlns:w="w" xmlns:q="q"><w:sheets><w:sheet q:id="z" sheetId="4" name="A &amp; B"/></w:sheets></w:workbook>',
      },
      {
        name: 'buku/_rels/kerja.xml.rels',
        content: `<Relationships><Relationship Id="z" Type="${relation}/worksheet" Target="../Lembar/SATU.xml"/></Relationships>`,
      },
      {
        name: 'lembar/satu.XML',
        content: Buffer.from(
          `\ufeff<?xml version="1.0" encoding="UTF-16"?><worksheet><sheetData>${textRows([
            ['Nama', 'Kota'],
            ['Žofie', 'Solo'],
          ])}</sheetData></worksheet>`,
          'utf16le',
        ),
        stored: true,
      },
    ]);
    const { inspection, rows } = await read(await store(odd));
    expect(inspection).toMatchObject({ sheets: ['A & B'], columns: ['Nama', 'Kota'] });
    expect(rows).toEqual([[2, 'Žofie', 'Solo']]);
  });
});

describe('refused', () => {
  const good = buildWorkbook({
    sheets: [textRows([['Nama', 'Kota'], ...Array.from({ length: 2000 }, (_, index) => [`Budi ${index}`, 'Solo'])])],
  });
  const sheetWith = (data: string) => buildWorkbook({ sheets: [header + data] });
  const entryWith = (entry: Partial<ArchiveEntry>) =>
    buildWorkbook({ sheets: [], more: [{ name: 'xl/worksheets/sheet1.xml', content: 'x', ...entry }] });
  const blanks = Buffer.alloc(64 * 1024 * 1024, ' ');
  test.each<[string, Buffer, string]>([
    ['cut in the middle', good.subarray(0, good.length / 2), 'file_damaged'],
    ['cut at the end', good.subarray(0, good.length - 30), 'file_damaged'],
    ['a signature only', Buffer.from('PK\x03\x04'), 'file_damaged'],
    ['an empty archive', buildArchive([]), 'file_other_format'],
    ['flipped bits', Buffer.from(good).fill(0x55, 2000, 2010), 'file_damaged'],
    ['an entry that says it is larger', liar(9_000_000), 'file_damaged'],
    ['an entry that says it is smaller', liar(100), 'file_bomb'],
    ['an entry whose sum is wrong', liar(undefined, 12345), 'file_damaged'],
    ['an entry locked by a password', entryWith({ encrypted: true }), 'file_encrypted'],
    ['a bomb', entryWith({ content: blanks }), 'file_bomb'],
    ['a bomb that says it is small', liar(200_000, undefined, blanks), 'file_bomb'],
    ['a bomb that says it is huge', entryWith({ declaredSize: 4_294_967_290 }), 'file_bomb'],
    [
      'ten thousand entries and one',
      buildArchive(Array.from({ length: 10_001 }, (_, index) => ({ name: `${index}`, content: '' }))),
      'file_bomb',
    ],
    ['a row numbered a billion', sheetWith('<row r="1000000000"><c t="inlineStr"><is><t>x</t></is></c></row>'), 'too_many_rows'],
    ['a row numbered nonsense', sheetWith('<row r="1e3"/><row r="abc"/>'), 'file_damaged'],
    ['rows that go back', sheetWith(`<row r="9">${text('x')}</row><row r="4">${text('x')}</row>`), 'file_damaged'],
    ['a column beyond XFD', sheetWith('<row><c r="XFE2"><v>1</v></c></row>'), 'file_damaged'],
    ['a column of nonsense', sheetWith('<row><c r="AAAAAAAAAA2"><v>1</v></c></row>'), 'file_damaged'],
    ['text in column XFD', sheetWith('<row><c r="XFD2"><v>1</v></c></row>'), 'too_many_columns'],
    ['a shared string that is not there', sheetWith('<row><c t="s"><v>7</v></c></row>'), 'file_damaged'],
    ['a document type', buildWorkbook({ sheets: ['<!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData/></worksheet>'] }), 'file_damaged'],
    ['an entity', sheetWith(cells('<c t="inlineStr"><is><t>&a;</t></is></c>')), 'file_damaged'],
    ['broken XML', sheetWith('<row><c></row>'), 'file_damaged'],
    ['an endless cell', sheetWith(cells(text('x'.repeat(100_001)))), 'cell_too_long'],
    ['an endless shared text', buildWorkbook({ strings: `<si><t>${'x'.repeat(100_001)}</t></si>`, sheets: [header] }), 'cell_too_long'],
    ['no sheet', buildWorkbook({ sheets: [] }), 'file_empty'],
    ['an empty sheet', buildWorkbook({ sheets: ['<row r="5"><c r="A5" s="1"/></row>'] }), 'file_empty'],
    ['a header only', buildWorkbook({ sheets: [header] }), 'file_without_rows'],
  ])('%s', async (_, content, code) => {
    expect(await refusal(content)).toMatchObject({ name: 'UnreadableFile', code });
  });

  test.each([
    ['OpenDocument', ['mimetype', 'content.xml']],
    ['Word', ['[Content_Types].xml', 'word/document.xml']],
    ['PowerPoint', ['ppt/presentation.xml']],
    ['Apple Numbers', ['Index/Document.iwa']],
    ['XLSB', ['[Content_Types].xml', 'xl/workbook.bin']],
    ['ZIP', ['foto.jpg']],
  ])('%s is named', async (format, names) => {
    expect(await refusal(buildArchive(names.map((name) => ({ name, content: 'x' }))))).toMatchObject({
      code: 'file_other_format',
      params: { format },
    });
  });

  test('the row of a cell that is too long is named', async () => {
    expect(await refusal(sheetWith(`<row r="77">${text('x'.repeat(100_001))}</row>`))).toMatchObject({ params: { row: 77 } });
  });

  /** A workbook whose sheet lies about itself. */
  function liar(
    declaredSize?: number,
    declaredCrc?: number,
    content: string | Buffer = `<worksheet><sheetData>${textRows([['Nama'], ['x'.repeat(5000)]])}</sheetData></worksheet>`,
  ): Buffer {
    const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    return buildArchive([
      {
        name: '_rels/.rels',
        content: `<Relationships><Relationship Target="xl/workbook.xml" Type="${relation}/officeDocument" Id="a"/></Relationships>`,
      },
      { name: 'xl/workbook.xml', content: '<workbook xmlns:r="r"><sheets><sheet r:id="z" sheetId="4" name="Data"/></sheets></workbook>' },
      {
        name: 'xl/_rels/workbook.xml.rels',
        content: `<Relationships><Relationship Id="z" Type="${relation}/worksheet" Target="sheet1.xml"/></Relationships>`,
      },
      {
        name: 'xl/sheet1.xml',
        content,
        ...(declaredSize === undefined ? {} : { declaredSize }),
        ...(declaredCrc === undefined ? {} : { declaredCrc }),
      },
    ]);
  }
});

test('any byte changed, packed or unpacked, gives rows or a refusal, never another error', async () => {
  const path = join(folder, 'changed.xlsx');
  const outcomes = new Set<string>();
  const attempt = async (content: Buffer) => {
    await writeFile(path, content);
    outcomes.add(
      await inspectFile(path).then(
        () => 'rows',
        (error: unknown) => (error instanceof UnreadableFile ? 'a refusal' : String(error)),
      ),
    );
  };
  const parts: WorkbookParts = {
    strings: '<si><t>Budi</t></si>',
    styles: '<cellXfs><xf numFmtId="14"/></cellXfs>',
    sheets: [`${header}<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" s="0"><v>45000</v></c></row>`],
  };
  const whole = buildWorkbook(parts);
  for (let position = 0; position < whole.length; position += 5) {
    const bytes = Buffer.from(whole);
    bytes[position] = (bytes[position] ?? 0) ^ (1 << (position % 8));
    await attempt(bytes);
  }
  const data = Buffer.from(parts.sheets[0] ?? '');
  for (let position = 0; position < data.length; position += 3) {
    const bytes = Buffer.from(data);
    bytes[position] = (bytes[position] ?? 0) ^ (1 << (position % 7));
    await attempt(buildWorkbook({ ...parts, sheets: [bytes.toString('latin1')] }));
  }
  expect([...outcomes].toSorted()).toEqual(['a refusal', 'rows']);
});

test('nothing written in a cell takes long', async () => {
  const long = (piece: string) => piece.repeat(99_000 / piece.length);
  const headers = [' ', '.', 'a ', '1.', 'a@a.', '\n'].map((piece) => text(`x@${long(piece)} x`));
  const numbers = ['1', '1.', ' ', 'e', '.', '0'].map((piece) => `<c s="0"><v>1${long(piece)}x</v></c>`);
  const styles = `<numFmts><numFmt numFmtId="200" formatCode="${long('0[a')}"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs>`;
  const begun = performance.now();
  const { inspection } = await build({
    styles,
    sheets: [cells(...headers) + cells(...headers.map(() => text('isi'))) + cells(...numbers)],
  });
  expect(inspection).toMatchObject({ headerRow: 1, rows: 2 });
  expect(performance.now() - begun).toBeLessThan(3000);
});

test('a workbook under the name of a text file, and a text under the name of a workbook, are what they hold', async () => {
  const path = join(folder, 'daftar.csv');
  await writeFile(path, await readBytes(exceljs('test-issue-1364')));
  expect((await inspectFile(path)).format).toBe('xlsx');
  expect((await inspectFile(await store(Buffer.from('Nama,Kota\nBudi,Solo')))).format).toBe('csv');
});

test('shared texts are the same from memory and from the temporary file', () => {
  const strings = new SharedStrings(3);
  const make = (index: number) => `teks ${index} ${'é山😀'.repeat(index % 50)}`;
  const count = 60_000;
  for (let index = 0; index < count; index += 1) strings.add(make(index));
  const order = Array.from({ length: count }, (_, place) => (place * 7919) % count);
  for (const index of [...order.slice(0, 5000), ...order.keys()]) {
    if (strings.get(index) !== make(index)) throw new Error(`text ${index} differs`);
  }
  expect([strings.get(-1), strings.get(count), strings.get(1.5), strings.get(Number.NaN)]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  strings.close();
});
