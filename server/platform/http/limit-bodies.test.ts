import { connect, type Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { endpoint } from '../../../contract/endpoint.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { TestClient, testApp } from '../../testing/client.ts';
import { testDatabase } from '../../testing/database.ts';
import { largestBody } from './largest-body.ts';
import { createServer } from './create-server.ts';
import { validBody } from '../../testing/valid-body.ts';

const seconds = 1_000;
let time = 0;
let server: FastifyInstance;
let port: number;
const lines: string[] = [];

/** A server whose deadlines go by a clock that the test moves; whoever sends `x-person` has signed in. */
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const logger = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  server = await createServer({ logger, ownOrigins: [] }, () => time);
  server.decorateRequest('signedIn', null);
  server.addHook('onRequest', async (request) => {
    const person = request.headers['x-person'];
    if (typeof person === 'string')
      request.signedIn = { userId: person, sessionId: '1', name: '', role: 'staff', mustChangePassword: false };
  });
  server.post('/take', { bodyLimit: 1_000_000 }, async () => ({ taken: true }));
  server.post('/refuse', { onRequest: async (_request, reply) => reply.code(401).send({}) }, async () => ({}));
  port = Number(new URL(await server.listen({ host: '127.0.0.1', port: 0 })).port);
});
afterAll(async () => {
  await server.close();
  vi.useRealTimers();
});
beforeEach(() => {
  lines.length = 0;
});

class Sender {
  readonly socket: Socket;
  answer = '';
  readonly closed: Promise<void>;

  constructor(path: string, length: number, headers: readonly string[] = []) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.on('data', (piece) => (this.answer += piece.toString()));
    this.socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => this.socket.once('close', () => resolve()));
    const head = [`POST ${path} HTTP/1.1`, 'host: localhost', 'content-type: application/json', `content-length: ${length}`, ...headers];
    this.socket.write(`${head.join('\r\n')}\r\n\r\n`);
  }

  /** Sends bytes and resolves when the server has them. */
  async send(text: string): Promise<void> {
    const has = bytesTaken();
    this.socket.write(text);
    while (bytesTaken() < has + text.length && !this.socket.closed) await new Promise((resolve) => setImmediate(resolve));
  }
}

let taken = 0;
const bytesTaken = () => taken;
beforeAll(() => {
  server.server.on('connection', (socket: Socket) => socket.on('data', (piece: Buffer) => (taken += piece.length)));
});

/** Lets time go by, second by second. */
function pass(count: number): void {
  for (let second = 0; second < count; second += 1) {
    time += seconds;
    vi.advanceTimersByTime(seconds);
  }
}

describe('a body', () => {
  it('of somebody anonymous has ten seconds', async () => {
    const sender = new Sender('/take', 20);
    await sender.send('{"a"');
    pass(10);
    await sender.send(':');
    expect(sender.answer).toBe('');
    pass(1);
    await sender.closed;
    expect(sender.answer).toMatch(/^HTTP\/1.1 408 [^]*"code":"too_slow"/);
    expect(lines).toEqual([]);
  });

  it('of somebody signed in may take longer as long as it comes on', async () => {
    const sender = new Sender('/take', 5_000 * 4 + 2, ['x-person: 1']);
    await sender.send('"');
    for (let part = 0; part < 4; part += 1) {
      pass(15);
      await sender.send('x'.repeat(5_000));
      pass(3);
      expect(sender.answer).toBe('');
    }
    await sender.send('"');
    await vi.waitFor(() => expect(sender.answer).toMatch(/^HTTP\/1.1 200 /));
    sender.socket.destroy();
  });

  it('of somebody signed in that only drips is ended', async () => {
    const sender = new Sender('/take', 100_000, ['x-person: 1']);
    for (let second = 0; second < 21; second += 1) {
      await sender.send('x');
      pass(1);
    }
    await sender.closed;
    expect(sender.answer).toContain('"code":"too_slow"');
  });

  it('that goes on after its answer does not keep the connection', async () => {
    const sender = new Sender('/refuse', 100_000);
    await sender.send('x');
    await vi.waitFor(() => expect(sender.answer).toMatch(/^HTTP\/1.1 401 /));
    pass(11);
    await sender.closed;
  });

  it('of somebody anonymous makes way when an address has too many on their way', async () => {
    const senders: Sender[] = [];
    for (let number = 0; number < 70; number += 1) {
      const sender = new Sender('/take', 20);
      await sender.send('{');
      senders.push(sender);
    }
    await Promise.all(senders.slice(0, 6).map(({ closed }) => closed));
    expect(senders.map(({ answer }) => answer !== '').lastIndexOf(true)).toBe(5);
    for (const { socket } of senders) socket.destroy();
  });
});

describe('the most a body may have', () => {
  it('is told from its schema', () => {
    const body = z.strictObject({ name: z.string().max(100), ids: z.array(z.string().max(20)).max(50), on: z.boolean().optional() });
    const known = endpoint({ method: 'POST', path: '/x', access: 'staff', summary: 'X.', body });
    const largest = { name: '\u0001'.repeat(100), ids: Array.from({ length: 50 }, () => '\u0001'.repeat(20)), on: false };
    expect(largestBody(known)).toBeGreaterThanOrEqual(JSON.stringify(largest).length);
    expect(largestBody(known)).toBeLessThan(JSON.stringify(largest).length + 3_000);
  });

  it('is a few KiB for everybody who has not signed in, and enough for what each operation needs', () => {
    for (const one of endpoints.filter(({ method }) => method !== 'GET')) {
      expect(largestBody(one)).toBeGreaterThanOrEqual(JSON.stringify(validBody(one)).length);
      if (one.access === 'anyone') expect(largestBody(one)).toBeLessThan(10 * 1024);
    }
  });

  it('is told to whoever sends more', async () => {
    const app = await testApp(await testDatabase());
    const answer = await new TestClient(app).post('/auth/sign-in', { username: 'x', password: 'x'.repeat(900_000) });
    expect(answer).toMatchObject({ status: 413, body: { code: 'too_large' } });
    expect(answer.text).toContain('9 KB');
  });
});
