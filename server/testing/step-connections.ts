import { setTimeout as wait } from 'node:timers/promises';
import { Kysely, type PostgresCursor, PostgresDialect, type PostgresPoolClient, type PostgresQueryResult, sql } from 'kysely';
import type { Database, Tx } from '../platform/db/database.ts';
import { translateDriverError } from '../platform/db/database-errors.ts';
import type { DB } from '../platform/db/schema.gen.ts';
import { thorough } from './thoroughness.ts';

/**
 * Runs acts side by side through every order in which their statements can overlap, as PostgreSQL's isolation tester
 * does. Each act has a connection and a transaction of its own and is paused before each statement that `pauseAt`
 * matches, and before it commits. Who waits for a lock is asked of PostgreSQL, never guessed from the clock. The orders
 * are walked depth first: a run notes which acts could have gone on at each pause, and the next run takes the next turn.
 * The long suite walks all of them, the everyday one those with few interruptions.
 */
export interface Steps<World> {
  readonly database: Database;
  /** Makes what the acts work on, afresh for each order. */
  readonly build: () => Promise<World>;
  readonly acts: (world: World) => readonly SteppedAct[];
  /** Statements that touch what the acts share; the others change nothing for the other act, whatever the order. */
  readonly pauseAt: RegExp;
  /** Called after each order, when all acts have ended. */
  readonly check: (world: World, order: Order) => Promise<void>;
  /** How often an act that could go on may be made to wait for another. */
  readonly interruptions?: number;
}

export type SteppedAct = (tx: Tx) => Promise<unknown>;

export interface Order {
  /** The acts' numbers in the order in which they went on: `0 1 1 0`. */
  readonly name: string;
  /** What each act answered or threw. */
  readonly ends: readonly PromiseSettledResult<unknown>[];
}

/** Most faults of concurrency show with one interruption, nearly all with two (Musuvathi and Qadeer, "Iterative context bounding", 2007). */
const usualInterruptions = thorough ? Infinity : 1;

/** Walks the orders; returns how many there were. */
export async function stepThroughOrders<World>(steps: Steps<World>): Promise<number> {
  let turns: Turn[] = [];
  for (let orders = 1; ; orders += 1) {
    const world = await steps.build();
    const round = new Round(steps, turns);
    const order = await round.run(steps.acts(world));
    await steps.check(world, order);
    turns = nextTurns(round.taken);
    if (turns.length === 0) return orders;
  }
}

type Rules = Pick<Steps<unknown>, 'database' | 'pauseAt' | 'interruptions'>;

/** At a pause of all acts: which of them may go on, the one that went on before first, and which did. */
interface Turn {
  readonly able: readonly number[];
  readonly taken: number;
}

/** The last turn at which another act could have gone on, taken by the next of them. */
function nextTurns(taken: readonly Turn[]): Turn[] {
  const turns = [...taken];
  for (let last = turns.pop(); last !== undefined; last = turns.pop()) {
    const next = last.able[last.able.indexOf(last.taken) + 1];
    if (next !== undefined) return [...turns, { able: last.able, taken: next }];
  }
  return turns;
}

/** Milliseconds after which PostgreSQL is asked whether a statement waits for a lock. */
const askAfter = 3;

class Round {
  readonly taken: Turn[] = [];
  readonly #database: Database;
  readonly #pauseAt: RegExp;
  readonly #interruptions: number;
  readonly #given: readonly Turn[];
  #interrupted = 0;

  constructor({ database, pauseAt, interruptions = usualInterruptions }: Rules, given: readonly Turn[]) {
    this.#database = database;
    this.#pauseAt = pauseAt;
    this.#interruptions = interruptions;
    this.#given = given;
  }

