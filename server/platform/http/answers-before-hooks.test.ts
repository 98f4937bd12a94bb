import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer } from './create-server.ts';

let server: FastifyInstance;

beforeAll(async () => {
  server = await createServer({ logger: pino({ level: 'silent' }), ownOrigins: [] });
  server.get('/api/things/:id', () => 'a thing');
  await server.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => server.close());

interface Answer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Sends bytes as they are and reads the answer until the server ends it. */
async function send(head: readonly string[]): Promise<Answer> {
  const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  const [top = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  const [first = '', ...lines] = top.split('\r\n');
  const headers = new Map(lines.map((line) => [line.split(': ', 1)[0]?.toLowerCase() ?? '', line.slice(line.indexOf(': ') + 2)]));
  return { status: Number(first.split(' ')[1]), headers, body };
}

const secure = ['content-security-policy', 'x-content-type-options', 'x-frame-options', 'referrer-policy', 'cross-origin-resource-policy'];
const close = 'Connection: close';
const host = 'Host: cermat.example';

describe('an answer from before the route', () => {
  it.each<[string, string[], number, string]>([
    ['a path that is no text', ['GET /%zz HTTP/1.1', host, close], 400, 'malformed'],
    ['such a path of the interface', ['GET /api/things/%zz HTTP/1.1', host, close], 400, 'malformed'],
    ['no method anybody knows', ['FETCH / HTTP/1.1', host, close], 400, 'malformed'],
    ['a header that is none', ['GET / HTTP/1.1', host, 'Bad Header: 1', close], 400, 'malformed'],
    ['two lengths', ['POST / HTTP/1.1', host, 'Content-Length: 1', 'Transfer-Encoding: chunked', close], 400, 'malformed'],
    ['no host', ['GET /api/things/1 HTTP/1.1', close], 400, 'malformed'],
    ['something expected that there is not', ['GET /api/things/1 HTTP/1.1', host, 'Expect: the-unexpected', close], 417, 'malformed'],
    ['what another site sends', ['POST /api/things/1 HTTP/1.1', host, 'Sec-Fetch-Site: cross-site', close], 403, 'foreign_origin'],
    ['headers larger than anybody’s', ['GET / HTTP/1.1', host, `X-Long: ${'x'.repeat(20_000)}`, close], 431, 'headers_too_large'],
  ])('to %s is a problem and carries the headers that all carry', async (_, head, status, code) => {
    const answer = await send(head);
    const usual = await send(['GET /api/things/1 HTTP/1.1', host, close]);
    expect(usual.status).toBe(200);
    expect(answer.status).toBe(status);
    const secured = (sent: Answer) => secure.map((name) => [name, sent.headers.get(name)]);
    expect(secured(answer)).toEqual(secured(usual));
    expect(secured(answer).every(([, value]) => value !== undefined)).toBe(true);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(JSON.parse(answer.body)).toMatchObject({ code, requestId: answer.headers.get('x-request-id') });
  });
});
