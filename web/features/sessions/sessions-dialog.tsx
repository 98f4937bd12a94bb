import { useQuery } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import { useProblemText } from '../../lib/problem-text.ts';
import { read, useAct } from '../../lib/read.ts';
import { signOut } from '../../lib/session-actions.ts';
import { useTexts } from '../../lib/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toast.tsx';
import { SessionList, useDeviceWord } from './session-list.tsx';

interface SessionsDialogProps {
  readonly user: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}

/** The open sessions of a user, for the owner: end one, or all of them. */
export function SessionsDialog({ user, onClose }: SessionsDialogProps) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const deviceWord = useDeviceWord();
  const { id, name } = user;
  const { data, error } = useQuery(read('GET /users/:id/sessions', { params: { id } }));
  const end = useAct('DELETE /users/:id/sessions/:sessionId');
  const endAll = useAct('DELETE /users/:id/sessions', {
    onSuccess: ({ ended }) => showToast({ tone: 'ok', text: t('users.sessionsEnded', { name, count: ended }) }),
  });
  const failed = error ?? end.error ?? endAll.error;
  return (
    <Dialog
      open
      wide
      title={t('sessions.of', { name })}
      closeLabel={t('common.close')}
      onClose={onClose}
      actions={
        <>
          {data !== undefined && data.items.length > 1 && (
            <Button
              kind="badOutline"
              icon={<LogOut size={16} aria-hidden />}
              busy={endAll.isPending}
              onClick={() => endAll.mutate({ params: { id } })}
            >
              {t('sessions.endAll')}
            </Button>
          )}
          <Button onClick={onClose}>{t('common.close')}</Button>
        </>
      }
    >
      {failed !== null && <ProblemNotice {...problemText(failed)} />}
      {data === undefined ? (
        <Skeleton style={{ height: 220 }} />
      ) : data.items.length === 0 ? (
        <EmptyState icon={<LogOut size={22} />} title={t('sessions.none')}>
          {t('sessions.noneHint', { name })}
        </EmptyState>
      ) : (
        <>
          <p>{t('sessions.ofHint')}</p>
          <SessionList
            sessions={data.items}
            ending={end.isPending ? end.variables.params.sessionId : undefined}
            onEnd={(session) => {
              if (session.current) return void signOut();
              end.mutate(
                { params: { id, sessionId: session.id } },
                { onSuccess: () => showToast({ tone: 'ok', text: t('sessions.ended', { device: deviceWord(session) }) }) },
              );
            }}
          />
        </>
      )}
    </Dialog>
  );
}
