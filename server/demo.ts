import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { createApp } from './app.ts';
import { Calendar } from './demo/calendar.ts';
import { describeDemo } from './demo/describe-demo.ts';
import { dropDemo, markDemo, readDemoState } from './demo/mark-demo.ts';
import { tellStory } from './demo/tell-story.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { openDatabase } from './platform/db/database.ts';
import { startEmbedded } from './platform/db/embedded.ts';
import { locate } from './platform/db/embedded/place.ts';
import { databaseStopLimit, type ProvidedDatabase, provideDatabase } from './platform/db/provide-database.ts';
import { listen } from './platform/http/listen.ts';
import { StartupProblem } from './platform/startup-problem.ts';
import { removeLeftScratch } from './platform/files/scratch.ts';
import { refusedAddress, runProgram, say, type Stop, Stops } from './run-program.ts';
import { connectSubscribers } from './subscriptions.ts';

const help = `npm run demo [-- --fresh] [-- --data FOLDER]

Starts Cermat with a team at work for six weeks: lists, cards, verdicts, reservations. The demo has a data folder of its
own and never uses DATABASE_URL or CERMAT_DATA. What you do in it stays until you start over.

  --fresh        throws the demo away and begins anew
  --data FOLDER  keeps it there instead of .cermat-demo
  --seed NUMBER  tells the story another way (with --fresh)

HOST and PORT choose the address; without PORT a free one is taken where 3000 is not.`;

interface Wish {
  readonly fresh: boolean;
  readonly dataFolder: string;
  readonly seed: number;
}

function readWish(): Wish | null {
  const options = {
    fresh: { type: 'boolean' },
    data: { type: 'string', default: '.cermat-demo' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean' },
  } as const;
  try {
    const { values } = parseArgs({ options });
    const seed = Number(values.seed);
    if (!Number.isInteger(seed)) throw new StartupProblem('--seed is a whole number.');
    return values.help === true ? null : { fresh: values.fresh === true, dataFolder: resolve(values.data), seed };
  } catch (error) {
    if (error instanceof StartupProblem) throw error;
    throw new StartupProblem(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
  }
}

/** A line of how far the story is: one that changes at a terminal, one now and then elsewhere. */
function showDay(done: number, days: number): void {
  const line = `Living through six weeks of work: day ${done} of ${days}`;
  if (process.stdout.isTTY) process.stdout.write(`\r\u001B[2K${line}${done === days ? '\n' : ''}`);
  else if (done % 9 === 0 || done === days) say(line);
}

/**
 * Looks at what the folder holds before anything is migrated: data that is not the demo's is refused untouched, and a demo
 * that is to be told anew, or was not told to its end, is thrown away.
 */
async function clearFolder({ dataFolder, fresh }: Wish): Promise<void> {
  if (!existsSync(locate(dataFolder).cluster)) return;
  const server = await startEmbedded(dataFolder);
  const database = openDatabase(server.address);
  try {
    const found = await readDemoState(database.db);
    if (found === 'foreign') {
      throw new StartupProblem(`${dataFolder} holds data that is not the demo's. Nothing was changed; choose another folder with --data.`);
    }
    if (found === 'begun' || (found === 'told' && fresh)) await dropDemo(database);
  } finally {
    await database.close();
    await server.stop();
  }
}

/** The demo's database with the whole story in it. */
async function openDemo(wish: Wish, logger: pino.Logger, signal: AbortSignal): Promise<ProvidedDatabase> {
  await clearFolder(wish);
  const provided = await provideDatabase({
    dataFolder: wish.dataFolder,
    role: 'program',
    onTrouble: (message) => logger.warn(message),
  });
  try {
    const { database } = provided;
    if ((await readDemoState(database.db)) === 'told') return provided;
    await markDemo(database.db, 'begun');
    await tellStory(database, { calendar: new Calendar(new Date()), seed: wish.seed, size: 1 }, { signal, onDay: showDay });
    await markDemo(database.db, 'told');
    return provided;
  } catch (error) {
    await provided.stop();
    if (signal.aborted) throw new StartupProblem('Stopped before the story was told; the next start begins anew.', { cause: error });
    throw error;
  }
}

/** Listens where it is asked to; where nobody asked and the usual port is taken, on a free one. */
async function listenWherePossible(app: FastifyInstance, environment: Environment): Promise<string> {
  const { host, port } = environment;
  try {
    return await listen(app, { host, port });
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (taken && (process.env['PORT'] ?? '') === '') return listen(app, { host, port: 0 });
    throw refusedAddress(error, environment);
  }
}

async function start(wish: Wish, signal: AbortSignal): Promise<Stop> {
  const environment = readEnvironment(process.env);
  const logger = pino({ level: environment.logLevel });
  removeLeftScratch();
  const stops = new Stops();
  try {
    say(`Opening the demo's database in ${wish.dataFolder} …`);
    connectSubscribers();
    const provided = await openDemo(wish, logger, signal);
    stops.add('The database', provided.stop, databaseStopLimit);
    const app = await createApp({
      database: provided.database,
      logger,
      jobs: true,
      dataFolder: provided.where,
      publicUrl: environment.publicUrl,
    });
    stops.add('The server', () => app.close());
    const address = await listenWherePossible(app, environment);
    say(describeDemo(address, resolve(provided.where)));
    return stops.stop;
  } catch (error) {
    // What failed first is what is told.
    await stops.stop().catch(() => undefined);
    throw error;
  }
}

await runProgram((signal) => {
  const wish = readWish();
  if (wish !== null) return start(wish, signal);
  say(help);
  process.exit(0);
});
