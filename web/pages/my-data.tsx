import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ArrowDownWideNarrow, ChevronDown, ChevronUp, Inbox, Search } from 'lucide-react';
import { useState } from 'react';
import type { Batch } from '../../contract/batches.ts';
import { UngroupedCard } from '../features/batches/batch-card.tsx';
import { cardsWanted } from '../lib/first-reads.ts';
import { formatNumber } from '../lib/formats.ts';
import { read } from '../lib/read.ts';
import { useSetSearch } from '../lib/set-search.ts';
import { useTexts } from '../lib/texts.ts';
import { FigurePair } from '../ui/tile.tsx';
import { Button } from '../ui/button.tsx';
import { PillRow, PillSpace, PillToggle } from '../ui/chip.tsx';
import { Row } from '../ui/layout.tsx';
import { Menu } from '../ui/menu.tsx';
import { EmptyState } from '../ui/notice.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Page } from '../ui/page.tsx';
import { width } from '../ui/theme.ts';
import { useMedia } from '../ui/use-media.ts';
import { BatchCards } from './card-grid.tsx';
import { FoundRecords } from './found-records.tsx';
import { LoadProblem } from './load-problem.tsx';
import { SearchBox } from './search-box.tsx';

const route = getRouteApi('/frame/data-saya');

/** A card is finished when nothing on it waits for a verdict. */
const isFinished = (batch: Batch) => batch.counts.unvalidated === 0;

function useCards() {
  const { urut, q, produk } = route.useSearch();
  return useQuery({
    ...read('GET /batches', cardsWanted({ produk, q, urut })),
    placeholderData: keepPreviousData,
  });
}

function SortMenu() {
  const { t } = useTexts();
  const { urut } = route.useSearch();
  const setSearch = useSetSearch();
  const word = urut === 'belum' ? 'mostUnvalidated' : urut === 'nama' ? 'byName' : 'newest';
  return (
    <Menu
      trigger={(props) => (
        <Button kind="plain" icon={<ArrowDownWideNarrow size={17} aria-hidden />} style={{ marginLeft: 'auto' }} {...props}>
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

/** What a card must have for each filter. */
const tests = {
  'tindak-lanjut': (batch: Batch) => batch.followUpsDue > 0,
  baru: (batch: Batch) => batch.fresh > 0,
  konflik: (batch: Batch) => batch.counts.conflict > 0,
} as const;
const pills = [
  { word: 'tindak-lanjut', text: 'withFollowUps', always: true },
  { word: 'baru', text: 'withFresh', always: false },
  { word: 'konflik', text: 'withConflict', always: false },
] as const;

/** The pills count what there is, so while that is read there are none of them. */
function Filters({ batches }: { readonly batches: readonly Batch[] | undefined }) {
  const { t } = useTexts();
  const { filter } = route.useSearch();
  const setSearch = useSetSearch();
  if (batches === undefined) return <PillSpace />;
  const counted = pills.map((pill) => ({ ...pill, count: batches.filter(tests[pill.word]).length }));
  return (
    <Row gap={2}>
      <PillRow style={{ flex: 1 }}>
        <PillToggle on={filter === undefined || filter === 'selesai'} onClick={() => setSearch({ filter: undefined })}>
          {t('cards.all', { count: batches.length })}
        </PillToggle>
        {counted
          .filter(({ word, always, count }) => always || count > 0 || filter === word)
          .map(({ word, text, count }) => (
            <PillToggle key={word} on={filter === word} onClick={() => setSearch({ filter: word })}>
              {t(`cards.${text}`, { count })}
            </PillToggle>
          ))}
      </PillRow>
      <SortMenu />
    </Row>
  );
}

/** Finished cards, folded away until they are wanted. */
function FinishedCards({ batches }: { readonly batches: readonly Batch[] }) {
  const { t } = useTexts();
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
  const { t } = useTexts();
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

function Summary({ unvalidated, followUps }: { readonly unvalidated: number | undefined; readonly followUps: number | undefined }) {
  const { t } = useTexts();
  return (
    <FigurePair aria-label={t('cards.summary')}>
      <div>
        <dt>{t('cards.unvalidatedWord')}</dt>
        <dd>{unvalidated === undefined ? '–' : formatNumber(unvalidated)}</dd>
      </div>
      <div>
        <dt>{t('cards.followUpsWord')}</dt>
        <dd>{followUps === undefined ? '–' : formatNumber(followUps)}</dd>
      </div>
    </FigurePair>
  );
}

/** All cards of the signed-in staff member, of all modules; finished ones are folded away below. The search finds records too. */
export function MyDataPage() {
  const { t } = useTexts();
  const { filter, q } = route.useSearch();
  const [searching, setSearching] = useState(false);
  const phone = useMedia(`(max-width: ${width.desk - 1}px)`);
  const { data, error, refetch } = useCards();
  const batches = data?.items ?? [];
  const test = filter === undefined || filter === 'selesai' ? undefined : tests[filter];
  const shown = batches.filter(test ?? ((batch) => !isFinished(batch)));
  const finished = test === undefined ? batches.filter(isFinished) : [];
  const ungrouped = test === undefined && q === undefined ? (data?.ungrouped ?? 0) : 0;
  const nothing = data !== undefined && shown.length + finished.length + ungrouped === 0;
  const trailing = (
    <IconButton label={t('cards.searchAll')} aria-expanded={searching || q !== undefined} onClick={() => setSearching(!searching)}>
      <Search size={22} strokeWidth={1.75} aria-hidden />
    </IconButton>
  );
  return (
    <Page title={t('cards.title')} trailing={trailing}>
      {error !== null && data === undefined && <LoadProblem error={error} onRetry={() => refetch()} />}
      {(!phone || searching || q !== undefined) && (
        <div style={phone ? {} : { maxWidth: 480 }}>
          <SearchBox label={t('cards.searchAll')} value={q} autoFocus={searching} />
        </div>
      )}
      {q === undefined && <Summary unvalidated={data?.counts.unvalidated} followUps={data?.followUpsDue} />}
      {q !== undefined && <FoundRecords q={q} />}
      {(q === undefined || batches.length > 0) && <Filters batches={data?.items} />}
      {nothing
        ? q === undefined && <Nothing />
        : (error === null || data !== undefined) && (
            <BatchCards
              batches={data === undefined ? undefined : shown}
              before={ungrouped > 0 ? <UngroupedCard count={ungrouped} /> : undefined}
            />
          )}
      <FinishedCards batches={finished} />
    </Page>
  );
}
