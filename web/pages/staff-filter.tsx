import { useQuery } from '@tanstack/react-query';
import { useSetSearch } from '../lib/set-search.ts';
import { staffNamesRead } from '../lib/shared-reads.ts';
import { useTexts } from '../lib/texts.ts';
import { FilterSelect } from '../ui/field.tsx';
import type { ActiveFilter } from '../ui/filter-bar/filter-bar.tsx';

/** Narrows a list to one staff member; the choice is in the address. */
export function StaffFilter({ label, value }: { readonly label: string; readonly value: string | undefined }) {
  const { t } = useTexts();
  const setSearch = useSetSearch();
  const { data } = useQuery(staffNamesRead);
  return (
    <FilterSelect label={label} value={value ?? ''} onChange={(event) => setSearch({ staff: event.target.value, page: undefined })}>
      <option value="">{t('common.all')}</option>
      {data?.items.map((user) => (
        <option key={user.id} value={user.id}>
          {user.name}
        </option>
      ))}
    </FilterSelect>
  );
}

/** The staff member a list is narrowed to, for the filters that are on. */
export function useStaffPill(label: string, value: string | undefined): readonly ActiveFilter[] {
  const setSearch = useSetSearch();
  const { data } = useQuery({ ...staffNamesRead, enabled: value !== undefined });
  if (value === undefined) return [];
  const name = data?.items.find(({ id }) => id === value)?.name ?? '…';
  return [{ key: 'staff', label, value: name, onRemove: () => setSearch({ staff: undefined, page: undefined }) }];
}
