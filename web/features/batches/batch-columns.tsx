import { ArrowLeftRight, EllipsisVertical, Pencil, Undo2 } from 'lucide-react';
import type { Batch } from '../../../contract/batches.ts';
import { formatNumber, formatShare } from '../../lib/formats.ts';
import { useTexts } from '../../lib/texts.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Row, Stack } from '../../ui/layout.tsx';
import { TextLink } from '../../ui/link.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Progress } from '../../ui/progress.tsx';
import type { Column } from '../../ui/data-table/column.ts';
import { FigureLink } from '../../ui/figure.tsx';
import { HiddenText, Text } from '../../ui/text.tsx';

export type BatchAct = 'recall' | 'transfer' | 'rename';

function Actions({ batch, onAct }: { readonly batch: Batch; readonly onAct: (act: BatchAct, batch: Batch) => void }) {
  const { t } = useTexts();
  const icon = { size: 16, 'aria-hidden': true } as const;
  const empty = batch.counts.total === 0;
  return (
    <Menu
      trigger={(props) => (
        <IconButton label={t('batches.actionsFor', { name: batch.title })} {...props}>
          <EllipsisVertical size={18} aria-hidden />
        </IconButton>
      )}
      entries={[
        { key: 'recall', label: t('batches.recall'), icon: <Undo2 {...icon} />, disabled: empty, onSelect: () => onAct('recall', batch) },
        {
          key: 'transfer',
          label: t('batches.transfer'),
          icon: <ArrowLeftRight {...icon} />,
          disabled: empty,
          onSelect: () => onAct('transfer', batch),
        },
        { key: 'rename', label: t('batches.rename'), icon: <Pencil {...icon} />, onSelect: () => onAct('rename', batch) },
      ]}
    />
  );
}

type Counts = Batch['counts'];

function Validated({ counts }: { readonly counts: Counts }) {
  const { t } = useTexts();
  const done = counts.valid + counts.invalid;
  return (
    <Row gap={2} justify="flex-end" style={{ width: '100%' }}>
      <span style={{ width: 28, display: 'flex' }}>
        <Progress
          label={t('batches.progress')}
          parts={[
            { tone: 'ok', value: counts.valid },
            { tone: 'bad', value: counts.invalid },
          ]}
          whole={counts.total}
          shape="thin"
          decorative
        />
      </span>
      <Text tone="text2" style={{ minWidth: 44, textAlign: 'right' }}>
        {formatShare(done, counts.total)}
      </Text>
    </Row>
  );
}

interface Figure {
  readonly name: keyof Counts;
  readonly tone?: 'bad' | 'warn';
  readonly strong?: boolean;
  readonly sorted?: boolean;
  readonly short?: boolean;
  /** The records behind the figure. */
  readonly records: { readonly verdict?: 'valid' | 'invalid' | 'unvalidated'; readonly konflik?: 'ya' };
}

/** The figures of a card in their order. */
const figures: readonly Figure[] = [
  { name: 'total', strong: true, records: {} },
  { name: 'valid', records: { verdict: 'valid' } },
  { name: 'invalid', tone: 'bad', short: true, records: { verdict: 'invalid' } },
  { name: 'unvalidated', sorted: true, short: true, records: { verdict: 'unvalidated' } },
  { name: 'conflict', tone: 'warn', records: { konflik: 'ya' } },
];

/** The columns of cards; the sums are those of the whole filter. */
export function useBatchColumns(
  total: number,
  sums: Counts | undefined,
  onAct: (act: BatchAct, batch: Batch) => void,
): readonly Column<Batch>[] {
  const { t } = useTexts();
  const figureColumn = ({ name, sorted, ...look }: Figure): Column<Batch> => ({
    key: name,
    end: true,
    header: t(name === 'total' ? 'batches.total' : `databases.${name}`),
    foot: sums === undefined ? '' : formatNumber(sums[name]),
    ...(sorted === true ? { sort: name } : {}),
    ...(look.short === true ? { short: true } : {}),
    cell: (row) => (
      <FigureLink
        to="/$module/record"
        params={{ module: row.module }}
        search={{ batch: row.id, ...look.records }}
        value={row.counts[name]}
        tone={look.tone}
        strong={look.strong}
        word={`${t(name === 'total' ? 'batches.total' : `databases.${name}`)}, ${row.title}`}
      />
    ),
  });
  return [
    {
      key: 'card',
      name: true,
      fill: true,
      header: t('batches.card'),
      sort: 'title',
      foot: t('batches.totals', { count: total }),
      cell: (row) => (
        <Stack style={{ minWidth: 140 }}>
          <TextLink to="/kartu/$batchId" params={{ batchId: row.id }}>
            {row.title}
          </TextLink>
          <Text kind="small" tone="text2">
            {row.title === row.originalTitle
              ? row.productName
              : `${t('cards.originally', { title: row.originalTitle })} · ${row.productName}`}
          </Text>
        </Stack>
      ),
    },
    { key: 'staff', header: t('batches.staff'), wrap: true, place: 'wide', foot: '', cell: (row) => row.staffName },
    {
      key: 'at',
      header: t('batches.assignedAt'),
      sort: 'assignedAt',
      place: 'wide',
      foot: '',
      cell: (row) => <Moment at={row.assignedAt} />,
    },
    ...figures.map(figureColumn),
    {
      key: 'progress',
      end: true,
      header: t('batches.progress'),
      place: 'wide',
      foot: sums === undefined ? '' : <Validated counts={sums} />,
      cell: (row) => <Validated counts={row.counts} />,
    },
    {
      key: 'actions',
      end: true,
      header: <HiddenText>{t('common.actions')}</HiddenText>,
      width: 44,
      place: 'corner',
      foot: '',
      cell: (row) => <Actions batch={row} onAct={onAct} />,
    },
  ];
}
