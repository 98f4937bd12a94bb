import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { removeLeftScratch, scratchFolder } from './scratch.ts';

/** A program that copies a list, says where, and then waits to be killed, or ends by itself. */
async function copyElsewhere(afterwards: string): Promise<{ folder: string; end: () => Promise<void> }> {
  const source = `
    import { writeFileSync } from 'node:fs';
    import { scratchFolder } from ${JSON.stringify(join(import.meta.dirname, 'scratch.ts'))};
    writeFileSync(scratchFolder() + '/upload', 'rina,0812');
    console.log(scratchFolder());
    ${afterwards}
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const [folder] = (await once(createInterface(child.stdout), 'line')) as [string];
  const end = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  return { folder, end };
}

it('copies of lists that a killed program left are removed by the next, those of a running one are not', async () => {
  const own = scratchFolder();
  const killed = await copyElsewhere('setInterval(() => undefined, 1000);');
  const running = await copyElsewhere('setInterval(() => undefined, 1000);');
  await killed.end();
  expect(existsSync(join(killed.folder, 'upload'))).toBe(true);
  removeLeftScratch();
  expect(existsSync(killed.folder)).toBe(false);
  expect(existsSync(join(running.folder, 'upload'))).toBe(true);
  expect(statSync(own).mode & 0o777).toBe(0o700);
  await running.end();
  removeLeftScratch();
  expect(existsSync(running.folder)).toBe(false);
});

it('a program that ends takes its copies with it', async () => {
  const ended = await copyElsewhere('');
  await expect.poll(() => existsSync(ended.folder)).toBe(false);
});
