import { sql } from 'kysely';
import { pino } from 'pino';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { signedInAs, type TestClient, testApp } from '../../testing/client.ts';
import { testDatabase } from '../../testing/database.ts';
import type { Database } from '../db/database.ts';
import { UnreadableFile } from '../files/unreadable-file.ts';
import { problem } from '../http/problem.ts';
import { enqueueJob } from './enqueue-job.ts';
import type { JobHandler } from './job.ts';
import { settleJobs } from './settle-jobs.ts';
import { startJobs } from './start-jobs.ts';

const logger = pino({ level: 'silent' });
const receipt = { rows: 2, imported: 2, duplicateInFile: 0, existing: 0, emptyKey: 0, unreadable: 0, phonesUnreadable: 0 };

let database: Database;
let admin: TestClient & { userId: string };
let staff: TestClient & { userId: string };
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  database = await testDatabase();
  const app = await testApp(database);
  admin = await signedInAs(app, database, 'admin');
  staff = await signedInAs(app, database, 'staff');
});

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** Runs jobs of the kind `import` by the given handler until the test ends. */
async function work(run: JobHandler['run'], onFailed?: JobHandler['onFailed']): Promise<void> {
  const handler: JobHandler = { kind: 'import', run, ...(onFailed === undefined ? {} : { onFailed }) };
  stops.push(await startJobs(database, { handlers: [handler], chores: [], works: true, logger }));
}

const enqueue = (input: object = {}) => database.transaction((tx) => enqueueJob(tx, 'import', admin.userId, input));
const read = async (jobId: string, by: TestClient = admin) => (await by.get(`/jobs/${jobId}`)).body as { state: string; progress: number };
const expectSoon = (jobId: string) => expect.poll(() => read(jobId), { timeout: 30_000, interval: 20 });

