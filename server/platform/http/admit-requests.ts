import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Access, Endpoint } from '../../../contract/endpoint.ts';
import type { Tx } from '../db/database.ts';
import type { Authenticate, ConfirmCaller, LimitRequests, SignedIn } from './authentication.ts';
import type { KnownCookies } from './known-cookies.ts';
import type { TurnsOfAll } from './limit-load.ts';
import type { Wish } from '../turns.ts';
import { Problem, problem } from './problem.ts';
import type { Route } from './route.ts';
import { UnreadJson } from './unread-json.ts';

/** How callers are known, asked again and counted. */
export interface Admission {
  readonly authenticate: Authenticate;
  readonly confirmCaller: ConfirmCaller;
  readonly limitRequests: LimitRequests;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The caller, once `onRequest` has found out; null where the endpoint is open to anyone. */
    signedIn: SignedIn | null;
  }
}

/** What each role may call: all that the ones below it may. */
export const rank = { staff: 1, admin: 2, owner: 3 } as const;

/** What all requests pass: the rows they wait in, and whose cookies have come lately. */
export interface Doors {
  readonly turns: TurnsOfAll;
  readonly known: KnownCookies;
}

interface Arrival {
  readonly endpoint: Endpoint;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly options: Admission;
  readonly doors: Doors;
}

/** Lets a request through or refuses it, before anything of it is read; one whose turn would come too late before it is looked up. */
export async function admit({ endpoint, request, reply, options, doors: { turns, known } }: Arrival): Promise<void> {
  if (endpoint.access === 'anyone') return;
  const { cookie = '' } = request.headers;
  const person = known.personOf(cookie);
  if (person !== undefined && takesTurns(endpoint)) turns.ofSignedIn.foresee(person, { kind: kindOf(endpoint) });
  const [row, id] = person === undefined ? [turns.ofStrangers, request.ip] : [turns.ofLookUps, person];
  const isGone = () => reply.raw.destroyed;
  const lookUp = async () => {
    await identify(endpoint, request, options);
    const { userId } = callerOf(request);
    known.note(cookie, userId);
    await options.limitRequests(userId);
  };
  await row.take(id, lookUp, { kind: 'read', isGone }).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'session_ended') known.forget(cookie);
    throw error;
  });
}

const kindOf = ({ method }: Endpoint): Wish['kind'] => (method === 'GET' ? 'read' : 'act');

/** Files and streams last as long as their caller needs, and have places of their own. */
const takesTurns = ({ transfer, readsFile }: Endpoint) =>
  transfer !== 'file' && transfer !== 'stream' && transfer !== 'upload' && readsFile !== true;

/** Finds out who asks, and whether they may; again once a body has arrived, since that takes as long as its sender likes. */
export async function identify(
  endpoint: Endpoint,
  request: FastifyRequest,
  { authenticate }: Pick<Admission, 'authenticate'>,
): Promise<void> {
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

export function callerOf({ signedIn }: FastifyRequest): SignedIn {
  if (signedIn === null) throw new Error('A route that needs a signed-in caller was run without one');
  return signedIn;
}

/** Who may is decided in the transaction that acts, and stays so until it has ended (docs/architecture.md, Authority). */
export async function confirm(
  tx: Tx,
  { route, request, options }: { readonly route: Route; readonly request: FastifyRequest; readonly options: Admission },
): Promise<void> {
  const { endpoint, endsOwnSessions = false } = route;
  request.signedIn = requireAccess(endpoint, await options.confirmCaller(tx, callerOf(request), endsOwnSessions));
}

/** Characters of a body from which on it names so much that acting on it is heavy: some 1,500 records. */
const largeFrom = 16 * 1_024;
const isLarge = ({ body }: FastifyRequest): boolean => body instanceof UnreadJson && body.length >= largeFrom;

/** Serves a request when its caller's turn comes. */
export async function inTurn<Result>(
  { endpoint, request, reply, doors: { turns } }: Omit<Arrival, 'options'>,
  work: () => Promise<Result>,
): Promise<Result> {
  if (endpoint.transfer === 'file' || endpoint.transfer === 'stream') return work();
  const isGone = () => reply.raw.destroyed;
  const kind = kindOf(endpoint);
  // A body is as long on its way as its sender likes: that is no waiting of ours.
  const wish = { kind, isGone, large: isLarge(request), ...(kind === 'read' ? { waited: reply.elapsedTime } : {}) };
  const { signedIn, ip } = request;
  if (signedIn === null) return turns.ofAnonymous.take(ip, work, wish);
  const row = takesTurns(endpoint) ? turns.ofSignedIn : turns.ofUploads;
  return row.take(signedIn.userId, work, wish);
}
