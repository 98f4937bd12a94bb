import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { userInfo } from 'node:os';
import { StartupProblem } from '../../startup-problem.ts';

/** The system account PostgreSQL runs as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
  /** True when the program itself runs as root and PostgreSQL, which refuses root, as somebody else. */
  readonly isOther: boolean;
}

const ownName = 'cermat';
const fallbackName = 'postgres';

function accounts(): Account[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .flatMap(([name, , uid, gid]) =>
      name !== undefined && uid !== undefined && gid !== undefined && uid !== '0'
        ? [{ name, uid: Number(uid), gid: Number(gid), isOther: true }]
        : [],
    );
}

function createAccount(): void {
  const home = ['--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin'];
  try {
    execFileSync('useradd', ['--system', '--user-group', ...home, ownName], { stdio: 'ignore' });
  } catch {
    // Two programs may start at once, or there may be no useradd: what counts is whether the account is there afterwards.
  }
}

/** For root: the owner of existing data, else the account `cermat` (made when missing), else `postgres`. For anyone else: themselves. */
export function chooseAccount(existingData: string): Account {
  const { uid, gid, username } = userInfo();
  if (uid !== 0) return { uid, gid, name: username, isOther: false };
  const owner = statSync(existingData, { throwIfNoEntry: false })?.uid;
  const named = (name: string) => accounts().find((account) => account.name === name);
  const kept = accounts().find((account) => account.uid === owner) ?? named(ownName);
  if (kept !== undefined) return kept;
  createAccount();
  const account = named(ownName) ?? named(fallbackName);
  if (account !== undefined) return account;
  throw new StartupProblem(
    'PostgreSQL does not run as root, and no other account could be created here. Start the program as an ordinary user, or create the account "cermat" (useradd --system cermat).',
  );
}

/** May the account pass through every folder down to this one? A folder that does not exist yet counts as its parent. */
export function mayEnter(folder: string, account: Account): boolean {
  const entry = statSync(folder, { throwIfNoEntry: false });
  if (entry !== undefined) {
    const bit = entry.uid === account.uid ? 0o100 : entry.gid === account.gid ? 0o010 : 0o001;
    if ((entry.mode & bit) === 0) return false;
  }
  const parent = dirname(folder);
  return parent === folder || mayEnter(parent, account);
}
