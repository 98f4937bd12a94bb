/**
 * How a module serves an endpoint of the contract. The endpoint says who may call it and what comes in and goes out;
 * the route says which query or act answers. Everything between (access, validation, transaction, idempotency, errors)
 * happens in register-routes.ts, in one place.
 *
 *   export const productsRoutes: readonly Route[] = [
 *     // A GET reads: `db` is the pool, `viewer` whom every query is scoped to.
 *     route(listProducts, ({ db, viewer, query }) => findProducts(db, viewer, query)),
 *     // Everything else acts: `tx` is the one transaction of the request; it is committed when the handler returns.
 *     route(createProduct, ({ tx, actor, body }) => addProduct(tx, actor, body)),
 *     // What an act refuses, it throws: `throw problem('name_taken', { name })`. It answers with ids and counts.
 *     route(assignRecords, ({ tx, actor, body }) => assignRecords(tx, actor, body)),
 *     // Where the answer tells more, the act hands over ids alone, and the answer is read: after the act, and again when the
 *     // request is repeated, as the caller may read it then.
 *     rereadRoute(createProduct, ({ tx, actor, body }) => addProduct(tx, actor, body), ({ db, done }) => findProduct(db, done)),
 *     // A POST that changes nothing reads, outside a transaction and without Idempotency-Key.
 *     readRoute(previewAssignment, ({ db, viewer, body }) => foreseeAssignment(db, viewer, body)),
 *     // A status that depends on what happened:
 *     route(checkUpload, async ({ tx, actor, body }) => answer(202, { jobId: await startCheck(tx, actor, body) })),
 *     // Uploads and whatever needs cookies manage their own transactions with `transact`. An endpoint with transfer 'empty'
 *     // answers nothing, and so does one with 'stream', which writes to the stream of openEventStream(reply).
 *     bareRoute(createUpload, ({ request, actor, database, transact }) => takeUpload(…)),
 *     // One with transfer 'file' is answered with a list to be sent, and with nothing else: exportList() makes it.
 *     exportRoute(exportRecords, ({ query, ...exporter }) => exportRecords(exporter, query)),
 *   ];
 *
 * Inputs are typed by the endpoint's schemas, and so is the answer, from which unknown fields are stripped.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Endpoint } from '../../../contract/endpoint.ts';
import type { Actor } from '../actor.ts';
import type { Database, Db, Tx } from '../db/database.ts';
import type { Download } from '../exports/send-list.ts';
import type {
  ActContext,
  ActHandler,
  BareContext,
  BareHandler,
  ExportContext,
  HandedOver,
  Inputs,
  OutputOf,
  ReadHandler,
  RereadContext,
  Transact,
} from './handlers.ts';

/** Everything a handler may be given; which part it sees is its kind's. */
export interface RouteInput {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly actor: Actor | null;
  readonly sessionId: string | null;
  readonly origin: string;
}

/** What an act is given: `prepared` is what its route made before the transaction. */
interface ActInput extends RouteInput {
  readonly prepared?: unknown;
}

interface ReadInput extends RouteInput {
  readonly gone: AbortSignal;
}

interface ExportInput extends RouteInput {
  readonly database: Database;
  readonly transact: Transact;
}

