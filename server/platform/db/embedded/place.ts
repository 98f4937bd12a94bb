import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { StartupProblem } from '../../startup-problem.ts';
import { type Account, chooseAccount, mayEnter } from './account.ts';

/** Where everything of one data folder lies. */
export interface Place {
  /** The folder the person named. */
  readonly dataFolder: string;
  /** Where the data really is: the data folder, or a folder of the system where PostgreSQL's account can enter it. */
  readonly home: string;
  /** PostgreSQL's own files. */
  readonly cluster: string;
  /** Folder of the Unix socket. */
  readonly socketFolder: string;
  readonly logFolder: string;
  /** Who runs it now, for others who start on the same folder. */
  readonly factsFile: string;
  readonly account: Account;
}

/** State of a root-run program whose own folders PostgreSQL's account cannot enter. */
export const systemFolder = '/var/lib/cermat';
const longestSocketPath = 107;
/** Name PostgreSQL gives its socket. */
export const socketName = '.s.PGSQL.5432';

function isShortEnough(folder: string): boolean {
  return Buffer.byteLength(join(folder, `${socketName}.lock`)) <= longestSocketPath;
}

function chooseSocketFolder(home: string, hash: string, account: Account): string {
  const beside = join(home, 'run');
  if (isShortEnough(beside)) return beside;
  if (process.getuid?.() === 0) return join('/run/cermat', hash);
  const runtime = process.env['XDG_RUNTIME_DIR'];
  const near = runtime === undefined ? undefined : join(runtime, `cermat-${hash}`);
  return near !== undefined && existsSync(runtime ?? '') && isShortEnough(near) ? near : `/tmp/cermat-${account.uid}-${hash}`;
}

/** Works out where a data folder's things are; makes nothing. */
export function locate(folder: string): Place {
  const dataFolder = resolve(folder);
  const hash = createHash('sha256').update(dataFolder).digest('hex').slice(0, 16);
  const account = chooseAccount(join(dataFolder, 'postgres'));
  const moved = account.isOther && !mayEnter(dataFolder, account);
  const home = moved ? join(systemFolder, hash) : dataFolder;
  return {
    dataFolder,
    home,
    cluster: join(home, 'postgres'),
    socketFolder: chooseSocketFolder(home, hash, account),
    logFolder: join(home, 'log'),
    factsFile: join(dataFolder, 'running.json'),
    account,
  };
}

function makePrivate(folder: string, account: Account): void {
  mkdirSync(dirname(folder), { recursive: true, mode: 0o755 });
  if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
  const entry = lstatSync(folder);
  const own = process.getuid?.() ?? account.uid;
  // In a shared folder such as /tmp, somebody else may have put theirs there before us.
  if (!entry.isDirectory() || (entry.uid !== account.uid && entry.uid !== own)) {
    throw new StartupProblem(`${folder} belongs to somebody else. Choose another data folder with CERMAT_DATA, or remove it.`);
  }
  if (entry.uid !== account.uid) chownSync(folder, account.uid, account.gid);
  if ((entry.mode & 0o777) !== 0o700) chmodSync(folder, 0o700);
}

/** Makes the folders, closed to everybody but PostgreSQL's account and root. */
export function makeFolders(place: Place): void {
  // A stricter umask would shut PostgreSQL's account out of the folders above its own.
  const umask = process.umask(0o022);
  try {
    mkdirSync(place.dataFolder, { recursive: true, mode: place.account.isOther ? 0o755 : 0o700 });
    if (place.home !== place.dataFolder) mkdirSync(place.home, { recursive: true, mode: 0o755 });
    makePrivate(place.socketFolder, place.account);
    makePrivate(place.logFolder, place.account);
  } catch (error) {
    if (error instanceof StartupProblem) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartupProblem(`The data folder ${place.dataFolder} cannot be used (${reason}).`, { cause: error });
  } finally {
    process.umask(umask);
  }
}
