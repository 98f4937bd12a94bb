import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DatabaseAddress, withConnection } from '../server/platform/db/connect.ts';
import { type Database, openDatabase } from '../server/platform/db/database.ts';
import { startEmbedded } from '../server/platform/db/embedded.ts';
import { migrate } from '../server/platform/db/migrate.ts';

/** The PostgreSQL of a bench: the program's own, with its settings, in a folder that goes with it. */
export interface BenchPostgres {
  /** A fresh, migrated database of this name. */
  readonly open: (name: string, poolSize?: number) => Promise<BenchDatabase>;
  readonly stop: () => Promise<void>;
}

export interface BenchDatabase {
  readonly database: Database;
  readonly address: DatabaseAddress;
  readonly close: () => Promise<void>;
}

/** Starts it; writes are forced to disk as in the program. */
export async function startPostgres(): Promise<BenchPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'cermat-bench-'));
  // PostgreSQL may run under another account than the bench.
  chmodSync(folder, 0o755);
  const server = await startEmbedded(folder);
  const onServer = (statement: string): Promise<unknown> =>
    withConnection({ ...server.address, database: 'postgres' }, { statementTimeout: 0 }, (client) => client.query(statement));
  return {
    async open(name, poolSize = 12) {
      await onServer(`create database ${name}`);
      const address = { ...server.address, database: name };
      await migrate(address);
      const database = openDatabase({ ...address, poolSize, statementTimeout: 0 });
      const close = async (): Promise<void> => {
        await database.close();
        await onServer(`drop database ${name} with (force)`);
      };
      return { database, address, close };
    },
    async stop() {
      await server.stop();
      for (const path of [server.home, folder]) rmSync(path, { recursive: true, force: true });
    },
  };
}
