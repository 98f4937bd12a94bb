import pg from 'pg';
import { translateDriverError } from './database-errors.ts';
import { valueParsers } from './parse-values.ts';
import { endConnection, ServerWatch } from './server-watch.ts';

/** Where the database is: a connection string, or the parts of one (`host` may be the folder of a Unix socket). */
export interface DatabaseAddress {
  readonly connectionString?: string;
  readonly host?: string;
  readonly port?: number;
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
}

/** Limits of every session; times in milliseconds, 0 means none. */
export interface SessionLimits {
  readonly statementTimeout?: number;
  readonly lockTimeout?: number;
  readonly idleInTransactionTimeout?: number;
  readonly connectTimeout?: number;
  readonly applicationName?: string;
}

const defaultLimits = {
  statementTimeout: 30_000,
  lockTimeout: 10_000,
  idleInTransactionTimeout: 30_000,
  connectTimeout: 4_000,
  applicationName: 'cermat',
};

/** A connection string may carry its own `options`, which would replace ours instead of adding to them. */
function withOptions(address: DatabaseAddress, options: string): pg.ClientConfig {
  const { connectionString, ...parts } = address;
  if (connectionString === undefined) return { ...parts, options };
  if (!/[?&]options=/.test(connectionString)) return { connectionString, options };
  const url = new URL(connectionString);
  const own = url.searchParams.get('options') ?? '';
  url.searchParams.delete('options');
  return { connectionString: url.href, options: `${own} ${options}` };
}

/** Milliseconds within which an answer must come to a statement that the server itself gives up after the given time; 0 means no end. */
export function answerLimit(statementTimeout: number = defaultLimits.statementTimeout): number {
  return statementTimeout === 0 ? 0 : statementTimeout + 5_000;
}

/** The driver's configuration for one session: UTC, ISO dates, timeouts, values as strings. */
export function sessionConfig(address: DatabaseAddress, limits: SessionLimits = {}): pg.ClientConfig {
  const { statementTimeout, lockTimeout, idleInTransactionTimeout, connectTimeout, applicationName } = {
    ...defaultLimits,
    ...limits,
  };
  const settings = {
    timezone: 'UTC',
    datestyle: 'ISO',
    statement_timeout: statementTimeout,
    lock_timeout: lockTimeout,
    idle_in_transaction_session_timeout: idleInTransactionTimeout,
  };
  const options = Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
  return {
    ...withOptions(address, options),
    application_name: applicationName,
    connectionTimeoutMillis: connectTimeout,
    // The system asks a silent peer ten times, a second apart, and then ends the connection.
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
    types: valueParsers,
  };
}

/** Milliseconds a connection is kept that nobody uses: to make one takes longer than most statements. */
const keptIdle = 300_000;

/** Opens a pool; connections are made when first needed. A connection that breaks is reported to `onBroken` and never ends the process. */
export function openPool(config: pg.PoolConfig, onBroken: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({ idleTimeoutMillis: keptIdle, ...config });
  pool.on('error', onBroken);
  // A connection in use has no listener of the pool: without this one its break would end the process.
  pool.on('connect', (client) => client.on('error', onBroken));
  return pool;
}

/** Runs the work on one connection that is not from a pool, and closes it. */
export async function withConnection<Result>(
  address: DatabaseAddress,
  limits: SessionLimits,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const config = sessionConfig(address, limits);
  const client = new pg.Client(config);
  const watch = new ServerWatch(config);
  // A break shows as the failure of the statement that is running; this listener only keeps the process alive.
  client.on('error', () => undefined);
  try {
    await client.connect();
    watch.add(client, answerLimit(limits.statementTimeout));
    return await work(client);
  } catch (error) {
    throw translateDriverError(error);
  } finally {
    await endConnection(client);
    watch.close();
  }
}
