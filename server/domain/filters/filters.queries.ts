import { sql } from 'kysely';
import type { SavedFilter } from '../../../contract/filters.ts';
import type { Db } from '../../platform/db/database.ts';
import { alphabetical } from '../../platform/db/texts.ts';
import { problem } from '../../platform/http/problem.ts';

/** A user's filters of a page, by name. */
export async function findSavedFilters(db: Db, userId: string | null, page: string): Promise<{ items: SavedFilter[] }> {
  const { rows: items } = await sql<SavedFilter>`
    select id, page, name, search from saved_filters where user_id = ${userId} and page = ${page} order by ${alphabetical(sql`name`)}, id`.execute(
    db,
  );
  return { items };
}

/** One of the user's own filters. Throws not_found. */
export async function findSavedFilter(db: Db, userId: string | null, filterId: string): Promise<SavedFilter> {
  const { rows } = await sql<SavedFilter>`
    select id, page, name, search from saved_filters where id = ${filterId} and user_id = ${userId}`.execute(db);
  const [filter] = rows;
  if (filter === undefined) throw problem('not_found');
  return filter;
}
