import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { DownloadCaller } from '../exports/send-list.ts';

/** A download: `type` is a media type, `content` is sent as it comes. */
export interface FileAnswer {
  readonly fileName: string;
  readonly type: string;
  readonly content: Readable;
}

/** Characters an old-fashioned file name may hold; every other becomes an underscore. */
const plain = /[^\w .()-]/g;

/** What some system takes in no file name: controls, what is no character, marks of its paths and searches, and what turns a name's end around. */
const unnamed = /[\p{Cc}\p{Zl}\p{Zp}\uFFFE\uFFFF<>:"/\\|?*\u202A-\u202E\u2066-\u2069]/gu;

/** RFC 6266: a plain name for old readers and the true one, percent-encoded. */
function contentDisposition(fileName: string): string {
  const encoded = encodeURIComponent(fileName.toWellFormed().replace(unnamed, '_')).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${fileName.replace(plain, '_')}"; filename*=UTF-8''${encoded}`;
}

/** Names a download and returns what is sent. */
export function answerFile(reply: FastifyReply, { fileName, type, content }: FileAnswer): Readable {
  reply.header('content-disposition', contentDisposition(fileName)).header('cache-control', 'no-store').type(type);
  return content;
}

/** How the caller of a request takes what is sent, from its connection. */
export function takerOf({ raw }: FastifyReply): DownloadCaller {
  // A request that came by no connection has none to be slow.
  const socket = raw.socket as Socket | null | undefined;
  return {
    left: () => raw.destroyed,
    taken: () => (socket?.bytesWritten ?? 0) - (socket?.writableLength ?? 0),
    isAwaited: () => raw.writableLength > 0,
  };
}
