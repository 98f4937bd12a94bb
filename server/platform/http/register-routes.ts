import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Access, Endpoint } from '../../../contract/endpoint.ts';
import { inputErrors } from '../../../contract/input-errors.ts';
import type { Actor } from '../actor.ts';
import type { Database, Tx } from '../db/database.ts';
import { answerFile, takerOf } from './answer-file.ts';
import { answerOnce } from './answer-once.ts';
import { isKeepable, requireIds } from './keepable-answers.ts';
import type { Authenticate, ConfirmCaller, LimitRequests, SignedIn } from './authentication.ts';
import { chooseLanguage } from './choose-language.ts';
import { KnownCookies } from './known-cookies.ts';
import { largestBody } from './largest-body.ts';
import { Problem, problem } from './problem.ts';
import { makeTurns, type TurnsOfAll } from './limit-load.ts';
import { Answer, type Route, type RouteInput, type Transact } from './route.ts';

export interface RegisterOptions {
  readonly database: Database;
  readonly authenticate: Authenticate;
  readonly confirmCaller: ConfirmCaller;
  readonly limitRequests: LimitRequests;
  /** Scheme and host people reach the program by, where they have been said. */
  readonly publicUrl?: string | undefined;
  /** Milliseconds after which a caller who takes nothing of a file has gone, where it is not the usual. */
  readonly stalledAfter?: number | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The caller, once `onRequest` has found out; null where the endpoint is open to anyone. */
    signedIn: SignedIn | null;
  }
}

const rank = { staff: 1, admin: 2, owner: 3 } as const;

/** Registers routes below /api: each request passes access, validation and the handler's kind, in this order. */
export function registerRoutes(fastify: FastifyInstance, routes: readonly Route[], options: RegisterOptions): void {
  fastify.decorateRequest('signedIn', null);
  const doors: Doors = { turns: makeTurns(fastify, fastify.log), known: new KnownCookies() };
  for (const route of routes) {
    const { endpoint } = route;
    const check = inputCheck(endpoint);
    const render = renderer(endpoint);
    fastify.route({
      method: endpoint.method,
      url: `/api${endpoint.path}`,
      // Asked for its head alone, a file would be made, and written down as taken, and a stream would never end.
      exposeHeadRoute: endpoint.transfer !== 'file' && endpoint.transfer !== 'stream',
      ...(endpoint.transfer === 'stream' ? { sse: { kind: 'manual', heartbeat: false } } : {}),
      bodyLimit: largestBody(endpoint),
      onRequest: (request, reply) => admit({ endpoint, request, reply, options, doors }),
      handler: (request, reply) => inTurn({ route, request, reply, input: check(request), render, options, turns: doors.turns }),
    });
  }
}

/** What all requests pass: the rows they wait in, and whose cookies have come lately. */
interface Doors {
  readonly turns: TurnsOfAll;
  readonly known: KnownCookies;
}

interface Arrival {
  readonly endpoint: Endpoint;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly options: RegisterOptions;
  readonly doors: Doors;
}

/** Lets a request through or refuses it, before anything of it is read; one whose turn would come too late before it is looked up. */
async function admit({ endpoint, request, reply, options, doors: { turns, known } }: Arrival): Promise<void> {
  if (endpoint.access === 'anyone') return;
  const { cookie = '' } = request.headers;
  const person = known.personOf(cookie);
  if (person !== undefined && takesTurns(endpoint)) turns.ofSignedIn.foresee(person, kindOf(endpoint));
  const [row, id] = person === undefined ? [turns.ofStrangers, request.ip] : [turns.ofLookUps, person];
  const isGone = () => reply.raw.destroyed;
  await row
    .run(id, 'read', isGone, () => identify(endpoint, request, options))
    .catch((error: unknown) => {
      if (error instanceof Problem && error.code === 'session_ended') known.forget(cookie);
      throw error;
    });
  const { userId } = callerOf(request);
  known.note(cookie, userId);
  await options.limitRequests(userId);
}

