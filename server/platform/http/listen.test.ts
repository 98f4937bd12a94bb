import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import fastify from 'fastify';
import { afterEach, expect, it } from 'vitest';
import { listen } from './listen.ts';

const sockets: Socket[] = [];
const app = fastify();

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await app.close();
});

it('a burst of connections is taken at once, also of more than the usual number that may wait', async () => {
  const { port } = new URL(await listen(app, { host: '127.0.0.1', port: 0 }));
  // All of them are asked for before this process takes any. One that the system drops is asked for again after a second.
  const begin = performance.now();
  const connected = Array.from({ length: 700 }, async () => {
    const socket = connect(Number(port), '127.0.0.1');
    sockets.push(socket);
    await once(socket, 'connect');
    return performance.now() - begin;
  });
  const waited = await Promise.all(connected);
  expect(waited.filter((milliseconds) => milliseconds >= 1_000)).toEqual([]);
});
