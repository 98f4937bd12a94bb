import { EllipsisVertical, RotateCcw, Trash2, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { customerIdOf } from '../../lib/customer-id.ts';
import { formatMoment, formatPhone } from '../../lib/formats.ts';
import type { OutputOf } from '../../lib/interface.ts';
import { useSession } from '../../lib/session.ts';
import { Chip } from '../../ui/chip.tsx';
import type { Column } from '../../ui/data-table/column.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Stack } from '../../ui/layout.tsx';
import { TextLink } from '../../ui/link.tsx';
import { Menu } from '../../ui/menu.tsx';
import { HiddenText, Text } from '../../ui/text.tsx';

export type ArchivedRecord = OutputOf<'GET /archive'>['items'][number];
type ArchiveAct = 'pool' | 'batch' | 'purge';

/** What an archived record's member is called. */
export const archivedMember = (record: ArchivedRecord) => record.name ?? customerIdOf(record);

type OnAct = (act: ArchiveAct, record: ArchivedRecord) => void;

function Actions({ record, onAct }: { readonly record: ArchivedRecord; readonly onAct: OnAct }) {
  const { t } = useTranslation();
  const { role } = useSession();
  const icon = { size: 16, 'aria-hidden': true } as const;
  return (
    <Menu
      trigger={(props) => (
        <IconButton label={t('validation.actionsFor', { name: archivedMember(record) })} {...props}>
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
  return (
    <Stack>
      <span>{main ?? '–'}</span>
      {more !== null && (
        <Text kind="small" tone="text2" wrap>
          {more}
        </Text>
      )}
    </Stack>
  );
}

/** The columns of archived records: where they were, why they went, and the ways back. */
export function useArchiveColumns(onAct: OnAct): readonly Column<ArchivedRecord>[] {
  const { t } = useTranslation();
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
            <bdi>{archivedMember(row)}</bdi>
          </TextLink>
          <Text kind="small" tone="text2" wrap>
            {[customerIdOf(row), row.phone === null ? undefined : formatPhone(row.phone)].filter(Boolean).join(' · ')}
          </Text>
        </Stack>
      ),
    },
    {
      key: 'database',
      header: t('validation.database'),
      wrap: true,
      place: 'wide',
      cell: (row) => <TwoLines main={row.databaseName} more={row.productName} />,
    },
    {
      key: 'holder',
      header: t('validation.lastHolder'),
      wrap: true,
      place: 'wide',
      cell: (row) => <TwoLines main={row.lastStaffName} more={row.lastBatchTitle} />,
    },
    {
      key: 'reason',
      header: t('validation.reason'),
      wrap: true,
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
      cell: (row) =>
        row.replacedBy === null ? (
          <Text tone="text3">{t('validation.noReplacement')}</Text>
        ) : (
          <Chip tone="ok">{t('validation.hasReplacement')}</Chip>
        ),
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
