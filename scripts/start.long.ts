import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';

const projectFolder = resolve(import.meta.dirname, '..');
const minute = 60_000;
const isRoot = process.getuid?.() === 0;

const made: string[] = [];
const running = new Set<ChildProcess>();

afterAll(() => {
  for (const child of running) child.kill('SIGTERM');
  for (const path of made) rmSync(path, { recursive: true, force: true });
});

/** The PATH of the machine, without the Node that runs these tests: there, npm's own Node is the first. */
function machinePath(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.filter((folder) => folder !== dirname(process.execPath) && !folder.includes('node_modules')).join(delimiter);
}

function environment(extra: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const bare = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|VITEST|VITE_|NODE_|CERMAT_|TEST$|MODE$)/.test(name)),
  );
  return { ...bare, PATH: machinePath(), ...extra };
}

/** The last commit, in a folder of its own below `parent`. */
function cloneInto(parent: string): string {
  const clone = join(parent, 'clone');
  execFileSync('git', ['clone', '--quiet', projectFolder, clone]);
  return clone;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return address.port;
}

interface Program {
  readonly child: ChildProcess;
  readonly url: string;
  readonly output: () => string;
  readonly errors: () => string;
}

function npmStart(folder: string, port: number): Program {
  const child = spawn('npm', ['start'], { cwd: folder, env: environment({ PORT: String(port) }), stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  return { child, url: `http://127.0.0.1:${port}`, output: () => output, errors: () => errors };
}

/** Milliseconds until /healthz answers. */
async function untilHealthy({ child, url, errors }: Program): Promise<number> {
  const begin = performance.now();
  for (;;) {
    const answer = await fetch(`${url}/healthz`).catch(() => undefined);
    if (answer?.status === 200) return performance.now() - begin;
    if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}: ${errors()}`);
    await wait(20);
  }
}

async function stop({ child }: Program, signal: NodeJS.Signals): Promise<number | null> {
  const ended = once(child, 'exit');
  child.kill(signal);
  const [code] = (await ended) as [number | null];
  return code;
}

/** Where the program said its data lies. */
function dataFolder(program: Program): string {
  return /its data lies in (.+)/.exec(program.output())?.[1] ?? '';
}

async function expectToLiveIn(clone: string): Promise<void> {
  const port = await freePort();
  const first = npmStart(clone, port);
  await untilHealthy(first);
  await expect.poll(() => dataFolder(first)).not.toBe('');
  expect(first.errors()).toBe('');
  expect(first.output()).toMatch(/The owner can sign in as "owner" with the password \S{12,} /);
  expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
  expect((await fetch(first.url)).headers.get('content-type')).toMatch(/^text\/html/);
  const home = dataFolder(first);
  if (!home.startsWith(clone)) made.push(home);
  const cluster = join(home, 'postgres', 'postmaster.pid');
  expect(existsSync(cluster)).toBe(true);
  expect(await stop(first, 'SIGTERM')).toBe(0);
  expect(existsSync(cluster)).toBe(false);

  const second = npmStart(clone, port);
  expect(await untilHealthy(second)).toBeLessThan(3000);
  expect(second.output()).not.toMatch(/Installing|Building|password/);
  const third = npmStart(clone, await freePort());
  const [code] = (await once(third.child, 'exit')) as [number | null];
  expect(code).toBe(1);
  expect(third.errors()).toMatch(/^The data folder .+ is in use by another start/);
  expect(await stop(second, 'SIGINT')).toBe(0);
  expect(existsSync(cluster)).toBe(false);
  expect(execFileSync('git', ['status', '--porcelain'], { cwd: clone, encoding: 'utf8' })).toBe('');
}

describe('npm start on a fresh clone', () => {
  it(
    'installs, builds, starts and stops, and starts again at once',
    async () => {
      const parent = mkdtempSync(join(tmpdir(), 'cermat-clone-'));
      made.push(parent);
      chmodSync(parent, 0o755);
      await expectToLiveIn(cloneInto(parent));
    },
    10 * minute,
  );

  it.runIf(isRoot)(
    'keeps its data elsewhere when only root may enter the folder',
    async () => {
      const parent = mkdtempSync(join(homedir(), 'cermat-clone-'));
      made.push(parent);
      chmodSync(parent, 0o700);
      await expectToLiveIn(cloneInto(parent));
    },
    10 * minute,
  );

  it('says that a port is taken, and leaves no database running', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'cermat-clone-'));
    made.push(parent);
    chmodSync(parent, 0o755);
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const data = join(parent, 'data');
    mkdirSync(data);
    const node = process.execPath;
    const child = spawn(node, [join(projectFolder, 'dist', 'main.js')], {
      cwd: parent,
      env: environment({ PORT: String(port), CERMAT_DATA: data }),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    const [code] = (await once(child, 'exit')) as [number | null];
    server.close();
    expect(code).toBe(1);
    expect(errors).toBe(`Port ${port} on 127.0.0.1 is taken by another program. Stop that one, or choose another with PORT.\n`);
    expect(existsSync(join(data, 'postgres', 'postmaster.pid'))).toBe(false);
    expect(readFileSync(join(data, 'postgres', 'PG_VERSION'), 'utf8').trim()).toBe('18');
  });
});
