import { ArrowLeftRight, EllipsisVertical, LockOpen } from 'lucide-react';
import type { Reservation } from '../../../contract/reservations.ts';
import { formatDay } from '../../lib/formats.ts';
import { memberName, reachOf, reservedMember } from '../../lib/member.ts';
import { useTexts } from '../../lib/texts.ts';
import { Chip } from '../../ui/chip.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Row, Stack } from '../../ui/layout.tsx';
import { Menu } from '../../ui/menu.tsx';
import type { Column } from '../../ui/data-table/column.ts';
import { HiddenText, Pieces, Text } from '../../ui/text.tsx';

export type ReservationAct = 'release' | 'move';

/** The states of a reservation, in the order of its life, each with its word. */
export const stateWords = {
  requested: 'requested',
  active: 'active',
  declined: 'declined',
  withdrawn: 'withdrawn',
  released: 'releasedState',
  expired: 'expired',
  moved: 'movedState',
} as const;

function Actions({
  reservation,
  onAct,
}: {
  readonly reservation: Reservation;
  readonly onAct: (act: ReservationAct, reservation: Reservation) => void;
}) {
  const { t } = useTexts();
  if (reservation.state !== 'active') return null;
  return (
    <Menu
      trigger={(props) => (
        <IconButton label={t('reservations.actionsFor', { name: memberName(reservedMember(reservation)) })} {...props}>
          <EllipsisVertical size={18} aria-hidden />
        </IconButton>
      )}
      entries={[
        {
          key: 'release',
          label: t('reservations.release'),
          icon: <LockOpen size={16} aria-hidden />,
          onSelect: () => onAct('release', reservation),
        },
        {
          key: 'move',
          label: t('reservations.move'),
          icon: <ArrowLeftRight size={16} aria-hidden />,
          onSelect: () => onAct('move', reservation),
        },
      ]}
    />
  );
}

/** The columns of reservations: whose they are and how they stand. */
export function useReservationColumns(onAct: (act: ReservationAct, reservation: Reservation) => void): readonly Column<Reservation>[] {
  const { t } = useTexts();
  return [
    {
      key: 'member',
      name: true,
      header: t('reservations.member'),
      sort: 'customerKey',
      wrap: true,
      cell: (row) => (
        <Stack>
          <Text weight={600} wrap dir="auto">
            {memberName(reservedMember(row))}
          </Text>
          <Pieces of={reachOf(reservedMember(row))} />
        </Stack>
      ),
    },
    { key: 'product', header: t('reservations.product'), place: 'wide', cell: (row) => row.productName },
    { key: 'staff', header: t('reservations.staff'), place: 'wide', cell: (row) => row.staffName },
    {
      key: 'status',
      header: t('reservations.status'),
      place: 'wide',
      cell: (row) => (
        <Row gap={2}>
          <Chip tone={row.state === 'active' ? 'ok' : row.state === 'requested' ? 'warn' : 'quiet'}>
            {t(`reservations.${stateWords[row.state]}`)}
          </Chip>
          {row.permanent && <Chip>{t('reservations.permanent')}</Chip>}
        </Row>
      ),
    },
    {
      key: 'since',
      header: t('reservations.since'),
      sort: 'requestedAt',
      place: 'wide',
      cell: (row) => formatDay(row.activeSince ?? row.requestedAt),
    },
    {
      key: 'actions',
      header: <HiddenText>{t('common.actions')}</HiddenText>,
      width: 44,
      place: 'corner',
      cell: (row) => <Actions reservation={row} onAct={onAct} />,
    },
  ];
}
