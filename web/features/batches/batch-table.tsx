import { ArrowLeftRight, EllipsisVertical, Layers, Pencil, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Batch } from '../../../contract/batches.ts';
import { formatMoment, formatNumber, formatShare } from '../../lib/formats.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Row, Stack } from '../../ui/layout.tsx';
import { TextLink } from '../../ui/link.tsx';
import { Menu } from '../../ui/menu.tsx';
import { EmptyState } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { HiddenText, Text, type Tone } from '../../ui/text.tsx';
import { RecallDialog, takenFrom, TransferDialog } from './batch-dialogs.tsx';
import { RenameBatchDialog } from './rename-batch-dialog.tsx';

type Act = 'recall' | 'transfer' | 'rename';

function Figure({ value, tone }: { readonly value: number; readonly tone?: Tone }) {
  return value === 0 ? (
    <Text tone="text3">0</Text>
  ) : (
    <Text {...(tone === undefined ? {} : { tone, weight: 600 })}>{formatNumber(value)}</Text>
  );
}

function Actions({ batch, onAct }: { readonly batch: Batch; readonly onAct: (act: Act, batch: Batch) => void }) {
  const { t } = useTranslation();
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
  const { t } = useTranslation();
  const done = counts.valid + counts.invalid;
  return (
    <Row gap={2} justify="flex-end" style={{ width: '100%' }}>
      <span style={{ width: 56, display: 'flex' }}>
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
      <Text tone="text2" style={{ minWidth: 40, textAlign: 'right' }}>
        {formatShare(done, counts.total)}
      </Text>
    </Row>
  );
}

function useColumns(total: number, sums: Counts | undefined, onAct: (act: Act, batch: Batch) => void): readonly Column<Batch>[] {
  const { t } = useTranslation();
  const sum = (name: keyof Counts) => (sums === undefined ? '' : formatNumber(sums[name]));
  return [
    {
      key: 'card',
      name: true,
      wrap: true,
      header: t('batches.card'),
      sort: 'title',
      foot: t('batches.totals', { count: total }),
      cell: (row) => (
        <Stack style={{ minWidth: 140 }}>
          <TextLink to="/kartu/$batchId" params={{ batchId: row.id }}>
            {row.title}
          </TextLink>
          <Text kind="small" tone="text2" wrap>
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
      cell: (row) => formatMoment(row.assignedAt),
    },
    {
      key: 'total',
      end: true,
      header: t('batches.total'),
      foot: sum('total'),
      cell: (row) => <Text weight={600}>{formatNumber(row.counts.total)}</Text>,
    },
    { key: 'valid', end: true, header: t('databases.valid'), foot: sum('valid'), cell: (row) => <Figure value={row.counts.valid} /> },
    {
      key: 'invalid',
      end: true,
      short: true,
      header: t('databases.invalid'),
      foot: sum('invalid'),
      cell: (row) => <Figure value={row.counts.invalid} tone="bad" />,
    },
    {
      key: 'unvalidated',
      end: true,
      short: true,
      header: t('databases.unvalidated'),
      sort: 'unvalidated',
      foot: sum('unvalidated'),
      cell: (row) => <Figure value={row.counts.unvalidated} />,
    },
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

interface BatchTableProps {
  readonly rows: readonly Batch[] | undefined;
  readonly total: number;
  readonly sums: Counts | undefined;
  readonly filtered: boolean;
  readonly sort: string;
  readonly onSort: (sort: string) => void;
}

/** The cards of all staff, with the acts an admin has on a whole card. */
export function BatchTable({ rows, total, sums, filtered, sort, onSort }: BatchTableProps) {
  const { t } = useTranslation();
  const [acting, setActing] = useState<{ readonly act: Act; readonly batch: Batch }>();
  const columns = useColumns(total, sums, (act, batch) => setActing({ act, batch }));
  const close = () => setActing(undefined);
  return (
    <>
      {rows?.length === 0 ? (
        <EmptyState icon={<Layers size={22} />} title={t(filtered ? 'common.nothingFound' : 'batches.emptyTitle')}>
          {t(filtered ? 'common.nothingFoundHint' : 'batches.emptyHint')}
        </EmptyState>
      ) : (
        <Table label={t('databases.tabBatch')} columns={columns} rows={rows} rowKey={(row) => row.id} sort={sort} onSort={onSort} foot />
      )}
      {acting?.act === 'recall' && <RecallDialog what={takenFrom(acting.batch)} onClose={close} onDone={close} />}
      {acting?.act === 'transfer' && <TransferDialog what={takenFrom(acting.batch)} onClose={close} onDone={close} />}
      {acting?.act === 'rename' && <RenameBatchDialog batch={acting.batch} onClose={close} />}
    </>
  );
}
