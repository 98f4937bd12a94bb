import { useSearch } from '@tanstack/react-router';
import { ArrowLeft, CircleCheck, CircleDashed, CircleX, Pencil } from 'lucide-react';
import { type KeyboardEvent, lazy, Suspense, useState } from 'react';
import { isolated } from '../../contract/isolated.ts';
import type { Record } from '../../contract/records.ts';
import { RenameTitle } from '../features/batches/rename-title.tsx';
import { useCardColumns } from '../features/records/card-columns.tsx';
import { nextUnvalidated } from '../features/records/record-filter.ts';
import { formatMoment } from '../lib/formats.ts';
import { isAdmin, useSession } from '../lib/session.ts';
import { useSetSearch } from '../lib/set-search.ts';
import { useTexts } from '../lib/texts.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { DataTable } from '../ui/data-table/data-table.tsx';
import { useSelection } from '../ui/data-table/use-selection.ts';
import { Row, Stack } from '../ui/layout.tsx';
import { Page } from '../ui/page.tsx';
import { Progress } from '../ui/progress.tsx';
import { Docked, DockedMain } from '../ui/side-panel.tsx';
import { Text } from '../ui/text.tsx';
import { LoadProblem } from './load-problem.tsx';
import { NoRecords } from './no-records.tsx';
import { RecordFilters } from './record-filters.tsx';
import { SearchBox } from './search-box.tsx';
import { useAddresses, useOpenRecord, type Workspace } from './workspace.ts';

// Loaded when a record is opened.
const RecordPanel = lazy(() => import('./record-panel.tsx').then((module) => ({ default: module.RecordPanel })));
// For admins alone.
const SelectedForAdmin = lazy(() => import('./selected-for-admin.tsx').then((module) => ({ default: module.SelectedForAdmin })));

function Summary({ workspace }: { readonly workspace: Workspace }) {
  const { t } = useTexts();
  const { batch } = workspace;
  if (batch === undefined) return t('cards.ungroupedHint');
  const renamed = batch.title === batch.originalTitle ? [] : [t('cards.originally', { title: batch.originalTitle })];
  return [...renamed, isolated(batch.productName), isolated(batch.staffName), formatMoment(batch.assignedAt)].join(' · ');
}

function CardProgress({ workspace }: { readonly workspace: Workspace }) {
  const { t } = useTexts();
  const { batch } = workspace;
  if (batch === undefined) return null;
  const { valid, invalid, total } = batch.counts;
  return (
    <Row gap={3} style={{ maxWidth: 480 }}>
      <Progress
        label={t('cards.doneOfWords', { done: valid + invalid, total })}
        parts={[
          { tone: 'ok', value: valid },
          { tone: 'bad', value: invalid },
        ]}
        whole={total}
      />
      <Text kind="dense" tone="text2">
        {t('cards.doneOfWords', { done: valid + invalid, total })}
      </Text>
    </Row>
  );
}

function SelectedForHolder({
  workspace,
  chosen,
  onDone,
}: {
  readonly workspace: Workspace;
  readonly chosen: readonly Record[];
  readonly onDone: () => void;
}) {
  const { t } = useTexts();
  const act = (run: (records: readonly Record[]) => void) => () => {
    run(chosen);
    onDone();
  };
  return (
    <>
      <Button size="small" icon={<CircleDashed size={16} aria-hidden />} onClick={act(workspace.markUnvalidated)}>
        {t('records.unvalidated')}
      </Button>
      <Button size="small" kind="badOutline" icon={<CircleX size={16} aria-hidden />} onClick={act(workspace.markInvalid)}>
        {t('records.markInvalid')}
      </Button>
      <Button size="small" kind="ok" icon={<CircleCheck size={16} aria-hidden />} onClick={act(workspace.markValid)}>
        {t('records.markValid')}
      </Button>
    </>
  );
}

function SelectionActs({
  workspace,
  chosen,
  onDone,
}: {
  readonly workspace: Workspace;
  readonly chosen: readonly Record[];
  readonly onDone: () => void;
}) {
  if (workspace.mayMark) return <SelectedForHolder workspace={workspace} chosen={chosen} onDone={onDone} />;
  return (
    <Suspense fallback={null}>
      <SelectedForAdmin chosen={chosen} onDone={onDone} />
    </Suspense>
  );
}

