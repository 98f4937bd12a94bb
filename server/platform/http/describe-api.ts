import { z } from 'zod';
import type { Endpoint } from '../../../contract/endpoint.ts';
import { problems } from '../../../contract/problems.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** A schema of the contract as JSON Schema; what JSON Schema cannot say is left open. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonObject {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return described;
}

function parameters(schema: z.ZodObject | undefined, place: 'path' | 'query'): JsonObject[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as { properties?: JsonObject; required?: readonly string[] };
  return Object.entries(properties).map(([name, described]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: described,
  }));
}

const problemAnswer = {
  description: 'A problem (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

function requestBody({ transfer, body }: Endpoint): JsonObject {
  if (transfer === 'upload') {
    const file = { type: 'object', properties: { file: { type: 'string', format: 'binary' } }, required: ['file'] };
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema: file } } } };
  }
  if (body === undefined) return {};
  return { requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(body, 'input') } } } };
}

function success({ transfer, output }: Endpoint): JsonObject {
  if (transfer === 'empty') return { description: 'Done; no content' };
  if (transfer === 'file') {
    return { description: 'The file', content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } };
  }
  const schema = output === undefined ? {} : jsonSchema(output, 'output');
  if (transfer === 'stream') return { description: 'Server-sent events', content: { 'text/event-stream': { schema } } };
  return { description: 'Success', content: { 'application/json': { schema } } };
}

function operation(endpoint: Endpoint): JsonObject {
  const { method, path, access, summary, params, query, status = 200 } = endpoint;
  const word = path.split('/')[1] ?? '';
  const idempotencyKey = {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'Kept 7 days: the same key and body get the stored answer, with Idempotency-Replayed.',
    schema: { type: 'string', minLength: 1, maxLength: 200 },
  };
  const repeatable = method !== 'GET' && access !== 'anyone' && endpoint.transfer !== 'upload';
  return {
    tags: [word],
    operationId: `${method.toLowerCase()}${path.replace(/[/:-]+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary,
    description: access === 'anyone' ? 'Open to anyone.' : `Access: ${access}.`,
    security: access === 'anyone' ? [] : [{ session: [] }],
    parameters: [...parameters(params, 'path'), ...parameters(query, 'query'), ...(repeatable ? [idempotencyKey] : [])],
    ...requestBody(endpoint),
    responses: { [status]: success(endpoint), default: problemAnswer },
  };
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', examples: Object.keys(problems) },
    errors: {
      type: 'array',
      items: { type: 'object', required: ['path', 'message'], properties: { path: { type: 'string' }, message: { type: 'string' } } },
    },
    requestId: { type: 'string' },
  },
};

/** The HTTP interface as OpenAPI 3.1, made from the contract. */
export function describeApi(endpoints: readonly Endpoint[], version: string) {
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const endpoint of endpoints) {
    const path = `/api${endpoint.path.replace(/:(\w+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Cermat',
      version,
      description: 'Titles and details of problems follow Accept-Language (id, en); their code is stable.',
    },
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'cermat_session' } },
      schemas: { Problem: problemSchema },
    },
  };
}
