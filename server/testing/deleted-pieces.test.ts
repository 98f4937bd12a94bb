import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { jobsTold } from '../domain/notifications/tell-of-failed-import.ts';
import { addUser } from './builders.ts';
import { testDatabase } from './database.ts';
import { thorough } from './thoroughness.ts';
import { forgetOldAnswers } from '../platform/http/answer-once.ts';
import { forgetOldJobs } from '../platform/jobs/forget-jobs.ts';
import type { Database, Db } from '../platform/db/database.ts';
import type { Pieces } from '../platform/db/delete-in-pieces.ts';

const fresh = thorough ? 1_000_000 : 100_000;
const old = 250;

let database: Database;
let userId: string;

beforeAll(async () => {
  database = await testDatabase();
  ({ userId } = await addUser(database.db, 'admin', 'Budi'));
  await sql`create table pieces (size integer)`.execute(database.db);
  await sql`
    create function note_piece() returns trigger language plpgsql as
      $$ begin insert into pieces select count(*) from gone; return null; end $$`.execute(database.db);
  for (const table of ['idempotency_keys', 'jobs']) {
    await sql`
      create trigger pieces after delete on ${sql.table(table)} referencing old table as gone for each statement execute function note_piece()
    `.execute(database.db);
  }
}, 300_000);

beforeEach(async () => {
  await sql`truncate pieces`.execute(database.db);
});

const kinds = [
  {
    table: 'idempotency_keys',
    forget: (db: Db, pieces?: Pieces) => forgetOldAnswers(db, pieces),
    add: (count: number, days: number) => sql`
      insert into idempotency_keys (user_id, key, method, path, body_hash, created_at)
      select ${userId}::bigint, ${`${days} days: `} || number, 'POST', '/products', sha256('')::bytea, now() - make_interval(days => ${days})
      from generate_series(1, ${count}::int) number`,
  },
  {
    table: 'jobs',
    forget: (db: Db, pieces?: Pieces) => forgetOldJobs(db, jobsTold, pieces),
    add: (count: number, days: number) => sql`
      insert into jobs (kind, user_id, state, finished_at) select 'check', ${userId}::bigint, 'succeeded', now() - make_interval(days => ${days})
      from generate_series(1, ${count}::int)`,
  },
] as const;

describe.each(kinds)('what is old of $table', ({ table, forget, add }) => {
  beforeAll(async () => {
    await add(fresh, 1).execute(database.db);
    await sql`vacuum analyze ${sql.table(table)}`.execute(database.db);
  }, 300_000);

  it('is deleted without reading what is not', async () => {
    await add(old, 100).execute(database.db);
    const read = await database.transaction(async (tx) => {
      const rowsRead = async () => {
        const { rows } = await sql<{ read: number }>`
          select sum(pg_stat_get_xact_tuples_returned(place.oid))::int as read
          from (select ${table}::regclass::oid as oid union all select indexrelid from pg_index where indrelid = ${table}::regclass) place
        `.execute(tx);
        return rows[0]?.read ?? 0;
      };
      const before = await rowsRead();
      expect(await forget(tx)).toBe(old);
      return (await rowsRead()) - before;
    });
    expect(read).toBeGreaterThanOrEqual(old);
    expect(read).toBeLessThan(10 * old);
  });

  it('is deleted piece by piece, and what is too much for one run by the next', async () => {
    await add(old, 100).execute(database.db);
    const pieces = { size: 40, most: 4 };
    expect(await forget(database.db, pieces)).toBe(160);
    expect(await forget(database.db, pieces)).toBe(90);
    expect(await forget(database.db, pieces)).toBe(0);
    const { rows } = await sql<{ size: number }>`select size from pieces where size > 0`.execute(database.db);
    expect(rows.map(({ size }) => size)).toEqual([40, 40, 40, 40, 40, 40, 10]);
    const left = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`.execute(database.db);
    expect(left.rows).toEqual([{ count: fresh }]);
  });

  it('does not wait for a row that somebody else has', async () => {
    await add(2, 100).execute(database.db);
    await database.transaction(async (tx) => {
      await sql`select from ${sql.table(table)} where ctid = (select max(ctid) from ${sql.table(table)}) for update`.execute(tx);
      expect(await forget(database.db)).toBe(1);
    });
    expect(await forget(database.db)).toBe(1);
  });
});
