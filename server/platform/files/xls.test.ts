import { describe, expect, test } from 'vitest';
import { biffStream, biffText, buildContainer, double, longs, record, words } from './fixtures/build-xls.ts';
import { outcomesOfChanges, refusalOf, storeFiles } from './fixtures/store-files.ts';
import { readWhole } from './fixtures/store-workbooks.ts';

const store = storeFiles('xls');

const sheetjs = (name: string) => new URL(`./fixtures/sheetjs/${name}`, import.meta.url).pathname;

test('a workbook of another program reads as it was written', async () => {
  const { inspection, rows } = await readWhole(sheetjs('daftar.xls'));
  expect(inspection).toMatchObject({ format: 'xls', sheets: ['Daftar', 'Rahasia'], sheet: 'Daftar', headerRow: 1, rows: 2 });
  expect(rows[0]).toEqual([2, 'budi88', 'Budi Santoso', '081234567890', '00042', '2023-03-15', 'TRUE', '1250000.5', '#N/A', 'Budi 1', '']);
  expect(rows[1]?.slice(0, 10)).toEqual([
    3,
    '山田',
    'Žofie',
    '6.28123E+11',
    '0812345678',
    '2023-03-15 12:00:00',
    'FALSE',
    '-0.1',
    '#DIV/0!',
    '3',
  ]);
});

const text = (row: number, column: number, value: string) => record(0x0204, words(row, column, 0), biffText(value));
const header = [text(0, 0, 'Nama'), text(0, 1, 'Telepon'), text(0, 2, 'Catatan')];
const style = (format: number) => record(0x00e0, words(0, format), Buffer.alloc(16));
const workbook = (globals: Buffer[], records: Buffer[]) =>
  buildContainer({ Workbook: biffStream(globals, [{ name: 'Data', records: [...header, ...records] }]) });
const rowsOf = async (globals: Buffer[], records: Buffer[]) => (await readWhole(await store(workbook(globals, records)))).rows;

describe('records', () => {
  test('shared texts, rich, phonetic, and split over records in another width', async () => {
    const long = 'a'.repeat(3000) + 'é'.repeat(500);
    const wide = '山'.repeat(300);
    const rich = Buffer.concat([words(4), [8], words(2), Buffer.from('Siti'), Buffer.alloc(8)].map((part) => Buffer.from(part)));
    const phonetic = Buffer.concat([words(2), Buffer.from([5]), longs(6), Buffer.from('東京', 'utf16le'), Buffer.alloc(6)]);
    const splitHead = Buffer.concat([words(long.length), Buffer.from([0]), Buffer.from(long.slice(0, 2500), 'latin1')]);
    const splitTail = Buffer.concat([Buffer.from([1]), Buffer.from(long.slice(2500), 'utf16le')]);
    const strings = record(0x00fc, longs(5, 5), biffText('Budi'), rich, phonetic, splitHead);
    const more = record(0x003c, splitTail, Buffer.concat([words(wide.length), Buffer.from([1]), Buffer.from(wide, 'utf16le')]));
    const cells = [0, 1, 2, 3, 4].map((index) => record(0x00fd, words(index < 3 ? 1 : 2, index % 3, 0), longs(index)));
    expect(await rowsOf([strings, more], cells)).toEqual([
      [2, 'Budi', 'Siti', '東京'],
      [3, long, wide, ''],
    ]);
  });

  test('numbers of every kind, with their formats', async () => {
    const globals = [
      record(0x041e, words(164), biffText('0000000000')),
      record(0x041e, words(165), biffText('dd/mm/yyyy')),
      style(0),
      style(164),
      style(165),
    ];
    const small = (value: number) => (value << 2) | 2;
    const severalSmall = record(
      0x00bd,
      words(2, 0),
      words(0),
      longs(small(5)),
      words(1),
      longs(small(812345)),
      words(2),
      longs(small(45000)),
      words(2),
    );
    const rows = await rowsOf(globals, [
      record(0x0203, words(1, 0, 0), double(628123000000)),
      record(0x0203, words(1, 1, 1), double(812345678)),
      record(0x0203, words(1, 2, 2), double(45000)),
      severalSmall,
      record(0x027e, words(3, 0, 0), longs(small(12345) | 1)),
      record(0x027e, words(3, 1, 0), longs(small(-7))),
      record(0x027e, words(3, 2, 0), longs(double(0.5).readUInt32LE(4))),
    ]);
    expect(rows).toEqual([
      [2, '628123000000', '0812345678', '2023-03-15'],
      [3, '5', '0000812345', '2023-03-15'],
      [4, '123.45', '-7', '0.5'],
    ]);
  });

  test('the 1904 system', async () => {
    expect(await rowsOf([record(0x0022, words(1)), style(14)], [record(0x0203, words(1, 0, 0), double(0))])).toEqual([
      [2, '1904-01-01', '', ''],
    ]);
  });

  test('formulas as their stored values, also where records stand between', async () => {
    const formula = (row: number, column: number, value: Buffer, id = 0x0006) => record(id, words(row, column, 0), value, Buffer.alloc(8));
    const special = (kind: number, value = 0) => Buffer.from([kind, 0, value, 0, 0, 0, 0xff, 0xff]);
    const rows = await rowsOf(
      [style(0)],
      [
        formula(1, 0, special(0)),
        record(0x04bc, Buffer.alloc(10)),
        record(0x0207, biffText('Žofie')),
        formula(1, 1, double(42)),
        formula(1, 2, special(1, 1)),
        formula(2, 0, special(2, 0x2a)),
        formula(2, 1, special(3)),
        record(0x0205, words(2, 2, 0), [0, 0]),
        // As Apple Numbers writes them, by the number they had in Excel 4, and in Excel 3.
        formula(3, 0, special(0), 0x0406),
        record(0x0207, biffText('Budi')),
        formula(3, 1, double(7), 0x0406),
        formula(3, 2, special(1, 0), 0x0206),
      ],
    );
    expect(rows).toEqual([
      [2, 'Žofie', '42', 'TRUE'],
      [3, '#N/A', '', 'FALSE'],
      [4, 'Budi', '7', 'FALSE'],
    ]);
  });

  test('cells of a chart within the sheet are not the sheet’s; rows out of order are put in order', async () => {
    const chart = [record(0x0809, words(0x0600, 0x20, 0, 0), longs(0, 0)), record(0x0203, words(1, 0, 0), double(99)), record(0x000a)];
    expect(await rowsOf([style(0)], [text(5, 0, 'kedua'), ...chart, text(2, 1, 'pertama')])).toEqual([
      [3, '', 'pertama', ''],
      [6, 'kedua', '', ''],
    ]);
  });

  test('hidden and empty sheets are listed last or not at all', async () => {
    const content = buildContainer({
      Workbook: biffStream(
        [],
        [
          { name: 'Rahasia', hidden: true, records: header },
          { name: 'Kosong', records: [] },
          { name: 'Član', records: [...header, text(1, 0, 'Budi')] },
        ],
      ),
    });
    expect((await readWhole(await store(content))).inspection).toMatchObject({ sheets: ['Član', 'Rahasia'], sheet: 'Član' });
  });
});

