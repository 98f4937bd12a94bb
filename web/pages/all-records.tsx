import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { ArrowLeft, Database, Rows3 } from 'lucide-react';
import { useState } from 'react';
import type { Record } from '../../contract/records.ts';
import { ChosenActs, type TakeAct } from '../features/records/all/chosen-acts.tsx';
import { type Taken, takeChosen, useTakenByFilter } from '../features/records/all/chosen-records.ts';
import { PickPanel } from '../features/records/all/pick-panel.tsx';
import { useRecordColumns } from '../features/records/all/record-columns.tsx';
import { RecordFilterBar } from '../features/records/all/record-filter-bar.tsx';
import { RecordPanel } from '../features/records/all/record-panel.tsx';
import { RecallChosenDialog, TransferChosenDialog } from '../features/records/all/take-dialogs.tsx';
import { useFilterChoices } from '../features/records/all/use-active-filters.ts';
import { SavedFilters } from '../features/saved-filters/saved-filters.tsx';
import { addressOf } from '../lib/client.ts';
import type { OutputOf } from '../lib/interface.ts';
import { read } from '../lib/read.ts';
import { noRecordFilter, recordFilterOf, recordSortOf } from '../lib/record-search.ts';
import { isRefusedSearch } from '../lib/problem.ts';
import { useSetSearch } from '../lib/set-search.ts';
import { useTexts } from '../lib/texts.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { DataTable } from '../ui/data-table/data-table.tsx';
import { type Selection, useSelection } from '../ui/data-table/use-selection.ts';
import { IconLink } from '../ui/icon-button.tsx';
import { TextLink } from '../ui/link.tsx';
import { EmptyState } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { Docked, DockedMain } from '../ui/side-panel.tsx';
import { LoadProblem } from './load-problem.tsx';
import { SearchBox } from './search-box.tsx';

const route = getRouteApi('/frame/$module/record');

/** What the address asks for: the records of a filter, one page of them. */
function useList() {
  const { module } = route.useParams();
  const search = route.useSearch();
  const filter = recordFilterOf(module, search);
  const sort = recordSortOf(search.sort);
  const pageSize = search.ukuran ?? 50;
  const list = useQuery({
    ...read('GET /records', { query: { ...filter, sort, page: search.page, pageSize, cells: search.database !== undefined } }),
    placeholderData: keepPreviousData,
  });
  return { module, search, filter, sort, pageSize, list };
}

/** Records that were chosen one by one, on whichever page they were seen. */
function useChosenRecords(selection: Selection): readonly Record[] {
  const client = useQueryClient();
  if (selection.kind === 'filter') return [];
  const seen = client.getQueriesData<OutputOf<'GET /records'>>({ queryKey: ['GET /records'] });
  const byId = new Map(seen.flatMap(([, data]) => data?.items ?? []).map((record) => [record.id, record]));
  return selection.ids.flatMap((id) => byId.get(id) ?? []);
}

interface Acting {
  readonly act: TakeAct;
  readonly taken: Taken;
}

