import { useSearch } from '@tanstack/react-router';
import { ArrowLeft, CircleCheck, CircleDashed, CircleX, Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Record } from '../../contract/records.ts';
import { RenameBatchDialog } from '../features/batches/rename-batch-dialog.tsx';
import { ContactForm } from '../features/records/contact-form.tsx';
import { RecordColumns, RecordFacts, RecordNotices, recordName } from '../features/records/record-facts.tsx';
import { nextUnvalidated } from '../features/records/record-filter.ts';
import { RecordGrid } from '../features/records/record-grid.tsx';
import { RecordTimeline } from '../features/records/record-timeline.tsx';
import { VerdictBar } from '../features/validation/verdict-bar.tsx';
import { formatMoment } from '../lib/formats.ts';
import { isAdmin, useSession } from '../lib/session.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Card, Row, Stack } from '../ui/layout.tsx';
import { Page } from '../ui/page.tsx';
import { Progress } from '../ui/progress.tsx';
import { Docked, DockedMain, SidePanel } from '../ui/side-panel.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { TableBar } from '../ui/table.tsx';
import { Text } from '../ui/text.tsx';
import { LoadProblem } from './load-problem.tsx';
import { NoRecords } from './no-records.tsx';
import { RecordFilters } from './record-filters.tsx';
import { SearchBox } from './search-box.tsx';
import { SelectedForAdmin } from './selected-for-admin.tsx';
import { useOpenRecord, type Workspace } from './workspace.ts';

function Summary({ workspace }: { readonly workspace: Workspace }) {
  const { t } = useTranslation();
  const { batch } = workspace;
  if (batch === undefined) return t('cards.ungroupedHint');
  const renamed = batch.title === batch.originalTitle ? [] : [t('cards.originally', { title: batch.originalTitle })];
  return [...renamed, batch.productName, batch.staffName, formatMoment(batch.assignedAt)].join(' · ');
}

function CardProgress({ workspace }: { readonly workspace: Workspace }) {
  const { t } = useTranslation();
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
  const { t } = useTranslation();
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

function OpenRecord({ workspace, record }: { readonly workspace: Workspace; readonly record: Record }) {
  const { t } = useTranslation();
  const open = useOpenRecord();
  const next = nextUnvalidated(workspace.records ?? [], record.id);
  return (
    <SidePanel
      key={record.id}
      title={recordName(record)}
      subtitle={`${t('records.recordAt', { row: record.rowNumber })} · ${record.productName}`}
      closeLabel={t('common.close')}
      onClose={() => open(undefined)}
      foot={
        workspace.mayMark ? (
          <VerdictBar
            name={recordName(record)}
            verdict={record.verdict}
            fixed={false}
            onValid={() => workspace.markValid([record])}
            onInvalid={() => workspace.markInvalid([record])}
          >
            {next !== undefined && (
              <Button kind="quiet" onClick={() => open(next.id, true)}>
                {t('records.goNext', { name: recordName(next) })}
              </Button>
            )}
          </VerdictBar>
        ) : undefined
      }
    >
      <RecordNotices record={record} />
      <RecordFacts record={record} />
      {workspace.mayMark && <ContactForm record={record} />}
      <RecordColumns record={record} />
      <RecordTimeline recordId={record.id} />
    </SidePanel>
  );
}

function RecordsTable({ workspace }: { readonly workspace: Workspace }) {
  const { t } = useTranslation();
  const { q, record } = useSearch({ strict: false });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const open = useOpenRecord();
  const { records, shown } = workspace;
  if (records === undefined)
    return workspace.error === null ? (
      <Skeleton style={{ height: 480, borderRadius: 12 }} />
    ) : (
      <LoadProblem error={workspace.error} onRetry={workspace.reload} />
    );
  const chosen = shown.filter((one) => selected.has(one.id));
  const clear = () => setSelected(new Set());
  return (
    <Card>
      {chosen.length === 0 ? (
        <TableBar>
          <SearchBox label={t('records.search')} value={q} />
          <RecordFilters records={records} />
        </TableBar>
      ) : (
        <TableBar role="region" aria-label={t('records.selectedCount', { count: chosen.length })} style={{ minHeight: 61 }}>
          <Text weight={600} style={{ flex: 1, paddingLeft: 4 }}>
            {t('records.selectedCount', { count: chosen.length })}
          </Text>
          <Button size="small" kind="quiet" onClick={clear}>
            {t('records.clearSelection')}
          </Button>
          {workspace.mayMark ? (
            <SelectedForHolder workspace={workspace} chosen={chosen} onDone={clear} />
          ) : (
            <SelectedForAdmin chosen={chosen} onDone={clear} />
          )}
        </TableBar>
      )}
      {shown.length === 0 ? (
        <NoRecords cardIsEmpty={records.length === 0} />
      ) : (
        <RecordGrid records={shown} selected={selected} openId={record} onSelect={setSelected} onOpen={(one) => open(one.id)} />
      )}
    </Card>
  );
}

/** A card's records at a desk: a table with every original column, and one record beside it. */
export function RecordsDesk({ workspace }: { readonly workspace: Workspace }) {
  const { t } = useTranslation();
  const user = useSession();
  const { record } = useSearch({ strict: false });
  const [renaming, setRenaming] = useState(false);
  const { batch } = workspace;
  const opened = workspace.records?.find((one) => one.id === record);
  const back =
    isAdmin(user) && batch !== undefined
      ? ({ to: '/$module', params: { module: batch.module }, search: { tab: 'batch' } } as const)
      : ({ to: '/data-saya' } as const);
  return (
    <Docked>
      <DockedMain>
        <Page
          title={workspace.title}
          summary={<Summary workspace={workspace} />}
          actions={
            <>
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
            <CardProgress workspace={workspace} />
            <RecordsTable workspace={workspace} />
          </Stack>
        </Page>
      </DockedMain>
      {opened !== undefined && <OpenRecord workspace={workspace} record={opened} />}
      {renaming && batch !== undefined && <RenameBatchDialog batch={batch} onClose={() => setRenaming(false)} />}
    </Docked>
  );
}
