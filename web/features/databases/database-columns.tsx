import { Check, Download, EllipsisVertical, Info, Pencil, Rows3, Share2, TriangleAlert, Undo2 } from 'lucide-react';
import type { Database, DatabaseCounts } from '../../../contract/databases.ts';
import { formatDay, formatMoment, formatNumber, formatShare } from '../../lib/formats.ts';
import { useTexts } from '../../lib/texts.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Row, Stack } from '../../ui/layout.tsx';
import { Menu } from '../../ui/menu.tsx';
import { PlainButton } from '../../ui/plain-button.tsx';
import { Progress } from '../../ui/progress.tsx';
import type { Column } from '../../ui/data-table/column.ts';
import { FigureLink } from '../../ui/figure.tsx';
import { HiddenText, Nothing, Text } from '../../ui/text.tsx';

export type DatabaseAct = 'assign' | 'records' | 'details' | 'rename' | 'rejected' | 'undo';

type Counts = Pick<DatabaseCounts, 'imported' | 'available' | 'assigned' | 'archived' | 'deleted' | 'unvalidated' | 'valid' | 'invalid'>;

/** Whether figures of one database (or their sums) agree with each other, as they always must. */
export const countsAgree = (counts: Counts) =>
  counts.imported === counts.available + counts.assigned + counts.archived + counts.deleted &&
  counts.assigned === counts.unvalidated + counts.valid + counts.invalid;

function Validated({ counts }: { readonly counts: DatabaseCounts }) {
  const { t } = useTexts();
  const done = counts.valid + counts.invalid;
  if (counts.assigned === 0) return <Nothing />;
  return (
    <Row gap={2} justify="flex-end" style={{ width: '100%' }}>
      <span style={{ width: 28, display: 'flex' }}>
        <Progress label={t('databases.validated')} parts={[{ tone: 'ok', value: done }]} whole={counts.assigned} shape="thin" decorative />
      </span>
      <Text tone="text2" style={{ minWidth: 44, textAlign: 'right' }}>
        {formatShare(done, counts.assigned)}
      </Text>
    </Row>
  );
}

function Actions({ database, onAct }: { readonly database: Database; readonly onAct: (act: DatabaseAct, database: Database) => void }) {
  const { t } = useTexts();
  const { receipt, counts } = database;
  const rejected = receipt.rows - receipt.imported;
  const icon = { size: 16, 'aria-hidden': true } as const;
  return (
    <Menu
      trigger={(props) => (
        <IconButton label={t('databases.actionsFor', { name: database.name })} {...props}>
          <EllipsisVertical size={18} aria-hidden />
        </IconButton>
      )}
      entries={[
        { key: 'assign', label: t('databases.assignFrom'), icon: <Share2 {...icon} />, onSelect: () => onAct('assign', database) },
        { key: 'records', label: t('databases.records'), icon: <Rows3 {...icon} />, onSelect: () => onAct('records', database) },
        { key: 'details', label: t('databases.details'), icon: <Info {...icon} />, onSelect: () => onAct('details', database) },
        { key: 'rename', label: t('databases.rename'), icon: <Pencil {...icon} />, onSelect: () => onAct('rename', database) },
        ...(rejected > 0
          ? [
              {
                key: 'rejected',
                label: t('databases.downloadRejected'),
                icon: <Download {...icon} />,
                onSelect: () => onAct('rejected', database),
              },
            ]
          : []),
        ...(counts.assigned + counts.archived + counts.deleted === 0
          ? [{ key: 'undo', label: t('databases.undoImport'), icon: <Undo2 {...icon} />, onSelect: () => onAct('undo', database) }]
          : []),
      ]}
    />
  );
}

type FigureName = 'available' | 'assigned' | 'valid' | 'invalid' | 'unvalidated' | 'archived' | 'conflict';

interface Look {
  readonly tone?: 'bad' | 'warn';
  readonly strong?: boolean;
  readonly sorted?: boolean;
  readonly short?: boolean;
  /** The records behind the figure. */
  readonly records: RecordSearch;
}

/** The search of the page of all records. */
interface RecordSearch {
  readonly state?: 'available' | 'assigned' | 'archived';
  readonly verdict?: 'valid' | 'invalid' | 'unvalidated';
  readonly konflik?: 'ya';
}

