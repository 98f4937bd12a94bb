import type { FastifyInstance } from 'fastify';
import { problem } from './problem.ts';

/** Requests served at once; more would only wait for the database in a longer row. */
const mostAtOnce = 250;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answers for as long as the caller stays. */
    stream?: boolean;
  }
}

/** Answers busy at once what would have to wait too long. Transfers of files and streams count only while they begin. */
export function limitLoad(fastify: FastifyInstance): void {
  let running = 0;
  fastify.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/api/')) return;
    if (running >= mostAtOnce) throw problem('busy');
    running += 1;
    let counted = true;
    const leave = () => {
      if (counted) running -= 1;
      counted = false;
    };
    // Closed comes for every request, also when the caller goes away before the answer.
    reply.raw.once('close', leave);
    const lasting = request.routeOptions.config.stream === true;
    if (lasting || request.headers['content-type']?.startsWith('multipart/') === true) leave();
  });
}
