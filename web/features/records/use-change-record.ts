import { useQueryClient } from '@tanstack/react-query';
import { factsChangedBy } from '../../../contract/facts.ts';
import type { Record } from '../../../contract/records.ts';
import { isRecordsQuery, useChangeShown, useRefreshShown } from '../../lib/card-records.ts';
import type { InputOf } from '../../lib/interface.ts';
import { confirmChanged } from '../../lib/page-rereads.ts';
import { Problem } from '../../lib/problem.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { useAct } from '../../lib/read.ts';
import { useTexts } from '../../lib/texts.ts';
import { showToast } from '../../ui/toast.tsx';

type Change = InputOf<'PATCH /records/:id'>['body'];

/** The fields that the act names in its event. */
const fieldsOf = (change: Change) => Object.keys(change).filter((field) => field !== 'noteBefore');

const shown = (record: Record, change: Change): Record => ({
  ...record,
  ...(change.note === undefined ? {} : { note: change.note }),
  ...(change.followUpOn === undefined ? {} : { followUpOn: change.followUpOn }),
  ...(change.doNotContact === undefined ? {} : { doNotContact: change.doNotContact }),
  ...(change.contactResult === undefined ? {} : { contact: { ...record.contact, result: change.contactResult } }),
});

/** Changes what staff keep on a record; shown at once, taken back and said where the server refuses. */
export function useChangeRecord() {
  const { t } = useTexts();
  const problemText = useProblemText();
  const client = useQueryClient();
  const changeShown = useChangeShown();
  const refreshShown = useRefreshShown();
  const act = useAct('PATCH /records/:id', { keepCache: true });
  return async (record: Record, change: Change, quiet = false): Promise<boolean> => {
    changeShown([record.id], (before) => shown(before, change));
    try {
      const answer = await act.mutateAsync({ params: { id: record.id }, body: change });
      // Only what this act is about: a verdict given meanwhile stays.
      const { note, contact, followUpOn, doNotContact } = answer;
      changeShown([record.id], (now) => ({ ...now, note, contact, followUpOn, doNotContact }));
      // Whom not to contact is said of the person, who may stand on another card, too.
      const seen = change.doNotContact === undefined ? isRecordsQuery : () => false;
      confirmChanged(client, factsChangedBy('records.note', fieldsOf(change)), seen);
      return true;
    } catch (error) {
      const { title, detail } = problemText(error);
      // Somebody else wrote meanwhile: what stands there now is shown beside what was typed.
      if (error instanceof Problem && error.code === 'note_changed') void refreshShown();
      if (!quiet) {
        const { note, contact, followUpOn, doNotContact } = record;
        changeShown([record.id], (now) => ({ ...now, note, contact, followUpOn, doNotContact }));
        void refreshShown();
        showToast({ tone: 'bad', text: `${title}. ${detail === '' ? t('common.retry') : detail}` });
      }
      return false;
    }
  };
}