function NothingFound({ filtered }: { readonly filtered: boolean }) {
  const { t } = useTexts();
  const { module } = route.useParams();
  const setSearch = useSetSearch();
  if (filtered) {
    return (
      <EmptyState
        icon={<Rows3 size={22} />}
        title={t('common.nothingFound')}
        actions={<Button onClick={() => setSearch(noRecordFilter)}>{t('common.clearFilter')}</Button>}
      >
        {t('common.nothingFoundHint')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<Database size={22} />}
      title={t('allRecords.emptyTitle')}
      actions={
        <ButtonLink kind="primary" to="/$module" params={{ module }} search={{ panel: 'impor' }}>
          {t('allRecords.toModule')}
        </ButtonLink>
      }
    >
      {t('allRecords.emptyHint')}
    </EmptyState>
  );
}

interface RecordsTableProps {
  readonly listed: ReturnType<typeof useList>;
  readonly selection: Selection;
  readonly onAct: (acting: Acting) => void;
}

function RecordsTable({ listed, selection, onAct }: RecordsTableProps) {
  const { t, language } = useTexts();
  const { module, search, filter, sort, pageSize, list } = listed;
  const setSearch = useSetSearch();
  const choices = useFilterChoices(module, search);
  const database = useQuery({
    ...read('GET /databases/:id', { params: { id: search.database ?? '' } }),
    enabled: search.database !== undefined,
  });
  const columns = useRecordColumns(search.database === undefined ? [] : (database.data?.columns ?? []));
  const chosen = takeChosen(useChosenRecords(selection));
  const byFilter = useTakenByFilter(selection.kind === 'filter' ? filter : undefined);
  const taken = selection.kind === 'filter' ? byFilter : chosen;
  return (
    <DataTable
      name="records"
      label={t('allRecords.title', { module: t(`frame.${module}`) })}
      columns={columns}
      rows={list.data?.items}
      total={list.data?.total}
      rowKey={(row) => row.id}
      sort={sort}
      onSort={(next) => setSearch({ sort: next, page: undefined })}
      page={search.page ?? 1}
      pageSize={pageSize}
      onPage={(page) => setSearch({ page })}
      onPageSize={(size) => setSearch({ ukuran: size === 50 ? undefined : size, page: undefined })}
      selection={selection}
      selectionBar={(_, count) => (
        <ChosenActs
          taken={taken}
          count={count}
          onAct={(act) => taken !== undefined && onAct({ act, taken: act === 'pick' ? taken.free : taken.held })}
        />
      )}
      bar={
        <RecordFilterBar
          search={search}
          choices={choices}
          searchBox={<SearchBox label={t('allRecords.search')} value={search.q} />}
          saved={<SavedFilters folded={search.record !== undefined} page="records" leftOut={['record', 'ukuran']} />}
        />
      }
      download={(format) => addressOf('GET /records/export', { query: { ...filter, sort, format, language } })}
      onOpen={(row) => setSearch({ record: row.id })}
      selected={(row) => row.id === search.record}
      empty={<NothingFound filtered={Object.keys(filter).length > 1} />}
      error={
        list.isError && (list.data === undefined || isRefusedSearch(list.error)) ? (
          <LoadProblem error={list.error} onRetry={() => list.refetch()} />
        ) : undefined
      }
      countWord={t('allRecords.word')}
    />
  );
}

/** Every record of a module, with every filter; what is chosen can be taken back, moved or given. */
export function AllRecordsPage() {
  const { t } = useTexts();
  const listed = useList();
  const { module, search, filter, list } = listed;
  const setSearch = useSetSearch();
  const navigate = useNavigate();
  const selection = useSelection(JSON.stringify(filter));
  const [acting, setActing] = useState<Acting>();
  const moduleName = t(`frame.${module}`);
  const close = () => setActing(undefined);
  const done = () => {
    close();
    selection.clear();
  };
  return (
    <Docked>
      <DockedMain>
        <Page
          title={t('allRecords.title', { module: moduleName })}
          leading={
            <IconLink label={t('allRecords.back', { module: moduleName })} to="/$module" params={{ module }}>
              <ArrowLeft size={22} strokeWidth={1.75} aria-hidden />
            </IconLink>
          }
          summary={
            <>
              <TextLink to="/$module" params={{ module }}>
                {moduleName}
              </TextLink>
              {list.data !== undefined && ` · ${t('allRecords.count', { count: list.data.total })}`}
            </>
          }
        >
          <RecordsTable listed={listed} selection={selection} onAct={setActing} />
        </Page>
      </DockedMain>
      {acting?.act === 'pick' ? (
        <PickPanel taken={acting.taken} onInvite={() => void navigate({ to: '/pengguna' })} onClose={close} onGiven={selection.clear} />
      ) : (
        search.record !== undefined && (
          <RecordPanel
            key={search.record}
            recordId={search.record}
            onAct={(act, record) => {
              const { held, free } = takeChosen([record]);
              setActing({ act, taken: act === 'pick' ? free : held });
            }}
            onClose={() => setSearch({ record: undefined })}
          />
        )
      )}
      {acting?.act === 'recall' && <RecallChosenDialog taken={acting.taken} onClose={close} onDone={done} />}
      {acting?.act === 'transfer' && <TransferChosenDialog taken={acting.taken} onClose={close} onDone={done} />}
    </Docked>
  );
}
