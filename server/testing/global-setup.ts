import { migrate } from '../platform/db/migrate.ts';
import { addressVariable } from './run-address.ts';
import { startTemporaryPostgres } from './temporary-postgres.ts';

/** Starts the PostgreSQL of a test run, with a migrated database that each test file clones; the first project of the run does it for all. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env[addressVariable] !== undefined) return undefined;
  const server = await startTemporaryPostgres();
  try {
    await migrate(server.address);
  } catch (error) {
    await server.stop();
    throw error;
  }
  process.env[addressVariable] = JSON.stringify(server.address);
  return server.stop;
}
