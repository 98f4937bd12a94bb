import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { addressOf, testDatabase } from '../../testing/database.ts';
import { enqueueJob } from './enqueue-job.ts';
import { startJobs } from './start-jobs.ts';

const worker = fileURLToPath(new URL('./fixtures/stuck-worker.ts', import.meta.url));

it('a job whose process was killed is run again by another within seconds', async () => {
  const database = await testDatabase();
  const child = spawn(process.execPath, [worker, JSON.stringify(addressOf(database))], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('ready');
  const jobId = await database.transaction((tx) => enqueueJob(tx, 'import', null, {}));
  expect((await lines.next()).value).toBe('running');
  child.kill('SIGKILL');
  await once(child, 'exit');

  let runs = 0;
  const stop = await startJobs(database, {
    handlers: [
      {
        kind: 'import',
        run: async ({ database: own, succeed }) => {
          runs += 1;
          await own.transaction((tx) => succeed(tx, {}));
        },
      },
    ],
    chores: [],
    works: true,
    logger: pino({ level: 'silent' }),
  });
  const state = async () => (await sql<{ state: string }>`select state from jobs where id = ${jobId}`.execute(database.db)).rows[0]?.state;
  await expect.poll(state, { timeout: 20_000, interval: 100 }).toBe('succeeded');
  expect(runs).toBe(1);
  await stop();
});
