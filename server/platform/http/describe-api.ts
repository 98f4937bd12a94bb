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

const problemContent = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

/** What each status says no to; the codes of its problems follow. */
const refusals: Readonly<Record<number, string>> = {
  400: 'The request cannot be read, or a field of it is wrong or unknown.',
  401: 'Not signed in, or no longer.',
  403: 'The role may not do this, or it came from another site.',
  404: 'What is named does not exist, or not for the caller.',
  408: 'The request did not arrive in time.',
  409: 'Things are no longer, or not yet, as this needs them.',
  413: 'The body is too large.',
  415: 'The body is of another media type.',
  422: 'The request can be read, and what it asks for cannot be done.',
  429: 'Too many requests or attempts; Retry-After says when to come again.',
  431: 'The headers are too large.',
  503: 'Busy, or without its database; Retry-After says when to come again.',
};

const retryAfter = { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 1 } } };

/** One answer for each status, which the operations refer to. */
function refusalAnswers(): JsonObject {
  const answers = Object.entries(refusals).map(([status, description]) => {
    const codes = Object.entries(problems).flatMap(([code, kind]) => (kind.status === Number(status) ? [code] : []));
    const headers = status === '429' || status === '503' ? { headers: retryAfter } : {};
    return [`Refused${status}`, { description: `${description} Codes: ${codes.join(', ')}.`, ...headers, content: problemContent }];
  });
  const fault = {
    description: 'Any other problem (RFC 9457); 500 is a fault of the program, which has logged it.',
    content: problemContent,
  };
  return { ...Object.fromEntries(answers), Refused: fault } as JsonObject;
}

/** Statuses an operation says no with, by who may call it, what it takes and whether it changes anything. */
export function refusalStatuses({ method, access, params, body, transfer, refuses = [] }: Endpoint): number[] {
  const takesBody = body !== undefined || transfer === 'upload';
  const changes = method !== 'GET';
  const statuses = [
    400,
    503,
    ...refuses,
    ...(access === 'anyone' ? [] : [401, 403, 429]),
    ...(changes ? [403] : []),
    ...(params !== undefined || (takesBody && access !== 'anyone') ? [404] : []),
    ...(changes && access !== 'anyone' ? [409, 422] : []),
    ...(changes ? [408, 413, 415] : []),
  ];
  return [...new Set(statuses)].toSorted((one, other) => one - other);
}

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
    responses: {
      [status]: success(endpoint),
      ...Object.fromEntries(refusalStatuses(endpoint).map((refused) => [refused, { $ref: `#/components/responses/Refused${refused}` }])),
      default: { $ref: '#/components/responses/Refused' },
    },
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
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Cermat',
      version,
      description: 'Titles and details of problems follow Accept-Language (id, en); their code is stable.',
    },
    // The paths are below it, on the host the description comes from.
    servers: [{ url: '/api' }],
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'cermat_session' } },
      schemas: { Problem: problemSchema },
      responses: refusalAnswers(),
    },
  };
}
