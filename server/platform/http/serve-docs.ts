import swagger, { type StaticDocumentSpec } from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import type { Endpoint } from '../../../contract/endpoint.ts';
import { describeApi } from './describe-api.ts';

/** Serves the interface's description at /api/openapi.json and a readable form of it at /api/docs. */
export async function serveDocs(fastify: FastifyInstance, endpoints: readonly Endpoint[], version: string): Promise<void> {
  const document = describeApi(endpoints, version);
  const text = JSON.stringify(document);
  fastify.get('/api/openapi.json', (_request, reply) =>
    reply.header('cache-control', 'no-cache').type('application/json; charset=utf-8').send(text),
  );
  await fastify.register(swagger, { mode: 'static', specification: { document: JSON.parse(text) as StaticDocumentSpec['document'] } });
  await fastify.register(swaggerUi, { routePrefix: '/api/docs' });
}
