import { gunzipSync } from 'node:zlib';
import { fastify, type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compressAnswers } from './compress-answers.ts';

let server: FastifyInstance;

beforeEach(() => {
  server = fastify();
  compressAnswers(server);
  server.get('/many', () => ({ items: Array.from({ length: 500 }, (_, index) => ({ name: `Member ${index}` })) }));
  server.get('/few', () => ({ items: [] }));
  server.get('/text', (_request, reply) => reply.type('text/plain').send('kata '.repeat(1_000)));
});

afterEach(() => server.close());

const ask = (url: string, encoding: string) => server.inject({ url, headers: { 'accept-encoding': encoding } });

describe('answers on their way to a browser', () => {
  it('are the same, compressed, where they are long', async () => {
    const plain = await ask('/many', 'identity');
    const small = await ask('/many', 'gzip, br');
    expect(small.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
    expect(small.rawPayload.length).toBeLessThan(plain.rawPayload.length / 4);
    expect(gunzipSync(small.rawPayload).toString()).toBe(plain.payload);
    expect(small.headers['content-length']).toBe(String(small.rawPayload.length));
  });

  it.each(['/few', '/text'])('stay as they are where that saves nothing or they are no JSON: %s', async (url) => {
    expect((await ask(url, 'gzip')).headers['content-encoding']).toBeUndefined();
  });
});
