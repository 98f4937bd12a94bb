import { nextMoment } from './moments.ts';
import type { EndpointKey, InputOf, OutputOf, ReadKey } from './interface.ts';
import { offlineProblem, Problem, problemOf } from './problem.ts';

interface LooseInput {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** One per intent: the same key for every attempt at the same act, so that it happens once. */
  readonly idempotencyKey?: string | undefined;
  /** Let a 401 through instead of asking the user to sign in again. */
  readonly unguarded?: boolean | undefined;
}

type Resume = () => Promise<boolean>;
let resumeSession: Resume | undefined;
let waitingForSession = 0;
let language = 'id';

/** What to do when the session has ended: resolves to true once the same user is signed in again. */
export function onSessionEnded(resume: Resume | undefined): void {
  resumeSession = resume;
}

/** Whether requests wait for the user to sign in again. */
export function isSessionAwaited(): boolean {
  return waitingForSession > 0;
}

/** The language in which the server words its refusals. */
export function setCallLanguage(next: string): void {
  language = next;
}

/** The address of an endpoint, with parameters and query filled in; undefined and empty values are left out. */
export function addressOf<K extends EndpointKey>(key: K, input: InputOf<K>): string {
  const { params, query } = input as LooseInput;
  const path = key.slice(key.indexOf(' ') + 1).replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params?.[name] ?? '')));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return `/api${path}${text === '' ? '' : `?${text}`}`;
}

/** The last acts of this page that were answered, each by its request, with the moment of the answer. */
const answered = new Map<string, number>();
const mostRemembered = 200;
/** Acts of this page that are yet to be answered. */
let unanswered = 0;

function remember({ headers, status }: Response): void {
  const requestId = headers.get('x-request-id');
  // What was only accepted is yet to be done.
  if (requestId === null || status === 202) return;
  answered.set(requestId, nextMoment());
  for (const oldest of answered.keys()) if (answered.size > mostRemembered) answered.delete(oldest);
}

/** The moment at which an act of this page was answered: what was asked for after it knows of it. Undefined for another's request. */
export const answeredAt = (requestId: string) => answered.get(requestId);

/** Whether an act of this page is yet to be answered: the stream may tell of it sooner. */
export const isAnswerAwaited = () => unanswered > 0;

/** Asks the server; no answer at all is a problem as well. */
async function ask(method: string, address: string, body: unknown, options: CallOptions): Promise<Response> {
  const headers = new Headers({ accept: 'application/json', 'accept-language': language });
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (options.idempotencyKey !== undefined) headers.set('idempotency-key', options.idempotencyKey);
  return fetch(address, {
    method,
    headers,
    credentials: 'same-origin',
    body: body === undefined ? null : JSON.stringify(body),
    signal: options.signal ?? null,
  }).catch((cause: unknown) => {
    if (options.signal?.aborted === true) throw cause;
    throw offlineProblem();
  });
}

/** Answers that were asked for before the program itself had come, by address; each is taken once. */
const early = new Map<string, Promise<Response>>();

/** Asks for what the page is going to call while the program is still on its way. */
export function askEarly<K extends ReadKey>(key: K, input: InputOf<K>): void {
  const address = addressOf(key, input);
  const answer = ask('GET', address, undefined, {});
  early.set(address, answer);
  // Who takes it meets what failed.
  answer.catch(() => undefined);
}

function takeEarly(address: string): Promise<Response> | undefined {
  const answer = early.get(address);
  early.delete(address);
  return answer;
}

/** Forgets early answers that nobody has taken: soon they are old news, and after a sign-in somebody else's. */
export function forgetEarly(): void {
  early.clear();
}

async function act(method: string, address: string, body: unknown, options: CallOptions): Promise<Response> {
  forgetEarly();
  unanswered += 1;
  try {
    const answer = await ask(method, address, body, options);
    remember(answer);
    return answer;
  } finally {
    unanswered -= 1;
  }
}

async function send(key: EndpointKey, address: string, body: unknown, options: CallOptions): Promise<unknown> {
  const method = key.slice(0, key.indexOf(' '));
  const answer = await (method === 'GET'
    ? (takeEarly(address) ?? ask(method, address, body, options))
    : act(method, address, body, options));
  if (answer.status === 204) return undefined;
  const content: unknown = await answer.json().catch(() => undefined);
  if (!answer.ok) throw problemOf(answer.status, content);
  return content;
}

/** True where the answer is that nobody is signed in (any more), not that a password was wrong. */
export function isSessionEnd(error: unknown): boolean {
  return error instanceof Problem && (error.code === 'session_ended' || error.code === 'not_signed_in');
}

/**
 * Calls an endpoint of the contract. Throws a `Problem` for every refusal. Where the session has ended, the user is asked to
 * sign in and the call is made again with the same idempotency key, so that nothing typed is lost.
 */
export async function call<K extends EndpointKey>(key: K, input: InputOf<K>, options: CallOptions = {}): Promise<OutputOf<K>> {
  const address = addressOf(key, input);
  const { body } = input as LooseInput;
  try {
    return (await send(key, address, body, options)) as OutputOf<K>;
  } catch (error) {
    if (options.unguarded === true || resumeSession === undefined || !isSessionEnd(error)) throw error;
    waitingForSession += 1;
    const resumed = await resumeSession().finally(() => (waitingForSession -= 1));
    if (!resumed) throw error;
    return (await send(key, address, body, options)) as OutputOf<K>;
  }
}

/** A key of its own for one intent of the user. */
export function newIdempotencyKey(): string {
  // randomUUID needs a secure context; an office that serves the program over plain HTTP has none.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
