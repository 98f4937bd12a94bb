import type { FastifyBaseLogger } from 'fastify';
import type { Database } from '../../platform/db/database.ts';
import type { EventStream } from '../../platform/http/event-stream.ts';
import { findEndedSessions, readMissed, readNews, readPlace } from './live.queries.ts';
import { changesFor, type Follower, type LiveEvent, type Position, positionText, readPosition, resumable, tellOnce } from './live.rules.ts';

/** Somebody who follows what changes, with the session that lets them. */
export interface Following extends Follower {
  readonly sessionId: string;
}

interface Reader {
  readonly follower: Following;
  readonly stream: EventStream;
  /** Events that came while what was missed is still being read; undefined once that was sent. */
  waiting: LiveEvent[] | undefined;
}

/** Milliseconds in which changes are gathered before readers are told. */
const gathering = 40;
/** Milliseconds after which a quiet stream says that it is there; shorter than proxies wait. */
const quiet = 15_000;
/** Milliseconds between looks for sessions that ended by themselves. */
const sessionLook = 20_000;
const afterTrouble = 1_000;
/** Streams one person may have; the oldest, which may be dead, makes way. */
export const mostStreams = 20;

/**
 * Tells the readers of this process what has changed (docs/architecture.md, Live events). It listens to PostgreSQL from
 * the first reader on, and reads news once for all of them.
 */
export class LiveFeed {
  readonly #database: Database;
  readonly #logger: FastifyBaseLogger;
  readonly #readers = new Set<Reader>();
  readonly #stops: (() => unknown)[] = [];
  #started: Promise<void> | undefined;
  #place: Position | undefined;
  #gathered: NodeJS.Timeout | undefined;
  #reading = false;
  #again = false;
  #closed = false;

  constructor(database: Database, logger: FastifyBaseLogger) {
    this.#database = database;
    this.#logger = logger;
  }

  /** How many streams are open in this process. */
  get size(): number {
    return this.#readers.size;
  }

  /** Throws what the database throws where it cannot be listened to. */
  async ready(): Promise<void> {
    this.#started ??= this.#start();
    await this.#started;
  }

  /** Sends what was missed since the last event's id, or `reset`, and from then on what changes; `ready` comes before. */
  async follow(follower: Following, stream: EventStream, lastEventId: string | undefined): Promise<void> {
    if (this.#closed) return stream.end();
    this.#makeWay(follower.userId);
    const reader: Reader = { follower, stream, waiting: [] };
    this.#readers.add(reader);
    stream.onEnd(() => this.#readers.delete(reader));
    try {
      await this.#catchUp(reader, lastEventId);
    } catch (error) {
      this.#logger.warn({ err: error }, 'What a reader missed could not be read');
      stream.end();
    }
  }

  /** Ends every stream; no other begins. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#gathered);
    for (const { stream } of this.#readers) stream.end();
    await this.#started?.catch(() => undefined);
    for (const stop of this.#stops.splice(0)) await stop();
  }

  /** What could not begin leaves nothing behind: the next reader begins anew. */
  async #start(): Promise<void> {
    try {
      await this.#listen();
    } catch (error) {
      for (const stop of this.#stops.splice(0)) await stop();
      this.#started = undefined;
      throw error;
    }
  }

  async #listen(): Promise<void> {
    const { db } = this.#database;
    const look = (): void => void this.#endSessions();
    const news = (): void => this.#gather(gathering);
    this.#stops.push(await this.#database.listen('live_events', news, news));
    this.#stops.push(await this.#database.listen('sessions_ended', look, look));
    this.#place = await readPlace(db);
    const timers = [setInterval(() => this.#sayHere(), quiet), setInterval(look, sessionLook)];
    for (const timer of timers) timer.unref();
    this.#stops.push(() => timers.forEach(clearInterval));
  }

  /** A browser that lost its network leaves a stream behind that looks alive for minutes. */
  #makeWay(userId: string): void {
    const own = [...this.#readers].filter(({ follower }) => follower.userId === userId);
    for (const { stream } of own.slice(0, Math.max(0, own.length - mostStreams + 1))) stream.end();
  }

  async #catchUp(reader: Reader, lastEventId: string | undefined): Promise<void> {
    const { userId, role } = reader.follower;
    const since = lastEventId === undefined ? undefined : readPosition(lastEventId);
    const now = await readPlace(this.#database.db);
    const missed =
      since !== undefined && resumable(since, now) ? await readMissed(this.#database.db, since.snapshot, userId, role !== 'staff') : null;
    if (missed === null) reader.stream.send({ event: 'reset', id: positionText(now), data: {} });
    else {
      const changes = tellOnce(missed.news.map((told) => ({ ...told, requestId: null })));
      reader.stream.send({ event: 'change', id: positionText(missed.place), data: { changes } });
    }
    const waiting = reader.waiting ?? [];
    reader.waiting = undefined;
    this.#tell(reader, waiting);
  }

  #gather(milliseconds: number): void {
    if (this.#closed) return;
    if (this.#reading) this.#again = true;
    else this.#gathered ??= setTimeout(() => void this.#read(), milliseconds);
  }

  /** Reads on from the last place; readers are told in the order in which it moves. */
  async #read(): Promise<void> {
    this.#gathered = undefined;
    if (this.#place === undefined) return;
    this.#reading = true;
    this.#again = false;
    let failed = false;
    try {
      const { place, events } = await readNews(this.#database.db, this.#place.snapshot);
      this.#place = place;
      for (const reader of this.#readers) this.#tell(reader, events);
    } catch (error) {
      failed = true;
      this.#logger.warn({ err: error }, 'What has changed could not be read');
    }
    this.#reading = false;
    if (failed) this.#gather(afterTrouble);
    else if (this.#again) this.#gather(gathering);
  }

  #tell(reader: Reader, events: readonly LiveEvent[]): void {
    if (reader.waiting !== undefined) return void reader.waiting.push(...events);
    if (this.#place === undefined) return;
    const changes = changesFor(events, reader.follower);
    if (changes.length > 0) reader.stream.send({ event: 'change', id: positionText(this.#place), data: { changes } });
  }

  #sayHere(): void {
    if (this.#place === undefined) return;
    this.#gather(0);
    for (const { stream, waiting } of this.#readers) {
      if (waiting === undefined) stream.send({ event: 'here', id: positionText(this.#place), data: {} });
    }
  }

  async #endSessions(): Promise<void> {
    const readers = [...this.#readers];
    if (readers.length === 0) return;
    try {
      const ended = await findEndedSessions(
        this.#database.db,
        readers.map(({ follower }) => follower),
      );
      for (const { follower, stream } of readers) if (ended.has(follower.sessionId)) stream.end();
    } catch (error) {
      this.#logger.warn({ err: error }, 'Sessions could not be looked at');
    }
  }
}
