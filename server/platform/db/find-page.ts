import { type RawBuilder, sql } from 'kysely';
import type { Db } from './database.ts';

interface PageRequest {
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
  /** A quicker way to the number of the source's rows than counting them: a select of `page_total`. */
  readonly total?: RawBuilder<unknown> | undefined;
}

export interface DetailedPageQuery extends PageQuery {
  /** The id of a row of the source. */
  readonly id: RawBuilder<unknown>;
  /** Left joins from `page.id` to all that the columns speak of, made for the rows of the page alone. */
  readonly details: RawBuilder<unknown>;
}

export interface Page<Row> {
  readonly rows: Row[];
  readonly total: number;
}

/** One page of a list and its exact total, both of the same moment: one statement sees one snapshot. */
export async function findPage<Row extends object>(db: Db, query: PageQuery): Promise<Page<Row>> {
  const { rows } = await sql<Numbered<Row>>`
    with page as (
      select row_number() over () as page_place, chosen.* from (
        select ${query.columns} ${query.source} order by ${query.orderBy} ${limits(query)}
      ) chosen
    ), total as (${query.total ?? sql`select count(*)::int as page_total ${query.source}`})
    select page_total, page.* from total left join page on true order by page_place
  `.execute(db);
  return toPage(rows);
}

/** The same for wide lists: rows are chosen and counted from the few tables the filter needs, the rest is joined to the page alone. */
export async function findDetailedPage<Row extends object>(db: Db, query: DetailedPageQuery): Promise<Page<Row>> {
  const { rows } = await sql<Numbered<Row>>`
    with page as (
      select row_number() over () as page_place, chosen.id from (
        select ${query.id} as id ${query.source} order by ${query.orderBy} ${limits(query)}
      ) chosen
    ), total as (${query.total ?? sql`select count(*)::int as page_total ${query.source}`})
    select page_total, page_place, ${query.columns} from total left join page on true ${query.details} order by page_place
  `.execute(db);
  return toPage(rows);
}

type Numbered<Row> = Row & { page_total: number; page_place: string | null };

function limits({ page, pageSize }: PageRequest): RawBuilder<unknown> {
  return sql`limit ${pageSize} offset ${(page - 1) * pageSize}`;
}

function toPage<Row extends object>(rows: readonly Numbered<Row>[]): Page<Row> {
  const found: Row[] = [];
  for (const { page_total: _total, page_place: place, ...row } of rows) if (place !== null) found.push(row as unknown as Row);
  return { rows: found, total: rows[0]?.page_total ?? 0 };
}
