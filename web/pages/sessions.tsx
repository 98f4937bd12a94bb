import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { SessionList, useDeviceWord } from '../features/sessions/session-list.tsx';
import { useProblemText } from '../lib/problem-text.ts';
import { read, useAct } from '../lib/read.ts';
import { signOut } from '../lib/session-actions.ts';
import { useTexts } from '../lib/texts.ts';
import { CardGrid } from '../ui/layout.tsx';
import { Page } from '../ui/page.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { showToast } from '../ui/toast.tsx';
import { LoadProblem } from './load-problem.tsx';

const ownSessions = read('GET /auth/sessions', {});

/** Where one is signed in, and the way out of each of these places. */
export function SessionsPage() {
  const { t } = useTexts();
  const problemText = useProblemText();
  const deviceWord = useDeviceWord();
  const [leaving, setLeaving] = useState(false);
  const { data, error, refetch } = useQuery(ownSessions);
  const end = useAct('DELETE /auth/sessions/:id', {
    onError: (refused) => showToast({ tone: 'bad', text: `${problemText(refused).title}. ${problemText(refused).detail}` }),
  });
  const here = data?.items.find(({ current }) => current)?.id;
  return (
    <Page title={t('sessions.title')} summary={t('sessions.summary')}>
      {error !== null && data === undefined ? (
        <LoadProblem error={error} onRetry={() => refetch()} />
      ) : data === undefined ? (
        <CardGrid aria-busy aria-label={t('common.loading')}>
          <li>
            <Skeleton style={{ height: 232, borderRadius: 12 }} />
          </li>
        </CardGrid>
      ) : (
        <SessionList
          sessions={data.items}
          ending={leaving ? here : end.isPending ? end.variables.params.id : undefined}
          onEnd={(session) => {
            if (session.current) {
              setLeaving(true);
              return void signOut();
            }
            end.mutate(
              { params: { id: session.id } },
              { onSuccess: () => showToast({ tone: 'ok', text: t('sessions.ended', { device: deviceWord(session) }) }) },
            );
          }}
        />
      )}
    </Page>
  );
}
