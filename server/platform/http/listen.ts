import { once } from 'node:events';
import { type AddressInfo, createServer, type ListenOptions, type Server } from 'node:net';
import type { FastifyInstance } from 'fastify';

/**
 * Connections that may wait to be taken while the program is busy; the system may allow fewer. Beyond it the system drops them
 * without a word, and whoever comes waits one second, three or seven before it tries again: 511, the usual number, fill in one burst.
 */
const waitingConnections = 4_096;

/**
 * Sockets that listen on the one port, among which Linux deals out those who come. Each takes one connection in a turn of the
 * event loop (since libuv 1.45, https://github.com/libuv/libuv/pull/3696), and under load a turn takes a tenth of a second: by a
 * single socket the last of 200 who come at once would wait for three seconds, while those who came first are served.
 */
const doors = process.platform === 'linux' ? 256 : 1;

interface Place {
  readonly host: string;
  readonly port: number;
}

/** Listens for requests; answers the address. Throws what the system says of the place, EADDRINUSE among it. */
export async function listen(app: FastifyInstance, place: Place): Promise<string> {
  if (doors === 1) return app.listen({ ...place, backlog: waitingConnections });
  const shared = { host: place.host, port: await findFree(place), backlog: waitingConnections, reusePort: true };
  const further: Server[] = [];
  let closed: Promise<unknown> = Promise.resolve();
  app.addHook('preClose', async () => {
    closed = Promise.all(further.map((door) => once(door, 'close')));
    for (const door of further) door.close();
  });
  // The app's own server knows only of those who came by its own socket, and is closed without waiting for the others.
  app.addHook('onClose', () => closed);
  const address = await app.listen({ ...shared });
  for (let number = 1; number < doors; number += 1) further.push(await openDoor(app, shared));
  return address;
}

/** The port, when nobody listens there: sockets that share one would share it with another start of the program too. */
async function findFree(place: Place): Promise<number> {
  const server = createServer();
  await listening(server, place);
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** One more socket, whose connections are the app's own. */
async function openDoor(app: FastifyInstance, place: ListenOptions): Promise<Server> {
  // As the app's own server takes them.
  const door = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => app.server.emit('connection', socket));
  await listening(door, place);
  return door;
}

async function listening(server: Server, place: ListenOptions): Promise<void> {
  server.listen(place);
  await once(server, 'listening');
}
