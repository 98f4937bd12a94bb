import { describe, expect, test } from 'vitest';
import type { Record } from '../../../contract/records.ts';
import { countByFilter, filterRecords, nextUnvalidated, sortRecords } from './record-filter.ts';

const record = (id: string, more: Partial<Record> = {}): Record => ({
  id,
  databaseId: '1',
  databaseName: 'Daftar',
  module: 'memberwd',
  productId: '1',
  productName: 'Sagaraya',
  rowNumber: 1,
  customerId: '1',
  customerKey: `member_${id}`,
  customerText: null,
  name: null,
  phone: null,
  phoneText: null,
  columns: [],
  cells: [],
  state: 'assigned',
  staffId: '1',
  staffName: 'Rina',
  batchId: '1',
  assignedAt: null,
  verdict: 'unvalidated',
  reasonId: null,
  reasonLabel: null,
  note: null,
  contact: { result: 'none', attempts: 0, lastAt: null },
  followUpOn: null,
  doNotContact: false,
  conflict: null,
  rejection: null,
  replaces: null,
  replacedBy: null,
  lastStaffId: null,
  lastBatchId: null,
  archivedAt: null,
  ...more,
});

const ids = (records: readonly Record[]) => records.map(({ id }) => id);

describe('searching a card', () => {
  const records = [
    record('1', { phone: '+6281200004417' }),
    record('2', { columns: ['Kota'], cells: ['Surabaya'] }),
    record('3', { name: 'Maya Kinanti' }),
  ];
  test('finds a phone however it is typed', () => {
    for (const typed of ['0812-0000', '+62 812 0000', '812 0000 4417'])
      expect(ids(filterRecords(records, undefined, typed))).toEqual(['1']);
  });
  test('looks into names, Customer IDs and original columns', () => {
    expect(ids(filterRecords(records, undefined, 'maya'))).toEqual(['3']);
    expect(ids(filterRecords(records, undefined, 'MEMBER_2'))).toEqual(['2']);
    expect(ids(filterRecords(records, undefined, 'surabaya'))).toEqual(['2']);
  });
});

describe('searching a card, as the lists of the server are searched', () => {
  const records = [
    record('1', { name: 'Wati  Lestari', customerText: 'wati9', phone: '+6281234567177' }),
    record('2', { name: 'Rene\u0301 Wijaya', customerText: 'abc1234', phone: '+6281200001234' }),
    record('3', { name: 'Dewi\u200B Ayu', customerText: '100%budi', phone: '+6281200000003' }),
    record('4', { name: 'Budi\nSantoso', customerText: 'ＢＵＤＩ77', phone: null, phoneText: '0812 34 atau 0857' }),
    record('5', { customerKey: '+628120000555', phone: '+628120000555' }),
  ];
  test.each([
    ['Wati 7177', ['1']],
    ['7177 lestari', ['1']],
    ['wati\u00A0lestari', ['1']],
    ['wati 0812 3456 7177', ['1']],
    ['62812 3456', ['1']],
    ['+62 812-3456-7177', ['1']],
    ['0062812 3456 7177', ['1']],
    ['RENÉ', ['2']],
    ['abc1234', ['2']],
    ['xyz1234', []],
    ['dewi ayu', ['3']],
    ['%', ['3']],
    ['budi77', ['4']],
    ['budi santoso', ['4']],
    ['0857', ['4']],
    ['0555', ['5']],
    ['55', []],
    [' \u200B ', ['1', '2', '3', '4', '5']],
    ['wati '.repeat(60), []],
  ])('%j', (typed, found) => {
    expect(ids(filterRecords(records, undefined, typed))).toEqual(found);
  });
});

test('a card is in the order of the lists: capitals and accents beside the plain letters, figures by what they count', () => {
  const names = ['Zaki', 'andi', 'BUDI', 'Édi', null, 'Adi', 'eko', 'Kartu 10', 'Kartu 9', 'andi'];
  const records = names.map((name, index) => record(String(index + 1), { name }));
  const shown = (sort: string) => sortRecords(records, sort).map(({ id, name }) => name ?? id);
  const order = ['Adi', 'andi', 'andi', 'BUDI', 'Édi', 'eko', 'Kartu 9', 'Kartu 10', 'Zaki'];
  expect(shown('name')).toEqual([...order, '5']);
  expect(shown('-name')).toEqual([...order.toReversed(), '5']);
  expect(ids(sortRecords(records, 'name').slice(1, 3))).toEqual(['2', '10']);
  expect(ids(sortRecords(records, '-name').slice(6, 8))).toEqual(['10', '2']);
});

test('the counts of the filters are the lengths of what they show', () => {
  const records = [
    record('1'),
    record('2', { verdict: 'valid' }),
    record('3', { verdict: 'invalid', followUpOn: '2020-01-01' }),
    record('4', { replaces: '9' }),
    record('5', { followUpOn: '2999-01-01' }),
    record('6', { rejection: { note: 'Coba lagi', at: '2026-11-20T03:00:00Z' } }),
  ];
  const counts = countByFilter(records);
  for (const word of ['belum', 'valid', 'tidak-valid', 'tindak-lanjut', 'ditolak', 'baru', 'konflik'] as const)
    expect(counts[word]).toBe(filterRecords(records, word, undefined).length);
  expect(counts).toEqual({ belum: 4, valid: 1, 'tidak-valid': 1, 'tindak-lanjut': 1, ditolak: 1, baru: 1, konflik: 0 });
});

describe('the next unvalidated record', () => {
  const records = [record('1'), record('2', { verdict: 'valid' }), record('3'), record('4', { verdict: 'invalid' })];
  test('is the one after, and goes round at the end', () => {
    expect(nextUnvalidated(records, '1')?.id).toBe('3');
    expect(nextUnvalidated(records, '3')?.id).toBe('1');
    expect(nextUnvalidated(records, '4')?.id).toBe('1');
  });
  test('is never the record itself, and none where all are done', () => {
    expect(nextUnvalidated([record('1')], '1')).toBeUndefined();
    expect(nextUnvalidated([record('1', { verdict: 'valid' })], 'gone')).toBeUndefined();
  });
});
