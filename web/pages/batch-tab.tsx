import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ArrowLeftRight, EllipsisVertical, Layers, Share2, Undo2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { Batch } from '../../contract/batches.ts';
import { type BatchAct, useBatchColumns } from '../features/batches/batch-columns.tsx';
import { RecallDialog, takenFrom, takenFromAll, type TakenRecords, TransferDialog } from '../features/batches/batch-dialogs.tsx';
import { SavedFilters } from '../features/saved-filters/saved-filters.tsx';
import { addressOf, call } from '../lib/client.ts';
import type { InputOf, SortOf } from '../lib/interface.ts';
import { readLanguage } from '../lib/language.ts';
import { useProblemText } from '../lib/problem-text.ts';
import { read } from '../lib/read.ts';
import { useSetSearch } from '../lib/set-search.ts';
import { staffNamesRead } from '../lib/shared-reads.ts';
import { useTexts } from '../lib/texts.ts';
import { Button } from '../ui/button.tsx';
import { type Selection, useSelection } from '../ui/data-table/use-selection.ts';
import { FilterSelect } from '../ui/field.tsx';
import { FilterBar } from '../ui/filter-bar/filter-bar.tsx';
import { Menu } from '../ui/menu.tsx';
import { EmptyState } from '../ui/notice.tsx';
import { showToast } from '../ui/toast.tsx';
import { ListTable } from './list-table.tsx';
import { SearchBox } from './search-box.tsx';
import { StaffFilter, useStaffPill } from './staff-filter.tsx';

const RenameBatchDialog = lazy(() =>
  import('../features/batches/rename-batch-dialog.tsx').then((module) => ({ default: module.RenameBatchDialog })),
);

const route = getRouteApi('/frame/$module');

type Filter = NonNullable<InputOf<'GET /batches'>['query']>;
type Open =
  | { readonly act: 'recall'; readonly what: TakenRecords }
  | { readonly act: 'transfer'; readonly what: TakenRecords }
  | { readonly act: 'rename'; readonly batch: Batch };

/** Every card of a filter, page after page: an act on all of them names them one by one. */
async function everyBatch(filter: Filter): Promise<readonly Batch[]> {
  const found: Batch[] = [];
  for (let page = 1; ; page += 1) {
    const { items, total } = await call('GET /batches', { query: { ...filter, page, pageSize: 500 } });
    found.push(...items);
    if (items.length === 0 || found.length >= total) return found;
  }
}

/** The cards of a selection: those of it that were on screen, or all of the filter. */
function useChosenBatches(filter: Filter) {
  const client = useQueryClient();
  return async (selection: Selection): Promise<readonly Batch[]> => {
    if (selection.kind === 'filter') return everyBatch(filter);
    const seen = client.getQueriesData<{ items: readonly Batch[] }>({ queryKey: ['GET /batches'] });
    const known = new Map(seen.flatMap(([, data]) => data?.items ?? []).map((batch) => [batch.id, batch]));
    const missing = selection.ids.filter((id) => !known.has(id));
    const others = await Promise.all(missing.map((id) => call('GET /batches/:id', { params: { id } })));
    for (const batch of others) known.set(batch.id, batch);
    return selection.ids.flatMap((id) => known.get(id) ?? []);
  };
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
  if (open.act === 'recall') return <RecallDialog what={open.what} onClose={onClose} onDone={onDone} />;
  if (open.act === 'transfer') return <TransferDialog what={open.what} onClose={onClose} onDone={onDone} />;
  return (
    <Suspense fallback={null}>
      <RenameBatchDialog batch={open.batch} onClose={onClose} />
    </Suspense>
  );
}

interface UnvalidatedProps {
  readonly staffId: string;
  readonly count: number;
  readonly onAct: (open: Open) => void;
}

/** All that the chosen staff member has not worked yet in this module: take it back, or hand it to somebody else. */
function UnvalidatedOfStaff({ staffId, count, onAct }: UnvalidatedProps) {
  const { t } = useTexts();
  const { module } = route.useParams();
  const { produk } = route.useSearch();
  const { data } = useQuery(staffNamesRead);
  const staffName = data?.items.find(({ id }) => id === staffId)?.name;
  if (staffName === undefined || count === 0) return null;
  const filter = {
    module,
    staffId,
    state: 'assigned',
    verdict: 'unvalidated',
    ungrouped: false,
    ...(produk === undefined ? {} : { productId: produk }),
  } as const;
  const what: TakenRecords = { choice: { filter, expected: count }, total: count, invalid: 0, staffId, staffName };
  return (
    <Menu
      trigger={(props) => (
        <Button icon={<EllipsisVertical size={16} aria-hidden />} {...props}>
          {t('batches.unvalidatedOf', { name: staffName, count })}
        </Button>
      )}
      entries={[
        {
          key: 'recall',
          label: t('batches.recall'),
          icon: <Undo2 size={16} aria-hidden />,
          onSelect: () => onAct({ act: 'recall', what }),
        },
        {
          key: 'transfer',
          label: t('batches.transfer'),
          icon: <ArrowLeftRight size={16} aria-hidden />,
          onSelect: () => onAct({ act: 'transfer', what }),
        },
      ]}
    />
  );
}

const noFilter = { q: undefined, staff: undefined, selesai: undefined, page: undefined } as const;

