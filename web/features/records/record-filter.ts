import type { Record } from '../../../contract/records.ts';
import { businessDay } from '../../lib/formats.ts';
import { accountOf, customerIdOf, memberName, phoneOf } from '../../lib/member.ts';
import { originalCell } from './original-cell.ts';

export type RecordFilterWord = 'belum' | 'valid' | 'tidak-valid' | 'tindak-lanjut' | 'ditolak' | 'baru' | 'konflik';

const tests: { readonly [Word in RecordFilterWord]: (record: Record, today: string) => boolean } = {
  belum: (record) => record.verdict === 'unvalidated',
  valid: (record) => record.verdict === 'valid',
  'tidak-valid': (record) => record.verdict === 'invalid',
  'tindak-lanjut': (record, today) => record.followUpOn !== null && record.followUpOn <= today,
  ditolak: (record) => record.rejection !== null,
  baru: (record) => record.replaces !== null && record.verdict === 'unvalidated',
  konflik: (record) => record.conflict !== null && !record.conflict.kept,
};

/** Whether a word of the address is a filter of records. */
export const isRecordFilter = (word: string | undefined): word is RecordFilterWord => word !== undefined && word in tests;

/** How many records each filter would show. */
export function countByFilter(records: readonly Record[]): { readonly [Word in RecordFilterWord]: number } {
  const today = businessDay();
  const count = (word: RecordFilterWord) => records.filter((record) => tests[word](record, today)).length;
  return {
    belum: count('belum'),
    valid: count('valid'),
    'tidak-valid': count('tidak-valid'),
    'tindak-lanjut': count('tindak-lanjut'),
    ditolak: count('ditolak'),
    baru: count('baru'),
    konflik: count('konflik'),
  };
}

const digits = (text: string) => text.replace(/\D/g, '');

function matches(record: Record, wanted: string): boolean {
  const text = [record.name, accountOf(record), record.phoneText, ...record.cells].join('\n').toLowerCase();
  if (text.includes(wanted)) return true;
  // 0812… as people type it, against +62812… as it is kept.
  const number = digits(wanted).replace(/^(62|0)/, '');
  return number.length >= 4 && record.phone !== null && record.phone.includes(number);
}

/** The records of a card that a filter and a search leave. */
export function filterRecords(
  records: readonly Record[],
  word: RecordFilterWord | undefined,
  search: string | undefined,
): readonly Record[] {
  const today = businessDay();
  const wanted = (search ?? '').trim().toLowerCase();
  return records.filter((record) => (word === undefined || tests[word](record, today)) && (wanted === '' || matches(record, wanted)));
}

const order = new Intl.Collator('id', { numeric: true, sensitivity: 'base' });

/** What a column shows of a record, as text to sort by. */
function sortText(record: Record, column: string): string {
  if (column.startsWith('data:')) return originalCell(record, column.slice(5)) ?? '';
  if (column === 'name') return memberName(record);
  if (column === 'customerKey') return customerIdOf(record) ?? '';
  if (column === 'phone') return record.phone ?? phoneOf(record) ?? '';
  if (column === 'followUp') return record.followUpOn ?? '';
  if (column === 'contact') return record.contact.lastAt ?? '';
  if (column === 'verdict') return record.verdict;
  return '';
}

/** Records by a column, a minus before its name for the other way round; what has nothing there comes last. The file's order by default. */
export function sortRecords(records: readonly Record[], sort: string | undefined): readonly Record[] {
  if (sort === undefined) return records;
  const back = sort.startsWith('-');
  const column = back ? sort.slice(1) : sort;
  const texts = new Map(records.map((record) => [record.id, sortText(record, column)]));
  return records.toSorted((one, other) => {
    const [first, second] = [texts.get(one.id) ?? '', texts.get(other.id) ?? ''];
    if (first === '' || second === '') return Number(first === '') - Number(second === '');
    return back ? order.compare(second, first) : order.compare(first, second);
  });
}

/** The unvalidated record after this one, going round at the end; none where all are done. */
export function nextUnvalidated(records: readonly Record[], currentId: string): Record | undefined {
  const at = records.findIndex((record) => record.id === currentId);
  const round = [...records.slice(at + 1), ...records.slice(0, Math.max(at, 0))];
  return round.find((record) => record.verdict === 'unvalidated');
}
