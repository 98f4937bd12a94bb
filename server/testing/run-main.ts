import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { DatabaseAddress } from '../platform/db/connect.ts';
import { databaseName, port, superuser } from '../platform/db/embedded/settings.ts';

/** The sources, or what people run, which starts quicker: `npm run test:long` sees to it that it is built. */
type Made = 'sources' | 'build';
const mainFiles: { readonly [Of in Made]: string } = {
  sources: resolve(import.meta.dirname, '..', 'main.ts'),
  build: resolve(import.meta.dirname, '..', '..', 'dist', 'main.js'),
};
const ownerPassword = 'the owner of a test';

/** How a program ended. */
interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly seconds: number;
}

/** The program as people start it, in a process of its own. */
export interface RunningMain {
  readonly child: ChildProcess;
  readonly port: number;
  readonly url: string;
  /** Where its data lies; of a program on DATABASE_URL, which database. */
  readonly home: string;
  /** What it has written so far. */
  readonly output: () => string;
  /** Asks it to stop, or kills it, and waits until it is gone. */
  readonly end: (signal: NodeJS.Signals) => Promise<Ended>;
}

/** A data folder that PostgreSQL's account can enter; removed by `removeDataFolder`. */
export function makeDataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cermat-data-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** Removes a data folder, after killing whatever PostgreSQL is left on it. */
export function removeDataFolder(folder: string): void {
  const pid = postgresPid(folder);
  if (pid !== undefined && isRunning(pid)) process.kill(pid, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}

/** Process number of the PostgreSQL that has the folder, as its lock file says. */
export function postgresPid(home: string): number | undefined {
  const file = join(home, 'postgres', 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined;
}

/** Whether the process still runs; one that has ended and is not yet reaped does not. */
export function isRunning(pid: number): boolean {
  return existsSync(`/proc/${pid}/cwd`);
}

/** Address of the embedded PostgreSQL of a running program. */
export function embeddedAddress(home: string): DatabaseAddress {
  return { host: join(home, 'run'), port, user: superuser, database: databaseName };
}

function bareEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|VITE_|CERMAT_|DATABASE_URL|TEST$|MODE$)/.test(name)));
}

/** Starts the program and resolves once it says that it is ready. */
export async function runMain(extra: NodeJS.ProcessEnv, made: Made = 'sources'): Promise<RunningMain> {
  if (!existsSync(mainFiles[made])) throw new Error('The program is not built: npm run build');
  const env = { ...bareEnvironment(), PORT: '0', CERMAT_OWNER_PASSWORD: ownerPassword, ...extra };
  const child = spawn(process.execPath, [mainFiles[made]], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const ready = new Promise<{ url: string; home: string }>((resolveReady, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      output += `${line}\n`;
      const found = /^Cermat is ready at (?<url>\S+); its data lies in (?<home>.+)$/.exec(line)?.groups;
      if (found?.['url'] !== undefined && found['home'] !== undefined) resolveReady({ url: found['url'], home: found['home'] });
    });
    exited.then(([code]) => reject(new Error(`The program ended with ${code}: ${output}`)), reject);
  });
  const end = async (signal: NodeJS.Signals): Promise<Ended> => {
    const begin = performance.now();
    child.kill(signal);
    const [code, by] = await exited;
    return { code, signal: by, seconds: (performance.now() - begin) / 1000 };
  };
  const { url, home } = await ready;
  return { child, url, port: Number(new URL(url).port), home, output: () => output, end };
}

/** Signs the owner in and returns the cookie. */
export async function signInOwner({ url }: Pick<RunningMain, 'url'>): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'owner', password: ownerPassword }),
  });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
  if (answer.status !== 200 || cookie === undefined)
    throw new Error(`The owner could not sign in: ${answer.status} ${await answer.text()}`);
  return cookie;
}

/** A connection that says exactly what it is told to, and reads nothing unless asked to. */
export async function rawConnection({ port: at }: Pick<RunningMain, 'port'>, text: string): Promise<Socket> {
  const socket = connect(at, '127.0.0.1');
  // Ended by the program under test: that is what is being tested.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(text);
  return socket;
}
