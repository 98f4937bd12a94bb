import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { History } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { AuditTable } from '../features/audit/audit-table.tsx';
import { read } from '../lib/read.ts';
import { useSetSearch } from '../lib/set-search.ts';
import { DateFilter, FilterSelect } from '../ui/field.tsx';
import { Card } from '../ui/layout.tsx';
import { EmptyState } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { TableBar } from '../ui/table.tsx';
import { ListFooter } from './list-footer.tsx';
import { LoadProblem } from './load-problem.tsx';

const route = getRouteApi('/frame/riwayat');
const everybody = read('GET /users', { query: { pageSize: 500 } });

/** The audit log: every act, newest first. */
export function AuditPage() {
  const { t } = useTranslation();
  const { orang, dari, sampai, page } = route.useSearch();
  const setSearch = useSetSearch();
  const { data: people } = useQuery(everybody);
  const list = useQuery({
    ...read('GET /audit', { query: { actor: orang, from: dari, to: sampai, page } }),
    placeholderData: keepPreviousData,
  });
  return (
    <Page title={t('frame.audit')} summary={t('audit.summary')}>
      {list.isError && list.data === undefined ? (
        <LoadProblem error={list.error} onRetry={() => list.refetch()} />
      ) : (
        <Card>
          <TableBar>
            <FilterSelect
              label={t('audit.actor')}
              value={orang ?? ''}
              onChange={(event) => setSearch({ orang: event.target.value, page: undefined })}
            >
              <option value="">{t('audit.anyone')}</option>
              {people?.items.map((user) => (
                <option key={user.id} value={user.id}>
                  {user.name}
                </option>
              ))}
            </FilterSelect>
            <DateFilter label={t('audit.from')} value={dari ?? ''} onChange={(day) => setSearch({ dari: day, page: undefined })} />
            <DateFilter label={t('audit.to')} value={sampai ?? ''} onChange={(day) => setSearch({ sampai: day, page: undefined })} />
          </TableBar>
          {list.data?.total === 0 ? (
            <EmptyState icon={<History size={22} />} title={t('audit.emptyTitle')}>
              {t('audit.emptyHint')}
            </EmptyState>
          ) : (
            <AuditTable rows={list.data?.items} />
          )}
          <ListFooter list={list.data} what={t('audit.word')} onPage={(next) => setSearch({ page: next })} />
        </Card>
      )}
    </Page>
  );
}
