/**
 * What a handler of each kind is given and what it answers: the inputs as the endpoint's schemas make them, who asks, and the
 * database as far as its kind may touch it. Which kind serves an endpoint is said in route.ts.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Endpoint } from '../../../contract/endpoint.ts';
import type { Actor } from '../actor.ts';
import type { Database, Db, TransactionOptions, Tx } from '../db/database.ts';
import type { JsonText } from '../json-text.ts';

type Fields = Readonly<Record<string, never>>;
type ParamsOf<E extends Endpoint> = E extends { readonly params: infer Schema extends z.ZodType } ? z.output<Schema> : Fields;
type QueryOf<E extends Endpoint> = E extends { readonly query: infer Schema extends z.ZodType } ? z.output<Schema> : Fields;
type BodyOf<E extends Endpoint> = E extends { readonly body: infer Schema extends z.ZodType } ? z.output<Schema> : undefined;
export type OutputOf<E extends Endpoint> = E extends { readonly output: infer Schema extends z.ZodType } ? z.input<Schema> : void;

/** An answer with another status than the endpoint's usual one. */
export class Answer<Output> {
  readonly status: 200 | 201 | 202;
  readonly output: Output;

  constructor(status: 200 | 201 | 202, output: Output) {
    this.status = status;
    this.output = output;
  }
}

/** Answers with another status than the endpoint's usual one. */
export function answer<Output>(status: 200 | 201 | 202, output: Output): Answer<Output> {
  return new Answer(status, output);
}

type AnswerOf<E extends Endpoint> = E extends { readonly transfer: 'stream' }
  ? void
  : OutputOf<E> | JsonText<OutputOf<E>> | Answer<OutputOf<E>>;

export interface Inputs<E extends Endpoint> {
  readonly params: ParamsOf<E>;
  readonly query: QueryOf<E>;
  readonly body: BodyOf<E>;
}

interface ReadContext<E extends Endpoint> extends Inputs<E> {
  /** Its statements are broken off when nobody is left to be answered. */
  readonly db: Db;
  /** Tells when nobody is left, to work that is not the database's. */
  readonly gone: AbortSignal;
  readonly viewer: Actor;
  readonly sessionId: string;
}

export interface ActContext<E extends Endpoint> extends Inputs<E> {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly sessionId: string;
  /** Scheme and host people reach the program by, for links; empty where nobody has said, so that a link is a path. */
  readonly origin: string;
}

export interface RereadContext<E extends Endpoint, Handed> extends Pick<ReadContext<E>, 'db' | 'viewer' | 'sessionId' | 'params'> {
  /** What the act handed over; of a repeated request without the endpoint's secrets. */
  readonly done: Handed;
}

/** Ids, by name where there are several: all that an act hands over to what reads its answer. Secrets are not kept. */
export type HandedOver = void | string | { readonly [name: string]: string | readonly string[] | undefined };

/** Runs work in a transaction of its own and commits it; the caller is confirmed in it, and refused where their session is over. */
export type Transact = <Result>(work: (tx: Tx) => Promise<Result>, options?: TransactionOptions) => Promise<Result>;

export interface BareContext<E extends Endpoint> extends Inputs<E> {
  /** Nothing that outlasts the handler: what is sent bit by bit has one way (exportRoute). */
  readonly database: Omit<Database, 'transaction' | 'stream' | 'openSnapshot'>;
  readonly transact: Transact;
  /** A transaction that does not ask whether the caller is still there, for cleaning up and writing down after them. */
  readonly settle: Transact;
  /** Null where the endpoint is open to anyone, even if the caller is signed in. */
  readonly actor: E['access'] extends 'anyone' ? null : Actor;
  readonly sessionId: E['access'] extends 'anyone' ? null : string;
  /** Aborted when nobody is left to be answered: what was begun for them alone need not be ended. */
  readonly gone: AbortSignal;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export interface ExportContext<E extends Endpoint> extends Pick<Inputs<E>, 'params' | 'query'> {
  readonly database: Pick<Database, 'db'>;
  readonly transact: Transact;
  readonly settle: Transact;
  readonly actor: Actor;
  readonly sessionId: string;
}

export type ReadHandler<E extends Endpoint> = (context: ReadContext<E>) => Promise<AnswerOf<E>>;
export type ActHandler<E extends Endpoint> = (context: ActContext<E>) => Promise<AnswerOf<E>>;
export type BareHandler<E extends Endpoint> = (context: BareContext<E>) => Promise<AnswerOf<E>>;
