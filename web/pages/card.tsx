import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { read } from '../lib/read.ts';
import { useTexts } from '../lib/texts.ts';
import { Page } from '../ui/page.tsx';
import { LoadProblem } from './load-problem.tsx';
import { RecordsWorkspace } from './records-workspace.tsx';

const route = getRouteApi('/frame/kartu/$batchId');

/** A batch card with its records. */
export function CardPage() {
  const { t } = useTexts();
  const { batchId } = route.useParams();
  const batch = useQuery(read('GET /batches/:id', { params: { id: batchId } }));
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
