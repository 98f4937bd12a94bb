import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import { fastifySSE } from '@fastify/sse';
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from 'fastify';
import { answerError, answerErrors } from './answer-errors.ts';
import { checkOrigin } from './check-origin.ts';
import { compressAnswers } from './compress-answers.ts';
import { limitLoad } from './limit-load.ts';
import { secureAnswers } from './secure-answers.ts';

export interface ServerOptions {
  readonly logger: FastifyBaseLogger;
  /** Whether the proxy in front is believed about address, host and scheme. */
  readonly trustProxy: boolean;
  /** Other origins the program's own pages may come from (its public address behind a proxy). */
  readonly ownOrigins: readonly string[];
}

const mebibyte = 1_048_576;

/** A server that serves nothing yet: problems for errors, security, cookies, JSON bodies up to 1 MiB. */
export async function createServer({ logger, trustProxy, ownOrigins }: ServerOptions): Promise<FastifyInstance> {
  const server: FastifyInstance = fastify({
    loggerInstance: logger,
    trustProxy,
    bodyLimit: mebibyte,
    genReqId: () => randomUUID(),
    logController: new LogController({ disableRequestLogging: true }),
    // What is wrong with the path itself is found before any hook runs.
    frameworkErrors: answerError,
    routerOptions: { maxParamLength: 1_000 },
    return503OnClosing: true,
    requestTimeout: 0,
    connectionTimeout: 0,
  });
  answerErrors(server);
  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  limitLoad(server);
  compressAnswers(server);
  checkOrigin(server, ownOrigins);
  await server.register(cookie);
  await server.register(multipart, { throwFileSizeLimit: true });
  await server.register(fastifySSE);
  await secureAnswers(server);
  readJsonOnly(server);
  return server;
}

/** Bodies are JSON (or multipart, for uploads); an empty one is none, whatever type it claims. */
function readJsonOnly(server: FastifyInstance): void {
  server.removeContentTypeParser(['text/plain', 'application/json']);
  const parse = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else void parse(request, body.toString(), done);
  });
}
