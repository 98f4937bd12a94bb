import type { FastifyInstance, FastifyListenOptions } from 'fastify';

/**
 * Connections that may wait to be taken while the program is busy; the system may allow fewer. Beyond it the system drops them
 * without a word, and whoever comes waits one second, three or seven before it tries again: 511, the usual number, fill in one burst.
 */
const waitingConnections = 4_096;

/** Listens for requests; answers the address. Throws what the system says of the place, EADDRINUSE among it. */
export function listen(app: FastifyInstance, place: Pick<FastifyListenOptions, 'host' | 'port'>): Promise<string> {
  return app.listen({ ...place, backlog: waitingConnections });
}
