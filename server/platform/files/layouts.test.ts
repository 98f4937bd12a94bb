import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import type { FileLayout } from '../../../contract/file-layouts.ts';
import { type TextEncoding, textEncodings } from '../../../contract/text-layouts.ts';
import { timesTheWork } from '../../testing/measure-work.ts';
import { detectEncoding } from './detect-encoding.ts';
import { readRows, refusalOf, storeFiles } from './fixtures/store-files.ts';

const store = storeFiles('csv');

async function read(content: string | Buffer, layout: FileLayout = {}) {
  const { inspection, rows } = await readRows(await store(content), layout);
  return { inspection, rows: rows.map(({ cells }) => cells) };
}

const refusal = async (content: string | Buffer, layout: FileLayout = {}) => refusalOf(await store(content), layout);

/** Names as people of many countries write them, in what their systems wrote before Unicode. */
const names: readonly (readonly [TextEncoding, string])[] = [
  ['windows-1250', 'Łukasz,Żółkiewski\nDvořák,Plzeň\nKovács,Győr'],
  ['windows-1251', 'Иван,Петров\nОльга,Смирнова'],
  ['windows-1252', 'André,Müller\nJosé,São Paulo'],
  ['windows-1253', 'Γιώργος,Αθήνα'],
  ['windows-1254', 'Ayşe,Yılmaz\nOğuz,Şahin'],
  ['windows-1255', 'דוד,כהן'],
  ['windows-1256', 'محمد,علي'],
  ['windows-1257', 'Jānis,Bērziņš'],
  ['windows-1258', 'Đăng,Thơ'],
  ['windows-874', 'สมชาย,ใจดี'],
  ['gb18030', '王小明,北京\n李雷,上海'],
  ['big5', '王小明,臺北'],
  ['shift_jis', '山田太郎,東京\nユーザー,大阪'],
  ['euc-jp', '山田太郎,東京\nユーザー,大阪'],
  ['euc-kr', '김철수,서울'],
  ['koi8-r', 'Иван,Петров'],
  ['iso-8859-2', 'Łukasz,Żółkiewski'],
  ['macintosh', 'André,Müller'],
  ['cp850', 'André,Müller'],
  ['cp437', 'André,Müller'],
];

describe('letters of older encodings', () => {
  test.each(names)('%s: read right without a word, or asked for with the right one among the choices', async (encoding, text) => {
    const wanted = text.split('\n').map((line) => line.split(','));
    const bytes = iconv.encode(`nama,kota\n${text}\nBudi,Solo\n`, encoding);
    const { inspection, rows } = await read(bytes);
    const right = (found: string[][]) => JSON.stringify(found.slice(0, -1)) === JSON.stringify(wanted);
    if (inspection.encodingChoices.length === 0) expect(rows.slice(0, -1)).toEqual(wanted);
    else {
      expect(inspection.encodingChoices.length).toBeGreaterThan(1);
      const shown = inspection.encodingChoices.map((choice) => choice.lines.slice(0, wanted.length).map((line) => line.split(',')));
      expect(shown.some((lines) => JSON.stringify(lines) === JSON.stringify(wanted))).toBe(true);
    }
    // By hand it is always read right.
    expect(right((await read(bytes, { encoding })).rows)).toBe(true);
  });

  test('every encoding that can be chosen is one that can be read', () => {
    expect(textEncodings.filter((encoding) => !iconv.encodingExists(encoding))).toEqual([]);
  });

  test('what a chosen encoding has no letter for is refused with its row', async () => {
    const bytes = iconv.encode('nama,kota\nBudi,Solo\nユーザー,大阪\n', 'shift_jis');
    expect(await refusal(bytes, { encoding: 'windows-874' })).toMatchObject({ code: 'encoding_misfit', params: { row: 3 } });
    expect(await refusal(bytes, { encoding: 'utf-8' })).toMatchObject({ code: 'encoding_unknown', params: { row: 3 } });
  });

  test('one broken letter among those of UTF-8 is no other encoding', async () => {
    const bytes = Buffer.concat([Buffer.from('login,nama\r\nu1,José\r\nu2,Jos'), Buffer.from([0xe9]), Buffer.from('\r\n')]);
    expect(await refusal(bytes)).toMatchObject({ code: 'encoding_unknown', params: { row: 3 } });
  });

  test('letters that read the same in all that fit are no question', async () => {
    const { inspection, rows } = await read(iconv.encode('nama\nCafé\n', 'windows-1254'));
    expect([inspection.encodingChoices, rows]).toEqual([[], [['Café']]]);
  });
});

