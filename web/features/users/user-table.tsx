import { EllipsisVertical, KeyRound, LogOut, Pencil, Undo2, UserCheck, UserX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../../contract/users.ts';
import { formatMoment, formatNumber } from '../../lib/formats.ts';
import { useSession } from '../../lib/session.ts';
import { Chip } from '../../ui/chip.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Row, Stack } from '../../ui/layout.tsx';
import { Menu } from '../../ui/menu.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { HiddenText, Text } from '../../ui/text.tsx';

export type UserAct = 'change' | 'invite' | 'endSessions' | 'deactivate' | 'activate' | 'recall';

function Actions({ user, onAct }: { readonly user: User; readonly onAct: (act: UserAct, user: User) => void }) {
  const { t } = useTranslation();
  const me = useSession();
  const icon = { size: 16, 'aria-hidden': true } as const;
  const owner = me.role === 'owner';
  const recall = {
    key: 'recall',
    label: t('users.recallUnvalidated'),
    icon: <Undo2 {...icon} />,
    onSelect: () => onAct('recall', user),
    disabled: user.holding.unvalidated === 0,
  };
  const entries = owner
    ? [
        { key: 'change', label: t('users.change'), icon: <Pencil {...icon} />, onSelect: () => onAct('change', user) },
        {
          key: 'invite',
          label: t('users.inviteAgain'),
          icon: <KeyRound {...icon} />,
          onSelect: () => onAct('invite', user),
          disabled: !user.active,
        },
        { key: 'endSessions', label: t('users.endSessions'), icon: <LogOut {...icon} />, onSelect: () => onAct('endSessions', user) },
        ...(user.role === 'staff' ? [recall] : []),
        user.active
          ? {
              key: 'deactivate',
              label: t('users.deactivate'),
              icon: <UserX {...icon} />,
              onSelect: () => onAct('deactivate', user),
              disabled: user.id === me.id,
            }
          : { key: 'activate', label: t('users.activate'), icon: <UserCheck {...icon} />, onSelect: () => onAct('activate', user) },
      ]
    : user.role === 'staff'
      ? [recall]
      : [];
  if (entries.length === 0) return null;
  return (
    <Menu
      trigger={(props) => (
        <IconButton label={t('users.actionsFor', { name: user.name })} {...props}>
          <EllipsisVertical size={18} aria-hidden />
        </IconButton>
      )}
      entries={entries}
    />
  );
}

interface UserTableProps {
  readonly rows: readonly User[] | undefined;
  readonly onAct: (act: UserAct, user: User) => void;
}

/** The users, what they may do and what they hold. */
export function UserTable({ rows, onAct }: UserTableProps) {
  const { t } = useTranslation();
  const figure = (value: number) => (value === 0 ? <Text tone="text3">0</Text> : formatNumber(value));
  const columns: readonly Column<User>[] = [
    {
      key: 'name',
      name: true,
      header: t('users.name'),
      cell: (row) => (
        <Stack>
          <Text weight={600} {...(row.active ? {} : { tone: 'text3' as const })}>
            {row.name}
          </Text>
          <Text kind="small" tone="text2">
            {row.email === null ? row.username : `${row.username} · ${row.email}`}
          </Text>
        </Stack>
      ),
    },
    { key: 'role', header: t('users.role'), place: 'wide', cell: (row) => t(`frame.${row.role}`) },
    {
      key: 'status',
      header: t('users.status'),
      place: 'wide',
      cell: (row) => (
        <Row gap={2} wrap>
          <Chip tone={row.active ? 'ok' : 'quiet'}>{t(row.active ? 'users.active' : 'users.inactive')}</Chip>
          {row.active && !row.hasPassword && <Chip tone="warn">{t('users.invited')}</Chip>}
        </Row>
      ),
    },
    { key: 'assigned', end: true, header: t('users.holding'), cell: (row) => figure(row.holding.assigned) },
    { key: 'unvalidated', end: true, header: t('users.unvalidated'), cell: (row) => figure(row.holding.unvalidated) },
    {
      key: 'lastSeen',
      header: t('users.lastSeen'),
      place: 'wide',
      cell: (row) => (row.lastSeenAt === null ? <Text tone="text3">{t('users.never')}</Text> : formatMoment(row.lastSeenAt)),
    },
    {
      key: 'actions',
      header: <HiddenText>{t('common.actions')}</HiddenText>,
      width: 44,
      place: 'corner',
      cell: (row) => <Actions user={row} onAct={onAct} />,
    },
  ];
  return <Table label={t('frame.users')} columns={columns} rows={rows} rowKey={(row) => row.id} />;
}
