import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { FileAnswer } from './route.ts';

/** Characters an old-fashioned file name may hold; every other becomes an underscore. */
const plain = /[^\w .()-]/g;

/** RFC 6266: a plain name for old readers and the true one, percent-encoded. */
function contentDisposition(fileName: string): string {
  const encoded = encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${fileName.replace(plain, '_')}"; filename*=UTF-8''${encoded}`;
}

/** Names a download and returns what is sent. */
export function answerFile(reply: FastifyReply, { fileName, type, content }: FileAnswer): Readable | string {
  reply.header('content-disposition', contentDisposition(fileName)).header('cache-control', 'no-store').type(type);
  return content;
}
