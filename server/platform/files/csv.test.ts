import { readdir, readFile as readBytes } from 'node:fs/promises';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { thorough } from '../../testing/thoroughness.ts';
import { readRows, refusalOf, storeFiles } from './fixtures/store-files.ts';

const store = storeFiles('csv');

async function read(path: string): ReturnType<typeof readRows> {
  const { inspection, rows } = await readRows(path);
  expect(inspection.sample).toEqual(rows.slice(0, 20).map((row) => row.cells));
  return { inspection, rows };
}

const readText = async (content: string | Buffer) => read(await store(content));
const refusal = async (content: string | Buffer) => refusalOf(await store(content));

describe('csv-spectrum', async () => {
  const fixtures = new URL('./fixtures/csv-spectrum/', import.meta.url);
  const names = await readdir(new URL('csvs/', fixtures));
  test('all eleven are there', () => expect(names).toHaveLength(11));
  test.each(names)('%s reads as its answer', async (name) => {
    const { inspection, rows } = await read(new URL(`csvs/${name}`, fixtures).pathname);
    const answer = JSON.parse(await readBytes(new URL(`json/${name.replace('.csv', '.json')}`, fixtures), 'utf8')) as Record<
      string,
      string
    >[];
    expect(rows.map(({ cells }) => Object.fromEntries(inspection.columns.map((column, index) => [column, cells[index]])))).toEqual(answer);
    expect(inspection).toMatchObject({ format: 'csv', encoding: 'utf-8', delimiter: ',', headerRow: 1, sheets: [], sheet: null });
  });
});

test('a file of dates only has no header', async () => {
  const { inspection, rows } = await read(new URL('./fixtures/exceljs/exceljs_test-issue-991.csv', import.meta.url).pathname);
  expect(inspection).toMatchObject({ headerRow: 0, columns: ['Kolom 1'], rows: 5 });
  expect(rows.map((row) => row.cells[0])).toEqual(['2019-11-04', '11-04-2019', '2019-11-04T10:17:55', '00210PRG1', '1234-5thisisnotadate']);
  expect(rows[0]?.rowNumber).toBe(1);
});

describe('delimiter', () => {
  test.each([
    [',', 'Nama,Telepon\n"Doe; John",0812'],
    [';', 'Nama;Telepon\n"Doe, John";0812\n"Roe, Jane, Dr.";0813'],
    [';', 'Harga;Jumlah\n1,5;2,5\n3,5;4,5'],
    ['\t', 'Nama\tAlamat\nBudi\tJl. Merdeka 1, Jakarta\nSiti\tJl. Mawar 2, Bandung'],
    ['|', 'Nama|Telepon\nBudi|0812'],
    [',', 'Telepon\n0812\n0813'],
    [';', 'sep=;\nNama;Telepon\nBudi;0812'],
    [',', '"sep=,"\r\nNama,Telepon\r\nBudi,0812'],
    [';', 'Nama;Catatan\nBudi;"satu\ndua; tiga, empat"\nSiti;"a, b, c"'],
  ])('%s', async (delimiter, text) => {
    const { inspection, rows } = await readText(text);
    expect(inspection.delimiter).toBe(delimiter);
    expect(inspection.format).toBe(delimiter === '\t' ? 'tsv' : 'csv');
    expect(inspection.headerRow).toBe(1);
    expect(rows[0]?.rowNumber).toBe(2);
  });
});

