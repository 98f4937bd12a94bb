import { sql } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import type { Database, Tx } from '../platform/db/database.ts';
import { seedOf } from './random.ts';
import type { Plan } from './scene.ts';

/** A moment of the play, and how far it lies from the moment of the story it stands for. */
export interface Step {
  /** As the database writes it, to the microsecond. */
  readonly began: string;
  /** Milliseconds to take off. */
  readonly shift: number;
}

type Work<Result> = (tx: Tx, actor: Actor) => Promise<Result>;

/** The program itself, before anybody is there. */
const narrator: Actor = { userId: null, name: 'cermat', role: 'owner', language: 'id', requestId: 'demo' };

/** Where the story is played: people act on the database, each at a moment of the story. */
export class Stage {
  readonly database: Database;
  readonly plan: Plan;
  /** Ids by the names they have in the story. */
  readonly products = new Map<string, string>();
  readonly #lists = new Map<string, string>();
  readonly #people = new Map<string, Actor>();
  #steps: Step[] = [];
  #moment = new Date(0);

  constructor(database: Database, plan: Plan) {
    this.database = database;
    this.plan = plan;
  }

  /** Somebody joins; from now on they can act. */
  join(username: string, person: Omit<Actor, 'language' | 'requestId'>): void {
    this.#people.set(username, { ...person, language: 'id', requestId: `demo-${username}` });
  }

  person(username: string): Actor & { readonly userId: string } {
    const person = this.#people.get(username);
    if (person?.userId === undefined || person.userId === null) throw new Error(`${username} is not in the story yet`);
    return { ...person, userId: person.userId };
  }

  product(name: string): string {
    return required(this.products, name);
  }

  /** A list has come in; two of one name could not be told apart in the story. */
  keepList(name: string, databaseId: string): void {
    if (this.#lists.has(name)) throw new Error(`The story has two lists called "${name}"`);
    this.#lists.set(name, databaseId);
  }

  /** Whether the list has come in yet. */
  hasList(name: string): boolean {
    return this.#lists.has(name);
  }

  list(name: string): string {
    return required(this.#lists, name);
  }

  /** One act of somebody, in a transaction as a request has it. */
  act<Result>(username: string, work: Work<Result>): Promise<Result> {
    const actor = this.person(username);
    return this.#transact((tx) => work(tx, actor));
  }

  /** An act of the program itself. */
  narrate<Result>(work: Work<Result>): Promise<Result> {
    return this.#transact((tx) => work(tx, narrator));
  }

  /** Transactions in which PostgreSQL draws the same random numbers each time the story is told. */
  seeded(name: string): <Result>(work: (tx: Tx) => Promise<Result>) => Promise<Result> {
    const seed = (seedOf(this.plan.seed, name) % 10_000) / 10_000;
    return (work) =>
      this.#transact(async (tx) => {
        await sql`select setseed(${seed})`.execute(tx);
        return work(tx);
      });
  }

  /** Nobody waits for the disk: a story that is cut off is told anew, and the mark that it is complete waits for all of it. */
  #transact<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return this.database.transaction(
      async (tx) => {
        await sql`set local synchronous_commit = off`.execute(tx);
        return work(tx);
      },
      { statementTimeout: 0 },
    );
  }

  /** What happens from here on happens at this moment of the story. */
  async moveTo(moment: Date): Promise<void> {
    const { rows } = await sql<{ began: string; milliseconds: number }>`
      select clock_timestamp()::text as began, (extract(epoch from clock_timestamp()) * 1000)::float8 as milliseconds
    `.execute(this.database.db);
    const [clock] = rows;
    if (clock === undefined) throw new Error('The database does not tell the time');
    this.#moment = moment;
    this.#steps.push({ began: clock.began, shift: clock.milliseconds - moment.getTime() });
  }

  /** Time goes by within a scene. */
  async pass(minutes: number): Promise<void> {
    await this.moveTo(new Date(this.#moment.getTime() + minutes * 60_000));
  }

  /** The moments since they were taken last. */
  takeSteps(): readonly Step[] {
    const steps = this.#steps;
    this.#steps = [];
    return steps;
  }
}

function required(ids: ReadonlyMap<string, string>, name: string): string {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`"${name}" is not in the story yet`);
  return id;
}