function BatchFilters({ unvalidated, onAct }: { readonly unvalidated: number; readonly onAct: (open: Open) => void }) {
  const { t } = useTexts();
  const { q, staff, selesai } = route.useSearch();
  const setSearch = useSetSearch();
  const staffPill = useStaffPill(t('batches.staff'), staff);
  const finished = selesai === undefined ? undefined : t(selesai === 'ya' ? 'batches.finished' : 'batches.unfinished');
  return (
    <FilterBar
      search={<SearchBox label={t('batches.searchCards')} value={q} />}
      active={[
        ...staffPill,
        ...(finished === undefined
          ? []
          : [
              {
                key: 'finished',
                label: t('batches.progress'),
                value: finished,
                onRemove: () => setSearch({ selesai: undefined, page: undefined }),
              },
            ]),
      ]}
      onClear={() => setSearch(noFilter)}
      saved={
        <>
          <SavedFilters page="batches" leftOut={['database', 'dialog']} />
          {staff !== undefined && q === undefined && selesai !== 'ya' && (
            <UnvalidatedOfStaff staffId={staff} count={unvalidated} onAct={onAct} />
          )}
        </>
      }
    >
      <StaffFilter label={t('batches.staff')} value={staff} />
      <FilterSelect
        label={t('batches.progress')}
        value={selesai ?? ''}
        onChange={(event) => setSearch({ selesai: event.target.value, page: undefined })}
      >
        <option value="">{t('common.all')}</option>
        <option value="tidak">{t('batches.unfinished')}</option>
        <option value="ya">{t('batches.finished')}</option>
      </FilterSelect>
    </FilterBar>
  );
}

function NoBatches() {
  const { t } = useTexts();
  const setSearch = useSetSearch();
  return (
    <EmptyState
      icon={<Layers size={22} />}
      title={t('batches.emptyTitle')}
      actions={
        <Button kind="primary" icon={<Share2 size={16} aria-hidden />} onClick={() => setSearch({ panel: 'bagikan' })}>
          {t('databases.assign')}
        </Button>
      }
    >
      {t('batches.emptyHint')}
    </EmptyState>
  );
}

interface ChosenActsProps {
  readonly selection: Selection;
  readonly filter: Filter;
  readonly onAct: (open: Open) => void;
}

/** What can be done with all records of the chosen cards. */
function ChosenActs({ selection, filter, onAct }: ChosenActsProps) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const chosenBatches = useChosenBatches(filter);
  const [busy, setBusy] = useState(false);
  const start = async (act: 'recall' | 'transfer') => {
    setBusy(true);
    try {
      const batches = await chosenBatches(selection);
      const names = new Set(batches.map(({ staffName }) => staffName));
      const [only] = names;
      const whose = names.size === 1 && only !== undefined ? only : t('batches.severalStaff', { count: names.size });
      onAct({ act, what: takenFromAll(batches, whose) });
    } catch (error) {
      showToast({ tone: 'bad', text: problemText(error).title });
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button busy={busy} icon={<ArrowLeftRight size={16} aria-hidden />} onClick={() => void start('transfer')}>
        {t('batches.transfer')}
      </Button>
      <Button busy={busy} kind="badOutline" icon={<Undo2 size={16} aria-hidden />} onClick={() => void start('recall')}>
        {t('batches.recall')}
      </Button>
    </>
  );
}

/** Cards of all staff in the module, with the acts an admin has on whole cards. */
export function BatchTab() {
  const { t } = useTexts();
  const { module } = route.useParams();
  const { produk, q, sort, page, ukuran, staff, selesai } = route.useSearch();
  const setSearch = useSetSearch();
  const [open, setOpen] = useState<Open>();
  const order = (sort ?? '-assignedAt') as SortOf<'GET /batches'>;
  const finished = selesai === undefined ? undefined : selesai === 'ya';
  const filter: Filter = { module, productId: produk, staffId: staff, finished, q, sort: order };
  const list = useQuery({ ...read('GET /batches', { query: { ...filter, page, pageSize: ukuran } }), placeholderData: keepPreviousData });
  const selection = useSelection(JSON.stringify(filter));
  const act = (what: BatchAct, batch: Batch) => setOpen(what === 'rename' ? { act: what, batch } : { act: what, what: takenFrom(batch) });
  const columns = useBatchColumns(list.data?.total ?? 0, list.data?.counts, act);
  return (
    <>
      <ListTable
        name="batches"
        label={t('databases.tabBatch')}
        columns={columns}
        list={list.data}
        error={list.error}
        onRetry={() => list.refetch()}
        rowKey={(row) => row.id}
        sort={order}
        foot={list.data !== undefined && list.data.total > 0}
        filtered={q !== undefined || staff !== undefined || selesai !== undefined}
        onClear={() => setSearch(noFilter)}
        nothing={<NoBatches />}
        selection={selection}
        selectionBar={(chosen) => <ChosenActs selection={chosen} filter={filter} onAct={setOpen} />}
        bar={<BatchFilters unvalidated={list.data?.counts.unvalidated ?? 0} onAct={setOpen} />}
        download={(format) => addressOf('GET /batches/export', { query: { ...filter, format, language: readLanguage() } })}
        countWord={t('batches.cards')}
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