  async run(acts: readonly SteppedAct[]): Promise<Order> {
    const runs: SteppedRun[] = [];
    for (const act of acts) {
      runs.push(await SteppedRun.start(this.#database, this.#pauseAt, act));
      await this.#settle(runs);
    }
    for (;;) {
      const able = runs.flatMap((run, index) => (run.state === 'paused' ? [index] : []));
      if (able.length === 0) break;
      runs[this.#choose(able)]?.goOn();
      await this.#settle(runs);
    }
    return { name: this.taken.map(({ taken }) => taken).join(' '), ends: await Promise.all(runs.map((run) => run.end)) };
  }

  #choose(paused: readonly number[]): number {
    const able = this.#mayGoOn(paused);
    const given = this.#given[this.taken.length];
    const taken = given?.taken ?? able[0] ?? 0;
    if (given !== undefined && given.able.join() !== able.join())
      throw new Error('The same order went another way: the acts are not repeatable');
    if (this.#interrupts(taken, paused)) this.#interrupted += 1;
    this.taken.push({ able, taken });
    return taken;
  }

  #mayGoOn(paused: readonly number[]): number[] {
    const [going, others] = [paused.filter((act) => !this.#interrupts(act, paused)), paused.filter((act) => this.#interrupts(act, paused))];
    return this.#interrupted < this.#interruptions ? [...going, ...others] : going;
  }

  /** Whether the act that went on before could do so again, and has to wait where this one does. */
  #interrupts(act: number, paused: readonly number[]): boolean {
    const before = this.taken.at(-1)?.taken;
    return before !== undefined && before !== act && paused.includes(before);
  }

  /** Until every act is paused, ended, or waiting for a lock of one that is paused. */
  async #settle(runs: readonly SteppedRun[]): Promise<void> {
    for (;;) {
      // Most statements end within this time, and asking PostgreSQL costs more than they do. Whoever else keeps one waiting, as the
      // server's own cleaning may for a moment, is none of the order.
      await Promise.race([Promise.all(runs.map((run) => run.standing)), wait(askAfter)]);
      const running = runs.filter(({ state }) => state === 'running');
      if (running.length === 0) return;
      const { rows } = await sql<{ pid: number }>`
        select pid from unnest(${running.map(({ pid }) => pid)}::int[]) pid
        where pg_blocking_pids(pid) && ${runs.map(({ pid }) => pid)}::int[]
      `.execute(this.#database.db);
      const waiting = new Set(rows.map(({ pid }) => pid));
      // Where nobody is paused, all wait for each other: a deadlock, which PostgreSQL ends by itself.
      if (running.every(({ pid }) => waiting.has(pid)) && runs.some(({ state }) => state === 'paused')) return;
    }
  }
}

/** A connection of the pool, as far as a step needs it. */
interface Connection {
  query(text: string, values: unknown[]): Promise<unknown>;
  release(): void;
}

/** One act on one connection. */
class SteppedRun implements PostgresPoolClient {
  readonly pid: number;
  state: 'running' | 'paused' | 'ended' = 'running';
  /** What the act answered or threw. */
  end: Promise<PromiseSettledResult<unknown>> = Promise.resolve({ status: 'fulfilled', value: undefined });
  readonly #connection: Connection;
  readonly #pauseAt: RegExp;
  /** Resolves when the act is paused or has ended. */
  standing: Promise<void> = Promise.resolve();
  #stand: () => void = () => undefined;
  #resume: () => void = () => undefined;

  private constructor(connection: Connection, pauseAt: RegExp, pid: number) {
    this.#connection = connection;
    this.#pauseAt = pauseAt;
    this.pid = pid;
    this.#run();
  }

  static async start(database: Database, pauseAt: RegExp, act: SteppedAct): Promise<SteppedRun> {
    const connection = await database.pool.connect();
    const { rows } = await connection.query<{ pid: number }>(
      `select set_config('deadlock_timeout', '20ms', false), pg_backend_pid() as pid`,
    );
    const run = new SteppedRun(connection, pauseAt, rows[0]?.pid ?? 0);
    const kysely = new Kysely<DB>({
      dialect: new PostgresDialect({ pool: { connect: () => Promise.resolve(run), end: () => Promise.resolve(), options: {} } }),
    });
    run.end = Promise.allSettled([kysely.transaction().execute(act)]).then(([end]) => {
      run.#leave('ended');
      return end;
    });
    return run;
  }

  goOn(): void {
    this.#run();
    this.#resume();
  }

  query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>;
  query<Row>(text: string | PostgresCursor<Row>, values: readonly unknown[] = []): Promise<PostgresQueryResult<Row>> | PostgresCursor<Row> {
    if (typeof text !== 'string') throw new Error('Cursors are not stepped');
    return this.#step(text, values);
  }

  release(): void {
    this.#connection.release();
  }

  async #step<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>> {
    if (text === 'commit' || this.#pauseAt.test(text)) await this.#pause();
    try {
      return (await this.#connection.query(text, [...values])) as PostgresQueryResult<Row>;
    } catch (error) {
      throw translateDriverError(error);
    }
  }

  #run(): void {
    this.state = 'running';
    this.standing = new Promise((resolve) => {
      this.#stand = resolve;
    });
  }

  #leave(state: 'paused' | 'ended'): void {
    this.state = state;
    this.#stand();
  }

  #pause(): Promise<void> {
    const resumed = new Promise<void>((resolve) => {
      this.#resume = resolve;
    });
    this.#leave('paused');
    return resumed;
  }
}