interface BareInput extends ExportInput {
  readonly gone: AbortSignal;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** What the platform has to know of a route beside its endpoint. */
interface RouteOptions {
  /** The act ends sessions of its own caller: several at once take turns. */
  readonly endsOwnSessions?: boolean;
}

interface RouteOf<Kind extends string, Run> extends RouteOptions {
  readonly kind: Kind;
  readonly endpoint: Endpoint;
  readonly run: Run;
}

export type Route =
  | RouteOf<'read', (db: Db, input: ReadInput) => Promise<unknown>>
  | (RouteOf<'act', (tx: Tx, input: ActInput) => Promise<unknown>> & {
      /** Runs before the transaction. */
      readonly prepare?: (input: RouteInput) => Promise<unknown>;
      /** Reads the answer from what the act handed over; without it, that is the answer. */
      readonly reread?: (db: Db, input: RouteInput, done: unknown) => Promise<unknown>;
    })
  | RouteOf<'export', (input: ExportInput) => Promise<Download>>
  | RouteOf<'bare', (input: BareInput) => Promise<unknown>>;

/** An endpoint whose caller is known. One that is open to anyone is served by `bareRoute`. */
type SignedInEndpoint = Endpoint & { readonly access: 'staff' | 'admin' | 'owner' };

/** Serves an endpoint: a GET reads from the pool, anything else acts in the request's one transaction. */
export function route<E extends SignedInEndpoint>(
  endpoint: E,
  handler: E['method'] extends 'GET' ? ReadHandler<E> : ActHandler<E>,
  options: RouteOptions = {},
): Route {
  // The condition on the method is the type's way of saying what the two lines below do.
  if (endpoint.method === 'GET') return readRoute(endpoint, handler as ReadHandler<E>);
  const act = handler as ActHandler<E>;
  return {
    ...options,
    kind: 'act',
    endpoint,
    run: (tx, { actor, sessionId, origin, ...inputs }) =>
      act({ tx, actor: known(actor), sessionId: known(sessionId), origin, ...parsed<E>(inputs) }),
  };
}

/**
 * Serves an endpoint whose answer tells of things and people: the act hands over ids, and `reread` reads the answer in the
 * same transaction. A repeated request is answered by `reread` alone: what its caller may no longer read is not answered.
 */
export function rereadRoute<E extends SignedInEndpoint, Handed extends HandedOver>(
  endpoint: E,
  act: (context: ActContext<E>) => Promise<Handed>,
  reread: (context: RereadContext<E, Handed>) => Promise<OutputOf<E>>,
): Route {
  return {
    kind: 'act',
    endpoint,
    run: (tx, { actor, sessionId, origin, ...inputs }) =>
      act({ tx, actor: known(actor), sessionId: known(sessionId), origin, ...parsed<E>(inputs) }),
    reread: rereading(reread),
  };
}

/**
 * Serves the same with slow work that needs no database, such as hashing a password: `prepare` does it before the transaction
 * begins, so that no connection and no lock is held meanwhile, and the act finds it as `prepared`.
 */
export function preparedRoute<E extends SignedInEndpoint, Prepared, Handed extends HandedOver>(
  endpoint: E,
  prepare: (context: Inputs<E> & { readonly actor: Actor }) => Promise<Prepared>,
  act: (context: ActContext<E> & { readonly prepared: Prepared }) => Promise<Handed>,
  reread: (context: RereadContext<E, Handed>) => Promise<OutputOf<E>>,
): Route {
  return {
    kind: 'act',
    endpoint,
    prepare: ({ actor, ...inputs }) => prepare({ actor: known(actor), ...parsed<E>(inputs) }),
    run: (tx, { actor, sessionId, origin, prepared, ...inputs }) =>
      // What `prepare` answered is handed over by register-routes.ts as it is.
      act({ tx, actor: known(actor), sessionId: known(sessionId), origin, prepared: prepared as Prepared, ...parsed<E>(inputs) }),
    reread: rereading(reread),
  };
}

function rereading<E extends SignedInEndpoint, Handed>(reread: (context: RereadContext<E, Handed>) => Promise<OutputOf<E>>) {
  return (db: Db, { actor, sessionId, ...inputs }: RouteInput, done: unknown): Promise<OutputOf<E>> =>
    // What was kept is what the act handed over.
    reread({ db, viewer: known(actor), sessionId: known(sessionId), params: parsed<E>(inputs).params, done: done as Handed });
}

/** Serves an endpoint that changes nothing although it is no GET, such as a preview. */
export function readRoute<E extends SignedInEndpoint>(endpoint: E, handler: ReadHandler<E>): Route {
  return {
    kind: 'read',
    endpoint,
    run: (db, { actor, sessionId, gone, ...inputs }) =>
      handler({ db, gone, viewer: known(actor), sessionId: known(sessionId), ...parsed<E>(inputs) }),
  };
}

/** Serves an endpoint that answers with a file: a whole list, sent the one way there is (docs/architecture.md, Exports). */
export function exportRoute<E extends SignedInEndpoint & { readonly transfer: 'file' }>(
  endpoint: E,
  handler: (context: ExportContext<E>) => Promise<Download>,
): Route {
  return {
    kind: 'export',
    endpoint,
    run: ({ database, transact, actor, sessionId, ...inputs }) => {
      const { params, query } = parsed<E>(inputs);
      return handler({ database, transact, settle: settleOn(database), actor: known(actor), sessionId: known(sessionId), params, query });
    },
  };
}

/** Serves an endpoint that manages its own transactions: sign-in, uploads. Idempotency-Key is ignored. */
export function bareRoute<E extends Endpoint>(
  endpoint: E['transfer'] extends 'file' ? never : E,
  handler: BareHandler<E>,
  options: RouteOptions = {},
): Route {
  return {
    ...options,
    kind: 'bare',
    endpoint,
    run: ({ database, transact, gone, request, reply, actor, sessionId, ...inputs }) => {
      const caller = callerOf<E>(
        endpoint.access === 'anyone' ? { actor: null, sessionId: null } : { actor: known(actor), sessionId: known(sessionId) },
      );
      return handler({ database, transact, settle: settleOn(database), gone, request, reply, ...caller, ...parsed<E>(inputs) });
    },
  };
}

const settleOn =
  (database: Database): Transact =>
  (work, options) =>
    database.transaction(work, options);

type CallerOf<E extends Endpoint> = Pick<BareContext<E>, 'actor' | 'sessionId'>;

/** Whether the caller is known follows from the endpoint's access, which the compiler cannot see through a generic endpoint. */
function callerOf<E extends Endpoint>(caller: unknown): CallerOf<E> {
  return caller as CallerOf<E>;
}

/** The inputs have passed the endpoint's schemas in register-routes.ts, so they have their types. */
function parsed<E extends Endpoint>({ params, query, body }: { params: unknown; query: unknown; body: unknown }): Inputs<E> {
  return { params, query, body } as Inputs<E>;
}

function known<Value>(value: Value | null): Value {
  if (value === null) throw new Error('A route that needs a signed-in caller was run without one');
  return value;
}
