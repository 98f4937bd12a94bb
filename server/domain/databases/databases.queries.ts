import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { Database as DatabaseAnswer, DatabaseCounts, databaseForStaff, listDatabases } from '../../../contract/databases.ts';
import type { Actor } from '../../platform/actor.ts';
import { beginOfDay, endOfDay } from '../../platform/db/business-days.ts';
import type { Db } from '../../platform/db/database.ts';
import { keptPlan } from '../../platform/db/keep-plans.ts';
import { alphabetical, textsHold } from '../../platform/db/texts.ts';
import { problem } from '../../platform/http/problem.ts';

type Query = z.output<typeof listDatabases.query>;
type ForStaff = z.infer<typeof databaseForStaff>;

interface ChosenRow extends Omit<DatabaseAnswer, 'receipt' | 'counts'>, DatabaseCounts {
  readonly duplicateInFile: number;
  readonly existing: number;
  readonly emptyKey: number;
  readonly unreadable: number;
  readonly phonesUnreadable: number;
}

type Sums = DatabaseCounts & { readonly found: number };

/** Conflicts are counted once for all databases, which is far quicker than database by database. */
const chosen = (where: RawBuilder<unknown>) => sql`
  select database.id, database.name, database.module, database.product_id as "productId", product.name as "productName", database.columns,
    database.file_name as "fileName", database.imported_at as "importedAt", importer.name as "importedBy",
    database.rows_duplicate as "duplicateInFile", database.rows_existing as existing, database.rows_without_key as "emptyKey",
    database.rows_unreadable as unreadable, database.phones_unreadable as "phonesUnreadable",
    counts.imported, counts.total, counts.available, counts.assigned, counts.archived, counts.deleted,
    counts.unvalidated, counts.valid, counts.invalid, coalesce(conflicts.count, 0) as conflict
  from databases database
  join products product on product.id = database.product_id
  join database_counts counts on counts.database_id = database.id
  left join users importer on importer.id = database.imported_by
  left join (select database_id, count(*)::int as count from record_conflicts where not kept group by database_id) conflicts
    on conflicts.database_id = database.id
  where ${where}
`;

const countNames = [
  'imported',
  'total',
  'available',
  'assigned',
  'archived',
  'deleted',
  'unvalidated',
  'valid',
  'invalid',
  'conflict',
] as const;
const sums = sql.join(countNames.map((name) => sql`coalesce(sum(${sql.ref(name)}), 0)::int as ${sql.ref(name)}`));

const orders: { readonly [Sort in Query['sort']]: RawBuilder<unknown> } = {
  importedAt: sql`"importedAt", id`,
  '-importedAt': sql`"importedAt" desc, id desc`,
  name: sql`${alphabetical(sql`name`)}, id`,
  '-name': sql`${alphabetical(sql`name`)} desc, id desc`,
  available: sql`available, id`,
  '-available': sql`available desc, id desc`,
  assigned: sql`assigned, id`,
  '-assigned': sql`assigned desc, id desc`,
  archived: sql`archived, id`,
  '-archived': sql`archived desc, id desc`,
  imported: sql`imported, id`,
  '-imported': sql`imported desc, id desc`,
};

/** A page of databases: for admins with the sums over the whole filter, for staff those of module normal with what is available. */
export async function findDatabases(db: Db, viewer: Actor, query: Query): Promise<z.input<typeof listDatabases.output>> {
  const { rows, sum } = await findPageAndSums(db, viewer, query);
  const { found: total, ...counts } = sum;
  const page = { total, page: query.page, pageSize: query.pageSize };
  return viewer.role === 'staff' ? { ...page, items: rows.map(answerForStaff) } : { ...page, items: rows.map(answerOf), counts };
}

/** One statement, so that page, total and sums are of the same moment. */
async function findPageAndSums(db: Db, viewer: Actor, query: Query): Promise<{ rows: ChosenRow[]; sum: Sums }> {
  const { page, pageSize } = query;
  const { rows } = await sql<ChosenRow & { sum: Sums; place: string | null }>`${keptPlan}
    with chosen as materialized (${chosen(filter(viewer, query))}),
    page as (
      select row_number() over () as place, ordered.*
      from (select * from chosen order by ${orders[query.sort]} limit ${pageSize} offset ${(page - 1) * pageSize}) ordered
    ),
    sums as (select count(*)::int as found, ${sums} from chosen)
    select to_jsonb(sums) as sum, page.* from sums left join page on true order by place
  `.execute(db);
  const [first] = rows;
  if (first === undefined) throw new Error('The sums of a list are always one row');
  return { rows: rows.filter((row) => row.place !== null), sum: first.sum };
}

function filter(viewer: Actor, query: Query): RawBuilder<unknown> {
  const { q = '' } = query;
  const [module, productId, available] = [query.module ?? null, query.productId ?? null, query.available ?? null];
  const [from, to] = [query.importedFrom ?? null, query.importedTo ?? null];
  return sql`
    (${viewer.role}::text <> 'staff' or database.module = 'normal')
    and (${module}::text is null or database.module = ${module})
    and (${productId}::bigint is null or database.product_id = ${productId})
    and (${available}::boolean is null or (counts.available > 0) = ${available}::boolean)
    and ${from === null ? sql`true` : sql`database.imported_at >= ${beginOfDay(from)}`}
    and ${to === null ? sql`true` : sql`database.imported_at < ${endOfDay(to)}`}
    and ${textsHold(q, [sql`database.name`])}
  `;
}

/** One database. Throws not_found. */
export async function findDatabase(db: Db, databaseId: string): Promise<DatabaseAnswer> {
  const { rows } = await sql<ChosenRow>`${chosen(sql`database.id = ${databaseId}`)}`.execute(db);
  const [found] = rows;
  if (found === undefined) throw problem('not_found');
  return answerOf(found);
}

function answerOf(row: ChosenRow): DatabaseAnswer {
  const { duplicateInFile, existing, emptyKey, unreadable, phonesUnreadable, ...rest } = row;
  const { imported, total, available, assigned, archived, deleted, unvalidated, valid, invalid, conflict, ...described } = rest;
  const rows = imported + duplicateInFile + existing + emptyKey + unreadable;
  return {
    ...described,
    receipt: { rows, imported, duplicateInFile, existing, emptyKey, unreadable, phonesUnreadable },
    counts: { imported, total, available, assigned, archived, deleted, unvalidated, valid, invalid, conflict },
  };
}

function answerForStaff({ id, name, module, productId, productName, available }: ChosenRow): ForStaff {
  return { id, name, module, productId, productName, available };
}
