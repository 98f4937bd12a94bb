import { type Subscriber, subscribe } from './domain/audit/announce-event.ts';
import { tellOfAssigned } from './domain/notifications/tell-of-assigned.ts';
import { tellOfFailedImport } from './domain/notifications/tell-of-failed-import.ts';
import { tellOfImport } from './domain/notifications/tell-of-import.ts';
import { tellOfMarked } from './domain/notifications/tell-of-marked.ts';
import { tellOfRecalled } from './domain/notifications/tell-of-recalled.ts';
import { tellOfRejected } from './domain/notifications/tell-of-rejected.ts';
import { tellOfReplaced } from './domain/notifications/tell-of-replaced.ts';
import { tellOfTransferred } from './domain/notifications/tell-of-transferred.ts';

/** What happens in the transaction of another module's act. */
const subscriptions: { readonly [act: string]: Subscriber } = {
  'databases.import': tellOfImport,
  'databases.import_failed': tellOfFailedImport,
  'records.assign': tellOfAssigned,
  'records.recall': tellOfRecalled,
  'records.transfer': tellOfTransferred,
  'users.deactivate': tellOfTransferred,
  'validation.reject_verdict': tellOfRejected,
  'validation.replace': tellOfReplaced,
  'validation.set_verdict': tellOfMarked,
};

/** Connects acts with their subscribers; each program that runs acts calls it once, before the first. */
export function connectSubscribers(): void {
  for (const [act, subscriber] of Object.entries(subscriptions)) subscribe(act, subscriber);
}
