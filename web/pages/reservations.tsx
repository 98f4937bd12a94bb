import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Lock } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ReservationTable } from '../features/reservations/reservation-table.tsx';
import { ReserveDialog } from '../features/reservations/reserve-dialog.tsx';
import { read } from '../lib/read.ts';
import { useSetSearch } from '../lib/set-search.ts';
import { staffRead } from '../lib/shared-reads.ts';
import { Button } from '../ui/button.tsx';
import { FilterSelect } from '../ui/field.tsx';
import { Card } from '../ui/layout.tsx';
import { EmptyState } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { TableBar } from '../ui/table.tsx';
import { ListFooter } from './list-footer.tsx';
import { LoadProblem } from './load-problem.tsx';
import { SearchBox } from './search-box.tsx';

const route = getRouteApi('/frame/reserved-member');

/** Reserved members; admins reserve directly, release and move. */
export function ReservationsPage() {
  const { t } = useTranslation();
  const { status, staff, q, page, produk } = route.useSearch();
  const setSearch = useSetSearch();
  const [reserving, setReserving] = useState(false);
  const { data: people } = useQuery(staffRead);
  const list = useQuery({
    ...read('GET /reservations', { query: { productId: produk, state: status, staffId: staff, q, page } }),
    placeholderData: keepPreviousData,
  });
  const filtered = status !== undefined || staff !== undefined || q !== undefined;
  const create = (
    <Button kind="primary" size="large" icon={<Lock size={16} aria-hidden />} onClick={() => setReserving(true)}>
      {t('reservations.create')}
    </Button>
  );
  return (
    <Page
      title={t('frame.reservations')}
      summary={list.data === undefined ? t('common.loading') : t('reservations.summary', { count: list.data.total })}
      actions={create}
    >
      {list.isError && list.data === undefined ? (
        <LoadProblem error={list.error} onRetry={() => list.refetch()} />
      ) : (
        <Card>
          <TableBar>
            <SearchBox label={t('reservations.search')} value={q} />
            <FilterSelect
              label={t('reservations.staff')}
              value={staff ?? ''}
              onChange={(event) => setSearch({ staff: event.target.value, page: undefined })}
            >
              <option value="">{t('common.all')}</option>
              {people?.items.map((user) => (
                <option key={user.id} value={user.id}>
                  {user.name}
                </option>
              ))}
            </FilterSelect>
            <FilterSelect
              label={t('reservations.status')}
              value={status ?? ''}
              onChange={(event) => setSearch({ status: event.target.value, page: undefined })}
            >
              <option value="">{t('common.all')}</option>
              <option value="active">{t('reservations.active')}</option>
              <option value="released">{t('reservations.releasedState')}</option>
              <option value="moved">{t('reservations.movedState')}</option>
            </FilterSelect>
          </TableBar>
          {list.data?.total === 0 ? (
            <EmptyState icon={<Lock size={22} />} title={t(filtered ? 'common.nothingFound' : 'reservations.emptyTitle')}>
              {t(filtered ? 'common.nothingFoundHint' : 'reservations.emptyHint')}
            </EmptyState>
          ) : (
            <ReservationTable rows={list.data?.items} />
          )}
          <ListFooter list={list.data} what={t('reservations.word')} onPage={(next) => setSearch({ page: next })} />
        </Card>
      )}
      {reserving && <ReserveDialog productId={produk} onClose={() => setReserving(false)} />}
    </Page>
  );
}
