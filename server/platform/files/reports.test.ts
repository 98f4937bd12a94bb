import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inspectFile } from './inspect-file.ts';
import { readFile } from './read-file.ts';

/** Small inputs after public reports of other programs' faults lie beside the project; README.md there says what is right. */
const folder = new URL('../../../../shared/data/reports/', import.meta.url);
const here = existsSync(folder);
const note = here ? '' : ' (skipped: ../shared/data/reports is not here)';

const noNames = (count: number) => Array.from({ length: count }, (_, index) => `Kolom ${index + 1}`);
const address = ['username', 'nama', 'alamat', 'hp'];
const plain = ['username', 'nama', 'hp'];
const member = ['Customer ID', 'Nama', 'No HP'];

/** Columns, data rows, and the first of them, or the code of the refusal. */
const right: Readonly<Record<string, readonly [columns: readonly string[], rows: number, first: readonly string[]] | string>> = {
  'Notifuse-223_blanks-around-ids.csv': [member, 46, ['dewi01', 'Dewi 1', '']],
  'PapaParse-1077_many-lines-in-a-cell-semicolon.csv': [
    address,
    30,
    ['mira0', 'Mira 0', 'Jl. Kenanga 5\nRT 02, RW 03\nBogor, Jawa Barat\nIndonesia', '081292000000'],
  ],
  'PapaParse-153_tab-decimal-comma.tsv': [
    noNames(9),
    3,
    ['101300', '010126', '00', '081293000001', 'A.N. awal', '', '', '733480,00', '-733480,00'],
  ],
  'PapaParse-290_semicolon-decimal-comma-no-header.csv': [noNames(3), 8, ['08/01/2026', '081290000008', '-21.419,06']],
  'PapaParse-43_cr-only.csv': [plain, 2, ['ayu1', 'Ayu', '081294000001']],
  'PapaParse-43_cr-rows-lf-inside-cell.csv': [address, 3, ['ayu1', 'Ayu', 'Jl. Satu\nBandung', '081294000001']],
  'PapaParse-43_cr-rows-one-lf-in-a-quoted-cell.csv': [address, 21, ['gita0', 'Gita 0', 'Jl. 0', '081290400000']],
  'PapaParse-43_crlf-and-lf-mixed.csv': [plain, 3, ['ayu1', 'Ayu', '081294000001']],
  'PapaParse-43_lf-header-then-cr.csv': [plain, 3, ['ayu1', 'Ayu', '081294000001']],
  'PapaParse-600_commas-in-header.csv': [
    ['Kode (huruf kecil, wajib)', 'Nama (maks 100 huruf, wajib)', 'No HP (angka, wajib)', 'Alamat (jalan, kota, provinsi)', 'Saldo'],
    3,
    ['kd001', 'Sari', '081290000101', 'Jl. Mawar 1, Bandung', '90,0'],
  ],
  'PapaParse-930_one-cell-with-many-semicolons.csv': [
    ['username', 'tanggal'],
    1,
    ['budi01', '01/04/2026;02/04/2026;05/04/2026;06/04/2026'],
  ],
  'SheetJS_html-table-saved.xls': 'file_other_format',
  'SheetJS_json-as-csv.csv': 'file_other_format',
  'SheetJS_phonetic-and-rich-text.xlsx': [['Username', 'Nama', 'HP'], 3, ['ruby1', '東京', '6281290110006']],
  'SheetJS_strict-ooxml.xlsx': [['Username', 'Nama', 'HP'], 3, ['ruby1', '東京', '6281290110006']],
  'SheetJS_xml-spreadsheet-2003.xls': 'file_other_format',
  'Signal-iOS-708_mixed-case-names.csv': [member, 11, ['ur0', 'Zaki', '081290800000']],
  'Symbiota-1039_wildcards.csv': [member, 17, ['100%budi', 'Nama 100%budi', '081256000000']],
  'apex-excel-gateway-11_rows-of-empty-formulas.xlsx': [['username', 'hp', 'total'], 10, ['citra2', '081298000002', '6']],
  'api-tabular-122_ties.csv': [member, 230, ['tie000', 'Andi', '']],
  'd3-2653_numeric-headers.csv': [
    [...member, '2025', '2024', '2023', '10', '2', '__proto__', 'constructor', 'toString'],
    1,
    ['num1', 'Num', '081291100001', 'a25', 'a24', 'a23', 'j', 'b', 'pr', 'co', 'ts'],
  ],
  'directus-23332_bom-quoted-header.csv': [plain, 1, ['bayu1', 'Bayu, SE', '081295000001']],
  'directus-23332_bom-twice.csv': [plain, 1, ['bayu1', 'Bayu', '081295000001']],
  'django-import-export-2028_20000-formatted-empty-rows.xlsx': [['username', 'hp', 'total'], 10, ['citra2', '081298000002', '6']],
  'dotCMS-36508_ids.csv': [member, 10, ['@budi', 'N0', '081291200000']],
  'exceljs-1343_dates-1900.xlsx': [
    ['Kode', 'No HP', 'Tgl0', 'Tgl1', 'Tgl2', 'Tgl3', 'Tgl4'],
    7,
    ['tgl0', '081297000000', '2026-05-17', '2026-05-17 00:00:00', '2026-05-17', '2026-05-17', '2026-05-17 00:00:00'],
  ],
  'exceljs-1343_dates-1904.xlsx': [
    ['Kode', 'No HP', 'Tgl0', 'Tgl1', 'Tgl2', 'Tgl3', 'Tgl4'],
    5,
    ['tgl0', '081297000000', '2026-05-17', '2026-05-17 00:00:00', '2026-05-17', '2026-05-17', '2026-05-17 00:00:00'],
  ],
  'exceljs-234_one-character-a-row.csv': [[...member, 'Isi'], 174, ['cp000z', 'N', '081291500000', 'a\u0001b']],
  'glific-4815_format-characters-in-phones.csv': [['Kode', 'Nama', 'No HP'], 56, ['U+00AD', 'Orang 1', '\u00AD0812\u00AD10000001\u00AD']],
  'iris-client-443_formulas.csv': [[...member, 'Catatan asal'], 20, ['ev0', 'Nama 0', '081259000000', '=1+1']],
  'libphonenumber-1995_62-short.csv': [['Nama', 'No HP'], 21, ['Orang 1', '6281181234']],
  'own-enc-cp1251.csv': [['Логин', 'Имя', 'Город'], 3, ['ivan1', 'Иван Петров', 'Москва']],
  'own-enc-cp874.csv': [['login', 'ชื่อ', 'เมือง'], 2, ['u1', 'สมชาย ใจดี', 'กรุงเทพ']],
  'own-enc-gbk.csv': [['账号', '姓名', '城市'], 3, ['u1', '王小明', '北京']],
  'own-enc-utf8-and-cp1252-mixed.csv': 'encoding_unknown',
  'own-lay-10-headerless-bank.csv': [noNames(2), 4, ['Bank Mandiri', '08418719530']],
  'own-lay-14-header-numeric-years.csv': [['Username', '2023', '2024', '2025'], 20, ['u0', '0', '0', '0']],
  'own-one-fffe.csv': [['Kunci', 'Nama'], 2, ['budi', 'Budi']],
  'own-proto-headers.csv': [
    ['Username', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'Nama'],
    2,
    ['budi', 'p1', 'c1', 't1', 'h1', 'Budi'],
  ],
  'own-wb-cover-sheet-first.xlsx': [['Username', 'Nama', 'HP'], 2, ['budi', 'Budi', '081234567890']],
  'own-wb-sheet-trailing-space.xlsx': [['Username', 'Nama', 'HP'], 2, ['budi', 'Budi', '081234567890']],
  'payload-17695_filter-acts.csv': [member, 120, ['fa000', 'Tono 0', '']],
  'pelias-600_text-as-shown.csv': [member, 9, ['Sri  Rahayu', 'Sri  Rahayu N', '081257000000']],
  'promptly-430_phones-only.csv': [['Nama', 'No HP'], 5, ['Ani', '081290900001']],
  'pulse-sms-web-93_names-as-spreadsheets-have-them.csv': [member, 5, ['sr1', 'Sri  Rahayu', '081290700001']],
  'rainbow_csv-134_one-ragged-of-many.csv': [
    ['Kota, Provinsi', 'No HP', 'Nama', 'Catatan'],
    61,
    ['Kota0, Jawa', '081290300000', 'Nama 0', 'c0'],
  ],
  'rainbow_csv-134_ragged-semicolons-header.csv': [
    ['Waktu, bagian hari', 'No HP', 'Saldo', 'Poin', 'Nama', 'Status'],
    11,
    ['1 April 2026, pagi', '081291000000', '0.00', '4.00', 'Nama 0', 'pending'],
  ],
  'rainbow_csv-134_small.csv': [['Kota, Provinsi', 'No HP', 'Nama'], 3, ['Bandung, Jawa Barat', '081290100001', 'Sari']],
  'simplexlsx-97_number-formats-with-leading-zeros.xlsx': [['Kode', 'Nama', 'No HP'], 10, ['0090887', 'Orang 0', '081296009999']],
};

describe.skipIf(!here)(`files after public reports${note}`, () => {
  const found = here ? readdirSync(folder).filter((name) => name !== 'README.md') : [];

  test('each has what is right of it', () => expect(found.toSorted()).toEqual(Object.keys(right).toSorted()));

  test.each(found)('%s', async (name) => {
    const path = new URL(name, folder).pathname;
    const wanted = right[name];
    if (typeof wanted === 'string') {
      await expect(inspectFile(path)).rejects.toMatchObject({ code: wanted });
      return;
    }
    const inspection = await inspectFile(path);
    const rows: string[][] = [];
    for await (const chunk of readFile(path, inspection)) rows.push(...chunk.map(({ cells }) => cells));
    expect([inspection.columns, rows.length, rows[0]]).toEqual(wanted);
  });

  test('of letters that can be read in several ways somebody chooses', async () => {
    const { encodingChoices } = await inspectFile(new URL('own-enc-gbk.csv', folder).pathname);
    expect(encodingChoices[0]).toMatchObject({ encoding: 'gb18030', lines: ['账号,姓名,城市', 'u1,王小明,北京', 'u2,李雷,上海'] });
    expect(encodingChoices.length).toBeGreaterThan(1);
  });
});
