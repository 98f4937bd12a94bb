import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Inbox } from 'lucide-react';
import { read } from '../lib/read.ts';
import { useTexts } from '../lib/texts.ts';
import { EmptyState } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { BatchCards } from './card-grid.tsx';
import { LoadProblem } from './load-problem.tsx';
import { SearchBox } from './search-box.tsx';

const route = getRouteApi('/frame/$module');

/** The staff member's cards of one module, finished ones too. */
export function StaffModule() {
  const { t } = useTexts();
  const { module } = route.useParams();
  const { produk, q } = route.useSearch();
  const { data, error, refetch } = useQuery({
    ...read('GET /batches', { query: { module, productId: produk, q, pageSize: 500 } }),
    placeholderData: keepPreviousData,
  });
  const summary = data === undefined ? undefined : t('cards.moduleSummary', { count: data.total, unvalidated: data.counts.unvalidated });
  return (
    <Page title={t(`frame.${module}`)} {...(summary === undefined ? {} : { summary })}>
      {error !== null && data === undefined && <LoadProblem error={error} onRetry={() => refetch()} />}
      {(data?.total !== 0 || q !== undefined) && <SearchBox label={t('cards.searchCards')} value={q} />}
      {data?.total === 0 ? (
        <EmptyState icon={<Inbox size={22} />} title={t(q === undefined ? 'cards.emptyTitle' : 'common.nothingFound')}>
          {t(q === undefined ? 'cards.emptyHint' : 'common.nothingFoundHint')}
        </EmptyState>
      ) : (
        <BatchCards batches={data?.items} />
      )}
    </Page>
  );
}
