import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Reservation } from '../../../contract/reservations.ts';
import { memberName, reservedMember } from '../../lib/member.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { useAct } from '../../lib/read.ts';
import { staffRead } from '../../lib/shared-reads.ts';
import { useTexts } from '../../lib/texts.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { SelectField } from '../../ui/field.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { showToast } from '../../ui/toast.tsx';

interface EndDialogProps {
  readonly reservation: Reservation;
  readonly onClose: () => void;
}

const memberOf = (reservation: Reservation) => memberName(reservedMember(reservation));

/** Asks before a reservation is released. */
export function ReleaseDialog({ reservation, onClose }: EndDialogProps) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const member = memberOf(reservation);
  const release = useAct('POST /reservations/:id/release', {
    onSuccess: () => {
      showToast({ tone: 'ok', text: t('reservations.released', { member }) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t('reservations.releaseTitle', { member, staff: reservation.staffName })}
      action={t('reservations.releaseConfirm')}
      danger
      busy={release.isPending}
      onConfirm={() => release.mutate({ params: { id: reservation.id } })}
      onClose={onClose}
    >
      {release.isError && <ProblemNotice {...problemText(release.error)} />}
      <p>{t('reservations.releaseText')}</p>
    </ConfirmDialog>
  );
}

/** Moves a reservation to another staff member. */
export function MoveDialog({ reservation, onClose }: EndDialogProps) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const { data } = useQuery(staffRead);
  const [to, setTo] = useState('');
  const [strict, setStrict] = useState(false);
  const member = memberOf(reservation);
  const move = useAct('POST /reservations/:id/move', {
    onSuccess: ({ staffName }) => {
      showToast({ tone: 'ok', text: t('reservations.moved', { member, staff: staffName }) });
      onClose();
    },
  });
  const submit = () => {
    setStrict(true);
    if (to !== '') move.mutate({ params: { id: reservation.id }, body: { staffId: to } });
  };
  return (
    <ConfirmDialog
      title={t('reservations.moveTitle', { member })}
      action={t('reservations.moveConfirm')}
      busy={move.isPending}
      onConfirm={submit}
      onClose={onClose}
    >
      {move.isError && <ProblemNotice {...problemText(move.error)} />}
      <SelectField
        label={t('reservations.staff')}
        value={to}
        error={strict && to === '' ? t('field.required') : undefined}
        onChange={(event) => setTo(event.target.value)}
      >
        <option value="">{t('reservations.chooseStaff')}</option>
        {data?.items
          .filter((user) => user.id !== reservation.staffId)
          .map((user) => (
            <option key={user.id} value={user.id}>
              {user.name}
            </option>
          ))}
      </SelectField>
    </ConfirmDialog>
  );
}
