import { useState } from 'react';
import type { Batch } from '../../../contract/batches.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { useAct } from '../../lib/read.ts';
import { useTexts } from '../../lib/texts.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Row, Stack } from '../../ui/layout.tsx';
import { showToast } from '../../ui/toast.tsx';

/** Another name for a card, written where the name stands; the original stays below it. Escape leaves it as it was. */
export function RenameTitle({ batch, onClose }: { readonly batch: Batch; readonly onClose: () => void }) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const [title, setTitle] = useState(batch.title);
  const [strict, setStrict] = useState(false);
  const rename = useAct('PATCH /batches/:id', {
    onSuccess: () => {
      showToast({ tone: 'ok', text: t('batches.renamed') });
      onClose();
    },
  });
  const wanted = title.trim();
  const submit = () => {
    setStrict(true);
    if (wanted === batch.title) onClose();
    else if (wanted !== '') rename.mutate({ params: { id: batch.id }, body: { title: wanted } });
  };
  const error = strict && wanted === '' ? t('field.required') : rename.isError ? problemText(rename.error).title : undefined;
  return (
    <Stack
      as="form"
      gap={2}
      grow
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <TextField
        label={t('batches.renameField')}
        hiddenLabel
        value={title}
        maxLength={200}
        autoFocus
        error={error}
        hint={t('cards.originally', { title: batch.originalTitle })}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTitle(event.target.value)}
      />
      <Row gap={2}>
        <Button kind="primary" size="small" type="submit" busy={rename.isPending}>
          {t('common.save')}
        </Button>
        <Button size="small" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        {batch.title !== batch.originalTitle && (
          <Button kind="quiet" size="small" onClick={() => setTitle(batch.originalTitle)}>
            {t('cards.useOriginal')}
          </Button>
        )}
      </Row>
    </Stack>
  );
}
