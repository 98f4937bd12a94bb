import { setTimeout as wait } from 'node:timers/promises';
import { type CompiledQuery, type Kysely, sql, type Transaction } from 'kysely';
import type pg from 'pg';
import { answerLimit, type DatabaseAddress, openPool, type SessionLimits, sessionConfig } from './connect.ts';
import { ConnectionUntilGone } from './break-off.ts';
import { type CopyChunks, copyOnto } from './copy-rows.ts';
import { mayRepeat, translateDriverError } from './database-errors.ts';
import { processOf, ServerWatch } from './server-watch.ts';
import { type GapHandler, Listener, type NotificationHandler } from './listen.ts';
import { Connection, kyselyOver } from './run-statements.ts';
import type { DB } from './schema.gen.ts';

/** Reads: the pool or a transaction. */
export type Db = Kysely<DB>;
/** Writes: a transaction. The compiler refuses a pool here. */
export type Tx = Transaction<DB>;

export interface DatabaseOptions extends DatabaseAddress, SessionLimits {
  /** Most connections this process holds at once; one that listens and one that breaks statements off come to it. */
  readonly poolSize?: number;
  /** Told of connections that broke; they are replaced by themselves. */
  readonly onBroken?: (error: Error) => void;
}

export interface TransactionOptions {
  /** Replaces the session's statement timeout within this transaction, in milliseconds; 0 means none. */
  readonly statementTimeout?: number;
  /** How often a deadlock or a serialization failure is tried again; 0 where the work cannot be repeated (a stream that is read once). */
  readonly repeats?: number;
  readonly readOnly?: boolean;
  /** One snapshot for all statements, for reads that must agree with each other. */
  readonly isolation?: 'read committed' | 'repeatable read';
}

/** One PostgreSQL database, as this process sees it. */
export interface Database {
  /** For reads outside a transaction. */
  readonly db: Db;
  /** The same for a caller who may go away: what runs when `gone` tells of it is broken off, and throws the signal's reason. */
  dbUntil(gone: AbortSignal): Db;
  /** The pool itself, for libraries that bring their own SQL. */
  readonly pool: pg.Pool;
  /** Runs the work in one transaction and commits; a deadlock or serialization failure runs it again, so it must have no effect but its SQL. */
  transaction<Result>(work: (tx: Tx) => Promise<Result>, options?: TransactionOptions): Promise<Result>;
  /** Calls the handler for each NOTIFY on the channel; resolves when listening, to the function that stops it. */
  listen(channel: string, onNotification: NotificationHandler, onGap?: GapHandler): Promise<() => Promise<void>>;
  /** `copy <table> (…) from stdin` inside the transaction; returns the number of rows. */
  copyInto(tx: Tx, statement: string, chunks: CopyChunks): Promise<number>;
  /** Rows of a large read in pieces, in a read-only transaction of its own that ends with the loop. */
  stream<Row>(query: CompiledQuery<Row>, options?: StreamOptions): AsyncGenerator<Row[], void, undefined>;
  /**
   * A read-only transaction that sees one moment of the database for as long as it is open, for a read that outlasts a
   * function: an export. `idleLimit` is how long it may stand between two statements, in milliseconds.
   */
  openSnapshot(idleLimit: number): Promise<Snapshot>;
  /** Ends all connections; a transaction that still runs after a while is broken off. */
  close(): Promise<void>;
}

export interface Snapshot {
  readonly db: Db;
  /** Ends it, at once or when the statement that runs has ended. */
  close(): Promise<void>;
}

interface StreamOptions {
  /** Rows a piece. */
  readonly pieceSize?: number;
  /** Replaces the session's statement timeout for each piece, in milliseconds. */
  readonly statementTimeout?: number;
}

/** Turns of requests, files on their way out, jobs, and whatever looks something up meanwhile. */
const defaultPoolSize = 20;
const defaultRepeats = 5;
const defaultPieceSize = 2_000;

/** Milliseconds that the connection for breaking off is kept for the next. */
const cancellerIdle = 10_000;

/** Milliseconds that transactions under way have to end by themselves when everything is closed. */
const drainTime = 3_000;

class PooledDatabase implements Database {
  readonly db: Db;
  readonly pool: pg.Pool;
  /** One connection for breaking statements off: where it is needed most, all of the pool's are taken. */
  readonly #canceller: pg.Pool;
  readonly #listener: Listener;
  readonly #watch: ServerWatch;
  readonly #usualLimit: number;
  readonly #connections = new WeakMap<pg.PoolClient, Connection>();
  #closing = false;
  readonly #connectionOf = new WeakMap<Tx, pg.PoolClient>();

