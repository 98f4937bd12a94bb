import { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problem } from './problem.ts';

/** Milliseconds within which all of an anonymous body has to be there; headers have as long (create-server.ts). */
export const anonymousTime = 10_000;
/** Milliseconds in which a body of somebody signed in has to come on by so many bytes. */
const windowTime = 20_000;
const leastOfWindow = 4_096;
/** Milliseconds between two looks at what is on its way. */
const pause = 1_000;
/** Anonymous bodies on their way from one address, and from all; the oldest makes way. One that is honest takes a moment. */
const mostOfAddress = 64;
const mostAnonymous = 1_000;

/** A request whose body has not arrived yet. */
interface Arriving {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** When its time, or the present window, began; put off while it is us who do not read. */
  since: number;
  /** Bytes that had come over the connection by then. */
  bytes: number;
  told: boolean;
}

/**
 * Gives every body a deadline and a least speed: what is held open, or drips, ends with `too_slow`, or with the connection
 * where it is answered already or does not listen. One look a second goes over all that is on its way.
 */
export function limitBodies(server: FastifyInstance, now: () => number): void {
  const arriving = new Map<FastifyRequest, Arriving>();
  server.addHook('onRequest', async (request, reply) => {
    // A request that was handed over within the process has no connection to hold open.
    if (!hasBody(request) || !(request.socket instanceof Socket)) return;
    makeWay(arriving, request.ip);
    arriving.set(request, { request, reply, since: now(), bytes: request.socket.bytesRead, told: false });
    request.raw.once('close', () => arriving.delete(request));
  });
  let looked = now();
  const timer = setInterval(() => {
    const time = now();
    for (const one of arriving.values()) look(one, time, time - looked);
    looked = time;
  }, pause).unref();
  server.addHook('onClose', async () => clearInterval(timer));
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

const isAnonymous = ({ request }: Arriving): boolean => (request.signedIn ?? null) === null;

/** Ends the oldest anonymous bodies where one more would be too many. */
function makeWay(arriving: ReadonlyMap<FastifyRequest, Arriving>, address: string): void {
  if (arriving.size < mostOfAddress) return;
  const anonymous = [...arriving.values()].filter((one) => isAnonymous(one) && !one.told && !one.request.raw.complete);
  const ofAddress = anonymous.filter(({ request }) => request.ip === address);
  for (const one of ofAddress.slice(0, Math.max(0, ofAddress.length - mostOfAddress + 1))) giveUp(one);
  for (const one of anonymous.slice(0, Math.max(0, anonymous.length - mostAnonymous + 1))) giveUp(one);
}

function look(one: Arriving, time: number, elapsed: number): void {
  const { raw, socket } = one.request;
  if (raw.complete) return;
  // What has arrived and is not read yet waits for us, not for its sender.
  if (raw.readableFlowing !== true && !one.reply.raw.writableEnded && raw.readableLength > 0) one.since += elapsed;
  if (isAnonymous(one)) {
    if (time - one.since > anonymousTime) giveUp(one);
    return;
  }
  if (time - one.since <= windowTime) return;
  if (socket.bytesRead - one.bytes < leastOfWindow) giveUp(one);
  one.since = time;
  one.bytes = socket.bytesRead;
}

/** Answers that it took too long, where somebody still reads the body and nothing was answered; else ends the connection. */
function giveUp(one: Arriving): void {
  const { request, reply } = one;
  if (one.told || reply.sent || request.raw.listenerCount('error') === 0) {
    request.socket.destroy();
    return;
  }
  one.told = true;
  reply.header('connection', 'close');
  request.raw.emit('error', problem('too_slow'));
}
