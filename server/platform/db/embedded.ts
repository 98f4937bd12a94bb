import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { StartupProblem } from '../startup-problem.ts';
import { type DatabaseAddress, sessionConfig } from './connect.ts';
import { sqlState } from './database-errors.ts';
import { endConnection } from './server-watch.ts';
import { type Binaries, findBinaries } from './embedded/binaries.ts';
import { locate, makeFolders, type Place, systemFolder } from './embedded/place.ts';
import {
  askToStop,
  ClusterInUse,
  createCluster,
  isAlive,
  readStatus,
  removeStaleStatus,
  startServer,
  stopServer,
} from './embedded/run-server.ts';
import { databaseName, port, superuser } from './embedded/settings.ts';

/** A running PostgreSQL of our own. */
export interface EmbeddedPostgres {
  readonly address: DatabaseAddress;
  /** Folder where the data really lies. */
  readonly home: string;
  /** False when another program had started it. */
  readonly isOwn: boolean;
  /** Ends the own server; of somebody else's it only takes leave. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** False in tests only: writes are not forced to disk. */
  readonly durable?: boolean;
  /** Told when PostgreSQL ended unasked and is started again. */
  readonly onTrouble?: (message: string) => void;
}

/** The starter, as told to others who come to the same data folder. */
interface Facts {
  readonly program: number;
  readonly role: Role;
  readonly since: string;
  readonly home: string;
}

/** The program itself stops its server whatever happens; a command leaves it to whoever still uses it. */
type Role = 'program' | 'command';

/** Held shared by everybody who uses the server, so that whoever can have it alone knows that nobody else is there. */
const presenceLock = 4_272_026;
const startTime = 60_000;
/** Milliseconds a server may take to answer who is there: whoever starts or leaves waits for no hanging one. */
const presenceAnswerTime = 30_000;

function addressOf(place: Place, database: string): DatabaseAddress {
  return { host: place.socketFolder, port, user: superuser, database };
}

function readFacts(place: Place): Facts | undefined {
  try {
    return JSON.parse(readFileSync(place.factsFile, 'utf8')) as Facts;
  } catch {
    return undefined;
  }
}

function writeFacts(place: Place, role: Role): void {
  const facts: Facts = { program: process.pid, role, since: new Date().toISOString(), home: place.home };
  const partial = `${place.factsFile}.${process.pid}`;
  writeFileSync(partial, `${JSON.stringify(facts)}\n`, { mode: 0o600 });
  renameSync(partial, place.factsFile);
}

function inUse(place: Place): StartupProblem {
  const facts = readFacts(place);
  const who =
    facts === undefined ? 'another program' : `${facts.role === 'program' ? 'another start' : 'a command'} (process ${facts.program})`;
  return new StartupProblem(
    `The data folder ${place.dataFolder} is in use by ${who}. Stop it first, or choose another folder with CERMAT_DATA.`,
  );
}

/** A connection kept for the lock alone; undefined while no server answers. */
async function connectPresence(place: Place): Promise<pg.Client | undefined> {
  const limits = { statementTimeout: 0, idleInTransactionTimeout: 0, applicationName: `cermat ${process.pid}` };
  const client = new pg.Client({ ...sessionConfig(addressOf(place, 'postgres'), limits), query_timeout: presenceAnswerTime });
  // It breaks when the server goes; what follows from that is decided elsewhere.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    const state = error instanceof Error && 'code' in error ? error.code : undefined;
    if (state === '28000') {
      throw new StartupProblem(`PostgreSQL in ${place.home} belongs to another account of this system.`, { cause: error });
    }
    if (state === 'EACCES')
      throw new StartupProblem(`The data in ${place.home} belongs to another account of this system.`, { cause: error });
    return undefined;
  }
}

async function isAlone(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [presenceLock]);
  return rows[0]?.alone === true;
}

async function takePresence(client: pg.Client): Promise<void> {
  await client.query('select pg_advisory_lock_shared($1)', [presenceLock]);
}

async function createDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [databaseName]);
  if (rowCount !== 0) return;
  try {
    await client.query(`create database ${databaseName}`);
  } catch (error) {
    // Two that come at once both find it missing; the second is told that it is there.
    if (sqlState(error) !== '42P04' && sqlState(error) !== '23505') throw error;
  }
}

/** Waits out a server that is starting or stopping: undefined once nobody has the cluster. */
async function findRunning(place: Place): Promise<pg.Client | undefined> {
  for (const deadline = Date.now() + startTime; ; await wait(50)) {
    removeStaleStatus(place);
    if (readStatus(place) === undefined) return undefined;
    const client = await connectPresence(place);
    if (client !== undefined) return client;
    if (Date.now() > deadline) throw new StartupProblem(`PostgreSQL in ${place.home} does not answer; see ${place.logFolder}.`);
  }
}

class OwnServer implements EmbeddedPostgres {
  readonly address: DatabaseAddress;
  readonly home: string;
  readonly isOwn = true;
  readonly #place: Place;
  readonly #binaries: Binaries;
  readonly #role: Role;
  readonly #options: EmbeddedOptions;
  #presence: pg.Client | undefined;
  #stopping = false;

  constructor(place: Place, binaries: Binaries, role: Role, options: EmbeddedOptions) {
    this.#place = place;
    this.#binaries = binaries;
    this.#role = role;
    this.#options = options;
    this.home = place.home;
    this.address = addressOf(place, databaseName);
  }