describe('a job', () => {
  it('is run soon after its act commits, tells its progress and succeeds with its work', async () => {
    const half = Promise.withResolvers<void>();
    await work(async ({ input, database: own, reportProgress, succeed }) => {
      reportProgress(1, 2);
      await half.promise;
      await own.transaction(async (tx) => {
        await sql`insert into products (name) values (${(input as { name: string }).name})`.execute(tx);
        await succeed(tx, receipt);
      });
    });
    const jobId = await enqueue({ name: 'By a job' });
    await expectSoon(jobId).toMatchObject({ state: 'running', progress: 0.5 });
    half.resolve();
    await expectSoon(jobId).toMatchObject({ state: 'succeeded', progress: 1, rowsDone: 2, result: receipt });
    const { rows } = await sql`select 1 from products where name = 'By a job'`.execute(database.db);
    expect(rows).toHaveLength(1);
  });

  it('of an act that was rolled back never was', async () => {
    let runs = 0;
    await work(async ({ database: own, succeed }) => {
      runs += 1;
      await own.transaction((tx) => succeed(tx, receipt));
    });
    const rolledBack = database.transaction(async (tx) => {
      await enqueueJob(tx, 'import', admin.userId, {});
      throw new Error('rolled back');
    });
    await expect(rolledBack).rejects.toThrow('rolled back');
    await expectSoon(await enqueue()).toMatchObject({ state: 'succeeded' });
    expect(runs).toBe(1);
  });

  it('is told to the one who caused it and to admins, in their language', async () => {
    await work(() => Promise.reject(new UnreadableFile('too_many_rows', { limit: 1_000_000 })));
    const jobId = await enqueue();
    await expectSoon(jobId).toMatchObject({ state: 'failed', error: { code: 'too_many_rows', title: 'Too many rows' } });
    const indonesian = await admin.get(`/jobs/${jobId}`, { 'accept-language': 'id' });
    expect(indonesian.body).toMatchObject({
      error: { title: 'Terlalu banyak baris', detail: expect.stringContaining('1.000.000 baris') as string },
    });
    expect((await staff.get(`/jobs/${jobId}`)).status).toBe(404);
    for (const id of ['0', 'abc', '99999999', '%00']) expect((await admin.get(`/jobs/${id}`)).status).toBe(404);
  });

  it.each([
    ['a problem', () => problem('upload_used'), 'upload_used'],
    ['a fault', () => new Error('nobody foresaw this'), 'unexpected'],
  ])('that meets %s fails for good, leaves nothing and tells its module', async (_, make, code) => {
    const told: string[] = [];
    const fall: JobHandler['run'] = ({ database: own }) =>
      own.transaction(async (tx) => {
        await sql`insert into products (name) values ('Half done')`.execute(tx);
        throw make();
      });
    await work(fall, async (_tx, { error }) => void told.push(error.code));
    const jobId = await enqueue();
    await expectSoon(jobId).toMatchObject({ state: 'failed', error: { code } });
    expect((await admin.get(`/jobs/${jobId}`)).text).not.toContain('nobody foresaw this');
    expect(told).toEqual([code]);
    const { rows } = await sql`select 1 from products where name = 'Half done'`.execute(database.db);
    expect(rows).toHaveLength(0);
  });

  it('that only says that it is done, without its work, is a fault', async () => {
    await work(() => Promise.resolve());
    await expectSoon(await enqueue()).toMatchObject({ state: 'failed', error: { code: 'unexpected' } });
  });

  it('that another run has taken over is not settled twice', async () => {
    let runs = 0;
    await work(async ({ jobId, database: own, succeed }) => {
      runs += 1;
      // What a supervisor does that takes this process for dead: another run begins.
      await sql`update jobs set attempt = attempt + 1 where id = ${jobId}`.execute(own.db);
      await own.transaction(async (tx) => {
        await sql`insert into products (name) values ('Too late')`.execute(tx);
        await succeed(tx, receipt);
      });
    });
    const jobId = await enqueue();
    await expect.poll(() => runs).toBe(1);
    await stops.pop()?.();
    expect(await read(jobId)).toMatchObject({ state: 'running' });
    const { rows } = await sql`select 1 from products where name = 'Too late'`.execute(database.db);
    expect(rows).toHaveLength(0);
    await sql`delete from jobs where id = ${jobId}`.execute(database.db);
  });

  it('that a stop interrupts is run again by the next start', async () => {
    let runs = 0;
    await work(async ({ signal, database: own, succeed }) => {
      runs += 1;
      if (runs === 1) await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))));
      await own.transaction((tx) => succeed(tx, receipt));
    });
    const jobId = await enqueue();
    await expect.poll(() => runs).toBe(1);
    await stops.pop()?.();
    expect(await read(jobId)).toMatchObject({ state: 'running' });
    await work(async ({ database: own, succeed }) => {
      runs += 1;
      await own.transaction((tx) => succeed(tx, receipt));
    });
    await expectSoon(jobId).toMatchObject({ state: 'succeeded' });
    expect(runs).toBe(2);
  });

  describe('whose failure could not be written', () => {
    const fullDisk = sql`
      create function refuse_failure() returns trigger language plpgsql as
        $$ begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$;
      create trigger full_disk before update on jobs for each row when (new.state = 'failed') execute function refuse_failure()`;
    const told: string[] = [];
    const onFailed: JobHandler['onFailed'] = async (_tx, { jobId, error }) => void told.push(`${jobId} ${error.code}`);

    /** What the queue does after its last try. */
    const giveUp = (jobId: string) => sql`delete from pgboss.job where data ->> 'jobId' = ${jobId}`.execute(database.db);

    it('is settled as failed once the queue has given it up, at the next start or by the clock, and its module is told', async () => {
      await fullDisk.execute(database.db);
      await work(() => Promise.reject(problem('upload_used')), onFailed);
      const jobId = await enqueue();
      await expectSoon(jobId).toMatchObject({ state: 'running' });
      await stops.pop()?.();
      await giveUp(jobId);
      const waiting = await enqueue();
      const handlers: JobHandler[] = [{ kind: 'import', run: () => new Promise(() => undefined), onFailed }];
      await expect(settleJobs(database, handlers, logger)).rejects.toThrow('There is no room');
      expect(await read(jobId)).toMatchObject({ state: 'running' });
      await sql`drop trigger full_disk on jobs`.execute(database.db);
      await settleJobs(database, handlers, logger);
      expect(await read(jobId)).toMatchObject({ state: 'failed', error: { code: 'given_up' } });
      expect(told).toEqual([`${jobId} given_up`]);
      // What is still to be run is not given up.
      expect(await read(waiting)).toMatchObject({ state: 'queued' });
      await giveUp(waiting);
      await work(() => new Promise(() => undefined), onFailed);
      expect(await read(waiting)).toMatchObject({ state: 'failed', error: { code: 'given_up' } });
      expect(told).toHaveLength(2);
    });

    it('does not keep the others from being settled', async () => {
      const stuck = await enqueue();
      const next = await enqueue();
      for (const jobId of [stuck, next]) await giveUp(jobId);
      const refuse: JobHandler['onFailed'] = async (_tx, { jobId }) => {
        if (jobId === stuck) throw new Error('planted');
      };
      const handlers: JobHandler[] = [{ kind: 'import', run: () => new Promise(() => undefined), onFailed: refuse }];
      await expect(settleJobs(database, handlers, logger)).rejects.toThrow('planted');
      expect(await read(next)).toMatchObject({ state: 'failed', error: { code: 'given_up' } });
      await sql`delete from jobs where id = ${stuck}`.execute(database.db);
    });
  });

  it('that finds no room on the disk says so', async () => {
    await work(() => Promise.reject(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })));
    await expectSoon(await enqueue()).toMatchObject({ state: 'failed', error: { code: 'disk_full' } });
  });
});
