import { EllipsisVertical, Inbox, Pencil, RotateCcw, Undo2, UserRoundPlus } from 'lucide-react';
import { useState } from 'react';
import { formatMoment, formatNumber } from '../../lib/formats.ts';
import { useTexts } from '../../lib/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import type { Column } from '../../ui/data-table/column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { type Selection, useSelection } from '../../ui/data-table/use-selection.ts';
import { FilterSelect, SearchField } from '../../ui/field.tsx';
import { type ActiveFilter, FilterBar } from '../../ui/filter-bar/filter-bar.tsx';
import { type DayRange, FilterDates } from '../../ui/filter-bar/filter-dates.tsx';
import { FilterMany } from '../../ui/filter-bar/filter-many.tsx';
import { FilterText } from '../../ui/filter-bar/filter-text.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Stack } from '../../ui/layout.tsx';
import { Menu } from '../../ui/menu.tsx';
import { EmptyState } from '../../ui/notice.tsx';
import { HiddenText, Text } from '../../ui/text.tsx';
import { width } from '../../ui/theme.ts';
import { useMedia } from '../../ui/use-media.ts';
import { showToast } from '../../ui/toast.tsx';
import { type Member, sampleMembers } from './samples.ts';
import { Section, Specimen } from './specimen.tsx';
import { useGalleryWords } from './words.ts';

const tones = { valid: 'ok', invalid: 'bad', open: 'quiet' } as const;
const total = 12_431;
const noop = () => undefined;

function useMemberColumns(): readonly Column<Member>[] {
  const { t } = useTexts();
  const words = useGalleryWords();
  return [
    {
      key: 'name',
      name: true,
      wrap: true,
      header: words.member,
      sort: 'name',
      foot: words.sum,
      width: 300,
      cell: (row) => (
        <Stack>
          <Text weight={600}>
            <bdi>{row.name}</bdi>
          </Text>
          <Text kind="small" tone="text2">
            {row.customerId} · {row.product}
          </Text>
        </Stack>
      ),
    },
    { key: 'city', header: words.city, place: 'wide', foot: '', cell: (row) => row.city },
    { key: 'staff', header: words.staff, sort: 'staff', place: 'wide', foot: '', cell: (row) => row.staff },
    { key: 'at', header: words.at, sort: 'at', place: 'wide', foot: '', cell: (row) => formatMoment(row.at) },
    {
      key: 'calls',
      end: true,
      short: true,
      header: words.calls,
      foot: formatNumber(4_118),
      cell: (row) => (row.calls === 0 ? <Text tone="text3">0</Text> : formatNumber(row.calls)),
    },
    {
      key: 'amount',
      end: true,
      header: words.amount,
      sort: 'amount',
      foot: formatNumber(58_120_000),
      cell: (row) => formatNumber(row.amount),
    },
    {
      key: 'state',
      header: words.state,
      place: 'wide',
      foot: '',
      cell: (row) => <Chip tone={tones[row.state]}>{words[row.state]}</Chip>,
    },
    { key: 'id', header: words.number, hidden: true, end: true, foot: '', cell: (row) => row.id },
    {
      key: 'actions',
      place: 'corner',
      foot: '',
      header: <HiddenText>{t('common.actions')}</HiddenText>,
      cell: (row) => (
        <Menu
          trigger={(props) => (
            <IconButton label={`${t('common.actions')}: ${row.name}`} {...props}>
              <EllipsisVertical size={18} aria-hidden />
            </IconButton>
          )}
          entries={[
            { key: 'rename', label: t('common.rename'), icon: <Pencil size={16} aria-hidden />, onSelect: noop },
            { key: 'undo', label: t('common.undo'), icon: <Undo2 size={16} aria-hidden />, onSelect: noop, disabled: true },
          ]}
        />
      ),
    },
  ];
}

function useSampleFilters() {
  const { t } = useTexts();
  const words = useGalleryWords();
  const [state, setState] = useState('');
  const [people, setPeople] = useState<readonly string[]>(['Rina Kusumawati', 'Sekar Maharani']);
  const [range, setRange] = useState<DayRange>({ from: '2026-11-01', to: '2026-11-20' });
  const [phone, setPhone] = useState('');
  const active: readonly ActiveFilter[] = [
    ...people.map((name) => ({
      key: name,
      label: words.staff,
      value: name,
      onRemove: () => setPeople(people.filter((other) => other !== name)),
    })),
    ...(range.from === undefined && range.to === undefined
      ? []
      : [{ key: 'range', label: words.at, value: `${range.from ?? '…'} – ${range.to ?? '…'}`, onRemove: () => setRange({}) }]),
    ...(state === '' ? [] : [{ key: 'state', label: words.state, value: words[state as Member['state']], onRemove: () => setState('') }]),
    ...(phone === '' ? [] : [{ key: 'phone', label: words.phone, value: phone, onRemove: () => setPhone('') }]),
  ];
  const clear = () => {
    setState('');
    setPeople([]);
    setRange({});
    setPhone('');
  };
  const bar = (
    <FilterBar search={<SearchField label={t('common.search')} />} active={active} onClear={clear}>
      <FilterSelect label={words.state} value={state} onChange={(event) => setState(event.target.value)}>
        <option value="">{t('common.all')}</option>
        {(['valid', 'invalid', 'open'] as const).map((value) => (
          <option key={value} value={value}>
            {words[value]}
          </option>
        ))}
      </FilterSelect>
      <FilterMany
        label={words.staff}
        options={[...new Set(sampleMembers(16).map(({ name }) => name))].map((name) => ({ value: name, label: name }))}
        values={people}
        onChange={setPeople}
      />
      <FilterDates label={words.at} value={range} onChange={setRange} />
      <FilterText label={words.phone} value={phone} placeholder="0812" onChange={setPhone} />
    </FilterBar>
  );
  return bar;
}

