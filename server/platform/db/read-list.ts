import { sql } from 'kysely';
import type { Db } from './database.ts';
import type { DetailedPageQuery } from './find-page.ts';

/** Rows that are read, and made into a file, at a time: few enough that others are answered in between. */
const rowsAtOnce = 500;

export type DetailedListQuery = Omit<DetailedPageQuery, 'page' | 'pageSize'>;

/** Every row of a list, to be read within one snapshot, where all its queries see the same. */
export interface WholeList<Row> {
  readonly count: (db: Db) => Promise<number>;
  readonly rows: (db: Db) => AsyncIterable<readonly Row[]>;
}

/** How many rows a list has: kept, where somebody keeps it, else counted. */
async function countRows(
  db: Db,
  { source, total = sql`select count(*)::int as page_total ${source}` }: DetailedListQuery,
): Promise<number> {
  const { rows } = await sql<{ page_total: number }>`${total}`.execute(db);
  return rows[0]?.page_total ?? 0;
}

/** A wide list: its ids come from a cursor in their order, all else is looked up for a piece of them at a time. */
export function wholeList<Row>(query: DetailedListQuery): WholeList<Row> {
  return { count: (db) => countRows(db, query), rows: (db) => readPieces<Row>(db, query) };
}

async function* readPieces<Row>(db: Db, { id, columns, source, details, orderBy }: DetailedListQuery): AsyncGenerator<Row[]> {
  await sql`declare listed no scroll cursor for select ${id} as id ${source} order by ${orderBy}`.execute(db);
  for (;;) {
    const found = await sql<{ id: string }>`fetch ${sql.raw(String(rowsAtOnce))} from listed`.execute(db);
    const ids = found.rows.map((row) => row.id);
    const { rows } = await sql<Row>`
      select ${columns} from unnest(${ids}::bigint[]) with ordinality as page (id, page_place) ${details} order by page.page_place
    `.execute(db);
    if (rows.length > 0) yield rows;
    if (ids.length < rowsAtOnce) return;
  }
}

interface PageOfList<Row> {
  readonly items: readonly Row[];
  readonly total: number;
}

/** A list that is short enough to be asked for page by page. */
export function pagedList<Row>(find: (db: Db, page: { page: number; pageSize: number }) => Promise<PageOfList<Row>>): WholeList<Row> {
  return {
    count: async (db) => (await find(db, { page: 1, pageSize: 1 })).total,
    async *rows(db) {
      for (let page = 1; ; page += 1) {
        const { items } = await find(db, { page, pageSize: rowsAtOnce });
        if (items.length > 0) yield items;
        if (items.length < rowsAtOnce) return;
      }
    },
  };
}
