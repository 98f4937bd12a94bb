// What every command needs first, in plain JavaScript without dependencies, for it runs on a fresh clone with Node 20.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the project. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const installedStamp = join(root, 'node_modules', '.installed');
const builtStamp = join(root, 'dist', '.built');
// crypto.argon2 came with 24.7.
const oldestNode = [24, 7];

/** Ends the process with a sentence for the person at the terminal. */
export function refuse(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Does node_modules hold what the lockfile says? npm keeps its own list of what it put there. */
function holdsLockedPackages(lock) {
  const installed = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages;
  if (installed === undefined) return false;
  return Object.entries(lock.packages).every(([path, entry]) => {
    const present = installed[path];
    return path === '' || (present === undefined ? entry.optional === true : present.version === entry.version);
  });
}

/** Installs the packages of the lockfile when they are not there, without a word but its own. */
export function ensureInstalled() {
  const text = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${text}`).digest('hex');
  if (existsSync(installedStamp) && readFileSync(installedStamp, 'utf8') === hash) return;
  if (!holdsLockedPackages(JSON.parse(text))) {
    process.stdout.write('Installing packages …\n');
    const npm = process.env.npm_execpath;
    const command = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
    const [program, ...parameters] = [
      ...command,
      'ci',
      '--include=dev',
      '--include=optional',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ];
    const { status, error, stdout, stderr } = spawnSync(program, parameters, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
    });
    if (status !== 0) refuse(`The packages could not be installed: ${error?.message ?? `${stdout}${stderr}`.trim()}`);
  }
  writeFileSync(installedStamp, hash);
}

function isNewEnough() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
}

/** A Node that runs the sources: the one from the packages, or the present one. */
export function findNode() {
  const own = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(own)) return own;
  if (isNewEnough()) return process.execPath;
  return refuse(`Node ${oldestNode.join('.')} or newer is needed on this system; this is ${process.versions.node}.`);
}

const isTest = /\.(test|long|e2e)\.tsx?$/;

function* filesBelow(path) {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (entry === undefined) return;
  if (!entry.isDirectory()) {
    if (!isTest.test(path)) yield `${relative(root, path)} ${entry.size} ${entry.mtimeMs}`;
    return;
  }
  for (const name of readdirSync(path).toSorted()) yield* filesBelow(join(path, name));
}

function sourcesHash() {
  const sources = ['contract', 'server', 'web', 'scripts/build.ts', 'package.json', 'package-lock.json', 'tsconfig.json'];
  const hash = createHash('sha256');
  for (const source of sources) for (const line of filesBelow(join(root, source))) hash.update(`${line}\n`);
  return hash.digest('hex');
}

/** Builds dist/ when the sources have changed since it was built. */
export function ensureBuilt(node) {
  const hash = sourcesHash();
  if (existsSync(builtStamp) && readFileSync(builtStamp, 'utf8') === hash) return;
  process.stdout.write('Building …\n');
  rmSync(builtStamp, { force: true });
  const { status, error, stdout, stderr } = spawnSync(node, [join(root, 'scripts', 'build.ts')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  if (status !== 0) refuse(`The program could not be built: ${error?.message ?? `${stdout}${stderr}`.trim()}`);
  mkdirSync(dirname(builtStamp), { recursive: true });
  writeFileSync(builtStamp, hash);
}

/** Runs a program in the foreground; signals go on to it, and this process ends as it ends. */
export function runInstead(program, parameters) {
  // The channel tells the program when this process is gone, however it went.
  const child = spawn(program, parameters, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => refuse(`${program} could not be started: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name);
    process.kill(process.pid, signal);
  });
}
