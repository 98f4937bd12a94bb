import { useState } from 'react';
import type { Batch } from '../../../contract/batches.ts';
import { useValuesDraft } from '../../lib/drafts.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { useAct } from '../../lib/read.ts';
import { useTexts } from '../../lib/texts.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DraftNotice } from '../../ui/draft-notice.tsx';
import { TextField } from '../../ui/field.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { showToast } from '../../ui/toast.tsx';

/** Another name for a card; the original stays below it. */
export function RenameBatchDialog({ batch, onClose }: { readonly batch: Batch; readonly onClose: () => void }) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const [title, setTitle] = useState(batch.title);
  const [strict, setStrict] = useState(false);
  const draft = useValuesDraft(`batch:${batch.id}`, { title }, (kept) => setTitle(kept.title));
  const rename = useAct('PATCH /batches/:id', {
    onSuccess: () => {
      showToast({ tone: 'ok', text: t('batches.renamed') });
      draft.clear();
      onClose();
    },
  });
  const submit = () => {
    setStrict(true);
    if (title.trim() !== '') rename.mutate({ params: { id: batch.id }, body: { title: title.trim() } });
  };
  return (
    <ConfirmDialog title={t('batches.renameTitle')} action={t('common.save')} busy={rename.isPending} onConfirm={submit} onClose={onClose}>
      {rename.isError && <ProblemNotice {...problemText(rename.error)} />}
      <DraftNotice restored={draft.restored} discard={draft.discard} />
      <TextField
        label={t('batches.renameField')}
        value={title}
        maxLength={200}
        autoFocus
        onFocus={(event) => event.target.select()}
        error={strict && title.trim() === '' ? t('field.required') : undefined}
        {...(batch.title === batch.originalTitle ? {} : { hint: t('cards.originally', { title: batch.originalTitle }) })}
        onChange={(event) => setTitle(event.target.value)}
      />
    </ConfirmDialog>
  );
}
