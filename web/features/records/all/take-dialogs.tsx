import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useProblemText } from '../../../lib/problem-text.ts';
import { useAct } from '../../../lib/read.ts';
import { staffRead } from '../../../lib/shared-reads.ts';
import { useTexts } from '../../../lib/texts.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { SelectField } from '../../../ui/field.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { showToast } from '../../../ui/toast.tsx';
import type { Taken } from './chosen-records.ts';

interface TakeDialogProps {
  readonly taken: Taken;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks before chosen records are taken back, naming how many and, where it is one person, from whom. */
export function RecallChosenDialog({ taken, onClose, onDone }: TakeDialogProps) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const { choice, total, invalid, holder } = taken;
  const recall = useAct('POST /records/recall', {
    onSuccess: ({ recalled, archived }) => {
      const words = { count: recalled + archived, archived };
      showToast({ tone: 'ok', text: t(archived === 0 ? 'allRecords.recalled' : 'allRecords.recalledArchived', words) });
      onDone();
    },
  });
  return (
    <ConfirmDialog
      title={
        holder === undefined
          ? t('allRecords.recallTitle', { count: total })
          : t('allRecords.recallTitleFrom', { count: total, name: holder.name })
      }
      action={t('allRecords.recallConfirm', { count: total })}
      danger
      busy={recall.isPending}
      onConfirm={() => recall.mutate({ body: choice })}
      onClose={onClose}
    >
      {recall.isError && <ProblemNotice {...problemText(recall.error)} />}
      <p>{t('allRecords.recallText')}</p>
      {invalid > 0 && <p>{t('allRecords.recallInvalid', { count: invalid })}</p>}
    </ConfirmDialog>
  );
}

/** Moves what was moved back to whom it came from, card by card. */
function useUndoTransfer() {
  const { t } = useTexts();
  const problemText = useProblemText();
  const back = useAct('POST /records/transfer', {
    onError: (error) => showToast({ tone: 'bad', text: `${problemText(error).title}. ${problemText(error).detail}` }),
  });
  return async (batchIds: readonly string[], holder: NonNullable<Taken['holder']>) => {
    let count = 0;
    for (const batchId of batchIds) count += (await back.mutateAsync({ body: { batchId, toStaffId: holder.id } })).transferred;
    showToast({ tone: 'ok', text: t('allRecords.transferUndone', { count, name: holder.name }) });
  };
}

function useTransfer({ taken, onDone }: TakeDialogProps, to: string) {
  const { t } = useTexts();
  const { data: staff } = useQuery(staffRead);
  const undo = useUndoTransfer();
  const { holder } = taken;
  const name = staff?.items.find(({ id }) => id === to)?.name ?? '';
  const transfer = useAct('POST /records/transfer', {
    onSuccess: ({ transferred, recalled, archived, batchIds }) => {
      const whole = recalled + archived === 0;
      showToast({
        tone: 'ok',
        text: t(whole ? 'allRecords.transferred' : 'allRecords.transferredSome', { count: transferred, name, recalled, archived }),
        // A refusal is told by the act itself.
        ...(whole && holder !== undefined
          ? { action: { label: t('common.undo'), run: () => void undo(batchIds, holder).catch(() => undefined) } }
          : {}),
      });
      onDone();
    },
  });
  return { staff: staff?.items.filter(({ id }) => id !== holder?.id) ?? [], transfer };
}

/** Moves chosen records to another staff member. */
export function TransferChosenDialog(props: TakeDialogProps) {
  const { taken, onClose } = props;
  const { t } = useTexts();
  const problemText = useProblemText();
  const [to, setTo] = useState('');
  const [strict, setStrict] = useState(false);
  const { staff, transfer } = useTransfer(props, to);
  const { choice, total, invalid, holder } = taken;
  const submit = () => {
    setStrict(true);
    if (to !== '') transfer.mutate({ body: { ...choice, toStaffId: to } });
  };
  return (
    <ConfirmDialog
      title={
        holder === undefined
          ? t('allRecords.transferTitle', { count: total })
          : t('allRecords.transferTitleFrom', { count: total, name: holder.name })
      }
      action={t('allRecords.transferConfirm', { count: total })}
      busy={transfer.isPending}
      onConfirm={submit}
      onClose={onClose}
    >
      {transfer.isError && <ProblemNotice {...problemText(transfer.error)} />}
      <p>{t('allRecords.transferText')}</p>
      {invalid > 0 && <p>{t('allRecords.recallInvalid', { count: invalid })}</p>}
      <SelectField
        label={t('allRecords.transferTo')}
        value={to}
        error={strict && to === '' ? t('field.required') : undefined}
        onChange={(event) => setTo(event.target.value)}
      >
        <option value="">{t('allRecords.chooseStaff')}</option>
        {staff.map((user) => (
          <option key={user.id} value={user.id}>
            {t('assigning.unvalidatedOf', { name: user.name, count: user.holding.unvalidated })}
          </option>
        ))}
      </SelectField>
    </ConfirmDialog>
  );
}
