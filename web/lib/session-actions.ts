import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { call } from './client.ts';
import { forgetDrafts } from './drafts.ts';
import { forgetImports } from './import-jobs.ts';
import { forgetPlaces } from './live.ts';
import { announceSession } from './session-tabs.ts';

/** Ends the session and leaves nothing of it on this device. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    await call('POST /auth/sign-out', {}, { unguarded: true }).catch(() => undefined);
    announceSession(null);
    forgetDrafts();
    forgetPlaces();
    forgetImports();
    // Loaded by then where anything was imported; a staff member's phone has no use for it otherwise.
    await import('./import-queue.ts').then(({ forgetFiles }) => forgetFiles()).catch(() => undefined);
    client.clear();
    await navigate({ to: '/masuk' });
  };
}
