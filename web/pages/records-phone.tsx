import { useSearch } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { RecordRow } from '../features/records/record-row.tsx';
import { isAdmin, useSession } from '../lib/session.ts';
import { IconLink } from '../ui/icon-button.tsx';
import { Row, Stack } from '../ui/layout.tsx';
import { LongList } from '../ui/long-list.tsx';
import { Page } from '../ui/page.tsx';
import { Progress } from '../ui/progress.tsx';
import { RowLink } from '../ui/touch.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Text } from '../ui/text.tsx';
import { LoadProblem } from './load-problem.tsx';
import { NoRecords } from './no-records.tsx';
import { RecordFilters } from './record-filters.tsx';
import { SearchBox } from './search-box.tsx';
import type { Workspace } from './workspace.ts';

function CardLine({ workspace }: { readonly workspace: Workspace }) {
  const { t } = useTranslation();
  const { batch } = workspace;
  if (batch === undefined) return null;
  const { counts } = batch;
  const done = counts.valid + counts.invalid;
  return (
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
  );
}

/** A card's records on a phone: a list, each a touch away. */
export function RecordsPhone({ workspace }: { readonly workspace: Workspace }) {
  const { t } = useTranslation();
  const user = useSession();
  const { q, filter } = useSearch({ strict: false });
  const { records, shown, batch, path, error } = workspace;
  const back =
    isAdmin(user) && batch !== undefined
      ? ({ to: '/$module', params: { module: batch.module }, search: { tab: 'batch' } } as const)
      : ({ to: '/data-saya' } as const);
  return (
    <Page
      title={workspace.title}
      leading={
        <IconLink label={t('records.backToCards')} {...back}>
          <ArrowLeft size={22} strokeWidth={1.75} aria-hidden />
        </IconLink>
      }
    >
      <Stack gap={3}>
        <CardLine workspace={workspace} />
        <RecordFilters records={records ?? []} />
        <SearchBox label={t('records.search')} value={q} />
        {error !== null && records === undefined && <LoadProblem error={error} onRetry={workspace.reload} />}
        {records === undefined && error === null && <Skeleton style={{ height: 480, borderRadius: 12 }} />}
        {records !== undefined && shown.length === 0 && <NoRecords cardIsEmpty={records.length === 0} />}
        {shown.length > 0 && (
          <LongList label={t('records.list')} rows={shown} rowKey={(record) => record.id} rowHeight={64}>
            {(record) => (
              <RowLink
                to={path}
                {...(batch === undefined ? {} : { params: { batchId: batch.id } })}
                search={{ record: record.id, filter: filter === 'selesai' ? undefined : filter, q }}
              >
                <RecordRow record={record} />
              </RowLink>
            )}
          </LongList>
        )}
      </Stack>
    </Page>
  );
}
