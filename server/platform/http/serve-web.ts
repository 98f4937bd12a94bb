import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problem } from './problem.ts';

const pages = new Set(['GET', 'HEAD']);

/** A navigation of a browser, as opposed to a file some page refers to: the last part of its path has no extension. */
function isNavigation(request: FastifyRequest): boolean {
  const path = request.url.split('?', 1)[0] ?? '';
  return pages.has(request.method) && !path.startsWith('/assets/') && !/\.[^/]*$/.test(path);
}

function isInterface(url: string): boolean {
  return url === '/api' || url.startsWith('/api/') || url.startsWith('/api?');
}

/**
 * Serves the built web app: files under /assets carry a hash in their name and never change, everything else is asked
 * for afresh, and a navigation outside /api gets the app itself. A missing file is 404 and never the app.
 */
export async function serveWeb(fastify: FastifyInstance, folder: string | undefined): Promise<void> {
  const built = folder !== undefined && existsSync(join(folder, 'index.html'));
  if (built) {
    await fastify.register(fastifyStatic, {
      root: folder,
      wildcard: true,
      index: false,
      cacheControl: false,
      preCompressed: true,
      setHeaders(reply, path) {
        const asset = path.startsWith(join(folder, 'assets'));
        reply.header('cache-control', asset ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  // The reply itself is not returned: the framework would wait for it once more.
  const sendApp = (reply: FastifyReply): void => void reply.header('cache-control', 'no-cache').sendFile('index.html');
  fastify.setNotFoundHandler((request, reply) => {
    if (!built || isInterface(request.url) || !isNavigation(request)) throw problem('not_found');
    sendApp(reply);
  });
  if (built) fastify.get('/', (_request, reply) => sendApp(reply));
}
