import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';

export interface AnnouncedEvent {
  readonly id: string;
  readonly act: string;
  readonly actor: Actor;
}

/** Runs in the transaction of the act it hears of; what it needs to know it reads from the event and its record changes. */
export type Subscriber = (tx: Tx, event: AnnouncedEvent) => Promise<void>;

const subscribers = new Map<string, Subscriber>();

/** Has a module hear of another's act; called by the composition root only, once for each act. */
export function subscribe(act: string, subscriber: Subscriber): void {
  subscribers.set(act, subscriber);
}

/** Tells the subscriber of an act, after the act has done its changes. */
export async function announceEvent(tx: Tx, event: AnnouncedEvent): Promise<void> {
  await subscribers.get(event.act)?.(tx, event);
}
