import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Batch } from '../../contract/batches.ts';
import { useRefreshShown } from '../lib/card-records.ts';
import { read, refreshEvery } from '../lib/read.ts';
import { Page } from '../ui/page.tsx';
import { LoadProblem } from './load-problem.tsx';
import { RecordsWorkspace } from './records-workspace.tsx';

const route = getRouteApi('/frame/kartu/$batchId');

/** Reads the records again when the card's counts say that somebody else changed them. */
function useFollowCounts(batch: Batch | undefined, at: number) {
  const refresh = useRefreshShown();
  const known = useRef<{ readonly text: string; readonly at: number } | undefined>(undefined);
  const text = batch === undefined ? undefined : JSON.stringify([batch.counts, batch.replaced, batch.fresh]);
  useEffect(() => {
    if (text === undefined) return;
    if (known.current !== undefined && known.current.text !== text) void refresh();
    known.current = { text, at };
  }, [text, at, refresh]);
}

/** A batch card with its records. */
export function CardPage() {
  const { t } = useTranslation();
  const { batchId } = route.useParams();
  const batch = useQuery({ ...read('GET /batches/:id', { params: { id: batchId } }), refetchInterval: refreshEvery });
  useFollowCounts(batch.data, batch.dataUpdatedAt);
  if (batch.isError && batch.data === undefined) {
    return (
      <Page title={t('batches.card')}>
        <LoadProblem error={batch.error} onRetry={() => batch.refetch()} />
      </Page>
    );
  }
  return (
    <RecordsWorkspace title={batch.data?.title ?? t('common.loading')} filter={{ batchId }} batch={batch.data} path="/kartu/$batchId" />
  );
}
