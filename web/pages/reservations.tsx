import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Lock } from 'lucide-react';
import { useState } from 'react';
import type { Reservation } from '../../contract/reservations.ts';
import { MoveDialog, ReleaseDialog } from '../features/reservations/end-dialogs.tsx';
import { type ReservationAct, stateWords, useReservationColumns } from '../features/reservations/reservation-columns.tsx';
import { ReserveDialog } from '../features/reservations/reserve-dialog.tsx';
import { SavedFilters } from '../features/saved-filters/saved-filters.tsx';
import { addressOf } from '../lib/client.ts';
import type { SortOf } from '../lib/interface.ts';
import { readLanguage } from '../lib/language.ts';
import { read } from '../lib/read.ts';
import { useSetSearch } from '../lib/set-search.ts';
import { useTexts } from '../lib/texts.ts';
import { Button } from '../ui/button.tsx';
import { FilterSelect } from '../ui/field.tsx';
import { FilterBar } from '../ui/filter-bar/filter-bar.tsx';
import { EmptyState } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { ListTable } from './list-table.tsx';
import { SearchBox } from './search-box.tsx';
import { StaffFilter, useStaffPill } from './staff-filter.tsx';

const route = getRouteApi('/frame/reserved-member');

const noFilter = { q: undefined, staff: undefined, status: undefined, page: undefined } as const;

function ReservationFilters() {
  const { t } = useTexts();
  const { status, staff, q } = route.useSearch();
  const setSearch = useSetSearch();
  const staffPill = useStaffPill(t('reservations.staff'), staff);
  return (
    <FilterBar
      search={<SearchBox label={t('reservations.search')} value={q} />}
      active={[
        ...staffPill,
        ...(status === undefined
          ? []
          : [
              {
                key: 'status',
                label: t('reservations.status'),
                value: t(`reservations.${stateWords[status]}`),
                onRemove: () => setSearch({ status: undefined, page: undefined }),
              },
            ]),
      ]}
      onClear={() => setSearch(noFilter)}
      saved={<SavedFilters page="reservations" />}
    >
      <StaffFilter label={t('reservations.staff')} value={staff} />
      <FilterSelect
        label={t('reservations.status')}
        value={status ?? ''}
        onChange={(event) => setSearch({ status: event.target.value, page: undefined })}
      >
        <option value="">{t('common.all')}</option>
        {Object.entries(stateWords).map(([state, word]) => (
          <option key={state} value={state}>
            {t(`reservations.${word}`)}
          </option>
        ))}
      </FilterSelect>
    </FilterBar>
  );
}

/** Reserved members; admins reserve directly, release and move. */
export function ReservationsPage() {
  const { t } = useTexts();
  const { status, staff, q, sort, page, ukuran, produk } = route.useSearch();
  const setSearch = useSetSearch();
  const [reserving, setReserving] = useState(false);
  const [acting, setActing] = useState<{ readonly act: ReservationAct; readonly reservation: Reservation }>();
  const order = (sort ?? '-requestedAt') as SortOf<'GET /reservations'>;
  const filter = { productId: produk, state: status, staffId: staff, q, sort: order };
  const list = useQuery({
    ...read('GET /reservations', { query: { ...filter, page, pageSize: ukuran } }),
    placeholderData: keepPreviousData,
  });
  const columns = useReservationColumns((act, reservation) => setActing({ act, reservation }));
  const close = () => setActing(undefined);
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
      <ListTable
        name="reservations"
        label={t('frame.reservations')}
        columns={columns}
        list={list.data}
        error={list.error}
        onRetry={() => list.refetch()}
        rowKey={(row) => row.id}
        sort={order}
        filtered={status !== undefined || staff !== undefined || q !== undefined}
        onClear={() => setSearch(noFilter)}
        nothing={
          <EmptyState icon={<Lock size={22} />} title={t('reservations.emptyTitle')}>
            {t('reservations.emptyHint')}
          </EmptyState>
        }
        bar={<ReservationFilters />}
        download={(format) => addressOf('GET /reservations/export', { query: { ...filter, format, language: readLanguage() } })}
        countWord={t('reservations.word')}
      />
      {reserving && <ReserveDialog productId={produk} onClose={() => setReserving(false)} />}
      {acting?.act === 'release' && <ReleaseDialog reservation={acting.reservation} onClose={close} />}
      {acting?.act === 'move' && <MoveDialog reservation={acting.reservation} onClose={close} />}
    </Page>
  );
}
