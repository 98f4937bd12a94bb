import { randomBytes } from 'node:crypto';
import { type DatabaseAddress, withConnection } from '../platform/db/connect.ts';
import { migrate } from '../platform/db/migrate.ts';
import { addressVariable } from './run-address.ts';
import { startTemporaryPostgres, type TemporaryPostgres } from './temporary-postgres.ts';

/** An existing PostgreSQL, given by TEST_DATABASE_URL, gets a database of this run that is dropped again. */
async function useExisting(connectionString: string): Promise<TemporaryPostgres> {
  const { hostname, port, username, password, searchParams } = new URL(connectionString);
  const server: DatabaseAddress = {
    host: searchParams.get('host') ?? hostname,
    port: Number(port === '' ? '5432' : port),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: 'postgres',
  };
  const database = `cermat_test_${randomBytes(8).toString('hex')}`;
  const onServer = (statement: string): Promise<unknown> => withConnection(server, {}, (client) => client.query(statement));
  await onServer(`create database ${database} template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'`);
  const stop = async (): Promise<void> => {
    await onServer(`drop database ${database} with (force)`);
  };
  return { address: { ...server, database }, stop };
}

/** Starts the PostgreSQL of a test run, with a migrated database that each test file clones; the first project of the run does it for all. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env[addressVariable] !== undefined) return undefined;
  const existing = process.env['TEST_DATABASE_URL'];
  const server = existing === undefined ? await startTemporaryPostgres() : await useExisting(existing);
  try {
    await migrate(server.address);
  } catch (error) {
    await server.stop();
    throw error;
  }
  process.env[addressVariable] = JSON.stringify(server.address);
  return server.stop;
}
