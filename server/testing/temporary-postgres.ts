import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseAddress } from '../platform/db/connect.ts';
import { startEmbedded } from '../platform/db/embedded.ts';

export interface TemporaryPostgres {
  readonly address: DatabaseAddress;
  /** Stops the server and removes its files. */
  readonly stop: () => Promise<void>;
}

/** A PostgreSQL in a folder of its own that forgets everything: writes are not forced to disk. */
export async function startTemporaryPostgres(): Promise<TemporaryPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'cermat-test-'));
  // PostgreSQL may run under another account than the tests.
  chmodSync(folder, 0o755);
  const server = await startEmbedded(folder, { durable: false });
  const stop = async (): Promise<void> => {
    await server.stop();
    for (const path of [server.home, folder]) rmSync(path, { recursive: true, force: true });
  };
  return { address: server.address, stop };
}