describe('line ends', () => {
  test.each<[string, string, string[][]]>([
    [
      'CR in a file of LF',
      'a,b\n1,2\r3,4\n5,6\n',
      [
        ['1', '2'],
        ['3', '4'],
        ['5', '6'],
      ],
    ],
    [
      'LF for the header, CR for the rest',
      'a,b\n1,2\r3,4\r',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      'LF in a quoted cell of a file of CR',
      'a,b\r1,"x\ny"\r3,4\r',
      [
        ['1', 'x\ny'],
        ['3', '4'],
      ],
    ],
    [
      'CR at the end of a quoted cell',
      'a,b\n1,"x\r"\n3,x\r\n',
      [
        ['1', 'x\r'],
        ['3', 'x'],
      ],
    ],
    [
      'CR alone in a quoted cell, rows of CRLF',
      'a,b\r\n"x\ry",2\r\n3,4\r\n',
      [
        ['x\ry', '2'],
        ['3', '4'],
      ],
    ],
    [
      'CRLF in a quoted cell of a file of LF',
      'a,b\n"x\r\ny",2\n3,4\n',
      [
        ['x\r\ny', '2'],
        ['3', '4'],
      ],
    ],
    [
      'a quotation mark amid a cell',
      'a,b\n5" pipa,2\r3,4\n',
      [
        ['5" pipa', '2'],
        ['3', '4'],
      ],
    ],
    [
      'doubled quotation marks',
      'a,b\n"5"" \r""",2\r3,4\n',
      [
        ['5" \r"', '2'],
        ['3', '4'],
      ],
    ],
  ])('%s', async (_, text, wanted) => {
    expect((await read(text)).rows).toEqual(wanted);
    for (const encoding of ['utf-16le', 'utf-16be'])
      expect((await read(iconv.encode(text, encoding, { addBOM: true }))).rows).toEqual(wanted);
  });

  test('wherever a piece of the file ends', async () => {
    const body = Array.from({ length: 60_000 }, (_, index) => `u${index},"${'x'.repeat(index % 17)}\r"${index % 3 === 0 ? '\r' : '\r\n'}`);
    const { rows } = await read(`a,b\n${body.join('')}`);
    expect(rows.every(([name, text], index) => name === `u${index}` && text === `${'x'.repeat(index % 17)}\r`)).toBe(true);
  });
});

describe('the separator people see', () => {
  const ragged = Array.from({ length: 60 }, (_, index) => `Kota${index}, Jawa;0812903${index};Nama ${index};c`);
  test.each<[string, string, string]>([
    [
      ';',
      'one row short among many with a comma each',
      ['Kota, Provinsi;No HP;Nama;Catatan', ...ragged, 'Bogor, Jawa;0812;Wati'].join('\n'),
    ],
    [';', 'a comma in each row, one separator too many', 'Kota, Provinsi;No HP;Nama\nBandung, Jawa;0812;Sari\nBogor, Jawa;0813;Tono;'],
    [',', 'many semicolons in one cell', 'username,tanggal\nbudi01,01/04/2026;02/04/2026;05/04/2026;06/04/2026'],
    [';', 'commas in the header', 'Kode (huruf kecil, wajib);Nama (maks, wajib);HP (angka, wajib)\nkd001;Sari;0812\nkd002;Tono;0813'],
    ['\t', 'decimal commas', '101300\t010126\t081293000001\t733480,00\n106110\t010126\t081293000002\t73348,16'],
  ])('%j: %s', async (delimiter, _, text) => {
    expect((await read(text)).inspection.delimiter).toBe(delimiter);
  });
});

describe('chosen by hand', () => {
  test('the separator and the quotation mark', async () => {
    const text = "nama:catatan\nBudi:'a:b'\nSiti:\"c\n";
    expect((await read(text, { delimiter: ':', quote: "'" })).rows).toEqual([
      ['Budi', 'a:b'],
      ['Siti', '"c'],
    ]);
    const bare = 'nama;tinggi\n"Budi;5"\n"Siti;6\n';
    expect((await read(bare, { quote: 'none' })).rows).toEqual([
      ['"Budi', '5"'],
      ['"Siti', '6'],
    ]);
  });

  test('the header’s row, or none: no row vanishes', async () => {
    const text = 'Daftar member\nBank Mandiri,0841871953\nBank BCA,0896035417\n';
    const none = await read(text, { headerRow: 0 });
    expect([none.inspection.columns, none.rows.length]).toEqual([['Kolom 1', 'Kolom 2'], 3]);
    const second = await read(text, { headerRow: 2 });
    expect([second.inspection.columns, second.rows]).toEqual([['Bank Mandiri', '0841871953'], [['Bank BCA', '0896035417']]]);
    expect(second.inspection.top.map(({ rowNumber, cells }) => [rowNumber, cells[0]])).toEqual([
      [1, 'Daftar member'],
      [2, 'Bank Mandiri'],
      [3, 'Bank BCA'],
    ]);
    expect(await refusal('a,b\n\n1,2\n', { headerRow: 2 })).toMatchObject({ code: 'header_missing', params: { row: 2 } });
    expect(await refusal('a,b\n1,2\n', { headerRow: 2 })).toMatchObject({ code: 'file_without_rows' });
  });
});

describe('the header that is found', () => {
  test.each<[string, string, number]>([
    ['none above names of banks', 'Bank Mandiri,08418719530\nBank BCA,08960354170\nBank BRI,08197799774\n', 0],
    ['a name beside years', 'Username,2023,2024,2025\nu0,0,0,0\nu1,1,2,3\nu2,2,4,6\n', 1],
    ['a name beside days', 'Nama,1,2,3,4,5\nBudi,8,8,0,8,8\nSiti,8,8,8,0,8\n', 1],
  ])('%s', async (_, text, headerRow) => {
    expect((await read(text)).inspection.headerRow).toBe(headerRow);
  });
});

test('finding the encoding of four times as many lines that end with CR alone takes some four times the work', async () => {
  const find = async (bytes: number) => {
    const content = Buffer.concat([Buffer.alloc(bytes, 'a\r'), Buffer.from('Andr\xe9\r', 'latin1')]);
    const path = await store(content);
    return () => detectEncoding(path, content.subarray(0, 4096));
  };
  const [quarter, whole] = [await find(256 * 1024), await find(1024 * 1024)];
  expect(await timesTheWork(quarter, whole)).toBeLessThan(8);
});
