import { useTranslation } from 'react-i18next';
import type { InputOf } from '../../lib/interface.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { useAct } from '../../lib/read.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
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
  const { t } = useTranslation();
  const problemText = useProblemText();
  const toPool = body.to === 'pool';
  const restore = useAct('POST /archive/restore', {
    onSuccess: ({ restored }) => {
      showToast({ tone: 'ok', text: t(toPool ? 'validation.restoredPool' : 'validation.restoredCard', { count: restored }) });
      onDone();
    },
  });
  return (
    <Dialog
      open
      title={
        member === undefined
          ? t(toPool ? 'validation.toPoolTitle' : 'validation.toCardTitle', { count })
          : t(toPool ? 'validation.memberToPool' : 'validation.memberToCard', { member })
      }
      closeLabel={t('common.close')}
      onClose={onClose}
      onSubmit={() => restore.mutate({ body })}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" type="submit" busy={restore.isPending}>
            {t('validation.restoreConfirm', { count })}
          </Button>
        </>
      }
    >
      {restore.isError && <ProblemNotice {...problemText(restore.error)} />}
      <p>{t(toPool ? 'validation.toPoolText' : 'validation.toCardText')}</p>
    </Dialog>
  );
}
