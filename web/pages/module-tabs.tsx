import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Upload } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Database } from '../../contract/databases.ts';
import { BatchTable } from '../features/batches/batch-table.tsx';
import { CountedAt, countsAgree, type DatabaseAct, DatabaseTable } from '../features/databases/database-table.tsx';
import { ArchiveFilters, ArchiveTable } from '../features/validation/archive-table.tsx';
import { addressOf } from '../lib/client.ts';
import type { InputOf, ReadKey } from '../lib/interface.ts';
import { read } from '../lib/read.ts';
import { useSetSearch } from '../lib/set-search.ts';
import { staffRead } from '../lib/shared-reads.ts';
import { Button } from '../ui/button.tsx';
import { FilterSelect } from '../ui/field.tsx';
import { Card } from '../ui/layout.tsx';
import { EmptyState } from '../ui/notice.tsx';
import { TableBar } from '../ui/table.tsx';
import { ListFooter } from './list-footer.tsx';
import { LoadProblem } from './load-problem.tsx';
import { SearchBox } from './search-box.tsx';

const RenameDatabaseDialog = lazy(() =>
  import('../features/databases/database-dialogs.tsx').then((module) => ({ default: module.RenameDatabaseDialog })),
);
const UndoImportDialog = lazy(() =>
  import('../features/databases/database-dialogs.tsx').then((module) => ({ default: module.UndoImportDialog })),
);

const route = getRouteApi('/frame/$module');

type Sort<K extends ReadKey> = InputOf<K> extends { query?: { sort?: infer Names } } ? Exclude<Names, undefined> : never;

function useDatabaseActs() {
  const setSearch = useSetSearch();
  const [dialog, setDialog] = useState<{ readonly act: 'rename' | 'undo'; readonly database: Database }>();
  const act = (what: DatabaseAct, database: Database) => {
    if (what === 'assign') return setSearch({ panel: 'bagikan', database: database.id });
    if (what === 'details') return setSearch({ panel: 'rincian', database: database.id });
    if (what === 'rejected')
      return location.assign(addressOf('GET /databases/:id/rejected', { params: { id: database.id }, query: { format: 'csv' } }));
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

/** Databases of the module. */
export function DatabaseTab() {
  const { t } = useTranslation();
  const { module } = route.useParams();
  const { produk, q, sort, page, database, tersedia } = route.useSearch();
  const setSearch = useSetSearch();
  const acts = useDatabaseActs();
  const order = (sort ?? '-importedAt') as Sort<'GET /databases'>;
  const list = useQuery({
    ...read('GET /databases', {
      query: { module, productId: produk, q, sort: order, page, available: tersedia === 'ya' ? true : undefined },
    }),
    placeholderData: keepPreviousData,
  });
  const data = list.data !== undefined && 'counts' in list.data ? list.data : undefined;
  if (list.isError && data === undefined) return <LoadProblem error={list.error} onRetry={() => list.refetch()} />;
  if (data?.total === 0 && q === undefined && tersedia === undefined) {
    return (
      <Card>
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
      </Card>
    );
  }
  return (
    <Card>
      <TableBar>
        <SearchBox label={t('databases.searchDatabase')} value={q} />
        <FilterSelect
          label={t('databases.availableFilter')}
          value={tersedia ?? ''}
          onChange={(event) => setSearch({ tersedia: event.target.value, page: undefined })}
        >
          <option value="">{t('common.all')}</option>
          <option value="ya">{t('databases.stillAvailable')}</option>
        </FilterSelect>
      </TableBar>
      {data?.total === 0 ? (
        <EmptyState
          icon={<Upload size={22} />}
          title={t('common.nothingFound')}
          actions={<Button onClick={() => setSearch({ q: undefined, tersedia: undefined })}>{t('common.clearFilter')}</Button>}
        >
          {t('common.nothingFoundHint')}
        </EmptyState>
      ) : (
        <DatabaseTable
          rows={data?.items}
          total={data?.total ?? 0}
          sums={data?.counts}
          selectedId={database}
          sort={order}
          onSort={(next) => setSearch({ sort: next, page: undefined })}
          onAct={acts.act}
        />
      )}
      <ListFooter list={data} what={t('databases.database').toLowerCase()} onPage={(next) => setSearch({ page: next })}>
        {data !== undefined && (
          <CountedAt at={list.dataUpdatedAt} agrees={countsAgree(data.counts) && data.items.every((one) => countsAgree(one.counts))} />
        )}
      </ListFooter>
      {acts.open}
    </Card>
  );
}

/** Cards of all staff in the module. */
export function BatchTab() {
  const { t } = useTranslation();
  const { module } = route.useParams();
  const { produk, q, sort, page, staff } = route.useSearch();
  const setSearch = useSetSearch();
  const { data: people } = useQuery(staffRead);
  const order = (sort ?? '-assignedAt') as Sort<'GET /batches'>;
  const list = useQuery({
    ...read('GET /batches', { query: { module, productId: produk, staffId: staff, q, sort: order, page } }),
    placeholderData: keepPreviousData,
  });
  if (list.isError && list.data === undefined) return <LoadProblem error={list.error} onRetry={() => list.refetch()} />;
  return (
    <Card>
      <TableBar>
        <SearchBox label={t('batches.searchCards')} value={q} />
        <FilterSelect
          label={t('batches.staff')}
          value={staff ?? ''}
          onChange={(event) => setSearch({ staff: event.target.value, page: undefined })}
        >
          <option value="">{t('common.all')}</option>
          {people?.items.map((user) => (
            <option key={user.id} value={user.id}>
              {user.name}
            </option>
          ))}
        </FilterSelect>
      </TableBar>
      <BatchTable
        rows={list.data?.items}
        total={list.data?.total ?? 0}
        sums={list.data?.counts}
        filtered={q !== undefined || staff !== undefined}
        sort={order}
        onSort={(next) => setSearch({ sort: next, page: undefined })}
      />
      <ListFooter list={list.data} what={t('batches.cards')} onPage={(next) => setSearch({ page: next })} />
    </Card>
  );
}

/** Processed invalid records of the module. */
export function ArchiveTab() {
  const { t } = useTranslation();
  const { module } = route.useParams();
  const { produk, q, sort, page, staff, alasan } = route.useSearch();
  const setSearch = useSetSearch();
  const order = (sort ?? '-archivedAt') as Sort<'GET /archive'>;
  const list = useQuery({
    ...read('GET /archive', { query: { module, productId: produk, staffId: staff, reasonId: alasan, q, sort: order, page } }),
    placeholderData: keepPreviousData,
  });
  if (list.isError && list.data === undefined) return <LoadProblem error={list.error} onRetry={() => list.refetch()} />;
  return (
    <Card>
      <TableBar>
        <SearchBox label={t('validation.searchArchive')} value={q} />
        <ArchiveFilters staffId={staff} reasonId={alasan} onChange={(changes) => setSearch({ ...changes, page: undefined })} />
      </TableBar>
      <ArchiveTable
        rows={list.data?.items}
        filtered={q !== undefined || staff !== undefined || alasan !== undefined}
        sort={order}
        onSort={(next) => setSearch({ sort: next, page: undefined })}
      />
      <ListFooter list={list.data} what={t('validation.archivedRecords')} onPage={(next) => setSearch({ page: next })} />
    </Card>
  );
}
