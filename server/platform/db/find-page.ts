import { type RawBuilder, sql } from 'kysely';
import type { Db } from './database.ts';
import { keptPlan } from './keep-plans.ts';

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
  /** Its rows are few, and finding them is what takes time: they are counted on the way, not once more. */
  readonly countsOnTheWay?: boolean;
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
    with ${pageAndTotal(query, limits(query))}
    select page_total, page_place, ${query.columns} from total left join page on true ${query.details} order by page_place
  `.execute(db);
  return toPage(rows);
}

/** The ids of a page in their places, and the total. */
function pageAndTotal(
  { id, source, orderBy, total, countsOnTheWay = false }: DetailedPageQuery,
  limit: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const counted = sql`select count(*)::int as page_total ${source}`;
  // Behind the last page there is no row to tell the number.
  const told = sql`select coalesce((select max(page.counted) from page), (${counted}))::int as page_total`;
  return sql`page as (
      select row_number() over () as page_place, chosen.* from (
        select ${id} as id ${countsOnTheWay ? sql`, count(*) over () as counted` : sql``} ${source} order by ${orderBy} ${limit}
      ) chosen
    ), total as (${countsOnTheWay ? told : (total ?? counted)})`;
}

export interface JsonPageQuery extends DetailedPageQuery {
  /** Its plan is the same whatever the values of its parameters are, and is kept (keep-plans.ts). */
  readonly keepsPlan: boolean;
}

/** The rows of a page, each as an object with its columns, in the text of a JSON list. */
interface JsonPage {
  readonly items: string;
  readonly total: number;
}

/** The same with the rows written as JSON by the database, so that nobody reads them to write them again. */
export async function findJsonPage(db: Db, query: JsonPageQuery): Promise<JsonPage> {
  const { rows } = await sql<JsonPage>`${query.keepsPlan ? keptPlan : sql``}
    with ${pageAndTotal(query, literalLimits(query))}
    select page_total as total,
      coalesce((select json_agg(item)::text from (select ${query.columns} from page ${query.details} order by page_place) item), '[]') as items
    from total
  `.execute(db);
  const [page] = rows;
  if (page === undefined) throw new Error('A page without a total');
  return page;
}

/** A moment as answers tell it, in a statement that writes JSON: RFC 3339 in UTC with all that the database knows of it. */
export const asInstant = (moment: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`replace((${moment} at time zone 'UTC')::text, ' ', 'T') || 'Z'`;

/** In the text itself: a plan that is kept goes by how many rows are wanted. */
const literalLimits = ({ page, pageSize }: PageRequest): RawBuilder<unknown> =>
  sql`limit ${sql.lit(pageSize)} offset ${sql.lit((page - 1) * pageSize)}`;

type Numbered<Row> = Row & { page_total: number; page_place: string | null };

function limits({ page, pageSize }: PageRequest): RawBuilder<unknown> {
  return sql`limit ${pageSize} offset ${(page - 1) * pageSize}`;
}

function toPage<Row extends object>(rows: readonly Numbered<Row>[]): Page<Row> {
  const found: Row[] = [];
  for (const { page_total: _total, page_place: place, ...row } of rows) if (place !== null) found.push(row as unknown as Row);
  return { rows: found, total: rows[0]?.page_total ?? 0 };
}
