import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../actor.ts';
import type { Database, Tx } from '../db/database.ts';
import { type Admission, admit, callerOf, confirm, type Doors, identify, inTurn } from './admit-requests.ts';
import { answerFile, takerOf } from './answer-file.ts';
import { answerOnce } from './answer-once.ts';
import { inputCheck, type Inputs } from './check-input.ts';
import { chooseLanguage } from './choose-language.ts';
import { requireIds } from './keepable-answers.ts';
import { KnownCookies } from './known-cookies.ts';
import { largestBody } from './largest-body.ts';
import { makeTurns } from './limit-load.ts';
import { problem } from './problem.ts';
import { answerWith, type Rendered, renderer } from './render-answer.ts';
import type { Transact } from './handlers.ts';
import type { Route, RouteInput } from './route.ts';

export interface RegisterOptions extends Admission {
  readonly database: Database;
  /** Scheme and host people reach the program by, where they have been said. */
  readonly publicUrl?: string | undefined;
  /** Milliseconds after which a caller who takes nothing of a file has gone, where it is not the usual. */
  readonly stalledAfter?: number | undefined;
  /** Holds answers that the database wrote against the contract, as tests do. */
  readonly verifiesAnswers?: boolean | undefined;
}

/** Registers routes below /api: each request passes access, validation and the handler's kind, in this order. */
export function registerRoutes(fastify: FastifyInstance, routes: readonly Route[], options: RegisterOptions): void {
  fastify.decorateRequest('signedIn', null);
  const doors: Doors = { turns: makeTurns(fastify, fastify.log), known: new KnownCookies() };
  for (const route of routes) {
    const { endpoint } = route;
    const check = inputCheck(endpoint);
    const render = renderer(endpoint, options.verifiesAnswers === true);
    fastify.route({
      method: endpoint.method,
      url: `/api${endpoint.path}`,
      // Asked for its head alone, a file would be made, and written down as taken, and a stream would never end.
      exposeHeadRoute: endpoint.transfer !== 'file' && endpoint.transfer !== 'stream',
      ...(endpoint.transfer === 'stream' ? { sse: { kind: 'manual', heartbeat: false } } : {}),
      bodyLimit: largestBody(endpoint),
      onRequest: (request, reply) => admit({ endpoint, request, reply, options, doors }),
      // What is asked is checked in its turn too: of ten thousand ids, sixty times at once, that alone keeps others waiting for a second.
      handler: (request, reply) =>
        inTurn({ endpoint, request, reply, doors }, async () => serve({ route, request, reply, input: check(request), render, options })),
    });
  }
}

interface Served {
  readonly route: Route;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly input: Inputs;
  readonly render: (request: FastifyRequest, returned: unknown) => Rendered;
  readonly options: RegisterOptions;
}

/** Runs a route and returns what is sent; status and headers are set on the reply. */
async function serve(served: Served): Promise<string | Readable | undefined> {
  const { route, request, reply, render, options } = served;
  const { database } = options;
  if (route.kind === 'act') return act(served, route);
  if (request.signedIn !== null && route.endpoint.method !== 'GET') await identify(route.endpoint, request, options);
  const input = inputOf(served);
  if (route.kind === 'read') {
    const gone = goneSignal(reply);
    return answerWith(reply, render(request, await route.run(database.dbUntil(gone), { ...input, gone })));
  }
  const transact: Transact = (work, transactionOptions) =>
    database.transaction(async (tx) => {
      if (request.signedIn !== null) await confirm(tx, served);
      return work(tx);
    }, transactionOptions);
  if (route.kind === 'export') {
    const download = await route.run({ ...input, database, transact });
    return answerFile(reply, await download.begin(database, takerOf(reply), options.stalledAfter));
  }
  const returned = await route.run({ ...input, database, transact, gone: goneSignal(reply), request, reply });
  if (route.endpoint.transfer === 'stream') return undefined;
  return answerWith(reply, render(request, returned));
}

/** Tells when nobody is left to be answered. */
function goneSignal({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) gone.abort(problem('busy'));
  });
  return gone.signal;
}

function inputOf({ input, request, options: { publicUrl } }: Served): RouteInput {
  // Never what the request calls the host, which is whatever its sender likes.
  const origin = publicUrl ?? '';
  return { ...input, actor: actorOf(request), sessionId: request.signedIn?.sessionId ?? null, origin };
}

/** Runs an act in the request's one transaction, once for its Idempotency-Key if it carries one. */
async function act(served: Served, route: Extract<Route, { kind: 'act' }>): Promise<string | undefined> {
  const { request, reply, render } = served;
  const { database } = served.options;
  const key = idempotencyKey(request);
  const { run, reread, endpoint } = route;
  const prepared = await prepare(served, route);
  const answerOf = async (tx: Tx, done: unknown) => render(request, reread === undefined ? done : await reread(tx, inputOf(served), done));
  const once = async (tx: Tx): Promise<Rendered & { kept: unknown }> => {
    const done = await run(tx, { ...inputOf(served), prepared });
    const rendered = await answerOf(tx, done);
    return { ...rendered, kept: reread === undefined ? rendered.output : requireIds(done, endpoint.secrets) };
  };
  const confirmed = <Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> =>
    database.transaction(async (tx) => {
      await confirm(tx, served);
      return work(tx);
    });
  if (key === undefined) return answerWith(reply, await confirmed(once));
  const { method, url: path } = request;
  const { userId } = callerOf(request);
  const repeatable = { userId, key, method, path, body: served.input.body, secrets: endpoint.secrets ?? [] };
  const again = async (tx: Tx, kept: unknown) => {
    reply.header('idempotency-replayed', 'true');
    if (kept === undefined && endpoint.output !== undefined) throw problem('answer_forgotten');
    return reread === undefined ? kept : (await answerOf(tx, kept)).output;
  };
  return answerWith(reply, await confirmed((tx) => answerOnce(tx, repeatable, { once: () => once(tx), again: (kept) => again(tx, kept) })));
}

/** What an act needs that takes long and needs no transaction; not for somebody whose session ended while the body was on its way. */
async function prepare(served: Served, route: Extract<Route, { kind: 'act' }>): Promise<unknown> {
  if (route.prepare === undefined) return undefined;
  await identify(route.endpoint, served.request, served.options);
  return route.prepare(inputOf(served));
}

function idempotencyKey(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && key !== '' && key.length <= 200) return key;
  const message = { id: 'Harus 1 sampai 200 karakter.', en: 'Must have 1 to 200 characters.' };
  throw problem('malformed', {}, [{ path: 'Idempotency-Key', message }]);
}

function actorOf(request: FastifyRequest): Actor | null {
  const { signedIn, id: requestId } = request;
  if (signedIn === null) return null;
  const { userId, name, role } = signedIn;
  return { userId, name, role, requestId, language: chooseLanguage(request.headers['accept-language']) };
}
