import type { OutputOf } from '../../lib/interface.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { useAct } from '../../lib/read.ts';
import { useTexts } from '../../lib/texts.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { showToast } from '../../ui/toast.tsx';

interface PurgeDialogProps {
  readonly record: OutputOf<'GET /archive'>['items'][number];
  readonly member: string;
  readonly onClose: () => void;
}

/** Delete a record for good, once the word has been typed. */
export function PurgeDialog({ record, member, onClose }: PurgeDialogProps) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const purge = useAct('DELETE /archive/:recordId', {
    onSuccess: () => {
      showToast({ tone: 'ok', text: t('validation.purged') });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t('validation.purgeTitle', { member })}
      action={t('validation.purgeConfirm')}
      danger
      busy={purge.isPending}
      typed={t('common.delete').toUpperCase()}
      onConfirm={() => purge.mutate({ params: { recordId: record.id } })}
      onClose={onClose}
    >
      {purge.isError && <ProblemNotice {...problemText(purge.error)} />}
      <p>{t('validation.purgeText')}</p>
    </ConfirmDialog>
  );
}
