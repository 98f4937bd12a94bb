import { existsSync, lstatSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { ownMark, removeLeftBehind } from '../process-mark.ts';

const prefix = 'cermat-scratch-';
/** Until now each copy of a list had a folder of its own, which said nothing of its process. */
const earlierPrefix = 'cermat-upload-';

let made: string | undefined;

/** The folder of this process, its workers included, for what is needed only while it is worked on. */
export function scratchFolder(): string {
  if (made !== undefined && existsSync(made)) return made;
  const folder = join(tmpdir(), `${prefix}${ownMark}`);
  makePrivate(folder);
  if (made === undefined && isMainThread) process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  made = folder;
  return folder;
}

function makePrivate(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another thread of ours may have made it; in a folder that all may write to, somebody else may have, too.
    const { uid, mode } = lstatSync(folder);
    if (uid !== (process.getuid?.() ?? uid) || (process.platform !== 'win32' && (mode & 0o777) !== 0o700)) throw error;
  }
}

/** Removes what programs that were killed left of the lists they were reading. */
export function removeLeftScratch(): void {
  for (const each of [prefix, earlierPrefix]) removeLeftBehind(tmpdir(), each);
}