  constructor(options: DatabaseOptions) {
    const config = sessionConfig(options, options);
    // While closing, the server may end a connection before our own goodbye reaches it.
    const onBroken = (error: Error): void => {
      if (!this.#closing) options.onBroken?.(error);
    };
    this.#watch = new ServerWatch(config);
    this.#usualLimit = answerLimit(options.statementTimeout);
    this.pool = openPool({ ...config, max: options.poolSize ?? defaultPoolSize }, onBroken);
    this.#canceller = openPool({ ...config, max: 1, idleTimeoutMillis: cancellerIdle }, onBroken);
    for (const pool of [this.pool, this.#canceller]) pool.on('connect', (client) => this.#watch.add(client, this.#usualLimit));
    this.db = kyselyOver(() => this.#connect());
    this.#listener = new Listener(config, { watch: this.#watch, onBroken });
  }

  dbUntil(gone: AbortSignal): Db {
    return kyselyOver(async () => {
      const connection = await this.#connect();
      return new ConnectionUntilGone(connection, gone, () => this.#breakOff(connection.client));
    });
  }

  async transaction<Result>(work: (tx: Tx) => Promise<Result>, options: TransactionOptions = {}): Promise<Result> {
    const repeats = options.repeats ?? defaultRepeats;
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.#attempt(work, options);
      } catch (error) {
        if (attempt >= repeats || !mayRepeat(error)) throw error;
        await wait(Math.random() * 20 * 2 ** attempt);
      }
    }
  }

  listen(channel: string, onNotification: NotificationHandler, onGap?: GapHandler): Promise<() => Promise<void>> {
    return this.#listener.listen(channel, onNotification, onGap);
  }

  copyInto(tx: Tx, statement: string, chunks: CopyChunks): Promise<number> {
    const client = this.#connectionOf.get(tx);
    if (client === undefined) throw new Error('copyInto needs the very transaction that transaction() gave');
    this.#watch.feed(client, true);
    return copyOnto(client, statement, chunks, () => this.#watch.feed(client, false));
  }

  async *stream<Row>(query: CompiledQuery<Row>, options: StreamOptions = {}): AsyncGenerator<Row[], void, undefined> {
    const connection = await this.#connect();
    const pieceSize = options.pieceSize ?? defaultPieceSize;
    let finished = false;
    try {
      await connection.query('start transaction read only', []);
      if (options.statementTimeout !== undefined) await this.#limitStatements(connection, options.statementTimeout);
      await connection.query(`declare pieces no scroll cursor for ${query.sql}`, query.parameters);
      for (;;) {
        const { rows } = await connection.query<Row>(`fetch ${pieceSize} from pieces`, []);
        if (rows.length > 0) yield rows;
        if (rows.length < pieceSize) break;
      }
      await connection.query('commit', []);
      finished = true;
    } finally {
      // A loop that was left early has an open transaction: closing the connection is the surest end of it.
      connection.release(!finished);
    }
  }

  async openSnapshot(idleLimit: number): Promise<Snapshot> {
    const builder = this.db.startTransaction().setIsolationLevel('repeatable read').setAccessMode('read only');
    const db = await builder.execute();
    await sql`set local idle_in_transaction_session_timeout = ${sql.raw(String(Math.trunc(idleLimit)))}`.execute(db);
    return {
      db,
      async close() {
        // One that broke has ended by itself.
        if (!db.isRolledBack)
          await db
            .rollback()
            .execute()
            .catch(() => undefined);
      },
    };
  }

  async close(): Promise<void> {
    this.#closing = true;
    await Promise.all([this.#listener.close(), this.#drain()]);
  }

  /** Waits for what runs, and breaks it off where it takes too long: an end that nobody waits for cannot hang. */
  async #drain(): Promise<void> {
    const ended = Promise.all([this.pool.end(), this.#canceller.end()]);
    await Promise.race([ended, wait(drainTime, undefined, { ref: false })]);
    this.#watch.close();
  }

  async #connect(): Promise<Connection> {
    try {
      const client = await this.#watch.whileItAnswers(() => this.pool.connect());
      this.#watch.limit(client, this.#usualLimit);
      const known = this.#connections.get(client);
      if (known !== undefined) return known;
      const connection = new Connection(client);
      this.#connections.set(client, connection);
      return connection;
    } catch (error) {
      throw translateDriverError(error);
    }
  }

  /** Breaks off the statement of a connection; nothing where the numbers of processes are not the server's own, but made up on the way. */
  async #breakOff(client: pg.PoolClient): Promise<void> {
    const canceller = await this.#canceller.connect();
    try {
      await canceller.query('select pg_cancel_backend($1) where pg_backend_pid() = $2', [processOf(client), processOf(canceller)]);
    } finally {
      canceller.release();
    }
  }

  async #limitStatements(connection: Connection, milliseconds: number): Promise<void> {
    await connection.query(`set local statement_timeout = ${Math.trunc(milliseconds)}`, []);
    // Until the connection is next taken from the pool.
    this.#watch.limit(connection.client, answerLimit(milliseconds));
  }

  #attempt<Result>(work: (tx: Tx) => Promise<Result>, options: TransactionOptions): Promise<Result> {
    let connection: Connection | undefined;
    // A kysely of its own for each transaction tells which connection it runs on, which COPY needs.
    const single = kyselyOver(async () => (connection = await this.#connect()));
    let builder = single.transaction();
    if (options.readOnly === true) builder = builder.setAccessMode('read only');
    if (options.isolation !== undefined) builder = builder.setIsolationLevel(options.isolation);
    return builder.execute(async (tx) => {
      if (connection === undefined) throw new Error('A transaction began without a connection');
      const own = connection;
      this.#connectionOf.set(tx, own.client);
      limiters.set(tx, (milliseconds) => this.#limitStatements(own, milliseconds));
      if (options.statementTimeout !== undefined) await limitStatements(tx, options.statementTimeout);
      return work(tx);
    });
  }
}

/** How the limit of a transaction is changed, on the connection it runs on. */
const limiters = new WeakMap<Tx, (milliseconds: number) => Promise<void>>();

/**
 * Replaces how long each statement may take in the rest of a transaction, in milliseconds; 0 means no end. One that is not of
 * `Database.transaction` is not watched, and has the server's limit alone.
 */
export async function limitStatements(tx: Tx, milliseconds: number): Promise<void> {
  const limit = limiters.get(tx);
  if (limit === undefined) await sql`set local statement_timeout = ${sql.raw(String(Math.trunc(milliseconds)))}`.execute(tx);
  else await limit(milliseconds);
}

/** Opens a database; connections are made when first needed, so this never fails by itself. */
export function openDatabase(options: DatabaseOptions): Database {
  return new PooledDatabase(options);
}
