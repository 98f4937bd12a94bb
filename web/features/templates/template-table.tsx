import { ArrowDown, ArrowUp, EllipsisVertical, Pencil, Power } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MessageTemplate } from '../../../contract/templates.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { useAct } from '../../lib/read.ts';
import { useTexts } from '../../lib/texts.ts';
import { Chip } from '../../ui/chip.tsx';
import type { Column } from '../../ui/data-table/column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { HiddenText, Text } from '../../ui/text.tsx';
import { showToast } from '../../ui/toast.tsx';

interface ActionsProps {
  readonly template: MessageTemplate;
  readonly last: boolean;
  readonly onChange: (template: MessageTemplate) => void;
}

function Actions({ template, last, onChange }: ActionsProps) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const { id, label, active, place } = template;
  const refuse = (error: Error) => showToast({ tone: 'bad', text: `${problemText(error).title}. ${problemText(error).detail}` });
  const change = useAct('PATCH /message-templates/:id', { onError: refuse });
  const move = (to: number) => change.mutate({ params: { id }, body: { place: to } });
  const toggle = () =>
    change.mutate(
      { params: { id }, body: { active: !active } },
      { onSuccess: () => showToast({ tone: 'ok', text: t(active ? 'templates.switchedOff' : 'templates.switchedOn', { name: label }) }) },
    );
  const icon = { size: 16, 'aria-hidden': true } as const;
  return (
    <Menu
      trigger={(props) => (
        <IconButton label={t('templates.actionsFor', { name: label })} disabled={change.isPending} {...props}>
          <EllipsisVertical size={18} aria-hidden />
        </IconButton>
      )}
      entries={[
        { key: 'change', label: t('templates.change'), icon: <Pencil {...icon} />, onSelect: () => onChange(template) },
        { key: 'up', label: t('templates.up'), icon: <ArrowUp {...icon} />, onSelect: () => move(place - 1), disabled: place === 1 },
        { key: 'down', label: t('templates.down'), icon: <ArrowDown {...icon} />, onSelect: () => move(place + 1), disabled: last },
        { key: 'active', label: t(active ? 'templates.deactivate' : 'templates.activate'), icon: <Power {...icon} />, onSelect: toggle },
      ]}
    />
  );
}

interface TemplateTableProps {
  readonly rows: readonly MessageTemplate[] | undefined;
  readonly empty: ReactNode;
  readonly onChange: (template: MessageTemplate) => void;
}

/** The texts for messages in the order in which staff see them. */
export function TemplateTable({ rows, empty, onChange }: TemplateTableProps) {
  const { t } = useTexts();
  const columns: readonly Column<MessageTemplate>[] = [
    {
      key: 'label',
      name: true,
      header: t('templates.label'),
      cell: (row) => (
        <Text weight={600} wrap {...(row.active ? {} : { tone: 'text3' as const })}>
          {row.label}
        </Text>
      ),
    },
    {
      key: 'text',
      header: t('templates.text'),
      label: '',
      wrap: true,
      place: 'wide',
      hideable: false,
      cell: (row) => (
        <Text tone="text2" wrap dir="auto">
          {row.text}
        </Text>
      ),
    },
    {
      key: 'status',
      header: t('templates.status'),
      place: 'wide',
      cell: (row) => <Chip tone={row.active ? 'ok' : 'quiet'}>{t(row.active ? 'templates.active' : 'templates.inactive')}</Chip>,
    },
    {
      key: 'actions',
      header: <HiddenText>{t('common.actions')}</HiddenText>,
      width: 44,
      place: 'corner',
      cell: (row) => <Actions template={row} last={row.id === rows?.at(-1)?.id} onChange={onChange} />,
    },
  ];
  return (
    <DataTable
      name="templates"
      label={t('frame.templates')}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      countWord={t('templates.word')}
      empty={empty}
      onOpen={onChange}
    />
  );
}
