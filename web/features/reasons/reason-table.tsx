import { EllipsisVertical, Pencil, Power } from 'lucide-react';
import type { ReactNode } from 'react';
import type { InvalidReason } from '../../../contract/validation.ts';
import { formatNumber } from '../../lib/formats.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { useAct } from '../../lib/read.ts';
import { useTexts } from '../../lib/texts.ts';
import { Chip } from '../../ui/chip.tsx';
import type { Column } from '../../ui/data-table/column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { HiddenText, Text } from '../../ui/text.tsx';
import { showToast } from '../../ui/toast.tsx';

function Actions({ reason, onChange }: { readonly reason: InvalidReason; readonly onChange: (reason: InvalidReason) => void }) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const { id, label, active } = reason;
  const change = useAct('PATCH /invalid-reasons/:id', {
    onSuccess: () => showToast({ tone: 'ok', text: t(active ? 'reasons.switchedOff' : 'reasons.switchedOn', { name: label }) }),
    onError: (error) => showToast({ tone: 'bad', text: `${problemText(error).title}. ${problemText(error).detail}` }),
  });
  const icon = { size: 16, 'aria-hidden': true } as const;
  return (
    <Menu
      trigger={(props) => (
        <IconButton label={t('reasons.actionsFor', { name: label })} disabled={change.isPending} {...props}>
          <EllipsisVertical size={18} aria-hidden />
        </IconButton>
      )}
      entries={[
        { key: 'change', label: t('reasons.change'), icon: <Pencil {...icon} />, onSelect: () => onChange(reason) },
        {
          key: 'active',
          label: t(active ? 'reasons.deactivate' : 'reasons.activate'),
          icon: <Power {...icon} />,
          onSelect: () => change.mutate({ params: { id }, body: { active: !active } }),
        },
      ]}
    />
  );
}

interface ReasonTableProps {
  readonly rows: readonly InvalidReason[] | undefined;
  /** Records that bear a reason now, by its id; undefined while they are being counted. */
  readonly usage: ReadonlyMap<string, number> | undefined;
  readonly empty: ReactNode;
  readonly onChange: (reason: InvalidReason) => void;
}

/** The reasons for an invalid mark, what each means for the member, and how often it is borne. */
export function ReasonTable({ rows, usage, empty, onChange }: ReasonTableProps) {
  const { t } = useTexts();
  const used = ({ id }: InvalidReason) => {
    if (usage === undefined) return <Skeleton style={{ height: 14, width: 32, marginLeft: 'auto' }} />;
    const records = usage.get(id) ?? 0;
    return records === 0 ? <Text tone="text3">0</Text> : formatNumber(records);
  };
  const columns: readonly Column<InvalidReason>[] = [
    {
      key: 'label',
      name: true,
      header: t('reasons.label'),
      cell: (row) => (
        <Text weight={600} wrap {...(row.active ? {} : { tone: 'text3' as const })}>
          {row.label}
        </Text>
      ),
    },
    {
      key: 'about',
      header: t('reasons.speaksOf'),
      place: 'wide',
      cell: (row) => (
        <Chip tone={row.aboutCustomer ? 'accent' : 'plain'}>{t(row.aboutCustomer ? 'reasons.aboutCustomer' : 'reasons.aboutRecord')}</Chip>
      ),
    },
    {
      key: 'note',
      header: t('reasons.note'),
      place: 'wide',
      cell: (row) => (row.noteRequired ? t('reasons.noteYes') : <Text tone="text3">{t('reasons.noteNo')}</Text>),
    },
    { key: 'used', end: true, header: t('reasons.used'), place: 'wide', cell: used },
    {
      key: 'status',
      header: t('reasons.status'),
      place: 'wide',
      cell: (row) => <Chip tone={row.active ? 'ok' : 'quiet'}>{t(row.active ? 'reasons.active' : 'reasons.inactive')}</Chip>,
    },
    {
      key: 'actions',
      header: <HiddenText>{t('common.actions')}</HiddenText>,
      width: 44,
      place: 'corner',
      cell: (row) => <Actions reason={row} onChange={onChange} />,
    },
  ];
  return (
    <DataTable
      name="reasons"
      label={t('frame.reasons')}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      countWord={t('reasons.word')}
      empty={empty}
      onOpen={onChange}
      footer={t('reasons.usedHint')}
    />
  );
}
