import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { markOf, ownMark, removeLeftBehind } from './process-mark.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cermat-marks-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function leave(name: string, ageHours = 0): void {
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'list'), 'rina,0812');
  const then = Date.now() / 1000 - ageHours * 3600;
  utimesSync(join(folder, name), then, then);
}

it('what a process left is removed once it has ended, also when its number is somebody else’s by now', () => {
  const [space, pid, begin] = ownMark.split('-');
  leave(`work-${ownMark}`);
  leave(`work-${markOf(process.ppid)}`);
  // This very number, of a process that began at another time.
  leave(`work-${space}-${pid}-${Number(begin) - 1}`);
  leave(`work-${space}-4194305-17`);
  leave('other-thing');
  removeLeftBehind(folder, 'work-');
  expect(readdirSync(folder).toSorted()).toEqual(['other-thing', `work-${ownMark}`, `work-${markOf(process.ppid)}`].toSorted());
});

it('what cannot be told from here is kept for a day', () => {
  leave('work-1-17-42', 2);
  leave('work-2-17-42', 30);
  leave('work-abc', 2);
  leave('work-xyz', 30);
  removeLeftBehind(folder, 'work-');
  expect(readdirSync(folder).toSorted()).toEqual(['work-1-17-42', 'work-abc']);
  expect(existsSync(join(folder, 'work-1-17-42', 'list'))).toBe(true);
});
