import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  isRunning,
  makeDataFolder,
  postgresPid,
  rawConnection,
  removeDataFolder,
  runMain,
  type RunningMain,
  signInOwner,
} from './testing/run-main.ts';
import { fillAuditLog, unfinished } from './testing/unfinished.ts';

const folder = makeDataFolder();
let program: RunningMain;
let cookie: string;

beforeAll(async () => {
  program = await runMain({ CERMAT_DATA: folder });
  cookie = await signInOwner(program);
  await fillAuditLog(program);
});

afterAll(() => {
  program.child.kill('SIGKILL');
  removeDataFolder(folder);
});

describe('a stop', () => {
  it('amid unfinished connections of every kind ends in order within ten seconds and leaves no database running', async () => {
    const postgres = postgresPid(folder) ?? 0;
    expect(isRunning(postgres)).toBe(true);
    for (const open of Object.values(unfinished)) await open(program, cookie);
    // One that comes while it stops: its connection is there already.
    const late = await rawConnection(program, 'GET /api/users HTTP/1.1\r\nHost: localhost\r\n');
    const answer = new Promise<string>((resolve) => {
      let text = '';
      late.on('data', (chunk: Buffer) => (text += chunk.toString('utf8'))).once('close', () => resolve(text));
    });
    const ended = program.end('SIGTERM');
    await expect
      .poll(
        () =>
          fetch(`${program.url}/healthz`)
            .then(() => 'open')
            .catch(() => 'closed'),
        { interval: 20 },
      )
      .toBe('closed');
    late.write('\r\n');
    expect(await answer).toMatch(/^HTTP\/1\.1 503[^]*retry-after: \d[^]*application\/problem\+json[^]*"code":"stopping"/i);
    const { code, seconds } = await ended;
    process.stdout.write(`Stopped amid ${Object.keys(unfinished).length} unfinished connections in ${seconds.toFixed(1)} s\n`);
    expect(code).toBe(0);
    expect(seconds).toBeLessThan(10);
    expect(postgresPid(folder)).toBeUndefined();
    expect(isRunning(postgres)).toBe(false);
  });
});
