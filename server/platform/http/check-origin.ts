import type { FastifyInstance, FastifyRequest } from 'fastify';
import { problem } from './problem.ts';

const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);

/** True when a browser says that the request was caused by another site. Programs send neither header and are let through. */
function isForeign(request: FastifyRequest, ownOrigins: readonly string[]): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = request.headers;
  return origin !== undefined && origin !== `${request.protocol}://${request.host}` && !ownOrigins.includes(origin);
}

/** Refuses what browsers send on behalf of other sites, unless it only reads (foreign_origin). */
export function checkOrigin(fastify: FastifyInstance, ownOrigins: readonly string[]): void {
  fastify.addHook('onRequest', async (request) => {
    if (!harmless.has(request.method) && isForeign(request, ownOrigins)) throw problem('foreign_origin');
  });
}
