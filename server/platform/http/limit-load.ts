import type { FastifyInstance, FastifyRequest } from 'fastify';
import { problem } from './problem.ts';

/** Requests served at once; more would only wait for the database in a longer row. */
const mostAtOnce = 250;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Takes or answers for as long as the caller needs: a file, a stream. */
    lasting?: boolean;
  }
}

/** Answers busy at once what would have to wait too long. Files and streams count until their caller has been let in. */
export function limitLoad(fastify: FastifyInstance): void {
  let running = 0;
  const leaving = new WeakMap<FastifyRequest, () => void>();
  fastify.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/api/')) return;
    if (running >= mostAtOnce) throw problem('busy');
    running += 1;
    let counted = true;
    const leave = () => {
      if (counted) running -= 1;
      counted = false;
    };
    leaving.set(request, leave);
    // Closed comes for every request, also when the caller goes away before the answer.
    reply.raw.once('close', leave);
  });
  fastify.addHook('preHandler', async (request) => {
    if (request.routeOptions.config.lasting === true) leaving.get(request)?.();
  });
}
