import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { read } from '../lib/read.ts';
import { useTexts } from '../lib/texts.ts';
import { Page } from '../ui/page.tsx';
import { ConflictList } from './conflict-list.tsx';

const route = getRouteApi('/frame/konflik');

/** Conflicts of every module. */
export function ConflictsPage() {
  const { t } = useTexts();
  const search = route.useSearch();
  const { data } = useQuery(read('GET /conflicts', { query: { productId: search.produk, pageSize: 1 } }, 'total'));
  return (
    <Page title={t('conflicts.title')} summary={data === undefined ? t('common.loading') : t('conflicts.summary', { count: data.total })}>
      <ConflictList search={search} />
    </Page>
  );
}
