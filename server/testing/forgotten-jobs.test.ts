import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { announceEvent } from '../domain/audit/announce-event.ts';
import { appendEvent } from '../domain/audit/append-event.ts';
import { findNotifications } from '../domain/notifications/notifications.queries.ts';
import { jobsTold } from '../domain/notifications/tell-of-failed-import.ts';
import { addUser, type Person } from './builders.ts';
import { testDatabase } from './database.ts';
import type { Database } from '../platform/db/database.ts';
import { forgetOldJobs } from '../platform/jobs/forget-jobs.ts';

let database: Database;
let admin: Person;

beforeAll(async () => {
  database = await testDatabase();
  admin = await addUser(database.db, 'admin', 'Budi');
});

beforeEach(async () => {
  await sql`truncate jobs`.execute(database.db);
});

async function addJob(state: 'queued' | 'running' | 'succeeded' | 'failed', days: number): Promise<string> {
  const ended = state === 'succeeded' || state === 'failed';
  const { rows } = await sql<{ id: string }>`
    insert into jobs (kind, user_id, state, created_at, finished_at, error, input)
    values ('import', ${admin.userId}, ${state}, now() - make_interval(days => ${days}, mins => 1),
      ${ended ? sql`now() - make_interval(days => ${days}, mins => 1)` : null}, ${state === 'failed' ? '{"code":"unexpected"}' : null}::jsonb,
      '{"order":{"name":"Desember","module":"bonanza"}}')
    returning id
  `.execute(database.db);
  return rows[0]?.id ?? '';
}

async function jobs(): Promise<string[]> {
  return (await database.db.selectFrom('jobs').select('id').orderBy('id').execute()).map(({ id }) => id);
}

test('jobs that ended are kept for 90 days, and what has not ended for as long as it takes', async () => {
  const kept = [await addJob('succeeded', 89), await addJob('failed', 89), await addJob('queued', 400), await addJob('running', 400)];
  await addJob('succeeded', 90);
  await addJob('failed', 90);
  expect(await forgetOldJobs(database.db, jobsTold)).toBe(2);
  expect(await jobs()).toEqual(kept);
});

test('a failed import that a notification speaks of keeps its name', async () => {
  const jobId = await addJob('failed', 400);
  await addJob('failed', 400);
  await database.transaction(async (tx) => {
    const id = await appendEvent(tx, admin, { act: 'databases.import_failed', subjectType: 'job', subjectId: jobId });
    await announceEvent(tx, { id, act: 'databases.import_failed', actor: admin });
  });
  await forgetOldJobs(database.db, jobsTold);
  expect(await jobs()).toEqual([jobId]);
  expect((await findNotifications(database.db, admin, { page: 1, pageSize: 10 })).items).toMatchObject([
    { title: 'Impor Desember gagal, tidak ada yang tersimpan', link: '/bonanza' },
  ]);
});
