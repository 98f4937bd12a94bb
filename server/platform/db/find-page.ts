import { type RawBuilder, sql } from 'kysely';
import type { Db } from './database.ts';

export interface PageRequest {
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
}

export interface PageQuery extends PageRequest {
  /** The select list, each column named as the row's field. */
  readonly columns: RawBuilder<unknown>;
  /** Everything from `from` to `where`. */
  readonly source: RawBuilder<unknown>;
  /** A total order, so that no row is on two pages. */
  readonly orderBy: RawBuilder<unknown>;
}

export interface Page<Row> {
  readonly rows: Row[];
  readonly total: number;
}

/** One page of a list and its exact total, both of the same moment: one statement sees one snapshot. */
export async function findPage<Row extends object>(db: Db, query: PageQuery): Promise<Page<Row>> {
  const { rows } = await sql<Row & { page_total: number; page_place: string | null }>`
    with page as (
      select row_number() over () as page_place, chosen.* from (
        select ${query.columns} ${query.source}
        order by ${query.orderBy} limit ${query.pageSize} offset ${(query.page - 1) * query.pageSize}
      ) chosen
    ), total as (select count(*)::int as page_total ${query.source})
    select page_total, page.* from total left join page on true order by page_place
  `.execute(db);
  const total = rows[0]?.page_total ?? 0;
  const found = rows.filter(({ page_place }) => page_place !== null);
  for (const row of found) {
    Reflect.deleteProperty(row, 'page_total');
    Reflect.deleteProperty(row, 'page_place');
  }
  return { rows: found, total };
}

/** A pattern for `like` that finds the text anywhere, its own wildcards taken literally. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
