import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignedInUser } from '../../contract/auth.ts';
import { onSessionEnded } from '../lib/client.ts';
import { meRead } from '../lib/shared-reads.ts';
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

/** Asks for the password over the page when the session has ended; the requests that met the end go on afterwards. */
export function SessionGate({ user }: { readonly user: SignedInUser }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [waiting, setWaiting] = useState<Waiting>();
  useEffect(() => {
    let current: Waiting | undefined;
    onSessionEnded(() => {
      if (current === undefined) {
        const asked = ask();
        current = asked;
        void asked.promise.then(() => {
          current = undefined;
          setWaiting(undefined);
        });
        setWaiting(asked);
      }
      return current.promise;
    });
    return () => onSessionEnded(undefined);
  }, []);
  return (
    <Dialog
      open={waiting !== undefined}
      title={t('session.ended')}
      actions={
        <Button kind="quiet" onClick={() => location.assign('/masuk')}>
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
