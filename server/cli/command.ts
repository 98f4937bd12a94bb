import type { Sentence } from '../../contract/problem-kind.ts';
import type { Environment } from '../environment.ts';
import type { Actor } from '../platform/actor.ts';
import type { Database } from '../platform/db/database.ts';
import type { Transact } from '../platform/http/handlers.ts';
import type { Terminal } from './terminal.ts';

/** What a command works with, once its arguments were understood and the database is open. */
export interface Session {
  readonly database: Pick<Database, 'db' | 'copyInto'>;
  readonly transact: Transact;
  readonly actor: Actor;
  readonly terminal: Terminal;
  readonly environment: Environment;
  /** Where the data lies, for people. */
  readonly where: string;
  /** Aborted when somebody at the terminal has had enough. */
  readonly signal: AbortSignal;
}

export interface Command {
  readonly summary: Sentence;
  readonly help: Sentence;
  /** Roles that may do it when `--as` names a user. */
  readonly access: 'admin' | 'owner';
  /** Needs data to be there, and makes none where there is none. */
  readonly readsOnly?: boolean;
  /** Understands the arguments before anything is opened. Throws UsageFault. */
  readonly prepare: (parameters: readonly string[]) => Run | Promise<Run>;
}

export type Run = (session: Session) => Promise<void>;

/** The command line itself is wrong; the program ends with 2. */
export class UsageFault extends Error {
  readonly sentence: Sentence;

  constructor(sentence: Sentence) {
    super(sentence.en);
    this.name = 'UsageFault';
    this.sentence = sentence;
  }
}

/** What was asked cannot be done; the program ends with 1. */
export class Refusal extends Error {
  readonly sentence: Sentence;

  constructor(sentence: Sentence) {
    super(sentence.en);
    this.name = 'Refusal';
    this.sentence = sentence;
  }
}
