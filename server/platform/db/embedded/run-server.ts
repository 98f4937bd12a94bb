import { type ChildProcess, spawn } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ownMark, removeLeftBehind } from '../../process-mark.ts';
import { StartupProblem } from '../../startup-problem.ts';
import type { Binaries } from './binaries.ts';
import { type Place, socketName } from './place.ts';
import { accessRules, accountMap, serverSettings, superuser } from './settings.ts';

const startTime = 60_000;
const stopTime = 30_000;
const pollPause = 15;

/** PostgreSQL was not started because another one has the cluster. */
export class ClusterInUse extends Error {
  override readonly name = 'ClusterInUse';
}

function spawnAs(place: Place, program: string, parameters: readonly string[], output: number): ChildProcess {
  const { uid, gid, isOther } = place.account;
  return spawn(program, parameters, {
    cwd: place.home,
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', output, output],
    // Ctrl-C in a terminal reaches the whole group: the database must outlive the program's own goodbye.
    detached: true,
    ...(isOther ? { uid, gid } : {}),
  });
}

function finish(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code));
  });
}

function withOutput<Result>(place: Place, name: string, work: (output: number, file: string) => Result): Result {
  const file = join(place.logFolder, name);
  const output = openSync(file, 'w', 0o600);
  try {
    return work(output, file);
  } finally {
    closeSync(output);
  }
}

/** Does a process of this number exist? */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Makes the cluster, whole or not at all: it gets its name when it is finished. */
export async function createCluster(place: Place, binaries: Binaries, durable: boolean): Promise<void> {
  // Leftovers of a first start that was killed.
  removeLeftBehind(place.home, `${basename(place.cluster)}.new-`);
  if (existsSync(join(place.cluster, 'PG_VERSION'))) return;
  const unfinished = `${place.cluster}.new-${ownMark}`;
  mkdirSync(unfinished, { mode: 0o700 });
  if (place.account.isOther) chownSync(unfinished, place.account.uid, place.account.gid);
  const parameters = [
    `--pgdata=${unfinished}`,
    `--username=${superuser}`,
    '--encoding=UTF8',
    '--locale=C',
    '--lc-ctype=C.UTF-8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--auth=peer',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ];
  const { done, file } = withOutput(place, 'create.log', (output, path) => ({
    done: finish(spawnAs(place, binaries.initdb, parameters, output)),
    file: path,
  }));
  if ((await done) !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new StartupProblem(`PostgreSQL could not make its files in ${place.home}:\n${readFileSync(file, 'utf8').trim()}`);
  }
  try {
    renameSync(unfinished, place.cluster);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another program was quicker with the same folder.
    if (!existsSync(place.cluster)) throw error;
  }
}

interface ServerStatus {
  readonly pid: number;
  readonly ready: boolean;
}

/** What postmaster.pid says: line 1 is the process, line 8 its state. */
export function readStatus(place: Place): ServerStatus | undefined {
  const file = join(place.cluster, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  return { pid: Number(lines[0]), ready: lines[7]?.trim() === 'ready' };
}

/** After kill -9 the process number in PostgreSQL's lock files may belong to somebody else by now, which would stop it from starting. */
export function removeStaleStatus(place: Place): void {
  const status = readStatus(place);
  if (status === undefined || !existsSync('/proc/self/cwd')) return;
  if (isServer(place, status.pid)) return;
  rmSync(join(place.socketFolder, `${socketName}.lock`), { force: true });
  rmSync(join(place.cluster, 'postmaster.pid'), { force: true });
}

/** Is this process the cluster's PostgreSQL? Its working folder tells, also from a process that is dead and not yet reaped. */
function isServer(place: Place, pid: number): boolean {
  if (!isAlive(pid)) return false;
  if (!existsSync('/proc/self/cwd')) return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(place.cluster);
  } catch {
    return false;
  }
}

function writeSettings(place: Place, durable: boolean): void {
  const files = {
    'postgresql.conf': serverSettings(place, durable),
    'pg_hba.conf': accessRules,
    'pg_ident.conf': accountMap(place),
  };
  for (const [name, text] of Object.entries(files)) {
    const file = join(place.cluster, name);
    writeFileSync(file, text, { mode: 0o600 });
    if (place.account.isOther) chownSync(file, place.account.uid, place.account.gid);
  }
}

/** What a start that failed said: first on its own output, then in the newest file of its log. */
function readComplaint(place: Place, output: string): string {
  const logs = readdirSync(place.logFolder)
    .filter((name) => name.startsWith('postgresql-'))
    .map((name) => join(place.logFolder, name))
    .toSorted((one, other) => statSync(one).mtimeMs - statSync(other).mtimeMs);
  const newest = logs.at(-1);
  const lines = newest === undefined ? [] : readFileSync(newest, 'utf8').split('\n');
  const start = lines.findLastIndex((line) => line.includes('starting PostgreSQL'));
  const loud = /FATAL|PANIC|ERROR|HINT|DETAIL/;
  return [...readFileSync(output, 'utf8').split('\n'), ...lines.slice(start)].filter((line) => loud.test(line)).join('\n');
}

/** Starts PostgreSQL and resolves when it takes connections. */
export async function startServer(place: Place, binaries: Binaries, durable: boolean): Promise<ChildProcess> {
  writeSettings(place, durable);
  const deadline = Date.now() + startTime;
  for (;;) {
    removeStaleStatus(place);
    const { child, file } = withOutput(place, 'start.log', (output, path) => ({
      child: spawnAs(place, binaries.postgres, ['-D', place.cluster], output),
      file: path,
    }));
    if (await becomesReady(place, child, deadline)) return child;
    const said = readComplaint(place, file);
    if (said.includes('postmaster.pid" already exists')) throw new ClusterInUse(said);
    // Processes of a killed server let go of their memory within moments.
    if (!said.includes('pre-existing shared memory block') || Date.now() > deadline) {
      throw new StartupProblem(`PostgreSQL could not start on ${place.cluster}; see ${place.logFolder}:\n${said}`);
    }
    await wait(200);
  }
}

async function becomesReady(place: Place, child: ChildProcess, deadline: number): Promise<boolean> {
  let ended = false;
  void finish(child).then(
    () => (ended = true),
    () => (ended = true),
  );
  while (Date.now() < deadline) {
    if (ended) return false;
    const status = readStatus(place);
    if (status?.pid === child.pid && status?.ready === true) return true;
    await wait(pollPause);
  }
  child.kill('SIGQUIT');
  return false;
}

/** Asks the server to shut down without waiting for it: for a process that ends this very moment. */
export function askToStop(place: Place, pid: number): void {
  if (isServer(place, pid)) process.kill(pid, 'SIGINT');
}

/** Fast shutdown: open transactions are rolled back, everything is written; waits until the process is gone. */
export async function stopServer(place: Place, pid: number): Promise<void> {
  for (const [signal, time] of [
    ['SIGINT', stopTime],
    ['SIGQUIT', 5_000],
    // What was committed is in its log; its other processes go when it is gone.
    ['SIGKILL', 2_000],
  ] as const) {
    if (!isServer(place, pid)) return;
    process.kill(pid, signal);
    for (const deadline = Date.now() + time; Date.now() < deadline; await wait(pollPause)) {
      if (!isServer(place, pid)) return;
    }
  }
  throw new Error(`PostgreSQL (process ${pid}) did not stop`);
}
