import { describe, expect, test } from 'vitest';
import { guessMapping, isDepositedBefore } from './databases.rules.ts';

describe('guessMapping', () => {
  test.each<[string, string[], string[][], object]>([
    [
      'Indonesian',
      ['No', 'Username', 'Nama Lengkap', 'No. HP', 'Pernah Depo'],
      [['1', 'budi88', 'Budi', '081234567890', 'Ya']],
      { customerKey: 'Username', name: 'Nama Lengkap', phone: 'No. HP', depositedBefore: 'Pernah Depo' },
    ],
    [
      'English leads',
      ['Index', 'Account Id', 'Lead Owner', 'First Name', 'Last Name', 'Company', 'Phone 1', 'Phone 2'],
      [['1', 'l9CnSo16me', 'P', 'Nalar', 'S', 'C', '086 511 2440', '']],
      { customerKey: 'Account Id', name: 'First Name', phone: 'Phone 1' },
    ],
    [
      'people',
      ['Index', 'User Id', 'First Name', 'Last Name', 'Sex', 'Email', 'Phone'],
      [['1', 'ynYpXxJC7K', 'Garrett', 'Cole', 'Male', 'm@example.org', '+1-698-466-1420x817']],
      { customerKey: 'User Id', name: 'First Name', phone: 'Phone' },
    ],
    [
      'a phone column that is empty',
      ['id', 'first_name', 'phone_work', 'phone_home'],
      [['2', 'Shelley', '', '0812345678']],
      { customerKey: 'id', name: 'first_name', phone: 'phone_home' },
    ],
    [
      'no header',
      ['Kolom 1', 'Kolom 2', 'Kolom 3'],
      [
        ['1', 'Budi', '081234567890'],
        ['2', 'Siti', '081234567891'],
      ],
      { phone: 'Kolom 3' },
    ],
    [
      'deposits in rupiah are no mark',
      ['ID Member', 'Nama', 'WhatsApp', 'Deposit'],
      [['a1', 'Budi', '6281234567890', '50000']],
      { customerKey: 'ID Member', name: 'Nama', phone: 'WhatsApp' },
    ],
    ['equal headers', ['Username', 'Telepon', 'Telepon (2)'], [['a', '', '0812345678']], { customerKey: 'Username', phone: 'Telepon (2)' }],
    ['nothing known', ['Warna', 'Ukuran'], [['merah', 'L']], {}],
  ])('%s', (_, columns, sample, mapping) => expect(guessMapping(columns, sample)).toEqual(mapping));
});

describe('isDepositedBefore', () => {
  test.each([
    'ya',
    'Ya',
    ' YES ',
    '1',
    'true',
    'TRUE',
    'Sudah',
    'sudah  pernah',
    'x',
    'X',
    '✓',
    '✔️',
    '2024-05-01',
    '01/05/2024',
    '50000',
    'Rp 50.000',
    '１',
  ])('%s is yes', (text) => expect(isDepositedBefore(text)).toBe(true));
  test.each(['', ' ', 'tidak', 'no', '0', 'false', 'belum', '-', 'Belum pernah', '0,00', 'Rp 0', 'mungkin', '#N/A'])('%s is no', (text) =>
    expect(isDepositedBefore(text)).toBe(false),
  );
});
