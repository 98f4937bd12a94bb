import type { Environment } from './environment.ts';
import { StartupProblem } from './platform/startup-problem.ts';

/** Takes down what was started. */
export type Stop = () => Promise<void>;

const stopTime = 25_000;

/** A line for whoever started the program. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Why the address cannot be listened on, as a sentence. */
export function refusedAddress(error: unknown, { host, port }: Pick<Environment, 'host' | 'port'>): unknown {
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

/** Keeps what has to be taken down, the last first. */
export class Stops {
  readonly #stops: Stop[] = [];

  add(stop: Stop): void {
    this.#stops.push(stop);
  }

  /** Takes everything down that is up. */
  readonly stop: Stop = async () => {
    for (let next = this.#stops.pop(); next !== undefined; next = this.#stops.pop()) await next();
  };
}

/** Stops once, however often it is asked; a stop that hangs ends the process all the same. */
function stopOnRequest(running: Promise<Stop>, enough: AbortController): void {
  let asked = false;
  const request = (): void => {
    if (asked) return;
    asked = true;
    enough.abort();
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

/** Runs a program until it is asked to stop; what keeps it from starting is one sentence on standard error and exit code 1. */
export async function runProgram(start: (signal: AbortSignal) => Promise<Stop>): Promise<void> {
  process.setSourceMapsEnabled(true);
  const enough = new AbortController();
  const running = Promise.resolve().then(() => start(enough.signal));
  stopOnRequest(running, enough);
  try {
    await running;
  } catch (error) {
    process.stderr.write(`${error instanceof StartupProblem ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  }
}
