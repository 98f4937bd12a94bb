import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Batch } from '../../../contract/batches.ts';
import type { InputOf } from '../../lib/interface.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { useAct } from '../../lib/read.ts';
import { staffRead } from '../../lib/shared-reads.ts';
import { useTexts } from '../../lib/texts.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { SelectField } from '../../ui/field.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { showToast } from '../../ui/toast.tsx';

type Filter = NonNullable<InputOf<'POST /records/recall'>['body']['filter']>;

/** The records an act takes: whole cards, chosen ones, all of a filter, or what a staff member has not worked yet. */
export interface TakenRecords {
  readonly choice:
    | { readonly batchId: string }
    | { readonly batchIds: string[] }
    | { readonly filter: Filter; readonly expected: number }
    | { readonly recordIds: string[] }
    | { readonly staffId: string; readonly unvalidatedOnly: true };
  /** The card's title where all of it is taken. */
  readonly card?: string;
  readonly total: number;
  readonly invalid: number;
  readonly staffId: string;
  readonly staffName: string;
  /** Holders besides `staffId`, where the records are of several. */
  readonly otherStaffIds?: readonly string[];
}

/** All records of a card. */
export const takenFrom = (batch: Batch): TakenRecords => ({
  choice: { batchId: batch.id },
  card: batch.title,
  total: batch.counts.total,
  invalid: batch.counts.invalid,
  staffId: batch.staffId,
  staffName: batch.staffName,
});

/** All records of several cards; `staffName` says whose. */
export function takenFromAll(batches: readonly Batch[], staffName: string): TakenRecords {
  const sum = (name: 'total' | 'invalid') => batches.reduce((total, { counts }) => total + counts[name], 0);
  const [first = '', ...others] = [...new Set(batches.map(({ staffId }) => staffId))];
  return {
    choice: { batchIds: batches.map(({ id }) => id) },
    total: sum('total'),
    invalid: sum('invalid'),
    staffId: first,
    staffName,
    otherStaffIds: others,
  };
}

interface TakeDialogProps {
  readonly what: TakenRecords;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks before a card's records are taken back, naming how many and from whom. */
export function RecallDialog({ what, onClose, onDone }: TakeDialogProps) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const { total, invalid, choice, card, staffName } = what;
  const recall = useAct('POST /records/recall', {
    onSuccess: ({ recalled, archived }) => {
      const name = staffName;
      showToast({
        tone: 'ok',
        text:
          archived === 0
            ? t('batches.recalled', { count: recalled, name })
            : t('batches.recalledArchived', { count: recalled + archived, archived, name }),
      });
      onDone();
    },
  });
  return (
    <ConfirmDialog
      title={t('batches.recallTitle', { count: total, name: staffName })}
      action={t('batches.recallConfirm', { count: total })}
      danger
      busy={recall.isPending}
      onConfirm={() => recall.mutate({ body: choice })}
      onClose={onClose}
    >
      {recall.isError && <ProblemNotice {...problemText(recall.error)} />}
      <p>
        {'staffId' in choice
          ? t('batches.recallStaffText', { name: staffName })
          : 'batchIds' in choice
            ? t('batches.recallCardsText', { count: choice.batchIds.length })
            : card === undefined
              ? t('batches.recallChosenText')
              : t('batches.recallText', { card })}
      </p>
      {invalid > 0 && <p>{t('batches.recallInvalid', { count: invalid })}</p>}
    </ConfirmDialog>
  );
}

/** Moves a card's records to another staff member. */
export function TransferDialog({ what, onClose, onDone }: TakeDialogProps) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const { data } = useQuery(staffRead);
  const [to, setTo] = useState('');
  const [strict, setStrict] = useState(false);
  const { total, choice, card, staffName } = what;
  const nameOf = (id: string) => data?.items.find((user) => user.id === id)?.name ?? '';
  const transfer = useAct('POST /records/transfer', {
    onSuccess: ({ transferred, recalled, archived }) => {
      const words = { count: transferred, name: nameOf(to), recalled, archived };
      showToast({ tone: 'ok', text: t(recalled + archived === 0 ? 'batches.transferred' : 'batches.transferredSome', words) });
      onDone();
    },
  });
  const submit = () => {
    setStrict(true);
    if (to !== '') transfer.mutate({ body: { ...choice, toStaffId: to } });
  };
  return (
    <ConfirmDialog
      title={t('batches.transferTitle', { count: total, name: staffName })}
      action={t('batches.transferConfirm', { count: total })}
      busy={transfer.isPending}
      onConfirm={submit}
      onClose={onClose}
    >
      {transfer.isError && <ProblemNotice {...problemText(transfer.error)} />}
      <p>
        {'batchIds' in choice
          ? t('batches.transferCardsText', { count: choice.batchIds.length })
          : card === undefined
            ? t('batches.transferChosenText')
            : t('batches.transferText', { card })}
      </p>
      <SelectField
        label={t('batches.transferTo')}
        value={to}
        error={strict && to === '' ? t('field.required') : undefined}
        onChange={(event) => setTo(event.target.value)}
      >
        <option value="">{t('batches.chooseStaff')}</option>
        {data?.items
          .filter((user) => user.id !== what.staffId && what.otherStaffIds?.includes(user.id) !== true)
          .map((user) => (
            <option key={user.id} value={user.id}>
              {t('assigning.unvalidatedOf', { name: user.name, count: user.holding.unvalidated })}
            </option>
          ))}
      </SelectField>
    </ConfirmDialog>
  );
}
