import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import type { z } from 'zod';
import { type Database, renameDatabase } from '../../../contract/databases.ts';
import { useFaults } from '../../lib/form.ts';
import { useFormDraft } from '../../lib/drafts.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { useAct } from '../../lib/read.ts';
import { useTexts } from '../../lib/texts.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DraftNotice } from '../../ui/draft-notice.tsx';
import { TextField } from '../../ui/field.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { showToast } from '../../ui/toast.tsx';

interface DialogProps {
  readonly database: Database;
  readonly onClose: () => void;
}

/** Another name for a database. */
export function RenameDatabaseDialog({ database, onClose }: DialogProps) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const form = useForm<z.input<typeof renameDatabase.body>>({
    resolver: zodResolver(renameDatabase.body),
    shouldFocusError: false,
    defaultValues: { name: database.name },
  });
  const draft = useFormDraft(form, `database:${database.id}`);
  const faults = useFaults(form, [{ name: 'name', label: t('common.name') }]);
  const rename = useAct('PATCH /databases/:id', {
    onSuccess: (renamed) => {
      draft.clear();
      showToast({ tone: 'ok', text: t('databases.renamed', { name: renamed.name }) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t('databases.renameTitle')}
      action={t('common.save')}
      busy={rename.isPending}
      {...faults.summary}
      onConfirm={() => void form.handleSubmit((body) => rename.mutate({ params: { id: database.id }, body }))()}
      onClose={onClose}
    >
      {rename.isError && <ProblemNotice {...problemText(rename.error)} />}
      <DraftNotice restored={draft.restored} discard={draft.discard} />
      <TextField label={t('common.name')} autoFocus maxLength={200} error={faults.at('name')} {...form.register('name')} />
    </ConfirmDialog>
  );
}
