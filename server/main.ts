import { resolve } from 'node:path';
import { pino } from 'pino';
import { createApp } from './app.ts';
import { createFirstOwner } from './domain/users/create-first-owner.ts';
import { type Environment, readEnvironment } from './environment.ts';
import type { Database } from './platform/db/database.ts';
import { databaseStopLimit, provideDatabase } from './platform/db/provide-database.ts';
import { removeLeftScratch } from './platform/files/scratch.ts';
import { listen } from './platform/http/listen.ts';
import { refusedAddress, runProgram, say, type Stop, Stops } from './run-program.ts';

/** The password is shown here once and kept nowhere in the clear. */
async function introduceOwner(database: Database, environment: Environment): Promise<void> {
  const owner = await database.transaction((tx) => createFirstOwner(tx, environment.owner));
  if (owner !== null && owner.password !== null) {
    say(`The owner can sign in as "${owner.username}" with the password ${owner.password} (shown only this once).`);
  }
}

/** Brings everything up in order; what is up already goes down again when a later step fails. */
async function start(environment: Environment): Promise<Stop> {
  removeLeftScratch();
  const stops = new Stops();
  const logger = pino({ level: environment.logLevel });
  try {
    const provided = await provideDatabase({
      databaseUrl: environment.databaseUrl,
      dataFolder: environment.dataFolder,
      role: 'program',
      onTrouble: (message) => logger.warn(message),
    });
    stops.add('The database', provided.stop, databaseStopLimit);
    await introduceOwner(provided.database, environment);
    const { jobs, publicUrl, trustProxy } = environment;
    const dataFolder = environment.databaseUrl === undefined ? provided.where : undefined;
    const app = await createApp({ database: provided.database, logger, jobs, dataFolder, publicUrl, trustProxy });
    stops.add('The server', () => app.close());
    const address = environment.web
      ? await listen(app, { host: environment.host, port: environment.port }).catch((error: unknown) => {
          throw refusedAddress(error, environment);
        })
      : 'no address (JOBS only)';
    say(`Cermat is ready at ${address}; its data lies in ${dataFolder === undefined ? provided.where : resolve(dataFolder)}`);
    return stops.stop;
  } catch (error) {
    // What failed first is what is told.
    await stops.stop().catch(() => undefined);
    throw error;
  }
}

await runProgram(() => start(readEnvironment(process.env)));
