import type { InputOf } from '../../lib/interface.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { useAct } from '../../lib/read.ts';
import { useTexts } from '../../lib/texts.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { showToast } from '../../ui/toast.tsx';

interface RestoreDialogProps {
  readonly body: InputOf<'POST /archive/restore'>['body'];
  readonly count: number;
  /** The member, where it is one record. */
  readonly member?: string | undefined;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks before archived records come back, naming how many and where to. */
export function RestoreDialog({ body, count, member, onClose, onDone }: RestoreDialogProps) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const toPool = body.to === 'pool';
  const restore = useAct('POST /archive/restore', {
    onSuccess: ({ restored }) => {
      showToast({ tone: 'ok', text: t(toPool ? 'validation.restoredPool' : 'validation.restoredCard', { count: restored }) });
      onDone();
    },
  });
  return (
    <ConfirmDialog
      title={
        member === undefined
          ? t(toPool ? 'validation.toPoolTitle' : 'validation.toCardTitle', { count })
          : t(toPool ? 'validation.memberToPool' : 'validation.memberToCard', { member })
      }
      action={t('validation.restoreConfirm', { count })}
      busy={restore.isPending}
      onConfirm={() => restore.mutate({ body })}
      onClose={onClose}
    >
      {restore.isError && <ProblemNotice {...problemText(restore.error)} />}
      <p>{t(toPool ? 'validation.toPoolText' : 'validation.toCardText')}</p>
    </ConfirmDialog>
  );
}
