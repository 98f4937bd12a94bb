import { useQuery } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import type { InvalidReason } from '../../../contract/validation.ts';
import { useValuesDraft } from '../../lib/drafts.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { reasonsRead } from '../../lib/shared-reads.ts';
import { useTexts } from '../../lib/texts.ts';
import { Button } from '../../ui/button.tsx';
import { DraftNotice } from '../../ui/draft-notice.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Stack } from '../../ui/layout.tsx';
import { Drawer, ModalFrame } from '../../ui/overlay.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { SheetChoice } from '../../ui/touch.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Text } from '../../ui/text.tsx';
import { width } from '../../ui/theme.ts';
import { useMedia } from '../../ui/use-media.ts';
import type { Reason } from './use-verdict.ts';

interface ReasonSheetProps {
  /** How many records are about to be marked; none closes the sheet. */
  readonly count: number;
  readonly onChoose: (reason: Reason) => void;
  readonly onClose: () => void;
}

/** Those chosen with one press first: what asks for a note is for what none of them says. */
const inOrder = (reasons: readonly InvalidReason[]) =>
  reasons.toSorted((one, other) => Number(one.noteRequired) - Number(other.noteRequired));

function Reasons({ count, titleId, onChoose, onClose }: ReasonSheetProps & { readonly titleId: string }) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const { data, error } = useQuery(reasonsRead);
  const [chosen, setChosen] = useState<InvalidReason>();
  const [note, setNote] = useState('');
  const [strict, setStrict] = useState(false);
  const draft = useValuesDraft('reason', { note }, (kept) => setNote(kept.note));
  const choose = (reason: InvalidReason) => (reason.noteRequired ? setChosen(reason) : onChoose({ id: reason.id, label: reason.label }));
  const save = () => {
    setStrict(true);
    if (chosen === undefined || note.trim() === '') return;
    draft.clear();
    onChoose({ id: chosen.id, label: chosen.label, note: note.trim() });
  };
  return (
    <Stack gap={3} style={{ padding: '20px 16px' }}>
      <Text as="h2" kind="title" id={titleId}>
        {count > 1 ? t('records.reasonTitleMany', { count }) : t('records.reasonTitle')}
      </Text>
      {error !== null && data === undefined && <ProblemNotice {...problemText(error)} />}
      {data === undefined && error === null && <Skeleton style={{ height: 240 }} />}
      <Stack gap={2}>
        {inOrder(data?.items ?? []).map((reason) => (
          <SheetChoice key={reason.id} type="button" aria-pressed={chosen?.id === reason.id} onClick={() => choose(reason)}>
            {reason.label}
            {reason.noteRequired && <ChevronRight size={18} aria-hidden />}
          </SheetChoice>
        ))}
      </Stack>
      {chosen !== undefined && (
        <Stack gap={3}>
          <DraftNotice restored={draft.restored} discard={draft.discard} />
          <TextArea
            label={t('records.reasonNote')}
            hint={t('records.reasonNoteHint')}
            value={note}
            maxLength={2_000}
            autoFocus
            error={strict && note.trim() === '' ? t('field.required') : undefined}
            onChange={(event) => setNote(event.target.value)}
          />
          <Button kind="bad" size="large" onClick={save}>
            {t('records.reasonSave')}
          </Button>
        </Stack>
      )}
      <Button kind="quiet" onClick={onClose}>
        {t('common.cancel')}
      </Button>
    </Stack>
  );
}

/** Why a record is invalid: one more press; a note only where the reason asks for one. */
export function ReasonSheet(props: ReasonSheetProps) {
  const titleId = useId();
  const phone = useMedia(`(max-width: ${width.phone - 1}px)`);
  const open = props.count > 0;
  const content = open ? <Reasons {...props} titleId={titleId} /> : null;
  return phone ? (
    <Drawer side="bottom" open={open} onClose={props.onClose} labelledBy={titleId}>
      {content}
    </Drawer>
  ) : (
    <ModalFrame open={open} onClose={props.onClose} labelledBy={titleId} wide={false}>
      {content}
    </ModalFrame>
  );
}
