import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { History } from 'lucide-react';
import { useAuditColumns } from '../features/audit/audit-columns.tsx';
import { SavedFilters } from '../features/saved-filters/saved-filters.tsx';
import { useActWord, useActs, useSubjectWord } from '../lib/act-word.ts';
import { addressOf } from '../lib/client.ts';
import { formatBusinessDay } from '../lib/formats.ts';
import { read } from '../lib/read.ts';
import { useSetSearch } from '../lib/set-search.ts';
import { useTexts } from '../lib/texts.ts';
import { FilterSelect } from '../ui/field.tsx';
import { type ActiveFilter, FilterBar } from '../ui/filter-bar/filter-bar.tsx';
import { FilterDates } from '../ui/filter-bar/filter-dates.tsx';
import { EmptyState } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { ListTable } from './list-table.tsx';
import { SearchBox } from './search-box.tsx';

const route = getRouteApi('/frame/riwayat');
const everybody = read('GET /users', { query: { pageSize: 500 } }, 'names');

/** What an act can be on, as far as one would look for it. */
const subjectTypes = [
  'user',
  'product',
  'database',
  'batch',
  'record',
  'reservation',
  'invalid_reason',
  'message_template',
  'settings',
] as const;

const off = { orang: undefined, tindakan: undefined, pada: undefined, dari: undefined, sampai: undefined } as const;

function useSet() {
  const setSearch = useSetSearch();
  return (changes: Readonly<Record<string, string | undefined>>) => setSearch({ ...changes, page: undefined });
}

/** The filters that are on, in words. */
function useActive(): readonly ActiveFilter[] {
  const { t } = useTexts();
  const { orang, tindakan, pada, dari, sampai } = route.useSearch();
  const { data: people } = useQuery(everybody);
  const actWord = useActWord();
  const subjectWord = useSubjectWord();
  const set = useSet();
  const name = people?.items.find(({ id }) => id === orang)?.name ?? '…';
  const dayOf = (day: string | undefined) => (day === undefined ? '…' : formatBusinessDay(day));
  const days = dari === sampai ? dayOf(dari) : `${dayOf(dari)} – ${dayOf(sampai)}`;
  const one = (key: string, label: string, value: string, gone: Readonly<Record<string, undefined>>): ActiveFilter => ({
    key,
    label,
    value,
    onRemove: () => set(gone),
  });
  return [
    ...(orang === undefined ? [] : [one('actor', t('audit.actor'), name, { orang: undefined })]),
    ...(tindakan === undefined ? [] : [one('act', t('audit.act'), actWord(tindakan), { tindakan: undefined })]),
    ...(pada === undefined ? [] : [one('subject', t('audit.subject'), subjectWord(pada), { pada: undefined })]),
    ...(dari === undefined && sampai === undefined ? [] : [one('days', t('audit.at'), days, { dari: undefined, sampai: undefined })]),
  ];
}

function Filters() {
  const { t } = useTexts();
  const { orang, tindakan, pada, dari, sampai, q } = route.useSearch();
  const { data: people } = useQuery(everybody);
  const acts = useActs();
  const actWord = useActWord();
  const subjectWord = useSubjectWord();
  const active = useActive();
  const set = useSet();
  return (
    <FilterBar
      search={<SearchBox label={t('audit.search')} value={q} />}
      active={active}
      onClear={() => set(off)}
      saved={<SavedFilters page="audit" leftOut={['ukuran']} />}
    >
      <FilterSelect label={t('audit.actor')} value={orang ?? ''} onChange={(event) => set({ orang: event.target.value })}>
        <option value="">{t('audit.anyone')}</option>
        {people?.items.map((user) => (
          <option key={user.id} value={user.id}>
            {user.name}
          </option>
        ))}
      </FilterSelect>
      <FilterSelect label={t('audit.act')} value={tindakan ?? ''} onChange={(event) => set({ tindakan: event.target.value })}>
        <option value="">{t('common.all')}</option>
        {acts.map((act) => (
          <option key={act} value={act}>
            {actWord(act)}
          </option>
        ))}
      </FilterSelect>
      <FilterSelect label={t('audit.subject')} value={pada ?? ''} onChange={(event) => set({ pada: event.target.value })}>
        <option value="">{t('common.all')}</option>
        {subjectTypes.map((type) => (
          <option key={type} value={type}>
            {subjectWord(type)}
          </option>
        ))}
      </FilterSelect>
      <FilterDates label={t('audit.at')} value={{ from: dari, to: sampai }} onChange={({ from, to }) => set({ dari: from, sampai: to })} />
    </FilterBar>
  );
}

/** The audit log: every act as a sentence, newest first. */
export function AuditPage() {
  const { t, language } = useTexts();
  const { orang, tindakan, pada, dari, sampai, q, page, ukuran } = route.useSearch();
  const setSearch = useSetSearch();
  const columns = useAuditColumns();
  const filter = { actor: orang, act: tindakan, subject: pada, from: dari, to: sampai, q };
  const list = useQuery({ ...read('GET /audit', { query: { ...filter, page, pageSize: ukuran } }), placeholderData: keepPreviousData });
  return (
    <Page title={t('frame.audit')} summary={t('audit.summary')}>
      <ListTable
        name="audit"
        label={t('frame.audit')}
        columns={columns}
        list={list.data}
        error={list.error}
        onRetry={() => void list.refetch()}
        rowKey={(row) => row.id}
        countWord={t('audit.word')}
        filtered={Object.values(filter).some((value) => value !== undefined)}
        onClear={() => setSearch({ ...off, q: undefined, page: undefined })}
        nothing={
          <EmptyState icon={<History size={22} />} title={t('audit.emptyTitle')}>
            {t('audit.emptyHint')}
          </EmptyState>
        }
        bar={<Filters />}
        download={(format) => addressOf('GET /audit/export', { query: { ...filter, format, language } })}
      />
    </Page>
  );
}
