import { useQuery } from '@tanstack/react-query';
import type { Module } from '../../../../contract/values.ts';
import { formatBusinessDay } from '../../../lib/formats.ts';
import { read } from '../../../lib/read.ts';
import type { RecordsSearch } from '../../../lib/record-search.ts';
import { useSetSearch } from '../../../lib/set-search.ts';
import { useTexts } from '../../../lib/texts.ts';
import type { ActiveFilter } from '../../../ui/filter-bar/filter-bar.tsx';

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What the filters of a module's records choose from. */
export interface FilterChoices {
  readonly databases: readonly Choice[];
  readonly staff: readonly Choice[];
  readonly reasons: readonly Choice[];
  /** The card that the address names, if it does. */
  readonly card: string | undefined;
}

/** Databases of the module, everybody who holds or held records, all reasons: also those no longer in use, since records still have them. */
export function useFilterChoices(module: Module, { produk, batch }: RecordsSearch): FilterChoices {
  const databases = useQuery(read('GET /databases', { query: { module, productId: produk, pageSize: 500 } }, 'names'));
  const staff = useQuery(read('GET /users', { query: { role: 'staff', pageSize: 500 } }, 'names'));
  const reasons = useQuery(read('GET /invalid-reasons', { query: { pageSize: 500 } }));
  const card = useQuery({ ...read('GET /batches/:id', { params: { id: batch ?? '' } }), enabled: batch !== undefined });
  const choice = ({ id, name }: { readonly id: string; readonly name: string }): Choice => ({ value: id, label: name });
  return {
    databases: databases.data?.items.map(choice) ?? [],
    staff: staff.data?.items.map(choice) ?? [],
    reasons: reasons.data?.items.map(({ id, label }) => ({ value: id, label })) ?? [],
    card: card.data?.title,
  };
}

/** The filters with yes and no, and what they ask. */
export const yesNoFilters = [
  { name: 'konflik', word: 'conflict' },
  { name: 'jangan', word: 'doNotContact' },
  { name: 'telepon', word: 'hasPhone' },
  { name: 'diganti', word: 'replaced' },
  { name: 'pengganti', word: 'replacement' },
  { name: 'kelompok', word: 'ungrouped' },
] as const satisfies readonly { readonly name: keyof RecordsSearch; readonly word: string }[];

/** The filters by days. */
export const dayFilters = [
  { from: 'dibagikanDari', to: 'dibagikanSampai', word: 'assignedAt' },
  { from: 'tindakDari', to: 'tindakSampai', word: 'followUp' },
  { from: 'diarsipkanDari', to: 'diarsipkanSampai', word: 'archivedAt' },
] as const satisfies readonly { readonly from: keyof RecordsSearch; readonly to: keyof RecordsSearch; readonly word: string }[];

const nameIn = (choices: readonly Choice[], wanted: string) => choices.find(({ value }) => value === wanted)?.label ?? '…';

/** The filters that are on, in words, each with the way to switch it off. */
export function useActiveFilters(search: RecordsSearch, choices: FilterChoices): readonly ActiveFilter[] {
  const { t } = useTexts();
  const setSearch = useSetSearch();
  const range = (from: string | undefined, to: string | undefined) => {
    if (from !== undefined && to !== undefined && from !== to)
      return t('table.dateRange', { from: formatBusinessDay(from), to: formatBusinessDay(to) });
    if (from === to && from !== undefined) return formatBusinessDay(from);
    return from === undefined
      ? t('table.dateUntil', { to: formatBusinessDay(to ?? '') })
      : t('table.dateSince', { from: formatBusinessDay(from) });
  };
  const filter = (names: readonly (keyof RecordsSearch)[], label: string, value: string): ActiveFilter[] => {
    if (names.every((name) => search[name] === undefined)) return [];
    const off = Object.fromEntries(names.map((name) => [name, undefined]));
    return [{ key: names.join(), label, value, onRemove: () => setSearch({ ...off, page: undefined }) }];
  };
  const { database, state, staff, verdict, alasan, kontak } = search;
  return [
    ...filter(['database'], t('allRecords.database'), nameIn(choices.databases, database ?? '')),
    ...filter(['state'], t('allRecords.state'), state === undefined ? '' : t(`allRecords.${state}`)),
    ...filter(['verdict'], t('allRecords.verdict'), verdict === undefined ? '' : t(`records.${verdict}`)),
    ...filter(
      ['staff'],
      t('allRecords.staff'),
      (staff ?? '')
        .split(',')
        .map((id) => nameIn(choices.staff, id))
        .join(', '),
    ),
    ...filter(['batch'], t('allRecords.card'), choices.card ?? '…'),
    ...filter(['alasan'], t('allRecords.reason'), nameIn(choices.reasons, alasan ?? '')),
    ...filter(['kontak'], t('allRecords.contact'), kontak === undefined ? '' : t(`records.${kontak}`)),
    ...dayFilters.flatMap(({ from, to, word }) =>
      filter([from, to], t(`allRecords.${word}`), hasDay(search, from, to) ? range(search[from], search[to]) : ''),
    ),
    ...yesNoFilters.flatMap(({ name, word }) =>
      filter([name], t(`allRecords.${word}`), t(search[name] === 'tidak' ? 'common.no' : 'common.yes')),
    ),
  ];
}

const hasDay = (search: RecordsSearch, from: keyof RecordsSearch, to: keyof RecordsSearch) =>
  search[from] !== undefined || search[to] !== undefined;
