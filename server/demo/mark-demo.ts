import { sql } from 'kysely';
import type { Database, Db } from '../platform/db/database.ts';

/** What a database is to the demo: its own, told to the end or not; without anything; or somebody's real data. */
export type DemoState = 'told' | 'begun' | 'empty' | 'foreign';

const marks = { begun: 'The demo of Cermat, not told to its end', told: 'The demo of Cermat' } as const;

async function readMark(db: Db): Promise<string | null> {
  const { rows } = await sql<{ mark: string | null }>`
    select shobj_description(oid, 'pg_database') as mark from pg_database where datname = current_database()
  `.execute(db);
  return rows[0]?.mark ?? null;
}

/** Reads whose database this is, whatever version it is of. The mark is a comment on the database itself, so it is where the data is. */
export async function readDemoState(db: Db): Promise<DemoState> {
  const mark = await readMark(db);
  if (mark === marks.told) return 'told';
  if (mark === marks.begun) return 'begun';
  const { rows: tables } = await sql`select where to_regclass('public.users') is not null`.execute(db);
  if (tables.length === 0) return 'empty';
  const { rows } = await sql`select from users union all select from events limit 1`.execute(db);
  return rows.length === 0 ? 'empty' : 'foreign';
}

export async function markDemo(db: Db, state: keyof typeof marks): Promise<void> {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db);
  await sql`comment on database ${sql.id(rows[0]?.name ?? '')} is ${sql.lit(marks[state])}`.execute(db);
}

/**
 * Throws away a demo with its tables, of whatever version; the next start migrates anew. Answers false, and changes nothing,
 * for a database that is not the demo's own.
 */
export async function dropDemo(database: Database): Promise<boolean> {
  const mark = await readMark(database.db);
  if (mark !== marks.told && mark !== marks.begun) return false;
  await markDemo(database.db, 'begun');
  await database.transaction(async (tx) => {
    await sql`drop schema if exists pgboss cascade`.execute(tx);
    await sql`drop schema if exists public cascade`.execute(tx);
    await sql`create schema public`.execute(tx);
  });
  return true;
}
