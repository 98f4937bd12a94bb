import { useId, useState } from 'react';
import type { ConflictAction, ListedConflict, Resolution } from '../../../contract/conflicts.ts';
import { useValuesDraft } from '../../lib/drafts.ts';
import { memberName } from '../../lib/member.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { useAct } from '../../lib/read.ts';
import { useTexts } from '../../lib/texts.ts';
import { RadioField } from '../../ui/choice.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DraftNotice } from '../../ui/draft-notice.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Stack } from '../../ui/layout.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { HiddenText, Text } from '../../ui/text.tsx';
import { showToast } from '../../ui/toast.tsx';

/** What is resolved: one conflict that is named, or several the same way. */
export interface ResolvedConflicts {
  readonly recordIds: readonly string[];
  readonly only?: ListedConflict | undefined;
  readonly action: ConflictAction;
}

const confirmWords = {
  recall: 'conflicts.confirmRecall',
  replace: 'conflicts.confirmReplace',
  keep: 'conflicts.confirmKeep',
  moveReservation: 'conflicts.confirmMove',
} as const satisfies { readonly [Action in ConflictAction]: string };

const consequences = {
  recall: ['conflicts.recallOne', 'conflicts.recallMany'],
  replace: ['conflicts.replaceOne', 'conflicts.replaceMany'],
  keep: ['conflicts.keepOne', 'conflicts.keepMany'],
  moveReservation: ['conflicts.moveOne', 'conflicts.moveMany'],
} as const satisfies { readonly [Action in ConflictAction]: readonly [string, string] };

export const conflictActions = ['recall', 'replace', 'keep', 'moveReservation'] as const satisfies readonly ConflictAction[];

/** What an act did, in a sentence or two. */
function useResultText(): (action: ConflictAction, result: Resolution) => string {
  const { t } = useTexts();
  return (action, { resolved, recalled, archived, shortfall, conflicts }) => {
    const taken = recalled + archived;
    const parts = {
      recall: [t('conflicts.doneRecall', { count: taken })],
      replace: taken > 0 || shortfall === 0 ? [t('conflicts.doneReplace', { count: taken })] : [],
      keep: [t('conflicts.doneKeep', { count: resolved })],
      moveReservation: [t('conflicts.doneMove', { count: resolved })],
    }[action];
    if (archived > 0) parts.push(t('conflicts.doneArchived', { count: archived }));
    if (shortfall > 0) parts.push(t('conflicts.doneShort', { count: shortfall }));
    if (conflicts.length > 0) parts.push(t('conflicts.doneNew', { count: conflicts.length }));
    return parts.join(' ');
  };
}

interface ActChoiceProps {
  readonly what: ResolvedConflicts;
  readonly action: ConflictAction;
  readonly onChange: (action: ConflictAction) => void;
}

/** The four acts, each with what would come of it. */
function ActChoice({ what: { only }, action, onChange }: ActChoiceProps) {
  const { t } = useTexts();
  const name = useId();
  const words =
    only === undefined
      ? {}
      : { holder: only.staffName, reserver: only.reservedByName, database: only.databaseName, name: memberName(only) };
  const invalid = only === undefined || only.verdict === 'invalid';
  return (
    <Stack as="fieldset" gap={2} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
      <HiddenText as="legend">{t('conflicts.choose')}</HiddenText>
      {conflictActions.map((one) => (
        <RadioField
          key={one}
          name={name}
          value={one}
          checked={one === action}
          onChange={() => onChange(one)}
          more={
            <Text kind="dense" tone="text2" wrap>
              {t(consequences[one][only === undefined ? 1 : 0], words)}
              {(one === 'recall' || one === 'replace') && invalid && ` ${t('conflicts.recallInvalid')}`}
            </Text>
          }
        >
          <b>{t(`conflicts.${one}`)}</b>
        </RadioField>
      ))}
    </Stack>
  );
}

interface ResolveDialogProps {
  readonly what: ResolvedConflicts;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks what becomes of conflicts, each act with its consequence, and says what was done. */
export function ResolveDialog({ what, onClose, onDone }: ResolveDialogProps) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const resultText = useResultText();
  const [action, setAction] = useState(what.action);
  const [note, setNote] = useState('');
  const [strict, setStrict] = useState(false);
  const draft = useValuesDraft('conflict', { note }, (kept) => setNote(kept.note));
  const { recordIds, only } = what;
  const count = recordIds.length;
  const missing = action === 'keep' && note.trim() === '';
  const resolve = useAct('POST /conflicts/resolve', {
    onSuccess: (result) => {
      showToast({ tone: result.shortfall === 0 ? 'ok' : 'plain', text: resultText(action, result) });
      draft.clear();
      onDone();
    },
  });
  const submit = () => {
    setStrict(true);
    if (missing) return;
    resolve.mutate({ body: { recordIds: [...recordIds], action, ...(action === 'keep' ? { note: note.trim() } : {}) } });
  };
  return (
    <ConfirmDialog
      title={only === undefined ? t('conflicts.dialogTitleMany', { count }) : t('conflicts.dialogTitle', { name: memberName(only) })}
      action={t(confirmWords[action], { count })}
      danger={action === 'recall'}
      busy={resolve.isPending}
      onConfirm={submit}
      onClose={onClose}
    >
      {resolve.isError && <ProblemNotice {...problemText(resolve.error)} />}
      <ActChoice what={what} action={action} onChange={setAction} />
      {action === 'keep' && <DraftNotice restored={draft.restored} discard={draft.discard} />}
      {action === 'keep' && (
        <TextArea
          label={t('conflicts.note')}
          placeholder={t('conflicts.notePlaceholder')}
          value={note}
          maxLength={2_000}
          autoFocus
          error={strict && missing ? t('field.required') : undefined}
          onChange={(event) => setNote(event.target.value)}
        />
      )}
      <Text kind="dense" tone="text2">
        {t('conflicts.told')}
      </Text>
    </ConfirmDialog>
  );
}