describe('encoding', () => {
  const text = 'Nama,Kota\r\nAndré Müller,São Paulo\r\nŽofie,Kraków\r\n';
  test.each([
    ['utf-8', iconv.encode(text, 'utf-8')],
    ['utf-8', iconv.encode(text, 'utf-8', { addBOM: true })],
    ['utf-16le', iconv.encode(text, 'utf-16le', { addBOM: true })],
    ['utf-16be', iconv.encode(text, 'utf-16be', { addBOM: true })],
    ['utf-16le', iconv.encode(text, 'utf-16le', { addBOM: false })],
    ['utf-16be', iconv.encode(text, 'utf-16be', { addBOM: false })],
  ])('%s', async (encoding, bytes) => {
    const { inspection, rows } = await readText(bytes);
    expect(inspection.encoding).toBe(encoding);
    expect(inspection.columns).toEqual(['Nama', 'Kota']);
    expect(rows.map((row) => row.cells)).toEqual([
      ['André Müller', 'São Paulo'],
      ['Žofie', 'Kraków'],
    ]);
  });

  test('windows-1252, recognised by a letter far from the beginning', async () => {
    const lines = Array.from({ length: 40_000 }, (_, index) => `Budi${index},Jakarta`);
    const { inspection, rows } = await readText(iconv.encode(['Nama,Kota', ...lines, 'André,“Köln” €'].join('\n'), 'windows-1252'));
    expect(inspection.encoding).toBe('windows-1252');
    expect(rows.at(-1)?.cells).toEqual(['André', '“Köln” €']);
  });

  test('letters cut by the border of a chunk stay whole', async () => {
    const lines = Array.from({ length: 60_000 }, (_, index) => `Žofie ${'ñ'.repeat(index % 7)},${index}`);
    const { rows } = await readText(['Nama,Nomor', ...lines].join('\n'));
    expect(rows.map((row) => row.cells.join(','))).toEqual(lines);
  });

  test.each([
    [
      'UTF-8 with one broken letter among good ones',
      Buffer.concat([Buffer.from('Nama,Kota\nAndré,Köln\nJosé,'), Buffer.from([0xe9]), Buffer.from('\nŽofie,Kraków')]),
      3,
    ],
    [
      'a UTF-8 mark before something else',
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('Nama\nAndr'), Buffer.from([0xe9]), Buffer.from('\n')]),
      2,
    ],
    ['half a surrogate pair written as UTF-8', Buffer.from('4e616d610a4265740a42756469eda0bd0a', 'hex'), 3],
    ['a slash in two bytes among good letters', Buffer.from('4e616d610ac3a9c3a9c3a90a4265e080af0a', 'hex'), 3],
    ['a letter beyond the last of Unicode', Buffer.from('4e616d610ac3a9c3a9c3a90a4265f4908080', 'hex'), 3],
  ])('%s is refused', async (_, bytes, row) => {
    expect(await refusal(bytes)).toMatchObject({ code: 'encoding_unknown', params: { row } });
  });
});

describe('header', () => {
  test.each<[string, string, number, string[]]>([
    ['titles above it', 'Daftar member,,\nPer 1 Mei 2026,,\n,,\nUsername,Nama,Telepon\nbudi,Budi,0812', 4, ['Username', 'Nama', 'Telepon']],
    ['none', '1,Budi,081234567890\n2,Siti,081234567891\n', 0, ['Kolom 1', 'Kolom 2', 'Kolom 3']],
    ['none, one phone in a row', '081234567890\n081234567891', 0, ['Kolom 1']],
    ['years', 'Nama,2021,2022\nBudi,5,6\nSiti,7,8', 1, ['Nama', '2021', '2022']],
    ['equal headers', 'Telepon,Telepon,Telepon (2),Telepon\n1,2,3,4', 1, ['Telepon', 'Telepon (3)', 'Telepon (2)', 'Telepon (4)']],
    ['empty headers', 'Nama,,Telepon,,\nBudi,x,0812,y,', 1, ['Nama', 'Kolom 2', 'Telepon', 'Kolom 4']],
    ['a header that is called like an empty one', 'Kolom 2,,Kota\nx,y,z', 1, ['Kolom 2', 'Kolom 2 (2)', 'Kota']],
    ['line breaks', '"Nomor\r\nTelepon",Nama\n0812,Budi', 1, ['Nomor Telepon', 'Nama']],
    ['blank lines above', '\n\n\nNama,Telepon\nBudi,0812', 4, ['Nama', 'Telepon']],
    ['a row longer than it', 'Nama,Telepon\nBudi,0812,lebih,,\nSiti', 1, ['Nama', 'Telepon', 'Kolom 3']],
    ['all text', 'first,second\nfoo,bar\nbaz,qux', 1, ['first', 'second']],
  ])('%s', async (_, text, headerRow, columns) => {
    const { inspection, rows } = await readText(text);
    expect(inspection).toMatchObject({ headerRow, columns });
    for (const row of rows) expect(row.cells).toHaveLength(columns.length);
  });

  test('a header repeated further down is a row', async () => {
    const { rows } = await readText('Nama,Telepon\nBudi,0812\nNama,Telepon\nSiti,0813');
    expect(rows.map((row) => row.cells[0])).toEqual(['Budi', 'Nama', 'Siti']);
  });
});

test('text arrives as it was', async () => {
  const cells = [
    '007',
    '00000000000000000000123',
    '12345678901234567890',
    '1.50',
    '6.28E+11',
    '=1+1',
    ' spasi ',
    '2026-05-01',
    '山田',
    '😀',
    'TRUE',
    '1,5',
    "'0812",
    'a\r\nb',
    'c"d',
  ];
  const header = cells.map((_, index) => `k${index}`).join(',');
  const line = cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  const { rows } = await readText(`${header}\n${line}\n`);
  expect(rows[0]?.cells).toEqual(cells);
});