  async start(): Promise<void> {
    const child = await startServer(this.#place, this.#binaries, this.#options.durable ?? true);
    try {
      writeFacts(this.#place, this.#role);
      this.#presence = await connectPresence(this.#place);
      if (this.#presence === undefined) throw new StartupProblem(`PostgreSQL in ${this.home} started and does not answer.`);
      await takePresence(this.#presence);
      await createDatabase(this.#presence);
    } catch (error) {
      if (child.pid !== undefined) await stopServer(this.#place, child.pid);
      throw error;
    }
    child.unref();
    this.#watch(child);
    process.off('exit', this.#abandon).once('exit', this.#abandon);
  }

  async stop(): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    await this.#leave();
    process.off('exit', this.#abandon);
  }

  /** A program that ends without having stopped leaves no database running either. */
  readonly #abandon = (): void => {
    const pid = readStatus(this.#place)?.pid;
    if (this.#role === 'program' && pid !== undefined) askToStop(this.#place, pid);
  };

  async #leave(): Promise<void> {
    const presence = this.#presence;
    this.#presence = undefined;
    await leave(this.#place, presence, this.#role === 'program');
  }

  /** A server that ends unasked (killed, out of memory) is started again; what was committed is there. */
  #watch(child: ChildProcess): void {
    const restart = async (code: number | null, signal: NodeJS.Signals | null): Promise<void> => {
      for (let pause = 0; !this.#stopping; pause = Math.min(5_000, pause * 2 + 100)) {
        this.#options.onTrouble?.(`PostgreSQL ended unasked (${signal ?? code}); starting it again`);
        await wait(pause);
        try {
          if (!this.#stopping) await this.start();
          return;
        } catch (error) {
          this.#options.onTrouble?.(error instanceof Error ? error.message : String(error));
        }
      }
    };
    child.once('exit', (code, signal) => {
      if (!this.#stopping) void restart(code, signal);
    });
  }
}

/** Gives up the presence, and stops the server when asked to or when nobody else is there. */
async function leave(place: Place, presence: pg.Client | undefined, stopAnyway: boolean): Promise<void> {
  let isLast = stopAnyway;
  try {
    if (!isLast && presence !== undefined) {
      await presence.query('select pg_advisory_unlock_shared($1)', [presenceLock]);
      isLast = await isAlone(presence);
    }
  } catch {
    // A broken connection means that the server is going or gone.
  }
  const pid = readStatus(place)?.pid;
  if (isLast && pid !== undefined) {
    await stopServer(place, pid);
    rmSync(place.factsFile, { force: true });
  }
  if (presence !== undefined) await endConnection(presence);
}

async function startOwn(place: Place, role: Role, options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const binaries = findBinaries(place.account, systemFolder);
  makeFolders(place);
  await createCluster(place, binaries, options.durable ?? true);
  const server = new OwnServer(place, binaries, role, options);
  await server.start();
  return server;
}

/**
 * Is nobody there but us? Looked at for a while: a starter that still lives may be about to take its presence (and its
 * number may also have gone to another process), and the connections of one that was killed end a moment later.
 */
async function isOrphan(place: Place, client: pg.Client): Promise<boolean> {
  for (let look = 0; look < 6; look += 1) {
    const starter = readFacts(place)?.program;
    const isGone = starter === undefined || starter === process.pid || !isAlive(starter);
    if (await isAlone(client)) {
      if (isGone && look > 0) return true;
      await client.query('select pg_advisory_unlock($1)', [presenceLock]);
    } else if (!isGone) {
      return false;
    }
    await wait(250);
  }
  return isAlone(client);
}

/** Ends a server whose program was killed; throws when it is still in use. */
async function endOrphan(place: Place, client: pg.Client): Promise<void> {
  const orphan = await isOrphan(place, client);
  const pid = readStatus(place)?.pid;
  if (orphan && pid !== undefined) await stopServer(place, pid);
  await client.end().catch(() => undefined);
  if (!orphan) throw inUse(place);
}

/** Starts PostgreSQL on the data folder for the program, which becomes its only owner. */
export async function startEmbedded(dataFolder: string, options: EmbeddedOptions = {}): Promise<EmbeddedPostgres> {
  const place = locate(dataFolder);
  const running = existsSync(place.cluster) ? await findRunning(place) : undefined;
  if (running !== undefined) await endOrphan(place, running);
  try {
    return await startOwn(place, 'program', options);
  } catch (error) {
    if (error instanceof ClusterInUse) throw inUse(place);
    throw error;
  }
}

/** For commands: uses the server that runs on the data folder, or starts one and stops it when the last command leaves. */
export async function attachOrStart(dataFolder: string, options: EmbeddedOptions = {}): Promise<EmbeddedPostgres> {
  const place = locate(dataFolder);
  for (let attempt = 0; ; attempt += 1) {
    const running = existsSync(place.cluster) ? await findRunning(place) : undefined;
    if (running !== undefined) {
      await takePresence(running);
      await createDatabase(running);
      const stop = (): Promise<void> => leave(place, running, false);
      return { address: addressOf(place, databaseName), home: place.home, isOwn: false, stop };
    }
    try {
      return await startOwn(place, 'command', options);
    } catch (error) {
      if (!(error instanceof ClusterInUse) || attempt >= 3) throw error;
    }
  }
}
