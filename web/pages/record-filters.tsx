import { useSearch } from '@tanstack/react-router';
import type { Record } from '../../contract/records.ts';
import { countByFilter, type RecordFilterWord } from '../features/records/record-filter.ts';
import { useSetSearch } from '../lib/set-search.ts';
import { useTexts } from '../lib/texts.ts';
import { PillRow, PillSpace, PillToggle } from '../ui/chip.tsx';

const pills = [
  { word: 'belum', text: 'filterUnvalidated', always: true },
  { word: 'ditolak', text: 'filterRejected', always: false },
  { word: 'tindak-lanjut', text: 'filterFollowUps', always: false },
  { word: 'baru', text: 'filterFresh', always: false },
  { word: 'konflik', text: 'filterConflict', always: false },
  { word: 'valid', text: 'filterValid', always: true },
  { word: 'tidak-valid', text: 'filterInvalid', always: true },
] as const satisfies readonly { readonly word: RecordFilterWord; readonly text: string; readonly always: boolean }[];

/** Which of a card's records are shown; those with nothing behind them are left out. */
export function RecordFilters({ records }: { readonly records: readonly Record[] | undefined }) {
  const { t } = useTexts();
  const { filter } = useSearch({ strict: false });
  const setSearch = useSetSearch();
  if (records === undefined) return <PillSpace />;
  const counts = countByFilter(records);
  return (
    <PillRow>
      <PillToggle on={filter === undefined} onClick={() => setSearch({ filter: undefined }, true)}>
        {t('records.filterAll', { count: records.length })}
      </PillToggle>
      {pills
        .filter(({ word, always }) => always || counts[word] > 0 || filter === word)
        .map(({ word, text }) => (
          <PillToggle key={word} on={filter === word} onClick={() => setSearch({ filter: word }, true)}>
            {t(`records.${text}`, { count: counts[word] })}
          </PillToggle>
        ))}
    </PillRow>
  );
}