function RecordsTable({ workspace }: { readonly workspace: Workspace }) {
  const { t } = useTexts();
  const { q, record, filter, sort } = useSearch({ strict: false });
  const setSearch = useSetSearch();
  const selection = useSelection(`${workspace.batch?.id ?? ''}/${filter ?? ''}/${q ?? ''}`);
  const open = useOpenRecord();
  const { records, shown } = workspace;
  const columns = useCardColumns(records);
  const ids = new Set(selection.kind === 'some' ? selection.ids : []);
  const chosen = selection.kind === 'filter' ? shown : shown.filter((one) => ids.has(one.id));
  return (
    <DataTable
      name="card"
      label={t('records.list')}
      columns={columns}
      rows={records === undefined ? undefined : shown}
      total={shown.length}
      rowKey={(one) => one.id}
      sort={sort}
      onSort={(next) => setSearch({ sort: next }, true)}
      selection={selection}
      selectionBar={() => <SelectionActs workspace={workspace} chosen={chosen} onDone={selection.clear} />}
      wholeFilter={false}
      bar={
        <Stack gap={2} grow>
          <SearchBox label={t('records.search')} value={q} />
          <RecordFilters records={records} />
        </Stack>
      }
      onOpen={(one) => open(one.id, record !== undefined)}
      selected={(one) => one.id === record}
      empty={<NoRecords cardIsEmpty={records?.length === 0} />}
      error={
        workspace.error !== null && records === undefined ? <LoadProblem error={workspace.error} onRetry={workspace.reload} /> : undefined
      }
      countWord={t('records.word')}
    />
  );
}

/** The way to the first of the shown records that waits for a verdict: a table alone does not say where to begin. */
function Start({ workspace }: { readonly workspace: Workspace }) {
  const { t } = useTexts();
  const { record } = useAddresses(workspace);
  const first = nextUnvalidated(workspace.shown, '');
  if (!workspace.mayMark || first === undefined) return null;
  return (
    <ButtonLink kind="primary" {...record(first.id)} resetScroll={false} icon={<CircleCheck size={16} aria-hidden />}>
      {t('records.start')}
    </ButtonLink>
  );
}

/** A key pressed while somebody writes, or together with another one, is not for the card. */
const isTyping = ({ target, ctrlKey, metaKey, altKey }: KeyboardEvent<HTMLElement>) =>
  ctrlKey ||
  metaKey ||
  altKey ||
  !(target instanceof HTMLElement) ||
  target.closest('input:not([type="checkbox"]), textarea, select') !== null;

/** J and K go from record to record, V and T mark the open one. They work where the focus is in the card, so that no key acts by surprise. */
function useKeys(workspace: Workspace) {
  const { record } = useSearch({ strict: false });
  const open = useOpenRecord();
  return (event: KeyboardEvent<HTMLElement>) => {
    if (isTyping(event) || !workspace.mayMark) return;
    const { shown } = workspace;
    const at = shown.findIndex((one) => one.id === record);
    const current = shown[at];
    const key = event.key.toLowerCase();
    if (key === 'j' || key === 'k') {
      const next = at === -1 ? shown[0] : shown[at + (key === 'j' ? 1 : -1)];
      if (next !== undefined) open(next.id, record !== undefined);
    } else if (key === 'v' && current !== undefined) workspace.markValid([current]);
    else if (key === 't' && current !== undefined) workspace.markInvalid([current]);
    else return;
    event.preventDefault();
  };
}

/** A card's records at a desk: a table with every original column, and one record beside it. */
export function RecordsDesk({ workspace }: { readonly workspace: Workspace }) {
  const { t } = useTexts();
  const user = useSession();
  const { record } = useSearch({ strict: false });
  const [renaming, setRenaming] = useState(false);
  const { batch } = workspace;
  const onKeyDown = useKeys(workspace);
  const back =
    isAdmin(user) && batch !== undefined
      ? ({ to: '/$module', params: { module: batch.module }, search: { tab: 'batch' } } as const)
      : ({ to: '/data-saya' } as const);
  return (
    <Docked onKeyDown={onKeyDown}>
      <DockedMain>
        <Page
          title={workspace.title}
          summary={<Summary workspace={workspace} />}
          actions={
            <>
              {record === undefined && <Start workspace={workspace} />}
              <ButtonLink {...back} icon={<ArrowLeft size={16} aria-hidden />}>
                {t('common.back')}
              </ButtonLink>
              {batch !== undefined && (
                <Button icon={<Pencil size={16} aria-hidden />} onClick={() => setRenaming(true)}>
                  {t('records.rename')}
                </Button>
              )}
            </>
          }
        >
          <Stack gap={4}>
            {renaming && batch !== undefined && <RenameTitle batch={batch} onClose={() => setRenaming(false)} />}
            <CardProgress workspace={workspace} />
            <RecordsTable workspace={workspace} />
          </Stack>
        </Page>
      </DockedMain>
      {record !== undefined && (
        <Suspense fallback={null}>
          <RecordPanel workspace={workspace} recordId={record} />
        </Suspense>
      )}
    </Docked>
  );
}
