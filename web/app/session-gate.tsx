import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { SignedInUser } from '../../contract/auth.ts';
import { onSessionEnded } from '../lib/client.ts';
import { leaveSession } from '../lib/session-actions.ts';
import { onSessionElsewhere } from '../lib/session-tabs.ts';
import { meRead } from '../lib/shared-reads.ts';
import { useTexts } from '../lib/texts.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';

const SignInForm = lazy(() => import('../features/session/sign-in-form.tsx').then((module) => ({ default: module.SignInForm })));

interface Waiting {
  readonly promise: Promise<boolean>;
  readonly resolve: (resumed: boolean) => void;
}

function ask(): Waiting {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  return { promise, resolve };
}

/** What waits for the password: the requests that met the end of the session; a sign-in in another tab frees them too. */
function useWaiting(user: SignedInUser) {
  const [waiting, setWaiting] = useState<Waiting>();
  const current = useRef<Waiting>(undefined);
  useEffect(() => {
    onSessionEnded(() => {
      if (current.current === undefined) {
        const asked = ask();
        current.current = asked;
        void asked.promise.then(() => {
          current.current = undefined;
          setWaiting(undefined);
        });
        setWaiting(asked);
      }
      return current.current.promise;
    });
    const leave = onSessionElsewhere((userId) => {
      // The session is the browser's: somebody else's page must not go on with what this user typed, nor as them.
      if (userId === null) leaveSession();
      else if (userId !== user.id) location.assign('/');
      else current.current?.resolve(true);
    });
    return () => {
      onSessionEnded(undefined);
      leave();
    };
  }, [user.id]);
  return waiting;
}

/** Asks for the password over the page when the session has ended; the requests that met the end go on afterwards. */
export function SessionGate({ user }: { readonly user: SignedInUser }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const waiting = useWaiting(user);
  return (
    <Dialog
      open={waiting !== undefined}
      title={t('session.ended')}
      actions={
        <Button kind="quiet" onClick={leaveSession}>
          {t('session.otherAccount')}
        </Button>
      }
    >
      <p>{t('session.endedHint')}</p>
      <Suspense fallback={null}>
        <SignInForm
          username={user.username}
          onSignedIn={(signedIn) => {
            // Somebody else's page must not go on with what this user typed.
            if (signedIn.id !== user.id) return location.assign('/');
            client.setQueryData(meRead.queryKey, signedIn);
            waiting?.resolve(true);
          }}
        />
      </Suspense>
    </Dialog>
  );
}
