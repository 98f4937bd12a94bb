import type { Socket } from 'node:net';
import pg from 'pg';
import { DatabaseUnavailable } from './database-errors.ts';
import { askServer, endInServer, type Found, isAnswer, isLost, type Look } from './server-look.ts';

/** Milliseconds between looks at the statements under way. Time is counted in looks: while this process stands still, nothing grows old. */
const tick = 250;
const ticks = (milliseconds: number): number => Math.ceil(milliseconds / tick);

/** After this long without an answer, a statement makes us ask whether the server answers anybody. */
const doubtAfter = ticks(1_000);
/** Between two such questions. */
const askEvery = ticks(1_500);
/** A server that does not answer a new connection for this long does not answer. */
const patience = ticks(2_500);
/** Refusals of a new connection in a row that mean the same. */
const mostRefusals = 2;

/** What the driver's types do not tell about a connection. */
type Driven = pg.Client & { readonly readyForQuery: boolean; readonly processID: number | null };

/** A connection, and how long it has waited for its answer, in looks. */
interface Watched {
  readonly client: Driven;
  /** Answers so far: tells one statement from the next. */
  answers: number;
  seenAnswers: number;
  wasIdle: boolean;
  /** Looks for which a statement has run, or for which none has. */
  since: number;
  /** Looks a statement may last; Infinity for no end. */
  limit: number;
  feeding: boolean;
  /** What the server said of the statement before. */
  last: Look | undefined;
}

interface Question {
  readonly client: pg.Client;
  ticks: number;
}

function trafficOf({ client, feeding }: Watched): Omit<Look, keyof Found> {
  const { bytesRead, bytesWritten, writableLength: pending } = client.connection.stream as Socket;
  // What waits in our own buffer counts as written there.
  return { bytesRead, bytesWritten: bytesWritten - pending, pending, feeding };
}

/** Whether no statement runs on the connection. */
export function isIdle(client: pg.Client): boolean {
  return (client as Driven).readyForQuery;
}

/** The number of the server's process that works for the connection; null before it is connected. */
export function processOf(client: pg.ClientBase): number | null {
  return (client as Driven).processID;
}

/** Ends a connection at once, whatever it waits for: what runs on it fails as of an unreachable database. */
export function breakConnection(client: pg.Client, reason: string): void {
  client.connection.stream.destroy(new Error(`Connection terminated: ${reason}`));
}

/** Milliseconds a goodbye may take. */
const goodbyeTime = 1_000;

/** Takes leave of the server, and goes without where that is not heard. */
export async function endConnection(client: pg.Client): Promise<void> {
  const timer = setTimeout(() => breakConnection(client, 'it is closed'), goodbyeTime);
  await client.end().catch(() => undefined);
  clearTimeout(timer);
}

/**
 * Finds out which answers will never come (docs/decisions/0026-a-database-that-hangs.md). A statement that takes long is
 * looked up in the server by a new connection: where that one gets no answer, the server hangs and everything under way
 * is given up; where the server is not working on the statement any more, its connection is dead and is given up alone.
 */
export class ServerWatch {
  readonly #config: pg.ClientConfig;
  readonly #watched = new Map<pg.Client, Watched>();
  readonly #refused = new Set<(error: DatabaseUnavailable) => void>();
  #timer: NodeJS.Timeout | undefined;
  #question: Question | undefined;
  #sinceQuestion = askEvery;
  #refusals = 0;
  #silent = false;

  /** `config` is how a new connection is made. */
  constructor(config: pg.ClientConfig) {
    this.#config = { ...config, application_name: 'cermat watch' };
  }

