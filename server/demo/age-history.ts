import { sql } from 'kysely';
import type { Database, Tx } from '../platform/db/database.ts';
import { cardTitle } from '../domain/records/records.rules.ts';
import type { Step } from './stage.ts';

/** What the program keeps about itself is no part of the story. */
const untouched = new Set(['schema_migrations']);

interface TableTimes {
  readonly table: string;
  readonly columns: readonly string[];
}

/**
 * Moves what was just played to the moments of the story: each time that was written since the first step goes back by the
 * distance of the step it falls into. Rows keep their order, and nothing but times changes, so every figure stays. Triggers
 * rest meanwhile: no row enters a state here. Needs a superuser.
 */
export async function ageHistory(database: Database, steps: readonly Step[]): Promise<void> {
  const [first] = steps;
  if (first === undefined) return;
  await database.transaction(
    async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx);
      await keepSteps(tx, steps);
      await moveTitles(tx, first.began);
      for (const times of await findTimes(tx)) await moveTimes(tx, times, first.began);
    },
    { statementTimeout: 0 },
  );
}

async function keepSteps(tx: Tx, steps: readonly Step[]): Promise<void> {
  await sql`create temporary table story_steps (began timestamptz primary key, shift interval not null) on commit drop`.execute(tx);
  await sql`
    insert into story_steps select began, make_interval(secs => shift / 1000)
    from unnest(${steps.map(({ began }) => began)}::timestamptz[], ${steps.map(({ shift }) => shift)}::float8[]) as step (began, shift)
    on conflict (began) do update set shift = excluded.shift
  `.execute(tx);
  await sql`
    create or replace function pg_temp.story_time(moment timestamptz) returns timestamptz language sql stable as $$
      select moment - coalesce((select shift from story_steps where began <= moment order by began desc limit 1), interval '0')
    $$
  `.execute(tx);
}

/** Every moment that any table keeps; whatever a migration adds is found. */
async function findTimes(tx: Tx): Promise<TableTimes[]> {
  const { rows } = await sql<TableTimes>`
    select table_name as table, array_agg(column_name::text order by column_name) as columns
    from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_schema = 'public' and table_type = 'BASE TABLE' and data_type = 'timestamp with time zone' and is_generated = 'NEVER'
    group by table_name order by table_name
  `.execute(tx);
  return rows.filter(({ table }) => !untouched.has(table));
}

async function moveTimes(tx: Tx, { table, columns }: TableTimes, began: string): Promise<void> {
  const set = columns.map((column) => sql`${sql.ref(column)} = pg_temp.story_time(${sql.ref(column)})`);
  const written = columns.map((column) => sql`${sql.ref(column)} >= ${began}::timestamptz`);
  await sql`update ${sql.table(table)} set ${sql.join(set)} where ${sql.join(written, sql` or `)}`.execute(tx);
}

/** A card bears the day on which it was made; a card that was transferred bears the day of the card it comes from. */
async function moveTitles(tx: Tx, began: string): Promise<void> {
  const { rows } = await sql<{ id: string; title: string; original: string; madeOn: string; toldOn: string }>`
    select id, title, original_title as original, business_day(created_at) as "madeOn", business_day(pg_temp.story_time(created_at)) as "toldOn"
    from batches where created_at >= ${began}::timestamptz
  `.execute(tx);
  for (const { id, title, original, madeOn, toldOn } of rows) {
    const [made, told] = [cardTitle('', madeOn), cardTitle('', toldOn)];
    const moved = (text: string): string => (text.endsWith(made) ? text.slice(0, -made.length) + told : text);
    await tx
      .updateTable('batches')
      .set({ title: moved(title), original_title: moved(original) })
      .where('id', '=', id)
      .execute();
  }
}
