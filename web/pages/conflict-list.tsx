import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { GitCompareArrows } from 'lucide-react';
import { ConflictTable } from '../features/conflicts/conflict-table.tsx';
import { addressOf } from '../lib/client.ts';
import type { InputOf } from '../lib/interface.ts';
import { read } from '../lib/read.ts';
import { useSetSearch } from '../lib/set-search.ts';
import { staffNamesRead } from '../lib/shared-reads.ts';
import { useTexts } from '../lib/texts.ts';
import { Button } from '../ui/button.tsx';
import { useSelection } from '../ui/data-table/use-selection.ts';
import { FilterSelect } from '../ui/field.tsx';
import { type ActiveFilter, FilterBar } from '../ui/filter-bar/filter-bar.tsx';
import { EmptyState } from '../ui/notice.tsx';
import { LoadProblem } from './load-problem.tsx';
import { SearchBox } from './search-box.tsx';

type Query = NonNullable<InputOf<'GET /conflicts'>['query']>;

/** What the URL says of a list of conflicts. */
export interface ConflictSearch {
  readonly produk?: string | undefined;
  readonly q?: string | undefined;
  readonly staff?: string | undefined;
  readonly dibiarkan?: 'ya' | undefined;
  readonly sort?: string | undefined;
  readonly page?: number | undefined;
}

const pageSize = 50;

function Filters({ search }: { readonly search: ConflictSearch }) {
  const { t } = useTexts();
  const setSearch = useSetSearch();
  const { data: people } = useQuery(staffNamesRead);
  const set = (changes: Readonly<Record<string, string | undefined>>) => setSearch({ ...changes, page: undefined });
  const staffName = people?.items.find(({ id }) => id === search.staff)?.name;
  const active: ActiveFilter[] = [
    ...(search.staff === undefined
      ? []
      : [{ key: 'staff', label: t('conflicts.holder'), value: staffName ?? '…', onRemove: () => set({ staff: undefined }) }]),
    ...(search.dibiarkan === undefined
      ? []
      : [{ key: 'kept', label: t('conflicts.status'), value: t('conflicts.kept'), onRemove: () => set({ dibiarkan: undefined }) }]),
  ];
  return (
    <FilterBar
      search={<SearchBox label={t('conflicts.search')} value={search.q} />}
      active={active}
      onClear={() => set({ staff: undefined, dibiarkan: undefined })}
    >
      <FilterSelect
        label={t('conflicts.status')}
        value={search.dibiarkan ?? ''}
        onChange={(event) => set({ dibiarkan: event.target.value === '' ? undefined : event.target.value })}
      >
        <option value="">{t('conflicts.waiting')}</option>
        <option value="ya">{t('conflicts.kept')}</option>
      </FilterSelect>
      <FilterSelect
        label={t('conflicts.holder')}
        value={search.staff ?? ''}
        onChange={(event) => set({ staff: event.target.value === '' ? undefined : event.target.value })}
      >
        <option value="">{t('common.all')}</option>
        {people?.items.map((user) => (
          <option key={user.id} value={user.id}>
            {user.name}
          </option>
        ))}
      </FilterSelect>
    </FilterBar>
  );
}

function Empty({ search }: { readonly search: ConflictSearch }) {
  const { t } = useTexts();
  const setSearch = useSetSearch();
  const icon = <GitCompareArrows size={22} />;
  if (search.q !== undefined || search.staff !== undefined)
    return (
      <EmptyState
        icon={icon}
        title={t('common.nothingFound')}
        actions={<Button onClick={() => setSearch({ q: undefined, staff: undefined, page: undefined })}>{t('common.clearFilter')}</Button>}
      >
        {t('common.nothingFoundHint')}
      </EmptyState>
    );
  const kept = search.dibiarkan === 'ya';
  return (
    <EmptyState icon={icon} title={t(kept ? 'conflicts.emptyKeptTitle' : 'conflicts.emptyTitle')}>
      {t(kept ? 'conflicts.emptyKeptHint' : 'conflicts.emptyHint')}
    </EmptyState>
  );
}

/** Conflicts of a module, or of all of them; filter, order and page are in the URL. */
export function ConflictList({ search, module }: { readonly search: ConflictSearch; readonly module?: Query['module'] }) {
  const setSearch = useSetSearch();
  const kept = search.dibiarkan === 'ya';
  const sort = (search.sort ?? '-since') as NonNullable<Query['sort']>;
  const filter = { module, productId: search.produk, staffId: search.staff, q: search.q, kept: kept ? true : undefined };
  const selection = useSelection(JSON.stringify(filter));
  const page = search.page ?? 1;
  const list = useQuery({ ...read('GET /conflicts', { query: { ...filter, sort, page, pageSize } }), placeholderData: keepPreviousData });
  return (
    <ConflictTable
      rows={list.data?.items}
      total={list.data?.total}
      kept={kept}
      modules={module === undefined}
      selection={selection}
      sort={sort}
      onSort={(next) => setSearch({ sort: next, page: undefined })}
      page={page}
      pageSize={pageSize}
      onPage={(next) => setSearch({ page: next })}
      download={(format) => addressOf('GET /conflicts/export', { query: { ...filter, sort, format } })}
      bar={<Filters search={search} />}
      empty={<Empty search={search} />}
      error={list.isError && list.data === undefined && <LoadProblem error={list.error} onRetry={() => list.refetch()} />}
    />
  );
}
