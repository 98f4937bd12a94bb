import { resolve } from 'node:path';
import { pino } from 'pino';
import { createApp } from './app.ts';
import { createFirstOwner } from './domain/users/create-first-owner.ts';
import { type Environment, readEnvironment } from './environment.ts';
import type { Database } from './platform/db/database.ts';
import { provideDatabase } from './platform/db/provide-database.ts';
import { StartupProblem } from './platform/startup-problem.ts';

type Stop = () => Promise<void>;

const stopTime = 25_000;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The password is shown here once and kept nowhere in the clear. */
async function introduceOwner(database: Database, environment: Environment): Promise<void> {
  const owner = await database.transaction((tx) => createFirstOwner(tx, environment.owner));
  if (owner !== null && owner.password !== null) {
    say(`The owner can sign in as "${owner.username}" with the password ${owner.password} (shown only this once).`);
  }
}

/** Why the address cannot be listened on, as a sentence. */
function refusedAddress(error: unknown, { host, port }: Environment): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const sentences: Record<string, string> = {
    EADDRINUSE: `Port ${port} on ${host} is taken by another program. Stop that one, or choose another with PORT.`,
    EACCES: `This account may not use port ${port}. Choose one above 1023 with PORT.`,
    EADDRNOTAVAIL: `This machine has no address ${host}. Choose another with HOST.`,
    ENOTFOUND: `This machine has no address ${host}. Choose another with HOST.`,
  };
  const sentence = typeof code === 'string' ? sentences[code] : undefined;
  return sentence === undefined ? error : new StartupProblem(sentence, { cause: error });
}

/** Brings everything up in order; what is up already goes down again when a later step fails. */
async function start(environment: Environment): Promise<Stop> {
  const stops: Stop[] = [];
  const stop: Stop = async () => {
    for (let next = stops.pop(); next !== undefined; next = stops.pop()) await next();
  };
  const logger = pino({ level: environment.logLevel });
  try {
    const provided = await provideDatabase({
      databaseUrl: environment.databaseUrl,
      dataFolder: environment.dataFolder,
      role: 'program',
      onTrouble: (message) => logger.warn(message),
    });
    stops.push(provided.stop);
    await introduceOwner(provided.database, environment);
    const { jobs, publicUrl, trustProxy } = environment;
    const app = await createApp({ database: provided.database, logger, jobs, publicUrl, trustProxy });
    stops.push(() => app.close());
    const address = environment.web
      ? await app.listen({ host: environment.host, port: environment.port }).catch((error: unknown) => {
          throw refusedAddress(error, environment);
        })
      : 'no address (JOBS only)';
    const where = environment.databaseUrl === undefined ? resolve(provided.where) : provided.where;
    say(`Cermat is ready at ${address}; its data lies in ${where}`);
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Stops once, however often it is asked; a stop that hangs ends the process all the same. */
function stopOnRequest(running: Promise<Stop>): void {
  let asked = false;
  const request = (): void => {
    if (asked) return;
    asked = true;
    setTimeout(() => process.exit(1), stopTime).unref();
    running
      .then((stop) => stop())
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, request);
  // The process that started this one went away without a word.
  process.on('disconnect', request);
}

async function main(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const running = Promise.resolve().then(() => start(readEnvironment(process.env)));
  stopOnRequest(running);
  try {
    await running;
  } catch (error) {
    process.stderr.write(`${error instanceof StartupProblem ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  }
}

await main();