/** The figures of a database in their order, how each is shown, and what it counts. */
const figures: readonly (Look & { readonly name: FigureName })[] = [
  { name: 'available', sorted: true, records: { state: 'available' } },
  { name: 'assigned', sorted: true, strong: true, records: { state: 'assigned' } },
  { name: 'valid', records: { state: 'assigned', verdict: 'valid' } },
  { name: 'invalid', tone: 'bad', short: true, records: { state: 'assigned', verdict: 'invalid' } },
  { name: 'unvalidated', short: true, records: { state: 'assigned', verdict: 'unvalidated' } },
  { name: 'archived', records: { state: 'archived' } },
  { name: 'conflict', tone: 'warn', records: { konflik: 'ya' } },
];

/** The columns that speak of the assigned records. */
export const ofAssigned = ['valid', 'invalid', 'unvalidated'] as const;

/** By the order that the address asks for, which may be any text. */
const nameWords: ReadonlyMap<string, 'databases.newest' | 'databases.oldest'> = new Map([
  ['-importedAt', 'databases.newest'],
  ['importedAt', 'databases.oldest'],
]);

/**
 * What gives way beside a panel, so that the rest is seen without scrolling: the menu, whose acts the panel has or can wait,
 * and beside the wider one of an import what an import does not change.
 */
const givesWay = (docked: string | undefined): readonly string[] =>
  docked === undefined ? [] : docked === 'impor' ? ['actions', 'archived', 'conflict'] : ['actions'];

/** The columns of databases; the sums are those of the whole filter. `docked` is the panel beside them. */
export function useDatabaseColumns(
  total: number,
  sums: DatabaseCounts | undefined,
  sort: string,
  onAct: (act: DatabaseAct, database: Database) => void,
  docked: string | undefined,
): readonly Column<Database>[] {
  const { t } = useTexts();
  const figureColumn = (name: FigureName, { tone, strong, sorted, short, records }: Look): Column<Database> => ({
    key: name,
    end: true,
    header: t(`databases.${name}`),
    foot: sums === undefined ? '' : formatNumber(sums[name]),
    cell: (row) => (
      <FigureLink
        to="/$module/record"
        params={{ module: row.module }}
        search={{ database: row.id, ...records }}
        value={row.counts[name]}
        tone={tone}
        strong={strong}
        word={`${t(`databases.${name}`)}, ${row.name}`}
      />
    ),
    ...(sorted === true ? { sort: name } : {}),
    ...(short === true ? { short } : {}),
  });
  const hidden = givesWay(docked);
  const columns: Column<Database>[] = [
    {
      key: 'name',
      name: true,
      wrap: docked === undefined,
      header: t(nameWords.get(sort) ?? 'databases.database'),
      label: t('databases.database'),
      sort: 'importedAt',
      foot: t('databases.totalRow', { count: total }),
      cell: (row) => (
        <Stack style={docked === undefined ? { minWidth: 140 } : { width: 176 }}>
          <PlainButton type="button" onClick={() => onAct('assign', row)}>
            <Text kind="dense" weight={600} wrap={docked === undefined} cut={docked !== undefined} dir="auto">
              {row.name}
            </Text>
          </PlainButton>
          <Text kind="small" tone="text2" cut>
            {row.productName} · {formatDay(row.importedAt)}
          </Text>
        </Stack>
      ),
    },
    ...figures.map(({ name, ...look }) => figureColumn(name, look)),
    {
      key: 'validated',
      end: true,
      place: 'wide',
      header: t('databases.validated'),
      foot: sums === undefined ? '' : <Validated counts={sums} />,
      cell: (row) => <Validated counts={row.counts} />,
    },
    {
      key: 'actions',
      end: true,
      place: 'corner',
      header: <HiddenText>{t('common.actions')}</HiddenText>,
      width: 44,
      foot: '',
      cell: (row) => <Actions database={row} onAct={onAct} />,
    },
  ];
  return columns.filter(({ key }) => !hidden.includes(key));
}

/** When the figures were counted, and that they agree. */
export function CountedAt({ at, agrees }: { readonly at: number; readonly agrees: boolean }) {
  const { t } = useTexts();
  return (
    <Row gap={2} wrap>
      {t('databases.countedAt', { at: formatMoment(new Date(at).toISOString()) })}
      <Text tone={agrees ? 'ok' : 'bad'} weight={500} style={{ display: 'inline-flex', gap: 4, alignItems: 'center' }}>
        {agrees ? <Check size={14} aria-hidden /> : <TriangleAlert size={14} aria-hidden />}
        {t(agrees ? 'databases.agrees' : 'databases.disagrees')}
      </Text>
    </Row>
  );
}
