import { readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Milliseconds after which what cannot be told to belong to a running process is left over. */
const strangersKept = 24 * 60 * 60_000;

/** The world in which process numbers count: a container has its own. Empty where the system does not say. */
function namespace(): string {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '';
  } catch {
    return '';
  }
}

/** When a process began, in the system's ticks; undefined when there is none of that number, empty where the system does not say. */
function beginOf(pid: number): string | undefined {
  try {
    // The name before it may hold blanks and brackets.
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [state, ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    // One that has ended and was not reaped is there in name only.
    return state === 'Z' || state === 'X' ? undefined : rest[18];
  } catch {
    return namespace() === '' && answersSignals(pid) ? '' : undefined;
  }
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Names this process and no other: its number alone goes to another one day. */
export const ownMark = markOf(process.pid);

/** The mark of a process that runs. */
export function markOf(pid: number): string {
  return `${namespace()}-${pid}-${beginOf(pid) ?? ''}`;
}

/** Whether the process runs that a mark names; undefined where that cannot be told from here. */
function isMarkAlive(mark: string): boolean | undefined {
  const [, space, pid, begin] = /^(\d*)-(\d+)-(\d*)$/.exec(mark) ?? [];
  return space === namespace() ? beginOf(Number(pid)) === begin : undefined;
}

/** Removes what processes that have ended left in a folder, named by a prefix and their mark. */
export function removeLeftBehind(folder: string, prefix: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(prefix)) continue;
    const path = join(folder, name);
    const alive = isMarkAlive(name.slice(prefix.length)) ?? isRecent(path);
    if (!alive) rmSync(path, { recursive: true, force: true });
  }
}

function isRecent(path: string): boolean {
  // Another process may remove it at the same moment.
  const entry = statSync(path, { throwIfNoEntry: false });
  return entry !== undefined && entry.mtimeMs > Date.now() - strangersKept;
}
