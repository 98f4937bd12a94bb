import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reservation } from '../../../contract/reservations.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { useAct } from '../../lib/read.ts';
import { staffRead } from '../../lib/shared-reads.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/field.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { showToast } from '../../ui/toast.tsx';

interface EndDialogProps {
  readonly reservation: Reservation;
  readonly onClose: () => void;
}

const memberOf = (reservation: Reservation) => reservation.name ?? reservation.customerKey;

/** Asks before a reservation is released. */
export function ReleaseDialog({ reservation, onClose }: EndDialogProps) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const member = memberOf(reservation);
  const release = useAct('POST /reservations/:id/release', {
    onSuccess: () => {
      showToast({ tone: 'ok', text: t('reservations.released', { member }) });
      onClose();
    },
  });
  return (
    <Dialog
      open
      title={t('reservations.releaseTitle', { member, staff: reservation.staffName })}
      closeLabel={t('common.close')}
      onClose={onClose}
      onSubmit={() => release.mutate({ params: { id: reservation.id } })}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="bad" type="submit" busy={release.isPending}>
            {t('reservations.releaseConfirm')}
          </Button>
        </>
      }
    >
      {release.isError && <ProblemNotice {...problemText(release.error)} />}
      <p>{t('reservations.releaseText')}</p>
    </Dialog>
  );
}

/** Moves a reservation to another staff member. */
export function MoveDialog({ reservation, onClose }: EndDialogProps) {
  const { t } = useTranslation();
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
    <Dialog
      open
      title={t('reservations.moveTitle', { member })}
      closeLabel={t('common.close')}
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" type="submit" busy={move.isPending}>
            {t('reservations.moveConfirm')}
          </Button>
        </>
      }
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
    </Dialog>
  );
}
