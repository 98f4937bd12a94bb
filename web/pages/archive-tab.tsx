import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Archive, RotateCcw, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { SavedFilters } from '../features/saved-filters/saved-filters.tsx';
import { type ArchivedRecord, useArchiveColumns } from '../features/validation/archive-columns.tsx';
import { PurgeDialog } from '../features/validation/purge-dialog.tsx';
import { RestoreDialog } from '../features/validation/restore-dialog.tsx';
import { addressOf } from '../lib/client.ts';
import type { InputOf, SortOf } from '../lib/interface.ts';
import { readLanguage } from '../lib/language.ts';
import { read } from '../lib/read.ts';
import { useSetSearch } from '../lib/set-search.ts';
import { reasonsRead } from '../lib/shared-reads.ts';
import { memberName } from '../lib/member.ts';
import { useTexts } from '../lib/texts.ts';
import { Button } from '../ui/button.tsx';
import { useSelection } from '../ui/data-table/use-selection.ts';
import { FilterSelect } from '../ui/field.tsx';
import { FilterBar } from '../ui/filter-bar/filter-bar.tsx';
import { EmptyState } from '../ui/notice.tsx';
import { ListTable } from './list-table.tsx';
import { SearchBox } from './search-box.tsx';
import { StaffFilter, useStaffPill } from './staff-filter.tsx';

const route = getRouteApi('/frame/$module');

type RestoreBody = InputOf<'POST /archive/restore'>['body'];
type Open =
  | { readonly act: 'restore'; readonly body: RestoreBody; readonly count: number; readonly member?: string }
  | { readonly act: 'purge'; readonly record: ArchivedRecord };

const noFilter = { q: undefined, staff: undefined, alasan: undefined, page: undefined } as const;

function ArchiveFilters() {
  const { t } = useTexts();
  const { q, staff, alasan } = route.useSearch();
  const setSearch = useSetSearch();
  const { data: reasons } = useQuery(reasonsRead);
  const staffPill = useStaffPill(t('validation.lastHolder'), staff);
  const reason = reasons?.items.find(({ id }) => id === alasan)?.label;
  return (
    <FilterBar
      search={<SearchBox label={t('validation.searchArchive')} value={q} />}
      active={[
        ...staffPill,
        ...(alasan === undefined
          ? []
          : [
              {
                key: 'reason',
                label: t('validation.reasonFilter'),
                value: reason ?? '…',
                onRemove: () => setSearch({ alasan: undefined, page: undefined }),
              },
            ]),
      ]}
      onClear={() => setSearch(noFilter)}
      saved={<SavedFilters page="archive" leftOut={['database', 'dialog']} />}
    >
      <StaffFilter label={t('validation.lastHolder')} value={staff} />
      <FilterSelect
        label={t('validation.reasonFilter')}
        value={alasan ?? ''}
        onChange={(event) => setSearch({ alasan: event.target.value, page: undefined })}
      >
        <option value="">{t('common.all')}</option>
        {reasons?.items.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </FilterSelect>
    </FilterBar>
  );
}

function OpenDialog({
  open,
  onClose,
  onDone,
}: {
  readonly open: Open | undefined;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  if (open === undefined) return null;
  if (open.act === 'purge') return <PurgeDialog record={open.record} member={memberName(open.record)} onClose={onClose} />;
  return <RestoreDialog body={open.body} count={open.count} member={open.member} onClose={onClose} onDone={onDone} />;
}

/** Processed invalid records of the module: one, several or all of a filter can come back. */
export function ArchiveTab() {
  const { t } = useTexts();
  const { module } = route.useParams();
  const { produk, q, sort, page, ukuran, staff, alasan } = route.useSearch();
  const setSearch = useSetSearch();
  const [open, setOpen] = useState<Open>();
  const order = (sort ?? '-archivedAt') as SortOf<'GET /archive'>;
  const filter = { module, productId: produk, staffId: staff, reasonId: alasan, q };
  const list = useQuery({
    ...read('GET /archive', { query: { ...filter, sort: order, page, pageSize: ukuran } }),
    placeholderData: keepPreviousData,
  });
  const selection = useSelection(JSON.stringify(filter));
  const total = list.data?.total ?? 0;
  const columns = useArchiveColumns((act, record) =>
    setOpen(
      act === 'purge'
        ? { act, record }
        : { act: 'restore', body: { recordIds: [record.id], to: act }, count: 1, member: memberName(record) },
    ),
  );
  const restoreChosen = (to: 'pool' | 'batch', count: number) => {
    const whole = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
    const body: RestoreBody = selection.kind === 'filter' ? { filter: whole, expected: total, to } : { recordIds: [...selection.ids], to };
    setOpen({ act: 'restore', body, count });
  };
  return (
    <>
      <ListTable
        name="archive"
        label={t('databases.tabArchive')}
        columns={columns}
        list={list.data}
        error={list.error}
        onRetry={() => list.refetch()}
        rowKey={(row) => row.id}
        sort={order}
        filtered={q !== undefined || staff !== undefined || alasan !== undefined}
        onClear={() => setSearch(noFilter)}
        nothing={
          <EmptyState icon={<Archive size={22} />} title={t('validation.archiveEmpty')}>
            {t('validation.archiveEmptyHint')}
          </EmptyState>
        }
        selection={selection}
        selectionBar={(_selection, count) => (
          <>
            <Button icon={<RotateCcw size={16} aria-hidden />} onClick={() => restoreChosen('pool', count)}>
              {t('validation.toPool')}
            </Button>
            <Button icon={<Undo2 size={16} aria-hidden />} onClick={() => restoreChosen('batch', count)}>
              {t('validation.toCard')}
            </Button>
          </>
        )}
        bar={<ArchiveFilters />}
        download={(format) => addressOf('GET /archive/export', { query: { ...filter, sort: order, format, language: readLanguage() } })}
        countWord={t('validation.archivedRecords')}
      />
      <OpenDialog
        open={open}
        onClose={() => setOpen(undefined)}
        onDone={() => {
          setOpen(undefined);
          selection.clear();
        }}
      />
    </>
  );
}
