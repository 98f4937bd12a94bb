import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ArrowDownWideNarrow, ChevronDown, ChevronUp, Inbox } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Batch } from '../../contract/batches.ts';
import { UngroupedCard } from '../features/batches/batch-card.tsx';
import { formatNumber } from '../lib/formats.ts';
import { read } from '../lib/read.ts';
import { useSetSearch } from '../lib/set-search.ts';
import { FigurePair } from '../ui/tile.tsx';
import { Button } from '../ui/button.tsx';
import { PillRow, PillToggle } from '../ui/chip.tsx';
import { Row } from '../ui/layout.tsx';
import { Menu } from '../ui/menu.tsx';
import { EmptyState } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { BatchCards } from './card-grid.tsx';
import { LoadProblem } from './load-problem.tsx';
import { SearchBox } from './search-box.tsx';

const route = getRouteApi('/frame/data-saya');
const sorts = { belum: '-unvalidated', nama: 'title' } as const;

/** How many cards before there is something to search. */
const searchFrom = 8;

/** A card is finished when nothing on it waits for a verdict. */
const isFinished = (batch: Batch) => batch.counts.unvalidated === 0;

function useCards() {
  const { urut, q, produk } = route.useSearch();
  return useQuery({
    ...read('GET /batches', { query: { productId: produk, q, sort: urut === undefined ? '-assignedAt' : sorts[urut], pageSize: 500 } }),
    placeholderData: keepPreviousData,
  });
}

function SortMenu() {
  const { t } = useTranslation();
  const { urut } = route.useSearch();
  const setSearch = useSetSearch();
  const word = urut === 'belum' ? 'mostUnvalidated' : urut === 'nama' ? 'byName' : 'newest';
  return (
    <Menu
      trigger={(props) => (
        <Button
          kind="quiet"
          icon={<ArrowDownWideNarrow size={17} aria-hidden />}
          style={{ color: 'inherit', marginLeft: 'auto', paddingInline: 4, gap: 6, fontWeight: 500 }}
          {...props}
        >
          {t(`cards.${word}`)}
        </Button>
      )}
      entries={[
        { key: 'newest', label: t('cards.newest'), onSelect: () => setSearch({ urut: undefined }) },
        { key: 'unvalidated', label: t('cards.mostUnvalidated'), onSelect: () => setSearch({ urut: 'belum' }) },
        { key: 'name', label: t('cards.byName'), onSelect: () => setSearch({ urut: 'nama' }) },
      ]}
    />
  );
}

function Filters({ batches }: { readonly batches: readonly Batch[] }) {
  const { t } = useTranslation();
  const { filter } = route.useSearch();
  const setSearch = useSetSearch();
  const due = batches.filter((batch) => batch.followUpsDue > 0).length;
  return (
    <Row gap={2}>
      <PillRow>
        <PillToggle on={filter !== 'tindak-lanjut'} onClick={() => setSearch({ filter: undefined })}>
          {t('cards.all', { count: batches.length })}
        </PillToggle>
        <PillToggle on={filter === 'tindak-lanjut'} onClick={() => setSearch({ filter: 'tindak-lanjut' })}>
          {t('cards.withFollowUps', { count: due })}
        </PillToggle>
      </PillRow>
      <SortMenu />
    </Row>
  );
}

/** Finished cards, folded away until they are wanted. */
function FinishedCards({ batches }: { readonly batches: readonly Batch[] }) {
  const { t } = useTranslation();
  const { filter } = route.useSearch();
  const setSearch = useSetSearch();
  if (batches.length === 0) return null;
  const open = filter === 'selesai';
  return (
    <>
      <Button
        kind="quiet"
        aria-expanded={open}
        style={{ alignSelf: 'flex-start' }}
        icon={open ? <ChevronUp size={16} aria-hidden /> : <ChevronDown size={16} aria-hidden />}
        onClick={() => setSearch({ filter: open ? undefined : 'selesai' }, true)}
      >
        {t('cards.finished', { count: batches.length })}
      </Button>
      {open && <BatchCards batches={batches} />}
    </>
  );
}

function Nothing() {
  const { t } = useTranslation();
  const { filter, q } = route.useSearch();
  const setSearch = useSetSearch();
  if (filter === undefined && q === undefined) {
    return (
      <EmptyState icon={<Inbox size={22} />} title={t('cards.emptyTitle')}>
        {t('cards.emptyHint')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<Inbox size={22} />}
      title={t('cards.emptyFilter')}
      actions={<Button onClick={() => setSearch({ filter: undefined, q: undefined })}>{t('cards.showAll')}</Button>}
    />
  );
}

/** All cards of the signed-in staff member, of all modules; finished ones are folded away below. */
export function MyDataPage() {
  const { t } = useTranslation();
  const { filter, q } = route.useSearch();
  const { data, error, refetch } = useCards();
  const batches = data?.items ?? [];
  const due = filter === 'tindak-lanjut';
  const shown = batches.filter((batch) => (due ? batch.followUpsDue > 0 : !isFinished(batch)));
  const finished = due ? [] : batches.filter(isFinished);
  const ungrouped = due ? 0 : (data?.ungrouped ?? 0);
  return (
    <Page title={t('cards.title')}>
      {error !== null && data === undefined && <LoadProblem error={error} onRetry={() => refetch()} />}
      <FigurePair aria-label={t('cards.summary')}>
        <div>
          <dt>{t('cards.unvalidatedWord')}</dt>
          <dd>{data === undefined ? '–' : formatNumber(data.counts.unvalidated)}</dd>
        </div>
        <div>
          <dt>{t('cards.followUpsWord')}</dt>
          <dd>{data === undefined ? '–' : formatNumber(data.followUpsDue)}</dd>
        </div>
      </FigurePair>
      <Filters batches={batches} />
      {(batches.length >= searchFrom || q !== undefined) && <SearchBox label={t('cards.searchCards')} value={q} />}
      {data !== undefined && shown.length + finished.length + ungrouped === 0 ? (
        <Nothing />
      ) : (
        (error === null || data !== undefined) && (
          <BatchCards
            batches={data === undefined ? undefined : shown}
            before={ungrouped > 0 ? <UngroupedCard count={ungrouped} /> : undefined}
          />
        )
      )}
      <FinishedCards batches={finished} />
    </Page>
  );
}
