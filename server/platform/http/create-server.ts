import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import { fastifySSE } from '@fastify/sse';
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from 'fastify';
import { answerErrors } from './answer-errors.ts';
import { answerBadPath, answerNoRequest, refuseUnanswerable } from './answer-malformed.ts';
import { checkOrigin } from './check-origin.ts';
import { compressAnswers } from './compress-answers.ts';
import { anonymousTime, limitBodies } from './limit-bodies.ts';
import { endRequests } from './end-requests.ts';
import { readSecurityHeaders, secureAnswers } from './secure-answers.ts';
import type { TrustProxy } from './trust-proxy.ts';
import { UnreadJson } from './unread-json.ts';

export interface ServerOptions {
  readonly logger: FastifyBaseLogger;
  /** Which proxies in front are believed about address, host and scheme; none where absent. */
  readonly trustProxy?: TrustProxy | undefined;
  /** Other origins the program's own pages may come from (its public address behind a proxy). */
  readonly ownOrigins: readonly string[];
}

/** Bytes of a body where no endpoint says how many: what is sent to an address that does not exist is not read. */
const bodyLimit = 1_024;
/** Milliseconds after which a connection on which nothing moves is closed: an answer that nobody takes, above all. */
const silence = 120_000;

/** A server that serves nothing yet: problems for errors, security, cookies, JSON bodies. */
export async function createServer({ logger, trustProxy, ownOrigins }: ServerOptions, now = Date.now): Promise<FastifyInstance> {
  const headers = await readSecurityHeaders();
  const server: FastifyInstance = fastify({
    loggerInstance: logger,
    trustProxy: trustProxy ?? false,
    bodyLimit,
    genReqId: () => randomUUID(),
    logController: new LogController({ disableRequestLogging: true }),
    // What is wrong with the path itself is found before any hook runs, what is no request even before that.
    frameworkErrors: answerBadPath(headers),
    clientErrorHandler: answerNoRequest(headers),
    routerOptions: { maxParamLength: 1_000 },
    // Headers have a deadline here, bodies in limit-bodies.ts: how long one may take depends on whose it is.
    http: { headersTimeout: anonymousTime, connectionsCheckingInterval: 1_000, requireHostHeader: false },
    // Refused by ourselves, as a problem: end-requests.ts.
    return503OnClosing: false,
    requestTimeout: 0,
    connectionTimeout: silence,
  });
  answerErrors(server);
  secureAnswers(server, headers);
  limitBodies(server, now);
  endRequests(server);
  refuseUnanswerable(server, headers);
  compressAnswers(server);
  checkOrigin(server, ownOrigins);
  await server.register(cookie);
  await server.register(multipart, { throwFileSizeLimit: true });
  await server.register(fastifySSE);
  readJsonOnly(server);
  return server;
}

/** Bodies are JSON (or multipart, for uploads), read when what they ask for is checked; an empty one is none, whatever type it claims. */
function readJsonOnly(server: FastifyInstance): void {
  server.removeContentTypeParser(['text/plain', 'application/json']);
  const parse = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else done(null, new UnreadJson(body.length, (read) => void parse(request, body.toString(), read)));
  });
}
