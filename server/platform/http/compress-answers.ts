import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

/** Bytes below which compressing costs more than it saves. */
const smallest = 2_000;
const compress = promisify(gzip);

/**
 * Sends JSON compressed to whoever takes gzip: a card's 500 records are a tenth of their size then, which on a phone is the difference
 * between seeing them and waiting. Streams and files are left alone.
 */
export function compressAnswers(server: FastifyInstance): void {
  server.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' || payload.length < smallest || reply.hasHeader('content-encoding')) return payload;
    if (!String(reply.getHeader('content-type')).includes('json')) return payload;
    reply.header('vary', 'accept-encoding');
    if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return payload;
    reply.header('content-encoding', 'gzip').removeHeader('content-length');
    // The quickest level: the server answers many at once.
    return compress(payload, { level: 1 });
  });
}
