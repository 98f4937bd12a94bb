import { EllipsisVertical, RotateCcw, Trash2, Undo2 } from 'lucide-react';
import { formatMoment } from '../../lib/formats.ts';
import type { OutputOf } from '../../lib/interface.ts';
import { memberName, reachOf } from '../../lib/member.ts';
import { useSession } from '../../lib/session.ts';
import { useTexts } from '../../lib/texts.ts';
import { Chip } from '../../ui/chip.tsx';
import type { Column } from '../../ui/data-table/column.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Stack } from '../../ui/layout.tsx';
import { TextLink } from '../../ui/link.tsx';
import { Menu } from '../../ui/menu.tsx';
import { HiddenText, Nothing, Pieces, Text } from '../../ui/text.tsx';

export type ArchivedRecord = OutputOf<'GET /archive'>['items'][number];
type ArchiveAct = 'pool' | 'batch' | 'purge';

type OnAct = (act: ArchiveAct, record: ArchivedRecord) => void;

function Actions({ record, onAct }: { readonly record: ArchivedRecord; readonly onAct: OnAct }) {
  const { t } = useTexts();
  const { role } = useSession();
  const icon = { size: 16, 'aria-hidden': true } as const;
  return (
    <Menu
      trigger={(props) => (
        <IconButton label={t('validation.actionsFor', { name: memberName(record) })} {...props}>
          <EllipsisVertical size={18} aria-hidden />
        </IconButton>
      )}
      entries={[
        { key: 'pool', label: t('validation.toPool'), icon: <RotateCcw {...icon} />, onSelect: () => onAct('pool', record) },
        ...(record.lastBatchId === null
          ? []
          : [{ key: 'batch', label: t('validation.toCard'), icon: <Undo2 {...icon} />, onSelect: () => onAct('batch', record) }]),
        ...(role === 'owner'
          ? [{ key: 'purge', label: t('validation.purge'), icon: <Trash2 {...icon} />, onSelect: () => onAct('purge', record) }]
          : []),
      ]}
    />
  );
}

function TwoLines({ main, more }: { readonly main: string | null; readonly more: string | null }) {
  if (main === null && more === null) return <Nothing />;
  return (
    <Stack>
      {main !== null && <span>{main}</span>}
      {more !== null && (
        <Text kind="small" tone="text2">
          {more}
        </Text>
      )}
    </Stack>
  );
}

/** The columns of archived records: where they were, why they went, and the ways back. */
export function useArchiveColumns(onAct: OnAct): readonly Column<ArchivedRecord>[] {
  const { t } = useTexts();
  return [
    {
      key: 'member',
      name: true,
      wrap: true,
      header: t('validation.member'),
      sort: 'customerKey',
      cell: (row) => (
        <Stack>
          <TextLink
            to="/$module/record"
            params={{ module: row.module }}
            search={{ state: 'archived', database: row.databaseId, record: row.id }}
          >
            <bdi>{memberName(row)}</bdi>
          </TextLink>
          <Pieces of={reachOf(row)} />
        </Stack>
      ),
    },
    {
      key: 'database',
      header: t('validation.database'),
      narrow: true,
      place: 'wide',
      cell: (row) => <TwoLines main={row.databaseName} more={row.productName} />,
    },
    {
      key: 'holder',
      header: t('validation.lastHolder'),
      narrow: true,
      place: 'wide',
      cell: (row) => <TwoLines main={row.lastStaffName} more={row.lastBatchTitle} />,
    },
    {
      key: 'reason',
      header: t('validation.reason'),
      fill: true,
      place: 'wide',
      cell: (row) => <TwoLines main={row.reasonLabel} more={row.note} />,
    },
    {
      key: 'at',
      header: t('validation.archivedAt'),
      sort: 'archivedAt',
      place: 'wide',
      cell: (row) => (
        <TwoLines
          main={formatMoment(row.archivedAt)}
          more={row.archivedBy === null ? null : t('validation.by', { name: row.archivedBy })}
        />
      ),
    },
    {
      key: 'replacement',
      header: t('validation.replacement'),
      place: 'wide',
      cell: (row) => (row.replacedBy === null ? <Nothing /> : <Chip tone="ok">{t('validation.hasReplacement')}</Chip>),
    },
    {
      key: 'actions',
      header: <HiddenText>{t('common.actions')}</HiddenText>,
      width: 44,
      place: 'corner',
      cell: (row) => <Actions record={row} onAct={onAct} />,
    },
  ];
}
