import { EllipsisVertical, History, KeyRound, MonitorSmartphone, Pencil, Undo2, UserCheck, UserX } from 'lucide-react';
import type { User } from '../../../contract/users.ts';
import type { Module } from '../../../contract/values.ts';
import { formatDay, formatNumber } from '../../lib/formats.ts';
import { useSession } from '../../lib/session.ts';
import { useTexts } from '../../lib/texts.ts';
import { Chip } from '../../ui/chip.tsx';
import type { Column } from '../../ui/data-table/column.ts';
import { FigureLink } from '../../ui/figure.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Stack } from '../../ui/layout.tsx';
import { TextLink } from '../../ui/link.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Moment } from '../../ui/moment.tsx';
import { HiddenText, Nothing, Pieces, Text } from '../../ui/text.tsx';

export type UserAct = 'change' | 'invite' | 'sessions' | 'audit' | 'deactivate' | 'activate' | 'recall';
type OnAct = (act: UserAct, user: User) => void;

const modules = ['normal', 'bonanza', 'memberwd'] as const satisfies readonly Module[];

/** What may be done with a user: most of it by the owner alone. */
function Actions({ user, onAct }: { readonly user: User; readonly onAct: OnAct }) {
  const { t } = useTexts();
  const me = useSession();
  const icon = { size: 16, 'aria-hidden': true } as const;
  const entry = (act: UserAct, label: string, Icon: typeof Pencil, disabled = false) => ({
    key: act,
    label,
    icon: <Icon {...icon} />,
    onSelect: () => onAct(act, user),
    disabled,
  });
  const owners = [
    entry('change', t('users.change'), Pencil),
    entry('invite', t(user.hasPassword ? 'users.resetPassword' : 'users.inviteAgain'), KeyRound, !user.active),
    entry('sessions', t('users.sessions'), MonitorSmartphone),
  ];
  const access = user.active
    ? entry('deactivate', t('users.deactivate'), UserX, user.id === me.id)
    : entry('activate', t('users.activate'), UserCheck);
  const entries = [
    ...(me.role === 'owner' ? owners : []),
    entry('audit', t('users.activity'), History),
    ...(user.role === 'staff' ? [entry('recall', t('users.recallUnvalidated'), Undo2, user.holding.unvalidated === 0)] : []),
    ...(me.role === 'owner' ? [access] : []),
  ];
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

/** What somebody holds in a module, each figure the way to its records. */
function Held({ user, module }: { readonly user: User; readonly module: Module }) {
  const { t } = useTexts();
  const { assigned, unvalidated } = user.holding.modules[module];
  if (user.role !== 'staff' && assigned === 0) return <Nothing />;
  if (assigned === 0) return <Text tone="text3">0</Text>;
  const word = t(`frame.${module}`);
  return (
    <Stack style={{ whiteSpace: 'nowrap' }}>
      <FigureLink
        value={assigned}
        word={t('users.heldOf', { name: user.name, module: word })}
        to="/$module/record"
        params={{ module }}
        search={{ staff: user.id, state: 'assigned' }}
      />
      {unvalidated > 0 && (
        <Text kind="small" tone="text2">
          <TextLink
            data-quiet=""
            to="/$module/record"
            params={{ module }}
            search={{ staff: user.id, state: 'assigned', verdict: 'unvalidated' }}
            aria-label={t('users.unvalidatedOf', { count: unvalidated, name: user.name, module: word })}
          >
            {t('users.notYet', { count: unvalidated })}
          </TextLink>
        </Text>
      )}
    </Stack>
  );
}

function useWorkColumns(): readonly Column<User>[] {
  const { t } = useTexts();
  const figure = (value: number) => (value === 0 ? <Text tone="text3">0</Text> : formatNumber(value));
  return [
    ...modules.map(
      (module): Column<User> => ({
        key: module,
        end: true,
        header: t(`frame.${module}`),
        cell: (row) => <Held user={row} module={module} />,
      }),
    ),
    {
      key: 'unvalidated',
      end: true,
      short: true,
      header: t('users.unvalidated'),
      sort: 'unvalidated',
      cell: (row) => (row.role === 'staff' ? figure(row.holding.unvalidated) : <Nothing />),
    },
    {
      key: 'assigned',
      end: true,
      hidden: true,
      header: t('users.holding'),
      sort: 'assigned',
      cell: (row) => (row.role === 'staff' ? figure(row.holding.assigned) : <Nothing />),
    },
    {
      key: 'reserved',
      end: true,
      short: true,
      header: t('frame.reservations'),
      cell: (row) =>
        row.holding.reserved === 0 ? (
          row.role === 'staff' ? (
            <Text tone="text3">0</Text>
          ) : (
            <Nothing />
          )
        ) : (
          <FigureLink
            value={row.holding.reserved}
            word={t('users.reservedOf', { name: row.name })}
            to="/reserved-member"
            search={{ staff: row.id, status: 'active' }}
          />
        ),
    },
  ];
}

/** Who the users are, whether they can sign in, and what they hold. */
export function useUserColumns(onAct: OnAct): readonly Column<User>[] {
  const { t } = useTexts();
  const work = useWorkColumns();
  return [
    {
      key: 'name',
      name: true,
      wrap: true,
      header: t('users.name'),
      sort: 'name',
      cell: (row) => (
        <Stack>
          <Text weight={600} wrap {...(row.active ? {} : { tone: 'text3' as const })}>
            <bdi>{row.name}</bdi>
          </Text>
          <Pieces of={[row.username, row.email]} />
        </Stack>
      ),
    },
    { key: 'role', header: t('users.role'), place: 'wide', cell: (row) => t(`frame.${row.role}`) },
    {
      key: 'status',
      header: t('users.status'),
      place: 'wide',
      cell: (row) => {
        if (!row.active) return <Chip tone="quiet">{t('users.inactive')}</Chip>;
        return row.hasPassword ? <Chip tone="ok">{t('users.active')}</Chip> : <Chip tone="warn">{t('users.invited')}</Chip>;
      },
    },
    ...work,
    {
      key: 'lastSeen',
      header: t('users.lastSeen'),
      sort: 'lastSeenAt',
      place: 'wide',
      cell: (row) => (row.lastSeenAt === null ? <Text tone="text3">{t('users.never')}</Text> : <Moment at={row.lastSeenAt} />),
    },
    {
      key: 'createdAt',
      hidden: true,
      header: t('users.createdAt'),
      sort: 'createdAt',
      place: 'wide',
      cell: (row) => formatDay(row.createdAt),
    },
    {
      key: 'actions',
      header: <HiddenText>{t('common.actions')}</HiddenText>,
      width: 44,
      place: 'corner',
      cell: (row) => <Actions user={row} onAct={onAct} />,
    },
  ];
}
