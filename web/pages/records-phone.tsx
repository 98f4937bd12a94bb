import { useSearch } from '@tanstack/react-router';
import { ArrowLeft, ArrowRight, ListChecks, Pencil, X } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { Record } from '../../contract/records.ts';
import { RenameTitle } from '../features/batches/rename-title.tsx';
import { isRecordFilter, nextUnvalidated } from '../features/records/record-filter.ts';
import { memberName } from '../lib/member.ts';
import { RecordRow } from '../features/records/record-row.tsx';
import { formatMoment } from '../lib/formats.ts';
import { isAdmin, useSession } from '../lib/session.ts';
import { useSetSearch } from '../lib/set-search.ts';
import { useTexts } from '../lib/texts.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { IconButton, IconLink } from '../ui/icon-button.tsx';
import { Row, Stack } from '../ui/layout.tsx';
import { LongList } from '../ui/long-list.tsx';
import { Page } from '../ui/page.tsx';
import { Progress } from '../ui/progress.tsx';
import { useToastLift } from '../ui/toast-lift.ts';
import { NextLink, RowLink, ThumbBar } from '../ui/touch.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Text } from '../ui/text.tsx';
import { ChooseRecords } from './choose-records.tsx';
import { LoadProblem } from './load-problem.tsx';
import { NoRecords } from './no-records.tsx';
import { RecordFilters } from './record-filters.tsx';
import { SearchBox } from './search-box.tsx';
import { useAddresses, type Workspace } from './workspace.ts';

function CardLine({ workspace }: { readonly workspace: Workspace }) {
  const { t } = useTexts();
  const [renaming, setRenaming] = useState(false);
  const { batch } = workspace;
  // As high as what comes, so that nothing below it moves.
  if (batch === undefined) return workspace.path === '/kartu/$batchId' ? <Skeleton style={{ height: 52, borderRadius: 8 }} /> : null;
  if (renaming) return <RenameTitle batch={batch} onClose={() => setRenaming(false)} />;
  const { counts } = batch;
  const done = counts.valid + counts.invalid;
  return (
    <Stack gap={2}>
      <Row gap={2}>
        <Stack grow gap={1}>
          {batch.title !== batch.originalTitle && (
            <Text kind="dense" tone="text3" wrap>
              {t('cards.originally', { title: batch.originalTitle })}
            </Text>
          )}
          <Row gap={2} wrap>
            <Chip>{batch.productName}</Chip>
            <Text kind="dense" tone="text2">
              {formatMoment(batch.assignedAt)}
            </Text>
          </Row>
        </Stack>
        <IconButton
          label={t('cards.renameCard', { title: batch.title })}
          onClick={() => setRenaming(true)}
          style={{ margin: '-8px -10px -8px 0' }}
        >
          <Pencil size={18} strokeWidth={1.75} aria-hidden />
        </IconButton>
      </Row>
      <Row gap={3}>
        <Progress
          label={t('cards.doneOfWords', { done, total: counts.total })}
          parts={[
            { tone: 'ok', value: counts.valid },
            { tone: 'bad', value: counts.invalid },
          ]}
          whole={counts.total}
        />
        <Text kind="dense" tone="text2">
          {t('cards.doneOfWords', { done, total: counts.total })}
        </Text>
      </Row>
    </Stack>
  );
}

/** The way to the first of the shown records that waits for a verdict, under the thumb from the moment the card opens. */
function StartHere({ workspace }: { readonly workspace: Workspace }) {
  const { t } = useTexts();
  const addresses = useAddresses(workspace);
  const { shown } = workspace;
  const first = nextUnvalidated(shown, '');
  const left = shown.filter((record) => record.verdict === 'unvalidated').length;
  const there = workspace.mayMark && first !== undefined;
  const bar = useToastLift(there);
  if (!there) return null;
  return (
    <ThumbBar ref={bar} data-fixed="" data-above="">
      <NextLink data-start="" {...addresses.record(first.id)}>
        <span>
          <Text kind="dense">{t('records.startHere', { count: left })}</Text>
          <Text weight={600} cut>
            {memberName(first)}
          </Text>
        </span>
        <ArrowRight size={20} aria-hidden />
      </NextLink>
    </ThumbBar>
  );
}

function Rows({ workspace }: { readonly workspace: Workspace }) {
  const { t } = useTexts();
  const { batch, path } = workspace;
  const { filter, q } = useSearch({ strict: false });
  const batchId = batch?.id;
  const draw = useCallback(
    (record: Record) => (
      <RowLink
        to={path}
        {...(batchId === undefined ? {} : { params: { batchId } })}
        search={{ record: record.id, filter: isRecordFilter(filter) ? filter : undefined, q }}
        preload={false}
      >
        <RecordRow record={record} />
      </RowLink>
    ),
    [path, batchId, filter, q],
  );
  return (
    <LongList label={t('records.list')} rows={workspace.shown} rowKey={(record) => record.id} rowHeight={64}>
      {draw}
    </LongList>
  );
}

function Content({ workspace, choosing }: { readonly workspace: Workspace; readonly choosing: boolean }) {
  const { t } = useTexts();
  const { records, shown, error } = workspace;
  if (records === undefined) {
    if (error !== null) return <LoadProblem error={error} onRetry={workspace.reload} />;
    return <Skeleton role="status" aria-busy aria-label={t('common.loading')} style={{ height: 480, borderRadius: 12 }} />;
  }
  if (shown.length === 0) return <NoRecords cardIsEmpty={records.length === 0} />;
  if (choosing) return <ChooseRecords workspace={workspace} />;
  return (
    <>
      <Rows workspace={workspace} />
      <StartHere workspace={workspace} />
    </>
  );
}

/** A card's records on a phone: a list, each a touch away; many at once where that is asked for. */
export function RecordsPhone({ workspace }: { readonly workspace: Workspace }) {
  const { t } = useTexts();
  const user = useSession();
  const { q, pilih } = useSearch({ strict: false });
  const setSearch = useSetSearch();
  const { records, batch } = workspace;
  const choosing = pilih === 'ya' && workspace.mayMark;
  const back =
    isAdmin(user) && batch !== undefined
      ? ({ to: '/$module', params: { module: batch.module }, search: { tab: 'batch' } } as const)
      : ({ to: '/data-saya' } as const);
  const empty = records?.length === 0;
  return (
    <Page
      title={workspace.title}
      leading={
        <IconLink label={t('records.backToCards')} {...back}>
          <ArrowLeft size={22} strokeWidth={1.75} aria-hidden />
        </IconLink>
      }
    >
      <Stack gap={3} style={{ paddingBottom: 72 }}>
        <CardLine workspace={workspace} />
        {!empty && <RecordFilters records={records} />}
        {!empty && (
          <Row gap={2}>
            <div style={{ flex: 1, minWidth: 0 }}>
              <SearchBox label={t('records.searchShort')} value={q} />
            </div>
            {workspace.mayMark && (
              <Button
                aria-pressed={choosing}
                kind={choosing ? 'soft' : 'outline'}
                icon={choosing ? <X size={18} aria-hidden /> : <ListChecks size={18} aria-hidden />}
                onClick={() => setSearch({ pilih: choosing ? undefined : 'ya' }, choosing)}
              >
                {t(choosing ? 'common.cancel' : 'records.choose')}
              </Button>
            )}
          </Row>
        )}
        <Content workspace={workspace} choosing={choosing} />
      </Stack>
    </Page>
  );
}
