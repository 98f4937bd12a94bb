import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { endRequests } from './end-requests.ts';
import { listen } from './listen.ts';

const anyPort = { host: '127.0.0.1', port: 0 };
const sockets: Socket[] = [];
let app: FastifyInstance;

beforeEach(() => {
  app = fastify();
  app.get('/', async () => 'here');
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await app.close();
});

const portOf = (address: string) => Number(new URL(address).port);

async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
}

it('a burst of connections is taken at once, also of more than the usual number that may wait', async () => {
  const port = portOf(await listen(app, anyPort));
  // All of them are asked for before this process takes any. One that the system drops is asked for again after a second.
  const begin = performance.now();
  const connected = Array.from({ length: 700 }, async () => {
    await open(port);
    return performance.now() - begin;
  });
  const waited = await Promise.all(connected);
  expect(waited.filter((milliseconds) => milliseconds >= 1_000)).toEqual([]);
});

it.runIf(process.platform === 'linux')('many of a burst are taken in one turn of the event loop', async () => {
  const port = portOf(await listen(app, anyPort));
  let taken = 0;
  app.server.on('connection', () => (taken += 1));
  await Promise.all(Array.from({ length: 320 }, () => open(port)));
  let turns = 0;
  for (; taken < 320; turns += 1) await nextTurn();
  // One socket takes 320 turns.
  expect(turns).toBeLessThan(40);
});

it('every connection is answered, and none is taken any more once the app is closed', async () => {
  const address = await listen(app, anyPort);
  const answers = await Promise.all(Array.from({ length: 100 }, async () => (await fetch(address)).text()));
  expect(new Set(answers)).toEqual(new Set(['here']));
  await app.close();
  await expect(open(portOf(address))).rejects.toThrow(/ECONNREFUSED/);
});

it('a port that is taken is refused, by another program and by one of the same', async () => {
  const other = createServer().listen(anyPort);
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  await expect(listen(app, { ...anyPort, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  other.close();
  await once(other, 'close');
  await listen(app, { ...anyPort, port });
  const second = fastify();
  await expect(listen(second, { ...anyPort, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await second.close();
});

it('is closed when whatever was under way has been answered, by whichever socket it came', async () => {
  const { promise: enough, resolve: answer } = Promise.withResolvers<void>();
  let under = 0;
  app.get('/slow', async () => {
    under += 1;
    await enough;
    return 'done';
  });
  endRequests(app);
  const address = await listen(app, anyPort);
  const answers = Promise.all(Array.from({ length: 3 }, async () => (await fetch(`${address}/slow`)).text()));
  // Few enough that hardly ever one of them comes by the app's own socket, which is waited for anyhow.
  while (under < 3) await nextTurn();
  let closed = false;
  const closing = app.close().then(() => (closed = true));
  await wait(100);
  expect(closed).toBe(false);
  answer();
  expect(new Set(await answers)).toEqual(new Set(['done']));
  await closing;
});
