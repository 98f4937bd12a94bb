import { StartupProblem } from '../startup-problem.ts';
import { type DatabaseAddress, withConnection } from './connect.ts';
import { type Database, openDatabase } from './database.ts';
import { attachOrStart, type EmbeddedOptions, type EmbeddedPostgres, startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';

export interface ProvideOptions extends EmbeddedOptions {
  /** An existing PostgreSQL (DATABASE_URL); without it, an own one runs on the data folder. */
  readonly databaseUrl?: string | undefined;
  readonly dataFolder: string;
  /** The program owns the data folder; a command may share it with a running program. */
  readonly role: 'program' | 'command';
  readonly poolSize?: number;
  readonly onMigration?: (name: string) => void;
}

export interface ProvidedDatabase {
  readonly database: Database;
  /** Where the data lies, for people: a folder, or host and name of a database. */
  readonly where: string;
  /** Closes the connections and, where it is ours, the server. */
  readonly stop: () => Promise<void>;
}

/** Milliseconds a stop may take: a server that is slow to write what it knows is given its time. */
export const databaseStopLimit = 45_000;

const oldestVersion = 15;

interface ServerFacts {
  readonly version: number;
  readonly encoding: string;
  readonly foldsCase: boolean;
  readonly hasIcu: boolean;
}

async function inspect(address: DatabaseAddress): Promise<ServerFacts | undefined> {
  return withConnection(address, { applicationName: 'cermat start' }, async (client) => {
    const { rows } = await client.query<ServerFacts>(
      `select current_setting('server_version_num')::int / 10000 as version,
              current_setting('server_encoding') as encoding,
              lower('É') = 'é' as "foldsCase",
              exists (select from pg_collation where collname = 'und-x-icu') as "hasIcu"`,
    );
    return rows[0];
  });
}

/** Address for people, without the password. */
function describe(databaseUrl: string): string {
  try {
    const { hostname, port, pathname, searchParams } = new URL(databaseUrl);
    const host = searchParams.get('host') ?? (hostname || 'localhost');
    return `PostgreSQL ${host}${port ? `:${port}` : ''}${pathname}`;
  } catch {
    throw new StartupProblem('DATABASE_URL is not an address such as postgres://user:password@host:5432/cermat.');
  }
}

async function checkServer(address: DatabaseAddress, where: string, warn: (message: string) => void): Promise<void> {
  const facts = await inspect(address).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartupProblem(`${where} cannot be used: ${reason}`, { cause: error });
  });
  if (facts === undefined) throw new StartupProblem(`${where} gave no answer.`);
  if (facts.version < oldestVersion) {
    throw new StartupProblem(`${where} is version ${facts.version}; PostgreSQL ${oldestVersion} or newer is needed.`);
  }
  if (facts.encoding !== 'UTF8') throw new StartupProblem(`${where} has the encoding ${facts.encoding}; UTF8 is needed.`);
  if (!facts.hasIcu)
    throw new StartupProblem(`${where} was built without ICU, which names are compared and ordered by; nearly all are built with it.`);
  if (!facts.foldsCase) warn(`${where} does not know upper and lower case beyond A–Z; create the database with the locale C.UTF-8.`);
}

async function open(
  address: DatabaseAddress,
  where: string,
  server: EmbeddedPostgres | undefined,
  options: ProvideOptions,
): Promise<ProvidedDatabase> {
  const onTrouble = options.onTrouble ?? (() => undefined);
  if (server === undefined) await checkServer(address, where, onTrouble);
  await migrate(address, options.onMigration === undefined ? {} : { onStep: options.onMigration });
  const database = openDatabase({
    ...address,
    // Sessions named `cermat` are how others see that the program runs.
    applicationName: options.role === 'program' ? 'cermat' : 'cermat command',
    ...(options.poolSize === undefined ? {} : { poolSize: options.poolSize }),
    onBroken: (error) => onTrouble(`A database connection broke: ${error.message}`),
  });
  const stop = async (): Promise<void> => {
    try {
      await database.close();
    } finally {
      await server?.stop();
    }
  };
  return { database, where, stop };
}

/** A migrated database: of the PostgreSQL that DATABASE_URL names, or of our own on the data folder. */
export async function provideDatabase(options: ProvideOptions): Promise<ProvidedDatabase> {
  if (options.databaseUrl !== undefined) {
    return open({ connectionString: options.databaseUrl }, describe(options.databaseUrl), undefined, options);
  }
  const start = options.role === 'program' ? startEmbedded : attachOrStart;
  const server = await start(options.dataFolder, options);
  try {
    return await open(server.address, server.home, server, options);
  } catch (error) {
    await server.stop();
    throw error;
  }
}
