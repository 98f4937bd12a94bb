import type { FastifyReply } from 'fastify';

interface StreamMessage {
  readonly event: string;
  /** Where the reader may resume. */
  readonly id: string;
  readonly data: object;
}

/** Server-sent events to one reader, for as long as both stay. */
export interface EventStream {
  /** Sends a message; a reader who takes nothing any more is let go. */
  send(message: StreamMessage): void;
  /** Ends the answer; a reader comes again by itself. */
  end(): void;
  /** Called once, whoever ended it. */
  onEnd(ended: () => void): void;
}

/** Bytes that may wait for one reader; a message has a few hundred. */
const mostWaiting = 64 * 1024;

/** Milliseconds a browser's own reader waits before it comes again. */
const comeAgainAfter = 1_000;

/** Makes the answer of a request a stream of events, which goes on after the handler has returned. */
export function openEventStream(reply: FastifyReply): EventStream {
  reply.hijack();
  reply.header('cache-control', 'no-store, no-transform');
  reply.sse.keepAlive();
  reply.raw.setTimeout(0);
  let first = true;
  return {
    send(message) {
      if (!reply.sse.isConnected) return;
      if (reply.raw.writableLength > mostWaiting) return void reply.raw.destroy();
      // A reader that went away meanwhile is told of by onEnd.
      reply.sse.send({ ...message, ...(first ? { retry: comeAgainAfter } : {}) }).catch(() => undefined);
      first = false;
    },
    end() {
      // Before the first message nothing was answered, and the package would leave the caller waiting for an answer.
      if (reply.raw.headersSent) reply.sse.close();
      else reply.raw.destroy();
    },
    onEnd(ended) {
      if (reply.sse.isConnected) reply.sse.onClose(ended);
      else ended();
    },
  };
}