const kindOf = ({ method }: Endpoint) => (method === 'GET' ? 'read' : 'act');

/** Files and streams last as long as their caller needs, and have places of their own. */
const takesTurns = ({ transfer }: Endpoint) => transfer !== 'file' && transfer !== 'stream' && transfer !== 'upload';

/** Finds out who asks, and whether they may; again once a body has arrived, since that takes as long as its sender likes. */
async function identify(endpoint: Endpoint, request: FastifyRequest, { authenticate }: RegisterOptions): Promise<void> {
  const caller = await authenticate(request);
  if (caller === 'none') throw problem('not_signed_in');
  request.signedIn = requireAccess(endpoint, caller === 'ended' ? null : caller);
}

/** Refuses whom the endpoint does not name; null is a session that is over. */
function requireAccess(endpoint: Endpoint, caller: SignedIn | null): SignedIn {
  if (caller === null) throw problem('session_ended');
  if (!mayCall(endpoint.access, caller)) throw problem('not_allowed');
  if (caller.mustChangePassword && endpoint.beforePasswordChange !== true) throw problem('password_must_change');
  return caller;
}

function mayCall(access: Access, caller: SignedIn): boolean {
  return access === 'anyone' || rank[caller.role] >= rank[access];
}

function callerOf({ signedIn }: FastifyRequest): SignedIn {
  if (signedIn === null) throw new Error('A route that needs a signed-in caller was run without one');
  return signedIn;
}

/** Who may is decided in the transaction that acts, and stays so until it has ended (docs/architecture.md, Authority). */
async function confirm(tx: Tx, { route, request, options }: Pick<Served, 'route' | 'request' | 'options'>): Promise<void> {
  const { endpoint, endsOwnSessions = false } = route;
  request.signedIn = requireAccess(endpoint, await options.confirmCaller(tx, callerOf(request), endsOwnSessions));
}

const nothing = z.strictObject({});

type Inputs = Pick<RouteInput, 'params' | 'query' | 'body'>;

const isStaff = ({ signedIn }: FastifyRequest): boolean => signedIn?.role === 'staff';

/** Checks path, query and body against the endpoint's schemas: a path that cannot exist is 404, the rest 400 with every field named. */
function inputCheck(endpoint: Endpoint): (request: FastifyRequest) => Inputs {
  const [forAll, forStaff] = [endpoint.query ?? nothing, endpoint.forStaff?.query];
  const body = endpoint.body ?? z.union([z.undefined(), z.null(), nothing]).transform(() => undefined);
  return (request) => {
    const params = (endpoint.params ?? nothing).safeParse(request.params);
    if (!params.success) throw problem('not_found');
    const query = isStaff(request) ? (forStaff ?? forAll) : forAll;
    const checkedQuery = query.safeParse(request.query, { reportInput: true });
    const checkedBody =
      endpoint.transfer === 'upload' ? { success: true as const, data: undefined } : body.safeParse(request.body, { reportInput: true });
    if (checkedQuery.success && checkedBody.success) return { params: params.data, query: checkedQuery.data, body: checkedBody.data };
    const issues = [checkedQuery, checkedBody].flatMap((checked) => (checked.success ? [] : checked.error.issues));
    throw problem('malformed', {}, inputErrors(issues));
  };
}

interface Rendered {
  readonly status: number;
  readonly output: unknown;
}

/** Turns what a handler returned into status and answer, stripped of what the contract does not name for the caller's role. */
function renderer(endpoint: Endpoint): (request: FastifyRequest, returned: unknown) => Rendered {
  const usual = endpoint.status ?? 200;
  const { output: forAll, forStaff } = endpoint;
  return (request, returned) => {
    const schema = isStaff(request) ? (forStaff?.output ?? forAll) : forAll;
    const [status, output] = returned instanceof Answer ? [returned.status, returned.output as unknown] : [usual, returned];
    return { status, output: schema === undefined ? undefined : schema.parse(output) };
  };
}