describe('refused', () => {
  const good = workbook([style(0)], [text(1, 0, 'Budi')]);
  test.each<[string, Buffer, object]>([
    ['a workbook locked by a password', workbook([record(0x002f, words(1, 1))], []), { code: 'file_encrypted' }],
    [
      'an XLSX locked by a password',
      buildContainer({ EncryptionInfo: Buffer.alloc(10), EncryptedPackage: Buffer.alloc(10) }),
      { code: 'file_encrypted' },
    ],
    ['Word', buildContainer({ WordDocument: Buffer.alloc(10) }), { code: 'file_other_format', params: { format: 'Word' } }],
    ['something else', buildContainer({ Contents: Buffer.alloc(10) }), { code: 'file_not_a_table' }],
    ['an empty container', buildContainer({}), { code: 'file_not_a_table' }],
    ['cut at its header', good.subarray(0, 100), { code: 'file_damaged' }],
    ['cut in the middle', good.subarray(0, 2000), { code: 'file_damaged' }],
    ['a chain that bites its tail', biting(), { code: 'file_damaged' }],
    ['a shared text that is not there', workbook([], [record(0x00fd, words(1, 0, 0), longs(9))]), { code: 'file_damaged' }],
    [
      'a shared text longer than its record',
      workbook([record(0x00fc, longs(1, 1), words(5000), [0], Buffer.from('x'))], []),
      { code: 'file_damaged' },
    ],
    ['a billion shared texts', workbook([record(0x00fc, longs(1e9, 1e9), biffText('x'))], []), { code: 'file_damaged' }],
    [
      'a record cut short',
      buildContainer({ Workbook: Buffer.concat([biffStream([], []).subarray(0, -4), words(0x0204, 60_000), Buffer.alloc(3000, 1)]) }),
      { code: 'file_damaged' },
    ],
    ['an empty workbook', buildContainer({ Workbook: biffStream([], []) }), { code: 'file_empty' }],
    ['a header only', workbook([], []), { code: 'file_without_rows' }],
  ])('%s', async (_, content, error) => {
    expect(await refusalOf(await store(content))).toMatchObject({ name: 'UnreadableFile', ...error });
  });

  test('Excel 95 is named', async () => {
    expect(await refusalOf(sheetjs('excel95.xls'))).toMatchObject({ code: 'file_other_format', params: { format: 'Excel 95' } });
  });

  function biting(): Buffer {
    const bytes = Buffer.from(good);
    const table = (bytes.readUInt32LE(76) + 1) * 512;
    bytes.writeUInt32LE(1, table + 4);
    return bytes;
  }

  test('any byte changed gives rows or a refusal, never another error', async () => {
    expect(await outcomesOfChanges(good, { store, step: 7, until: 3000 })).toEqual(['a refusal', 'rows']);
  });
});
