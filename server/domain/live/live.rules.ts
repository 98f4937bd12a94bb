import { factsChangedBy } from '../../../contract/facts.ts';
import type { LiveChange } from '../../../contract/live.ts';
import type { Role } from '../../../contract/auth.ts';

/** Whose stream it is. */
export interface Follower {
  readonly userId: string;
  readonly role: Role;
}

/** What a row of `live_events` says of what changed. */
export interface Told {
  readonly topic: string;
  /** The act; null where a table tells of itself, and in what an earlier program wrote. */
  readonly act: string | null;
  /** The fields that the act changed, where it says so. */
  readonly fields: readonly string[] | null;
}

/** A row of `live_events`: what changed, for whom, by whom. */
export interface LiveEvent extends Told {
  readonly userId: string | null;
  readonly forEveryone: boolean;
  readonly actorId: string | null;
  readonly requestId: string | null;
}

/** Whether an event is a follower's business: their own, everyone's, or that of all admins (docs/architecture.md, Live events). */
export function concerns(event: LiveEvent, { userId, role }: Follower): boolean {
  if (event.userId !== null) return event.userId === userId;
  return event.forEveryone || role !== 'staff';
}

/** What a follower is told of events: each topic once, and in which requests of their own it changed; nobody else's. */
export function changesFor(events: readonly LiveEvent[], follower: Follower): LiveChange[] {
  const own = events.filter((event) => concerns(event, follower));
  return tellOnce(own.map((event) => ({ ...event, requestId: event.actorId === follower.userId ? event.requestId : null })));
}

/** Each topic and request once, with all facts that changed; none where one of them is an act that nobody knows. */
export function tellOnce(news: readonly (Told & { readonly requestId: string | null })[]): LiveChange[] {
  const changes = new Map<string, LiveChange>();
  for (const { topic, act, fields, requestId } of news) {
    const key = `${topic} ${requestId ?? ''}`;
    const facts = factsChangedBy(act ?? topic, fields);
    const before = changes.get(key);
    const told = before === undefined ? [] : before.facts;
    const both = facts === undefined || told === undefined ? undefined : [...new Set([...told, ...facts])];
    changes.set(key, { topic, requestId, ...(both === undefined ? {} : { facts: both }) });
  }
  return [...changes.values()];
}

/** A place in the stream: which transactions have been seen, on which database, and when. */
export interface Position {
  /** Tells one database from another: transactions are numbered by each. */
  readonly origin: string;
  /** Seconds since 1970. */
  readonly seconds: number;
  /** PostgreSQL's `pg_snapshot`: everything it shows has been told. */
  readonly snapshot: string;
}

/** Hours within which a place can be resumed; events are kept longer, so that none is missing then. */
export const resumableHours = 20;
export const keptHours = 24;

/** The place as an event's id. */
export const positionText = ({ origin, seconds, snapshot }: Position): string => `${origin}.${seconds}.${snapshot}`;

const written = /^([0-9a-f]{1,32})\.(\d{1,12})\.(\d{1,20}:\d{1,20}:(?:\d{1,20}(?:,\d{1,20})*)?)$/;
const mostCharacters = 4_000;

/** The place that an event's id names; undefined for what is none of ours. */
export function readPosition(text: string): Position | undefined {
  if (text.length > mostCharacters) return undefined;
  const [, origin, seconds, snapshot] = written.exec(text) ?? [];
  if (origin === undefined || seconds === undefined || snapshot === undefined) return undefined;
  return wellFormed(snapshot) ? { origin, seconds: Number(seconds), snapshot } : undefined;
}

/** Whether PostgreSQL would read it as a snapshot: `xmin:xmax:xip,…`, rising, within 63 bits. */
function wellFormed(snapshot: string): boolean {
  const [least, end, running = ''] = snapshot.split(':');
  const between = running === '' ? [] : running.split(',').map(BigInt);
  const numbers = [BigInt(least ?? 0), ...between];
  const last = BigInt(end ?? 0);
  const rising = between.every((number, index) => number >= (numbers[index] ?? 0n) && (index === 0 || number > (numbers[index] ?? 0n)));
  return (
    numbers[0] !== 0n &&
    rising &&
    [...numbers.slice(1), numbers[0] ?? 0n].every((number) => number <= last) &&
    between.every((number) => number < last) &&
    last < 2n ** 63n
  );
}

/** Whether what came after the place is all still kept. */
export function resumable(position: Position, now: Pick<Position, 'origin' | 'seconds'>): boolean {
  const age = now.seconds - position.seconds;
  return position.origin === now.origin && age < resumableHours * 3_600;
}
