import { useQuery } from '@tanstack/react-query';
import { Archive, EllipsisVertical, RotateCcw, Trash2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../lib/interface.ts';
import { formatMoment, formatPhone } from '../../lib/formats.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { useAct } from '../../lib/read.ts';
import { useSession } from '../../lib/session.ts';
import { reasonsRead, staffRead } from '../../lib/shared-reads.ts';
import { Chip } from '../../ui/chip.tsx';
import { FilterSelect } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Stack } from '../../ui/layout.tsx';
import { Menu } from '../../ui/menu.tsx';
import { EmptyState } from '../../ui/notice.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { HiddenText, Text } from '../../ui/text.tsx';
import { showToast } from '../../ui/toast.tsx';
import { PurgeDialog } from './purge-dialog.tsx';
import { customerIdOf } from '../../lib/customer-id.ts';

export type ArchivedRecord = OutputOf<'GET /archive'>['items'][number];

const memberOf = (record: ArchivedRecord) => record.name ?? customerIdOf(record);

function Actions({ record, onPurge }: { readonly record: ArchivedRecord; readonly onPurge: (record: ArchivedRecord) => void }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const { role } = useSession();
  const restore = useAct('POST /archive/:recordId/restore', {
    onSuccess: ({ state }) =>
      showToast({
        tone: 'ok',
        text: t(state === 'available' ? 'validation.restoredPool' : 'validation.restoredCard', { member: memberOf(record) }),
      }),
    onError: (error) => showToast({ tone: 'bad', text: `${problemText(error).title}. ${problemText(error).detail}` }),
  });
  const icon = { size: 16, 'aria-hidden': true } as const;
  const restoreTo = (to: 'pool' | 'batch') => restore.mutate({ params: { recordId: record.id }, body: { to } });
  return (
    <Menu
      trigger={(props) => (
        <IconButton label={t('validation.actionsFor', { name: memberOf(record) })} disabled={restore.isPending} {...props}>
          <EllipsisVertical size={18} aria-hidden />
        </IconButton>
      )}
      entries={[
        { key: 'pool', label: t('validation.toPool'), icon: <RotateCcw {...icon} />, onSelect: () => restoreTo('pool') },
        ...(record.lastBatchId === null
          ? []
          : [{ key: 'batch', label: t('validation.toCard'), icon: <Undo2 {...icon} />, onSelect: () => restoreTo('batch') }]),
        ...(role === 'owner'
          ? [{ key: 'purge', label: t('validation.purge'), icon: <Trash2 {...icon} />, onSelect: () => onPurge(record) }]
          : []),
      ]}
    />
  );
}

function TwoLines({ main, more }: { readonly main: string | null; readonly more: string | null }) {
  return (
    <Stack>
      {main ?? '–'}
      {more !== null && (
        <Text kind="small" tone="text2" wrap>
          {more}
        </Text>
      )}
    </Stack>
  );
}

function useColumns(onPurge: (record: ArchivedRecord) => void): readonly Column<ArchivedRecord>[] {
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
          <Text weight={600} wrap>
            {memberOf(row)}
          </Text>
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
    { key: 'at', header: t('validation.archivedAt'), sort: 'archivedAt', place: 'wide', cell: (row) => formatMoment(row.archivedAt) },
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
      cell: (row) => <Actions record={row} onPurge={onPurge} />,
    },
  ];
}

interface ArchiveTableProps {
  readonly rows: readonly ArchivedRecord[] | undefined;
  readonly filtered: boolean;
  readonly sort: string;
  readonly onSort: (sort: string) => void;
}

/** Processed invalid records: where they were, why they went, and the ways back. */
export function ArchiveTable({ rows, filtered, sort, onSort }: ArchiveTableProps) {
  const { t } = useTranslation();
  const [purging, setPurging] = useState<ArchivedRecord>();
  const columns = useColumns(setPurging);
  return (
    <>
      {rows?.length === 0 ? (
        <EmptyState icon={<Archive size={22} />} title={t(filtered ? 'common.nothingFound' : 'validation.archiveEmpty')}>
          {t(filtered ? 'common.nothingFoundHint' : 'validation.archiveEmptyHint')}
        </EmptyState>
      ) : (
        <Table label={t('databases.tabArchive')} columns={columns} rows={rows} rowKey={(row) => row.id} sort={sort} onSort={onSort} />
      )}
      {purging !== undefined && <PurgeDialog record={purging} member={memberOf(purging)} onClose={() => setPurging(undefined)} />}
    </>
  );
}

interface ArchiveFiltersProps {
  readonly staffId: string | undefined;
  readonly reasonId: string | undefined;
  readonly onChange: (changes: { readonly staff?: string; readonly alasan?: string }) => void;
}

/** Filters of the archive: who held the record, why it was marked. */
export function ArchiveFilters({ staffId, reasonId, onChange }: ArchiveFiltersProps) {
  const { t } = useTranslation();
  const { data: staff } = useQuery(staffRead);
  const { data: reasons } = useQuery(reasonsRead);
  return (
    <>
      <FilterSelect label={t('validation.staffFilter')} value={staffId ?? ''} onChange={(event) => onChange({ staff: event.target.value })}>
        <option value="">{t('common.all')}</option>
        {staff?.items.map((user) => (
          <option key={user.id} value={user.id}>
            {user.name}
          </option>
        ))}
      </FilterSelect>
      <FilterSelect
        label={t('validation.reasonFilter')}
        value={reasonId ?? ''}
        onChange={(event) => onChange({ alasan: event.target.value })}
      >
        <option value="">{t('common.all')}</option>
        {reasons?.items.map((reason) => (
          <option key={reason.id} value={reason.id}>
            {reason.label}
          </option>
        ))}
      </FilterSelect>
    </>
  );
}