  /** Watches a connection until it ends. `limit`: milliseconds its statements may take, 0 for no end. */
  add(client: pg.Client, limit: number): void {
    const watched: Watched = {
      client: client as Driven,
      answers: 0,
      seenAnswers: 0,
      wasIdle: true,
      since: 0,
      limit: Infinity,
      feeding: false,
      last: undefined,
    };
    this.#watched.set(client, watched);
    this.limit(client, limit);
    client.connection.on('readyForQuery', () => (watched.answers += 1));
    client.once('end', () => this.#watched.delete(client));
    this.#timer ??= setInterval(() => this.#look(), tick).unref();
  }

  /** Changes how long a connection's statements may take. */
  limit(client: pg.Client, milliseconds: number): void {
    const watched = this.#watched.get(client);
    if (watched !== undefined) watched.limit = milliseconds === 0 ? Infinity : ticks(milliseconds);
  }

  /** Says whether a COPY on the connection still waits for rows of ours. */
  feed(client: pg.Client, feeding: boolean): void {
    const watched = this.#watched.get(client);
    if (watched !== undefined) watched.feeding = feeding;
  }

  /** Waits for a connection, but not for one of a server that does not answer. */
  async whileItAnswers(connecting: () => Promise<pg.PoolClient>): Promise<pg.PoolClient> {
    if (this.#silent) throw new DatabaseUnavailable('The database does not answer');
    const refused = Promise.withResolvers<never>();
    this.#refused.add(refused.reject);
    const connected = connecting();
    try {
      return await Promise.race([connected, refused.promise]);
    } catch (error) {
      // One that comes all the same is for the next who asks.
      connected.then((client) => client.release()).catch(() => undefined);
      throw error;
    } finally {
      this.#refused.delete(refused.reject);
    }
  }

  /** Breaks every connection that is left, and looks no longer. */
  close(): void {
    clearInterval(this.#timer);
    if (this.#question !== undefined) breakConnection(this.#question.client, 'it is closed');
    for (const client of this.#watched.keys()) breakConnection(client, 'it is closed');
  }

  #look(): void {
    for (const watched of this.#watched.values()) this.#advance(watched);
    this.#sinceQuestion += 1;
    if (this.#question !== undefined) {
      this.#question.ticks += 1;
      if (this.#question.ticks >= patience) this.#fallSilent();
    } else if (this.#sinceQuestion >= askEvery && (this.#silent || this.#doubtful().length > 0)) {
      void this.#ask();
    }
  }

  #advance(watched: Watched): void {
    const idle = watched.client.readyForQuery;
    const isAsBefore = watched.answers === watched.seenAnswers && idle === watched.wasIdle;
    watched.since = isAsBefore ? watched.since + 1 : 0;
    watched.seenAnswers = watched.answers;
    watched.wasIdle = idle;
    if (idle) watched.last = undefined;
    else if (watched.since > watched.limit) breakConnection(watched.client, 'a statement took too long');
    else if (this.#silent && watched.since >= doubtAfter) breakConnection(watched.client, 'the database does not answer');
  }

  #doubtful(): readonly Watched[] {
    return [...this.#watched.values()].filter(({ client, since }) => !client.readyForQuery && since >= doubtAfter);
  }

  async #ask(): Promise<void> {
    const asked = this.#doubtful().map((watched) => ({ watched, answers: watched.answers, pid: watched.client.processID ?? 0 }));
    const question: Question = { client: new pg.Client(this.#config), ticks: 0 };
    question.client.on('error', () => undefined);
    this.#question = question;
    this.#sinceQuestion = 0;
    try {
      const looks = await askServer(
        question.client,
        asked.map(({ pid }) => pid),
      );
      if (this.#question !== question) return;
      this.#hearAnswer();
      if (looks === undefined) return;
      const unanswered = asked.filter(({ watched, answers }) => watched.answers === answers && !watched.client.readyForQuery);
      const lost = unanswered.filter(({ watched, pid }) => this.#isLost(watched, looks.get(pid)));
      for (const { watched } of lost) this.#giveUp(watched);
      const inServer = lost.flatMap(({ pid }) => (looks.has(pid) ? [pid] : []));
      await endInServer(question.client, inServer).catch(() => undefined);
    } catch (error) {
      if (this.#question !== question) return;
      if (isAnswer(error)) this.#hearAnswer();
      else this.#hearRefusal();
    } finally {
      void endConnection(question.client);
    }
  }

  #hearAnswer(): void {
    this.#question = undefined;
    this.#silent = false;
    this.#refusals = 0;
  }

  #hearRefusal(): void {
    this.#question = undefined;
    this.#refusals += 1;
    if (this.#refusals >= mostRefusals) this.#fallSilent();
  }

  /** A server that answers nobody: what waits for it is told, and what comes until it answers again is refused at once. */
  #fallSilent(): void {
    const question = this.#question;
    this.#question = undefined;
    this.#silent = true;
    if (question !== undefined) breakConnection(question.client, 'the database does not answer');
    for (const { client } of this.#doubtful()) breakConnection(client, 'the database does not answer');
    for (const refuse of this.#refused) refuse(new DatabaseUnavailable('The database does not answer'));
  }

  /** Two looks tell: between them an answer that is on its way has come. */
  #isLost(watched: Watched, found: Found = { state: null, waitsFor: null }): boolean {
    const look = { ...found, ...trafficOf(watched) };
    const lost = watched.last !== undefined && isLost(watched.last, look);
    watched.last = look;
    return lost;
  }

  /** What broke one connection broke those beside it: whoever is given one next would wait for nothing. */
  #giveUp(lost: Watched): void {
    breakConnection(lost.client, 'its answer was lost');
    for (const { client, since } of this.#watched.values()) {
      if (client.readyForQuery && since >= lost.since && client.getTransactionStatus() !== 'T')
        breakConnection(client, 'its like was lost');
    }
  }
}
