import type { Query, QueryClient } from '@tanstack/react-query';
import { type Changed, Rereads } from './rereads.ts';
import { nextMoment } from './moments.ts';
import { isShownAhead } from './shown-ahead.ts';

const known = new WeakMap<QueryClient, Rereads>();

/** What this page reads again. */
export function rereadsOf(client: QueryClient): Rereads {
  const rereads = known.get(client) ?? new Rereads(client, { isSeen: () => !document.hidden, isAhead: isShownAhead });
  known.set(client, rereads);
  return rereads;
}

/** After an act of this page was answered: reads what it has changed now; done when it is there. */
export async function readChanged(client: QueryClient, changed: Changed): Promise<void> {
  const [rereads, since] = [rereadsOf(client), nextMoment()];
  // What the act has closed is off the screen by then, as a dialog with a list of its own, and what it has opened is there.
  await new Promise((resolve) => setTimeout(resolve));
  await Promise.all(rereads.concerned(changed).map((query) => rereads.now(query, since)));
}

/** After an act whose change the page shows already: reads next what else depends on it, as counts, and once for several such acts. */
export function confirmChanged(client: QueryClient, changed: Changed, isShown: (query: Query) => boolean): void {
  const [rereads, since] = [rereadsOf(client), nextMoment()];
  for (const query of rereads.concerned(changed)) if (!isShown(query)) rereads.next(query, since);
}
