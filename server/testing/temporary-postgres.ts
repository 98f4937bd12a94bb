import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
  const removeFiles = (): void => {
    for (const path of [server.home, folder]) rmSync(path, { recursive: true, force: true });
  };
  // A run that is broken off has no time to stop it in peace.
  const abandon = (): void => {
    const [pid] = readFileSync(join(server.home, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(pid), 'SIGQUIT');
    removeFiles();
  };
  process.once('exit', abandon);
  const stop = async (): Promise<void> => {
    process.off('exit', abandon);
    await server.stop();
    removeFiles();
  };
  return { address: server.address, stop };
}
