import { ChevronDown, ChevronUp } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { noRecordFilter, type RecordsSearch } from '../../../lib/record-search.ts';
import { useSetSearch } from '../../../lib/set-search.ts';
import { useTexts } from '../../../lib/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { FilterSelect } from '../../../ui/field.tsx';
import { FilterBar } from '../../../ui/filter-bar/filter-bar.tsx';
import { FilterDates } from '../../../ui/filter-bar/filter-dates.tsx';
import { FilterMany } from '../../../ui/filter-bar/filter-many.tsx';
import { dayFilters, type FilterChoices, useActiveFilters, yesNoFilters } from './use-active-filters.ts';

interface SelectProps {
  readonly name: keyof RecordsSearch;
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** A filter by one of several values; the first of all asks for nothing. */
function Select({ name, label, value, options }: SelectProps) {
  const { t } = useTexts();
  const setSearch = useSetSearch();
  const change = (next: string) => setSearch({ [name]: next === '' ? undefined : next, page: undefined });
  return (
    <FilterSelect label={label} value={value ?? ''} onChange={(event) => change(event.target.value)}>
      <option value="">{t('common.all')}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </FilterSelect>
  );
}

const states = ['available', 'assigned', 'archived'] as const;
const verdicts = ['unvalidated', 'valid', 'invalid'] as const;
const contacts = ['none', 'responded', 'noAnswer', 'callBack', 'refused'] as const;

interface RecordFilterBarProps {
  readonly search: RecordsSearch;
  readonly choices: FilterChoices;
  readonly searchBox: ReactNode;
  readonly saved: ReactNode;
}

/** The filters asked for less often. */
function OtherFilters({ search, choices }: Pick<RecordFilterBarProps, 'search' | 'choices'>) {
  const { t } = useTexts();
  const setSearch = useSetSearch();
  const yesNo = [
    { value: 'ya', label: t('common.yes') },
    { value: 'tidak', label: t('common.no') },
  ];
  return (
    <>
      <Select name="alasan" label={t('allRecords.reason')} value={search.alasan} options={choices.reasons} />
      <Select
        name="kontak"
        label={t('allRecords.contact')}
        value={search.kontak}
        options={contacts.map((value) => ({ value, label: t(`records.${value}`) }))}
      />
      {dayFilters.map(({ from, to, word }) => (
        <FilterDates
          key={word}
          label={t(`allRecords.${word}`)}
          value={{ from: search[from], to: search[to] }}
          onChange={(range) => setSearch({ [from]: range.from, [to]: range.to, page: undefined })}
        />
      ))}
      {yesNoFilters.map(({ name, word }) => (
        <Select key={name} name={name} label={t(`allRecords.${word}`)} value={search[name]} options={yesNo} />
      ))}
    </>
  );
}

/** Every filter a module's records have: the usual ones in view, the others behind a button, what is on below. */
export function RecordFilterBar({ search, choices, searchBox, saved }: RecordFilterBarProps) {
  const { t } = useTexts();
  const setSearch = useSetSearch();
  const [more, setMore] = useState(false);
  const active = useActiveFilters(search, choices);
  return (
    <FilterBar search={searchBox} active={active} onClear={() => setSearch(noRecordFilter)} saved={saved}>
      <Select name="database" label={t('allRecords.database')} value={search.database} options={choices.databases} />
      <Select
        name="state"
        label={t('allRecords.state')}
        value={search.state}
        options={states.map((value) => ({ value, label: t(`allRecords.${value}`) }))}
      />
      <Select
        name="verdict"
        label={t('allRecords.verdict')}
        value={search.verdict}
        options={verdicts.map((value) => ({ value, label: t(`records.${value}`) }))}
      />
      <FilterMany
        label={t('allRecords.staff')}
        options={choices.staff}
        values={search.staff === undefined ? [] : search.staff.split(',')}
        onChange={(values) => setSearch({ staff: values.length === 0 ? undefined : values.join(','), page: undefined })}
      />
      {more && <OtherFilters search={search} choices={choices} />}
      <Button
        kind="quiet"
        aria-expanded={more}
        icon={more ? <ChevronUp size={16} aria-hidden /> : <ChevronDown size={16} aria-hidden />}
        onClick={() => setMore(!more)}
      >
        {t(more ? 'allRecords.fewerFilters' : 'allRecords.moreFilters')}
      </Button>
    </FilterBar>
  );
}
