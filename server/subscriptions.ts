import { type Subscriber, subscribe } from './domain/audit/announce-event.ts';
import { tellOfAssigned } from './domain/notifications/tell-of-assigned.ts';
import { tellOfConflicts, tellOfResolved } from './domain/notifications/tell-of-conflicts.ts';
import { tellOfFailedImport } from './domain/notifications/tell-of-failed-import.ts';
import { tellOfImport } from './domain/notifications/tell-of-import.ts';
import { tellOfMarked } from './domain/notifications/tell-of-marked.ts';
import { tellOfRecalled } from './domain/notifications/tell-of-recalled.ts';
import { tellOfRejected } from './domain/notifications/tell-of-rejected.ts';
import { tellOfReplaced } from './domain/notifications/tell-of-replaced.ts';
import { tellOfTransferred } from './domain/notifications/tell-of-transferred.ts';
import { endOutlivedSessions } from './domain/users/forget-sessions.ts';

/** What happens in the transaction of another module's act. */
const subscriptions: { readonly [act: string]: Subscriber } = {
  'conflicts.keep': tellOfResolved,
  'conflicts.move_reservation': tellOfResolved,
  'conflicts.recall': tellOfResolved,
  'conflicts.replace': tellOfResolved,
  'databases.import': tellOfImport,
  'databases.import_failed': tellOfFailedImport,
  'records.assign': tellOfAssigned,
  'records.recall': tellOfRecalled,
  'records.transfer': tellOfTransferred,
  'reservations.move': tellOfConflicts,
  'reservations.reserve': tellOfConflicts,
  'settings.change': (tx) => endOutlivedSessions(tx),
  'users.deactivate': async (tx, event) => {
    await tellOfTransferred(tx, event);
    await tellOfConflicts(tx, event);
  },
  'validation.reject_verdict': tellOfRejected,
  'validation.replace': tellOfReplaced,
  'validation.set_verdict': tellOfMarked,
};

/** Connects acts with their subscribers; each program that runs acts calls it once, before the first. */
export function connectSubscribers(): void {
  for (const [act, subscriber] of Object.entries(subscriptions)) subscribe(act, subscriber);
}
