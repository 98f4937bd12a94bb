import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Upload } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { Database } from '../../contract/databases.ts';
import { CountedAt, countsAgree, type DatabaseAct, ofAssigned, useDatabaseColumns } from '../features/databases/database-columns.tsx';
import { SavedFilters } from '../features/saved-filters/saved-filters.tsx';
import { addressOf } from '../lib/client.ts';
import { formatDay } from '../lib/formats.ts';
import type { SortOf } from '../lib/interface.ts';
import { readLanguage } from '../lib/language.ts';
import { read } from '../lib/read.ts';
import { useSetSearch } from '../lib/set-search.ts';
import { useTexts } from '../lib/texts.ts';
import { Button } from '../ui/button.tsx';
import { FilterSelect } from '../ui/field.tsx';
import { type ActiveFilter, FilterBar } from '../ui/filter-bar/filter-bar.tsx';
import { FilterDates } from '../ui/filter-bar/filter-dates.tsx';
import { EmptyState } from '../ui/notice.tsx';
import { ListTable } from './list-table.tsx';
import { SearchBox } from './search-box.tsx';

const RenameDatabaseDialog = lazy(() =>
  import('../features/databases/database-dialogs.tsx').then((module) => ({ default: module.RenameDatabaseDialog })),
);
const UndoImportDialog = lazy(() =>
  import('../features/databases/undo-import-dialog.tsx').then((module) => ({ default: module.UndoImportDialog })),
);

const route = getRouteApi('/frame/$module');

function useDatabaseActs() {
  const setSearch = useSetSearch();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<{ readonly act: 'rename' | 'undo'; readonly database: Database }>();
  const act = (what: DatabaseAct, database: Database) => {
    if (what === 'assign') return setSearch({ panel: 'bagikan', database: database.id });
    if (what === 'records')
      return void navigate({ to: '/$module/record', params: { module: database.module }, search: { database: database.id } });
    if (what === 'details') return setSearch({ panel: 'rincian', database: database.id });
    if (what === 'rejected')
      return location.assign(
        addressOf('GET /databases/:id/rejected', { params: { id: database.id }, query: { format: 'csv', language: readLanguage() } }),
      );
    setDialog({ act: what, database });
  };
  const close = () => setDialog(undefined);
  const open = (
    <Suspense fallback={null}>
      {dialog?.act === 'rename' && <RenameDatabaseDialog database={dialog.database} onClose={close} />}
      {dialog?.act === 'undo' && <UndoImportDialog database={dialog.database} onClose={close} />}
    </Suspense>
  );
  return { act, open };
}

const noFilter = { q: undefined, tersedia: undefined, diimporDari: undefined, diimporSampai: undefined, page: undefined } as const;

function useActiveFilters(): readonly ActiveFilter[] {
  const { t } = useTexts();
  const { tersedia, diimporDari, diimporSampai } = route.useSearch();
  const setSearch = useSetSearch();
  const day = (text: string | undefined) => (text === undefined ? '…' : formatDay(`${text}T12:00:00Z`));
  return [
    ...(diimporDari === undefined && diimporSampai === undefined
      ? []
      : [
          {
            key: 'imported',
            label: t('databases.imported'),
            value: diimporDari === diimporSampai ? day(diimporDari) : `${day(diimporDari)} – ${day(diimporSampai)}`,
            onRemove: () => setSearch({ diimporDari: undefined, diimporSampai: undefined, page: undefined }),
          },
        ]),
    ...(tersedia === undefined
      ? []
      : [
          {
            key: 'available',
            label: t('databases.availableFilter'),
            value: t(tersedia === 'ya' ? 'databases.stillAvailable' : 'databases.usedUp'),
            onRemove: () => setSearch({ tersedia: undefined, page: undefined }),
          },
        ]),
  ];
}

function DatabaseFilters() {
  const { t } = useTexts();
  const { q, tersedia, diimporDari, diimporSampai, panel } = route.useSearch();
  const setSearch = useSetSearch();
  return (
    <FilterBar
      search={<SearchBox label={t('databases.searchDatabase')} value={q} />}
      active={useActiveFilters()}
      onClear={() => setSearch(noFilter)}
      saved={panel !== 'impor' && <SavedFilters folded={panel !== undefined} page="databases" leftOut={['tab', 'database', 'dialog']} />}
    >
      <FilterDates
        label={t('databases.imported')}
        value={{ from: diimporDari, to: diimporSampai }}
        onChange={({ from, to }) => setSearch({ diimporDari: from, diimporSampai: to, page: undefined })}
      />
      <FilterSelect
        label={t('databases.availableFilter')}
        value={tersedia ?? ''}
        onChange={(event) => setSearch({ tersedia: event.target.value, page: undefined })}
      >
        <option value="">{t('common.all')}</option>
        <option value="ya">{t('databases.stillAvailable')}</option>
        <option value="tidak">{t('databases.usedUp')}</option>
      </FilterSelect>
    </FilterBar>
  );
}

/** The first step of a new program: the way to the first database. */
function NoDatabases() {
  const { t } = useTexts();
  const setSearch = useSetSearch();
  return (
    <EmptyState
      icon={<Upload size={22} />}
      title={t('databases.emptyTitle')}
      actions={
        <Button kind="primary" onClick={() => setSearch({ panel: 'impor' })}>
          {t('databases.emptyAction')}
        </Button>
      }
    >
      {t('databases.emptyHint')}
    </EmptyState>
  );
}

/** Databases of the module. */
export function DatabaseTab() {
  const { t } = useTexts();
  const { module } = route.useParams();
  const { produk, q, sort, page, ukuran, database, panel, tersedia, diimporDari, diimporSampai } = route.useSearch();
  const setSearch = useSetSearch();
  const acts = useDatabaseActs();
  const order = (sort ?? '-importedAt') as SortOf<'GET /databases'>;
  const available = tersedia === undefined ? undefined : tersedia === 'ya';
  const filter = { module, productId: produk, q, available, importedFrom: diimporDari, importedTo: diimporSampai, sort: order };
  const list = useQuery({
    ...read('GET /databases', { query: { ...filter, page, pageSize: ukuran } }),
    placeholderData: keepPreviousData,
  });
  const data = list.data !== undefined && 'counts' in list.data ? list.data : undefined;
  const columns = useDatabaseColumns(data?.total ?? 0, data?.counts, order, acts.act, panel);
  return (
    <>
      <ListTable
        name="databases"
        label={t('databases.tabDatabase')}
        columns={columns}
        list={data}
        error={list.error}
        onRetry={() => list.refetch()}
        rowKey={(row) => row.id}
        selected={(row) => row.id === database}
        onOpen={(row) => acts.act('assign', row)}
        sort={order}
        groups={[{ label: t('databases.ofAssigned'), columns: ofAssigned }]}
        foot={data !== undefined && data.total > 0}
        filtered={q !== undefined || tersedia !== undefined || diimporDari !== undefined || diimporSampai !== undefined}
        onClear={() => setSearch(noFilter)}
        nothing={<NoDatabases />}
        bar={<DatabaseFilters />}
        download={(format) => addressOf('GET /databases/export', { query: { ...filter, format, language: readLanguage() } })}
        countWord={t('databases.word')}
        footer={
          data !== undefined && (
            <CountedAt at={list.dataUpdatedAt} agrees={countsAgree(data.counts) && data.items.every((one) => countsAgree(one.counts))} />
          )
        }
      />
      {acts.open}
    </>
  );
}
