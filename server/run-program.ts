import type { Environment } from './environment.ts';
import { StartupProblem } from './platform/startup-problem.ts';

/** Takes down what was started. */
export type Stop = () => Promise<void>;

/** Milliseconds after which a process that was asked to stop ends in any case: more than all limits together. */
const stopTime = 60_000;

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

/** Milliseconds one thing may take to go down, unless it says otherwise. */
const usualLimit = 10_000;

/** Something that did not go down in order. */
class UncleanStop extends Error {
  override readonly name = 'UncleanStop';
}

interface NamedStop {
  readonly name: string;
  readonly stop: Stop;
  readonly limit: number;
}

/** Keeps what has to be taken down, the last first. */
export class Stops {
  readonly #stops: NamedStop[] = [];

  /** What takes longer than `limit` milliseconds is left behind. */
  add(name: string, stop: Stop, limit = usualLimit): void {
    this.#stops.push({ name, stop, limit });
  }

  /** Takes everything down that is up, whatever fails or hangs on the way; throws at the end when something did. */
  readonly stop: Stop = async () => {
    const faults: unknown[] = [];
    for (let next = this.#stops.pop(); next !== undefined; next = this.#stops.pop()) {
      await inTime(next).catch((error: unknown) => faults.push(error));
    }
    if (faults.length > 0) throw new UncleanStop('The program did not stop in order', { cause: new AggregateError(faults) });
  };
}

async function inTime({ name, stop, limit }: NamedStop): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${name} did not stop within ${limit / 1000} s`)), limit);
  });
  try {
    await Promise.race([stop(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Tells what failed on the way down; why a start failed is told by runProgram. */
function complain(error: unknown): void {
  if (!(error instanceof UncleanStop) || !(error.cause instanceof AggregateError)) return;
  for (const fault of error.cause.errors) process.stderr.write(`${fault instanceof Error ? fault.stack : String(fault)}\n`);
}

/** Stops once, however often it is asked; a start that hangs, and so can never be stopped, ends the process all the same. */
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
        (error: unknown) => {
          complain(error);
          process.exit(1);
        },
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
