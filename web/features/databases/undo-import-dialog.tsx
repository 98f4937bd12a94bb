import { useQuery } from '@tanstack/react-query';
import type { Database, UndoneEffects } from '../../../contract/databases.ts';
import { formatNumber } from '../../lib/formats.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { read, useAct } from '../../lib/read.ts';
import { useTexts } from '../../lib/texts.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Definitions } from '../../ui/definitions.tsx';
import { Stack } from '../../ui/layout.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Text } from '../../ui/text.tsx';
import { showToast } from '../../ui/toast.tsx';

const kinds = ['phones', 'joined', 'usernames', 'names', 'deposits'] as const;

/** What an import did to members who were there before it, by what becomes of it. */
function Effects({ title, effects }: { readonly title: string; readonly effects: UndoneEffects }) {
  const { t } = useTexts();
  const some = kinds.filter((kind) => effects[kind] > 0);
  if (some.length === 0) return null;
  return (
    <Stack gap={1}>
      <Text weight={600} wrap>
        {title}
      </Text>
      <Definitions items={some.map((kind) => ({ key: kind, name: t(`databases.effects_${kind}`), value: formatNumber(effects[kind]) }))} />
    </Stack>
  );
}

interface UndoImportDialogProps {
  readonly database: Pick<Database, 'id' | 'name'>;
  readonly onClose: () => void;
  readonly onUndone?: () => void;
}

/** Asks before an import is undone: how many records go with it, what is taken back from others, and what stays. */
export function UndoImportDialog({ database, onClose, onUndone }: UndoImportDialogProps) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const { data: undoing, error } = useQuery(read('GET /databases/:id/undo', { params: { id: database.id } }));
  const undo = useAct('DELETE /databases/:id', {
    onSuccess: ({ records }) => {
      showToast({ tone: 'ok', text: t('databases.undone', { name: database.name, count: records }) });
      onClose();
      onUndone?.();
    },
  });
  const refusal = undo.error ?? error;
  const count = undoing?.records;
  return (
    <ConfirmDialog
      title={t('databases.undoTitle', { name: database.name })}
      action={count === undefined ? t('databases.undoImport') : t('databases.undoConfirm', { count })}
      cancel={t('databases.keep')}
      danger
      busy={undo.isPending}
      disabled={undoing === undefined}
      onConfirm={() => undo.mutate({ params: { id: database.id } })}
      onClose={onClose}
    >
      {refusal !== null && <ProblemNotice {...problemText(refusal)} />}
      {undoing === undefined && refusal === null && <Skeleton style={{ height: 66 }} />}
      {undoing !== undefined && (
        <>
          <p>{t('databases.undoText', { count: undoing.records })}</p>
          <Effects title={t('databases.undoTakesBack')} effects={undoing.takenBack} />
          <Effects title={t('databases.undoStays')} effects={undoing.staying} />
        </>
      )}
    </ConfirmDialog>
  );
}
