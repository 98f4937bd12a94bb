import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pino } from 'pino';
import { createApp } from '../server/app.ts';
import type { Database } from '../server/platform/db/database.ts';
import { listen } from '../server/platform/http/listen.ts';
import { testDatabase } from '../server/testing/database.ts';

/** The whole program, serving the built web app from a fresh database. */
export interface RunningProgram {
  readonly url: string;
  readonly database: Database;
  readonly stop: () => Promise<void>;
}

/** Starts the program on a port of its own. The web app must be built (`npm test` sees to it, else `npm run build`); WEB_FOLDER names another build. */
export async function startProgram(): Promise<RunningProgram> {
  const webFolder = process.env['WEB_FOLDER'] ?? resolve(import.meta.dirname, '..', 'dist', 'web');
  if (!existsSync(webFolder)) throw new Error('The web app is not built: npm run build');
  const database = await testDatabase();
  const app = await createApp({ database, logger: pino({ level: 'error' }), jobs: true, webFolder });
  const url = await listen(app, { host: '127.0.0.1', port: 0 });
  return { url, database, stop: () => app.close() };
}
