import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import type { DatabaseAddress } from '../platform/db/connect.ts';
import { socketName } from '../platform/db/embedded/place.ts';

/** Where a connection is cut that commits: before the server hears of it, or after it is done and before anybody is told. */
export type CutPoint = 'before' | 'after';

interface Line {
  readonly client: Socket;
  readonly server: Socket;
  /** Carries nothing any more, in neither direction, and says so to nobody. */
  dead: boolean;
}

/** `commit` as the text of a whole statement, and what PostgreSQL answers when it is done. */
const commit = /commit\0/i;
const committed = 'COMMIT\0';

function openUpstream({ host = 'localhost', port = 5432 }: DatabaseAddress): Socket {
  return host.startsWith('/') ? connect(join(host, port === 5432 ? socketName : `.s.PGSQL.${port}`)) : connect(port, host);
}

/** A network between a program and its PostgreSQL that does what networks do. */
export class DatabaseProxy {
  readonly #upstream: DatabaseAddress;
  readonly #server: Server;
  readonly #lines = new Set<Line>();
  #stalled = false;
  #cutCommits: (() => CutPoint | undefined) | undefined;
  /** Connections cut at a commit so far. */
  cuts = 0;

  constructor(upstream: DatabaseAddress) {
    this.#upstream = upstream;
    this.#server = createServer({ pauseOnConnect: true }, (client) => this.#carry(client));
  }

  /** Resolves to the address of the database by way of this proxy. */
  async open(): Promise<DatabaseAddress> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('No port');
    return { ...this.#upstream, host: '127.0.0.1', port: address.port };
  }

  /** How many connections are open and carry. */
  get size(): number {
    return [...this.#lines].filter(({ dead }) => !dead).length;
  }

  /** Accepts connections and carries nothing, until `resume`. */
  stall(): void {
    this.#stalled = true;
    for (const { client, server } of this.#lines) {
      client.pause();
      server.pause();
    }
  }

  resume(): void {
    this.#stalled = false;
    for (const { client, server, dead } of this.#lines) {
      if (dead) continue;
      client.resume();
      server.resume();
    }
  }

  /** What a firewall does that forgets: connections that are there carry nothing any more, new ones work. */
  forget(): void {
    for (const line of this.#lines) {
      line.dead = true;
      line.client.pause();
      line.server.pause();
    }
  }

  /** Ends every connection at once. */
  cut(): void {
    for (const { client, server } of this.#lines) {
      client.destroy();
      server.destroy();
    }
  }

  /** Asked at each commit whether and where to cut it; undefined lets it pass. */
  cutCommits(decide: (() => CutPoint | undefined) | undefined): void {
    this.#cutCommits = decide;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.cut();
    await once(this.#server, 'close');
  }

  #carry(client: Socket): void {
    const server = openUpstream(this.#upstream);
    const line: Line = { client, server, dead: false };
    this.#lines.add(line);
    let cutAfter = false;
    const end = (): void => {
      // A dead line does not even carry the end of the other side.
      if (line.dead && !(client.destroyed && server.destroyed)) return;
      this.#lines.delete(line);
      client.destroy();
      server.destroy();
    };
    const cut = (): void => {
      this.cuts += 1;
      end();
    };
    for (const socket of [client, server]) socket.on('error', end).on('close', end);
    client.on('data', (chunk: Buffer) => {
      const point = commit.test(chunk.toString('latin1')) ? this.#cutCommits?.() : undefined;
      if (point === 'before') return cut();
      if (point === 'after') cutAfter = true;
      server.write(chunk);
    });
    server.on('data', (chunk: Buffer) => {
      if (cutAfter && chunk.includes(committed)) return cut();
      client.write(chunk);
    });
    if (this.#stalled) server.pause();
    else client.resume();
  }
}
