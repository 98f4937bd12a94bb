import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ProblemCode } from '../../../contract/problems.ts';
import { answerError } from './answer-errors.ts';
import { chooseLanguage } from './choose-language.ts';
import { problem, problemAnswer } from './problem.ts';
import type { SecurityHeaders } from './secure-answers.ts';

/** Codes of what Node's parser and its deadlines refuse, apart from what is simply not HTTP. */
const refusals: Readonly<Record<string, 'headers_too_large' | 'too_slow'>> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'too_slow',
};

/** How Fastify answers what it refuses before any hook: a path that is no text. */
export function answerBadPath(headers: SecurityHeaders) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    reply.headers({ ...headers, 'x-request-id': request.id });
    answerError(error, request, reply);
  };
}

/** How a socket is answered whose bytes are no request. */
export function answerNoRequest(headers: SecurityHeaders) {
  return (error: ConnectionError, socket: Socket): void => {
    // Whoever has gone is told nothing.
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const { status, fields, body } = refuse(headers, refusals[error.code ?? ''] ?? 'malformed', undefined);
    const lines = Object.entries({ ...fields, connection: 'close' }).map(([name, value]) => `${name}: ${value}`);
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
  };
}

interface ConnectionError extends Error {
  readonly code?: string;
}

/** What Node refuses by itself and without a word: a request without a host, and one that expects what there is not. */
export function refuseUnanswerable(server: FastifyInstance, headers: SecurityHeaders): void {
  server.addHook('onRequest', async (request) => {
    if (request.raw.headers.host === undefined && request.raw.httpVersion === '1.1') throw problem('malformed');
  });
  server.server.on('checkExpectation', ({ headers: sent }: IncomingMessage, answer: ServerResponse) => {
    const { fields, body } = refuse(headers, 'malformed', sent['accept-language']);
    answer.writeHead(417, fields).end(body);
  });
}

function refuse(headers: SecurityHeaders, code: Extract<ProblemCode, 'malformed' | 'headers_too_large' | 'too_slow'>, language?: string) {
  const requestId = randomUUID();
  const answer = problemAnswer(problem(code), chooseLanguage(language), requestId);
  const body = JSON.stringify(answer);
  const fields = {
    ...headers,
    'x-request-id': requestId,
    'cache-control': 'no-store',
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
  };
  return { status: answer.status, fields, body };
}