test('blank rows are no rows and keep their place in the count', async () => {
  const { rows } = await readText('Nama,Telepon\r\n\r\nBudi,0812\r\n,\r\n" ",\r\nSiti,0813\r\n\r\n');
  expect(rows.map((row) => row.rowNumber)).toEqual([3, 6]);
});

test('line ends of every kind, also mixed', async () => {
  expect((await readText('Nama,Kota\rBudi,Solo\rSiti,Bogor')).rows).toHaveLength(2);
  const { rows } = await readText('Nama,Kota\nBudi,Solo\r\nSiti,"Bo\r"\nAdi,"x\ny"\r\n');
  expect(rows.map((row) => row.cells)).toEqual([
    ['Budi', 'Solo'],
    ['Siti', 'Bo\r'],
    ['Adi', 'x\ny'],
  ]);
});

describe('refused', () => {
  const many = Array.from({ length: 50_000 }, (_, index) => `user${index},08120000${index}`);
  test.each<[string, string | Buffer, object]>([
    ['empty', '', { code: 'file_empty' }],
    ['blank', ' \r\n,,,\n', { code: 'file_empty' }],
    ['a byte order mark only', Buffer.from([0xef, 0xbb, 0xbf]), { code: 'file_empty' }],
    ['a header only', 'Nama,Telepon\n', { code: 'file_without_rows' }],
    ['a quote that swallows the rest', `a,b\n1,2\n3,"4\n${many.join('\n')}`, { code: 'quote_unclosed', params: { row: 3 } }],
    [
      'a quote that swallows the rest of a large file',
      `a,b\n1,2\n3,"4\n${'x,y\n'.repeat(2_000_000)}`,
      { code: 'quote_unclosed', params: { row: 3 } },
    ],
    ['a quote closed in the wrong place', `a,b\n${many.join('\n')}\n3,"4" x\n5,6`, { code: 'quote_unclosed', params: { row: 50_002 } }],
    ['two stray quotes', 'a,b\n1,"2\n3,4\n5,"6\n7,8', { code: 'quote_unclosed', params: { row: 2 } }],
    ['NUL', 'a,b\n1,2\n3,4\0\n', { code: 'nul_character', params: { row: 3, column: 'B' } }],
    ['a cell without end', `a,b\n1,${'x'.repeat(100_001)}\n`, { code: 'cell_too_long', params: { row: 2, column: 'B' } }],
    ['a row without end', `a,b\n1,${'x'.repeat(5_000_000)}`, { code: 'row_too_long', params: { row: 2 } }],
    ['too many columns', `a,b\n${'x,'.repeat(501)}`, { code: 'too_many_columns', params: { row: 2 } }],
    ['a web page', '<!DOCTYPE html><table><tr><td>1</td></tr></table>', { code: 'file_other_format', params: { format: 'HTML' } }],
    ['XML', '\ufeff<?xml version="1.0"?><Workbook/>', { code: 'file_other_format', params: { format: 'XML' } }],
    ['JSON', '[{"nama":"Budi"}]', { code: 'file_other_format', params: { format: 'JSON' } }],
    ['PDF', '%PDF-1.7\n%âãÏÓ', { code: 'file_other_format', params: { format: 'PDF' } }],
    [
      'a program',
      Buffer.concat([Buffer.from('MZ'), Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7) % 31))]),
      { code: 'file_not_a_table' },
    ],
  ])('%s', async (_, content, error) => {
    const refused = await refusal(content);
    expect(refused).toMatchObject({ name: 'UnreadableFile', ...error });
    expect(String(refused)).not.toMatch(/[{}]|\b(?:row|line) 0\b/i);
  });
});

test('any table written as CSV reads back the same', async () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom('', '"', 'a"b', 'x\ny', 'x\r\ny', ';', ',', '\t', '|', '  ', '007', 'é', 'x\r', '"\r'),
  );
  const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 12 });
  const encoding = fc.constantFrom('utf-8', 'utf-8-bom', 'utf-16le', 'utf-16be');
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom(',', ';', '\t', '|'),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      encoding,
      async (cells, delimiter, newline, quoteAll, name) => {
        const filled = cells.filter((row) => row.some((written) => written.trim() !== ''));
        fc.pre(filled.length > 0);
        const quote = (text: string) => (quoteAll || /["\r\n;,\t|]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
        const text = [['Username', 'Nama', 'Telepon'], ...cells].map((row) => row.map(quote).join(delimiter)).join(newline);
        const { rows } = await readText(iconv.encode(text, name.replace('-bom', ''), { addBOM: name !== 'utf-8' }));
        expect(rows.map((row) => row.cells)).toEqual(filled);
      },
    ),
    { numRuns: thorough ? 400 : 40 },
  );
});
