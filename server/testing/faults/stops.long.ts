import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRunning, makeDataFolder, postgresPid, removeDataFolder, runMain, signInOwner } from '../run-main.ts';
import { fillAuditLog, unfinished } from '../unfinished.ts';
import { report } from './caller.ts';

const folder = makeDataFolder();
afterAll(() => removeDataFolder(folder));

beforeAll(async () => {
  const program = await runMain({ CERMAT_DATA: folder }, 'build');
  await fillAuditLog(program);
  await program.end('SIGTERM');
});

describe('a stop with one unfinished connection leaves no database running, and ends in order:', () => {
  it.each(Object.entries(unfinished))('%s', async (way, open) => {
    const program = await runMain({ CERMAT_DATA: folder }, 'build');
    const postgres = postgresPid(folder) ?? 0;
    expect(isRunning(postgres)).toBe(true);
    await open(program, await signInOwner(program));
    const { code, seconds } = await program.end('SIGTERM');
    report(`Stopped amid ${way} in ${seconds.toFixed(1)} s`);
    expect({ code, output: program.output() }).toMatchObject({ code: 0 });
    expect(seconds).toBeLessThan(10);
    expect(postgresPid(folder)).toBeUndefined();
    expect(isRunning(postgres)).toBe(false);
  });
});
