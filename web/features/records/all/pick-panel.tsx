import { useState } from 'react';
import type { OutputOf } from '../../../lib/interface.ts';
import { useProblemText } from '../../../lib/problem-text.ts';
import { useAct } from '../../../lib/read.ts';
import { useTexts } from '../../../lib/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { SidePanel } from '../../../ui/side-panel.tsx';
import { type AssignInput, AssignPreview, givenOf, useAssignPreview } from '../assign/assign-preview.tsx';
import { AssignResult } from '../assign/assign-result.tsx';
import { StaffPicker } from '../assign/staff-picker.tsx';
import type { Taken } from './chosen-records.ts';

interface PickPanelProps {
  readonly taken: Taken;
  readonly onInvite: () => void;
  readonly onClose: () => void;
  /** They are given: they are not chosen any more. */
  readonly onGiven: () => void;
}

/** Gives hand-picked records to one or several staff, seeing beforehand who gets how many and what is passed over. */
export function PickPanel({ taken, onInvite, onClose, onGiven }: PickPanelProps) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [result, setResult] = useState<OutputOf<'POST /assignments'>>();
  // What was chosen when the panel opened: giving it changes what the page has chosen.
  const [{ choice, total }] = useState(taken);
  const body: AssignInput | undefined = chosen.size === 0 ? undefined : { ...choice, staffIds: [...chosen].toSorted() };
  const preview = useAssignPreview(result === undefined ? body : undefined);
  const promised = givenOf(preview, total);
  const assign = useAct('POST /assignments', {
    onSuccess: (given) => {
      setResult(given);
      onGiven();
    },
  });
  const frame = {
    title: t('allRecords.pick'),
    subtitle: t('allRecords.pickSubtitle', { count: total }),
    closeLabel: t('common.close'),
    onClose,
  };
  if (result !== undefined) {
    return (
      <SidePanel
        {...frame}
        actions={
          <Button kind="primary" size="large" onClick={onClose}>
            {t('allRecords.pickDone')}
          </Button>
        }
      >
        <AssignResult result={result} onUndone={onClose} />
      </SidePanel>
    );
  }
  return (
    <SidePanel
      {...frame}
      onSubmit={() => body !== undefined && assign.mutate({ body })}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" size="large" type="submit" busy={assign.isPending} disabled={body === undefined || promised === 0}>
            {body === undefined ? t('assigning.submitEmpty') : t('allRecords.pickSubmit', { count: promised, staff: chosen.size })}
          </Button>
        </>
      }
    >
      {assign.isError && <ProblemNotice {...problemText(assign.error)} />}
      <StaffPicker chosen={chosen} onChange={setChosen} onInvite={onInvite} />
      <AssignPreview body={body} asked={total} />
    </SidePanel>
  );
}
