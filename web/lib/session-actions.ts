import { call, onSessionEnded } from './client.ts';
import { forgetDrafts } from './drafts.ts';
import { forgetImports } from './import-jobs.ts';
import { forgetPlaces } from './live.ts';
import { announceSession } from './session-tabs.ts';

/** Ends the session and leaves nothing of it on this device. */
export async function signOut(): Promise<void> {
  await call('POST /auth/sign-out', {}, { unguarded: true }).catch(() => undefined);
  announceSession(null);
  forgetDrafts();
  forgetPlaces();
  forgetImports();
  // Loaded by then where anything was imported; a staff member's phone has no use for it otherwise.
  await import('./import-queue.ts').then(({ forgetFiles }) => forgetFiles()).catch(() => undefined);
  leaveSession();
}

/**
 * Goes to the sign-in as to another site: what pages know goes with them. In the same document the page that was open stays
 * until the sign-in has loaded, and Back, or a question under way, would put the password's dialog over it.
 */
export function leaveSession(): void {
  // Whoever has left is not asked for their password: what still asks waits until the page is gone.
  onSessionEnded(() => new Promise(() => undefined));
  // A browser may keep the page as it is, to go back to.
  addEventListener('pagehide', () => document.body.replaceChildren());
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) location.reload();
  });
  location.assign('/masuk');
}
