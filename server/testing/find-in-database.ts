import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';

interface Column {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

/** Every column of every table there is, the queue's too, that can hold a text. */
async function textColumns(db: Db): Promise<Column[]> {
  const { rows } = await sql<Column>`
    select columns.table_schema as schema, columns.table_name as table, columns.column_name as column, columns.data_type as type
    from information_schema.columns columns
    join information_schema.tables tables using (table_schema, table_name)
    where tables.table_type = 'BASE TABLE' and columns.table_schema not in ('pg_catalog', 'information_schema')
      and columns.data_type not in ('bigint', 'integer', 'smallint', 'boolean', 'date', 'timestamp with time zone', 'uuid')
    order by 1, 2, columns.ordinal_position
  `.execute(db);
  return rows;
}

/** Where in the whole database one of these texts stands, whatever its case: `table.column: text`. */
export async function findInDatabase(db: Db, texts: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const { schema, table, column, type } of await textColumns(db)) {
    const shown = type === 'bytea' ? sql`encode(${sql.ref(column)}, 'escape')` : sql`${sql.ref(column)}::text`;
    const { rows } = await sql<{ text: string }>`
      select text from unnest(${texts}::text[]) wanted (text)
      where exists (select from ${sql.table(`${schema}.${table}`)} where strpos(lower(${shown}), lower(wanted.text)) > 0)
    `.execute(db);
    found.push(...rows.map(({ text }) => `${table}.${column}: ${text}`));
  }
  return found;
}
