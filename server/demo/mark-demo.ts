import { sql } from 'kysely';
import type { Database, Db } from '../platform/db/database.ts';

/** What a database is to the demo: its own, told to the end or not; without anything; or somebody's real data. */
export type DemoState = 'told' | 'begun' | 'empty' | 'foreign';

const marks = { begun: 'The demo of Cermat, not told to its end', told: 'The demo of Cermat' } as const;

/** Reads whose database this is. The mark is a comment on the database itself, so it is where the data is. */
export async function readDemoState(db: Db): Promise<DemoState> {
  const { rows } = await sql<{ mark: string | null; used: boolean }>`
    select shobj_description(oid, 'pg_database') as mark, exists (select from users) or exists (select from events) as used
    from pg_database where datname = current_database()
  `.execute(db);
  const [found] = rows;
  if (found?.mark === marks.told) return 'told';
  if (found?.mark === marks.begun) return 'begun';
  return found?.used === false ? 'empty' : 'foreign';
}

export async function markDemo(db: Db, state: keyof typeof marks): Promise<void> {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db);
  await sql`comment on database ${sql.id(rows[0]?.name ?? '')} is ${sql.lit(marks[state])}`.execute(db);
}

/** Throws away a demo with its tables; the next start migrates anew. Throws for any database that is not the demo's own. */
export async function dropDemo(database: Database): Promise<void> {
  const state = await readDemoState(database.db);
  if (state !== 'told' && state !== 'begun') throw new Error(`Not the demo's database but a ${state} one`);
  await markDemo(database.db, 'begun');
  await database.transaction(async (tx) => {
    await sql`drop schema if exists pgboss cascade`.execute(tx);
    await sql`drop schema public cascade`.execute(tx);
    await sql`create schema public`.execute(tx);
  });
}
