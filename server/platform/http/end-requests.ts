import type { FastifyInstance } from 'fastify';
import { problem } from './problem.ts';

/** Milliseconds that requests under way have to end by themselves once the program stops. */
const patience = 5_000;
/** Milliseconds between looks for connections whose last request has ended. */
const look = 50;

/** Lets a stop end within a known time: no request begins any more, and what is unfinished after a while is cut off. */
export function endRequests(fastify: FastifyInstance): void {
  let stopping = false;
  const timers: NodeJS.Timeout[] = [];
  fastify.addHook('onRequest', async () => {
    if (stopping) throw problem('stopping');
  });
  fastify.addHook('preClose', async () => {
    stopping = true;
    const { server } = fastify;
    // A connection that was kept for a next request would be waited for as long as its caller likes.
    timers.push(setInterval(() => server.closeIdleConnections(), look));
    timers.push(setTimeout(() => server.closeAllConnections(), patience));
  });
  // Runs when no connection is left.
  fastify.addHook('onClose', async () => timers.forEach(clearTimeout));
}
