import { compareAlphabetically } from '../../../contract/alphabetical.ts';
import { comparable } from '../../../contract/comparable.ts';
import type { Record } from '../../../contract/records.ts';
import { memberFinder } from '../../../contract/search.ts';
import { businessDay } from '../../lib/formats.ts';
import { customerIdOf, phoneOf } from '../../lib/member.ts';
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

const forms = new WeakMap<Record, string>();

/** All that a card shows of a member in its comparable form; a card is searched at every letter, so it is made once. */
function formOf(record: Record): string {
  const known = forms.get(record);
  if (known !== undefined) return known;
  // Whoever is known by phone alone has no Customer ID.
  const account = record.customerText ?? (record.customerKey.startsWith('+') ? '' : record.customerKey);
  const written = record.phone === null ? (phoneOf(record) ?? '') : '';
  const shown = [record.name ?? '', account, written, ...record.cells];
  const form = shown.map(comparable).join('\n');
  forms.set(record, form);
  return form;
}

/** The records of a card that a filter and a search leave. */
export function filterRecords(
  records: readonly Record[],
  word: RecordFilterWord | undefined,
  search: string | undefined,
): readonly Record[] {
  const today = businessDay();
  const finds = memberFinder(search ?? '');
  return records.filter(
    (record) => (word === undefined || tests[word](record, today)) && finds({ text: formOf(record), phone: record.phone }),
  );
}

/** What a column shows of a record, as text to sort by. */
function sortText(record: Record, column: string): string {
  if (column.startsWith('data:')) return originalCell(record, column.slice(5)) ?? '';
  // As the lists of the server: who is called by their phone alone comes last.
  if (column === 'name') return record.name ?? record.customerText ?? '';
  if (column === 'customerKey') return customerIdOf(record) ?? '';
  if (column === 'phone') return record.phone ?? phoneOf(record) ?? '';
  if (column === 'followUp') return record.followUpOn ?? '';
  if (column === 'contact') return record.contact.lastAt ?? '';
  if (column === 'verdict') return record.verdict;
  return '';
}

/**
 * Records by a column, a minus before its name for the other way round, as the server's lists are; what has nothing there comes last,
 * what is alike goes by id. The file's order by default.
 */
export function sortRecords(records: readonly Record[], sort: string | undefined): readonly Record[] {
  if (sort === undefined) return records;
  const back = sort.startsWith('-');
  const column = back ? sort.slice(1) : sort;
  const texts = new Map(records.map((record) => [record.id, sortText(record, column)]));
  return records.toSorted((one, other) => {
    const [first, second] = [texts.get(one.id) ?? '', texts.get(other.id) ?? ''];
    if ((first === '') !== (second === '')) return first === '' ? 1 : -1;
    const forward = compareAlphabetically(first, second) || compareAlphabetically(one.id, other.id);
    return back ? -forward : forward;
  });
}

/** The unvalidated record after this one, going round at the end; none where all are done. */
export function nextUnvalidated(records: readonly Record[], currentId: string): Record | undefined {
  const at = records.findIndex((record) => record.id === currentId);
  const round = [...records.slice(at + 1), ...records.slice(0, Math.max(at, 0))];
  return round.find((record) => record.verdict === 'unvalidated');
}
