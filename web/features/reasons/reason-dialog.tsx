import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import type { z } from 'zod';
import { createInvalidReason, type InvalidReason } from '../../../contract/validation.ts';
import { useFaults } from '../../lib/form.ts';
import { useFormDraft } from '../../lib/drafts.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { useAct } from '../../lib/read.ts';
import { useTexts } from '../../lib/texts.ts';
import { CheckField } from '../../ui/choice.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DraftNotice } from '../../ui/draft-notice.tsx';
import { TextField } from '../../ui/field.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Text } from '../../ui/text.tsx';
import { showToast } from '../../ui/toast.tsx';

type Form = z.input<typeof createInvalidReason.body>;

function Hint({ children }: { readonly children: string }) {
  return (
    <Text kind="small" tone="text2" style={{ display: 'block' }}>
      {children}
    </Text>
  );
}

interface ReasonDialogProps {
  /** The reason to change; a new one where absent. */
  readonly reason?: InvalidReason;
  readonly onClose: () => void;
}

function useSave({ reason, onClose }: ReasonDialogProps) {
  const { t } = useTexts();
  const done = (text: string) => {
    showToast({ tone: 'ok', text });
    onClose();
  };
  const create = useAct('POST /invalid-reasons', { onSuccess: ({ label: name }) => done(t('reasons.created', { name })) });
  const change = useAct('PATCH /invalid-reasons/:id', { onSuccess: ({ label: name }) => done(t('reasons.saved', { name })) });
  const submit = ({ label, aboutCustomer, noteRequired = false }: Form) => {
    const body = { label, aboutCustomer, noteRequired };
    if (reason === undefined) create.mutate({ body });
    else change.mutate({ params: { id: reason.id }, body });
  };
  return { submit, busy: create.isPending || change.isPending, error: create.error ?? change.error };
}

/** A new reason for an invalid mark, or changes to one. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const { reason, onClose } = props;
  const values = useForm<Form>({
    resolver: zodResolver(createInvalidReason.body),
    shouldFocusError: false,
    defaultValues: {
      label: reason?.label ?? '',
      aboutCustomer: reason?.aboutCustomer ?? true,
      noteRequired: reason?.noteRequired ?? false,
    },
  });
  const { register, handleSubmit } = values;
  const faults = useFaults(values, [{ name: 'label', label: t('reasons.label') }]);
  const draft = useFormDraft(values, `reason:${reason?.id ?? 'new'}`);
  const { submit, busy, error } = useSave({
    ...props,
    onClose: () => {
      draft.clear();
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={reason === undefined ? t('reasons.createTitle') : t('reasons.changeTitle', { name: reason.label })}
      action={t('common.save')}
      busy={busy}
      {...faults.summary}
      onConfirm={() => void handleSubmit(submit)()}
      onClose={onClose}
    >
      {error !== null && <ProblemNotice {...problemText(error)} />}
      <DraftNotice restored={draft.restored} discard={draft.discard} />
      <TextField
        label={t('reasons.label')}
        autoFocus
        autoComplete="off"
        maxLength={120}
        error={faults.at('label')}
        {...register('label')}
      />
      <CheckField {...register('aboutCustomer')}>
        {t('reasons.aboutField')}
        <Hint>{t('reasons.aboutHint')}</Hint>
      </CheckField>
      <CheckField {...register('noteRequired')}>
        {t('reasons.noteRequired')}
        <Hint>{t('reasons.noteHint')}</Hint>
      </CheckField>
    </ConfirmDialog>
  );
}