interface Served {
  readonly route: Route;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly input: Inputs;
  readonly render: (request: FastifyRequest, returned: unknown) => Rendered;
  readonly options: RegisterOptions;
  readonly turns: TurnsOfAll;
}

/** Serves a request when its caller's turn comes. */
async function inTurn(served: Served): Promise<string | Readable | undefined> {
  const { endpoint } = served.route;
  const { request, reply, turns } = served;
  if (endpoint.transfer === 'file' || endpoint.transfer === 'stream') return serve(served);
  const isGone = () => reply.raw.destroyed;
  const kind = kindOf(endpoint);
  const { signedIn, ip } = request;
  if (signedIn === null) return turns.ofAnonymous.run(ip, kind, isGone, () => serve(served));
  const row = takesTurns(endpoint) ? turns.ofSignedIn : turns.ofUploads;
  return row.run(signedIn.userId, kind, isGone, () => serve(served));
}

/** Runs a route and returns what is sent; status and headers are set on the reply. */
async function serve(served: Served): Promise<string | Readable | undefined> {
  const { route, request, reply, render, options } = served;
  const { database } = options;
  if (route.kind === 'act') return act(served, route);
  if (request.signedIn !== null && route.endpoint.method !== 'GET') await identify(route.endpoint, request, options);
  const input = inputOf(served);
  if (route.kind === 'read') return answerWith(reply, render(request, await route.run(database.db, input)));
  const transact: Transact = (work, transactionOptions) =>
    database.transaction(async (tx) => {
      if (request.signedIn !== null) await confirm(tx, served);
      return work(tx);
    }, transactionOptions);
  if (route.kind === 'export') {
    const download = await route.run({ ...input, database, transact });
    return answerFile(reply, await download.begin(database, takerOf(reply), options.stalledAfter));
  }
  const returned = await route.run({ ...input, database, transact, request, reply });
  if (route.endpoint.transfer === 'stream') return undefined;
  return answerWith(reply, render(request, returned));
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

function answerWith(reply: FastifyReply, { status, output }: Rendered): string | undefined {
  reply.code(status).header('cache-control', 'no-store');
  if (output === undefined) return undefined;
  reply.type('application/json; charset=utf-8');
  return JSON.stringify(output);
}

const name = ({ method, path }: Endpoint) => `${method} ${path}`;

/** Refuses to start when the contract and the routes differ: an endpoint nobody serves, one served twice or not in the contract, one without access. */
export function assertServed(endpoints: readonly Endpoint[], routes: readonly Route[]): void {
  const served = routes.map((route) => route.endpoint);
  const faults = [
    ...endpoints.filter((endpoint) => !served.includes(endpoint)).map((endpoint) => `${name(endpoint)} is served by no module`),
    ...served.filter((endpoint) => !endpoints.includes(endpoint)).map((endpoint) => `${name(endpoint)} is not in the contract`),
    ...served.filter((endpoint, index) => served.indexOf(endpoint) !== index).map((endpoint) => `${name(endpoint)} is served twice`),
    ...endpoints
      .filter(({ access }) => access !== 'anyone' && !Object.hasOwn(rank, access))
      .map((endpoint) => `${name(endpoint)} declares no access`),
    ...routes
      .filter(({ kind, endpoint }) => kind !== 'bare' && ['upload', 'stream'].includes(endpoint.transfer ?? 'json'))
      .map(({ endpoint }) => `${name(endpoint)} must be a bareRoute`),
    ...routes
      .filter(({ kind, endpoint }) => (kind === 'export') !== (endpoint.transfer === 'file'))
      .map(({ endpoint }) => `${name(endpoint)} answers with a file and is no exportRoute, or the other way round`),
    ...routes
      .filter((route) => route.kind === 'act' && route.reread === undefined && !isKeepable(route.endpoint))
      .map(({ endpoint }) => `${name(endpoint)} answers with more than ids and counts, which is not kept: it must be a rereadRoute`),
  ];
  if (faults.length > 0) throw new Error(`The contract and the routes differ:\n${faults.join('\n')}`);
}