function Acts({ selection, count }: { readonly selection: Selection; readonly count: number }) {
  const { t } = useTexts();
  const words = useGalleryWords();
  const say = () => {
    showToast({ tone: 'ok', text: `${words.recalled}: ${formatNumber(count)}`, action: { label: t('common.undo'), run: noop } });
    selection.clear();
  };
  return (
    <>
      <Button size="small" icon={<UserRoundPlus size={16} aria-hidden />} onClick={say}>
        {words.transfer}
      </Button>
      <Button size="small" kind="badOutline" icon={<RotateCcw size={16} aria-hidden />} onClick={say}>
        {words.recall}
      </Button>
    </>
  );
}

function WholeTable() {
  const words = useGalleryWords();
  const columns = useMemberColumns();
  const [sort, setSort] = useState('-at');
  const [page, setPage] = useState(1);
  const [pageSize, setPageSize] = useState(25);
  const [open, setOpen] = useState('3');
  const selection = useSelection();
  const bar = useSampleFilters();
  return (
    <DataTable
      name="gallery"
      label={words.members}
      columns={columns}
      rows={sampleMembers(pageSize, (page - 1) * pageSize)}
      total={total}
      rowKey={(row) => row.id}
      sort={sort}
      onSort={setSort}
      page={page}
      pageSize={pageSize}
      onPage={setPage}
      onPageSize={(size) => {
        setPageSize(size);
        setPage(1);
      }}
      selection={selection}
      selectionBar={(chosen, count) => <Acts selection={chosen} count={count} />}
      bar={bar}
      download={(format) => `data:text/plain,${format}`}
      onOpen={(row) => setOpen(row.id)}
      selected={(row) => row.id === open}
      groups={[{ label: words.work, columns: ['calls', 'amount'] }]}
      countWord={words.records}
      foot
    />
  );
}

const wide = Array.from({ length: 60 }, (_, at) => `K${at + 1}`);

function WideTable() {
  const words = useGalleryWords();
  const selection = useSelection();
  // As cards, two of them say enough.
  const shown = useMedia(`(max-width: ${width.phone - 0.02}px)`) ? 2 : 500;
  const columns: readonly Column<Member>[] = [
    { key: 'name', name: true, header: words.member, cell: (row) => <Text weight={600}>{row.name}</Text> },
    ...wide.map((key, at) => ({
      key,
      header: at === 6 ? words.longHeader : `${words.column} ${at + 1}`,
      cell: (row: Member) => (at % 9 === 5 ? row.name : `${row.customerId}-${at}`),
    })),
  ];
  return (
    <DataTable
      name="gallery-wide"
      label={words.wide}
      columns={columns}
      rows={sampleMembers(shown)}
      total={shown}
      rowKey={(row) => row.id}
      page={1}
      pageSize={500}
      selection={selection}
      selectionBar={(chosen, count) => <Acts selection={chosen} count={count} />}
      onOpen={noop}
      countWord={words.records}
    />
  );
}

/** Tables in every state. */
export function Tables() {
  const { t } = useTexts();
  const words = useGalleryWords();
  const columns = useMemberColumns();
  const few = { name: 'gallery-states', label: words.members, columns, rowKey: (row: Member) => row.id };
  return (
    <Section id="tabel" title={words.tables}>
      <Specimen bare of="DataTable" note={words.tableNote}>
        <WholeTable />
      </Specimen>
      <Specimen bare of={words.wide} note={words.wideNote}>
        <WideTable />
      </Specimen>
      <Specimen bare of={t('common.loading')}>
        <DataTable {...few} rows={undefined} pageSize={5} label={t('common.loading')} />
      </Specimen>
      <Specimen bare of={words.empty}>
        <DataTable
          {...few}
          rows={[]}
          label={words.empty}
          empty={
            <EmptyState icon={<Inbox size={22} />} title={t('common.nothingFound')} actions={<Button>{t('common.clearFilter')}</Button>}>
              {t('common.nothingFoundHint')}
            </EmptyState>
          }
        />
      </Specimen>
    </Section>
  );
}
