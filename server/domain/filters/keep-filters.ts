import { sql } from 'kysely';
import type { z } from 'zod';
import { type changeSavedFilter, mostSavedFilters, type saveFilter } from '../../../contract/filters.ts';
import type { Actor } from '../../platform/actor.ts';
import { violatedConstraint } from '../../platform/db/database-errors.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { appendEvent } from '../audit/append-event.ts';

/**
 * Keeps a filter for its user (docs/domain.md, Saved filters); answers its id. The event holds neither name nor search,
 * which may speak of a member. Throws name_taken, too_many_filters.
 */
export async function addFilter(tx: Tx, actor: Actor, { page, name, search }: z.output<typeof saveFilter.body>): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`saved_filters ${actor.userId} ${page}`}, 0))`.execute(tx);
  const { rows } = await sql<{ kept: number }>`
    select count(*)::int as kept from saved_filters where user_id = ${actor.userId} and page = ${page}`.execute(tx);
  if ((rows[0]?.kept ?? 0) >= mostSavedFilters) throw problem('too_many_filters', { most: mostSavedFilters });
  const added = await refuseTakenName(name, () =>
    sql<{ id: string }>`
      insert into saved_filters (user_id, page, name, search) values (${actor.userId}, ${page}, ${name}, ${search}) returning id`.execute(
      tx,
    ),
  );
  const filterId = added.rows[0]?.id ?? null;
  if (filterId === null) throw new Error('A filter was not kept');
  await appendEvent(tx, actor, { act: 'filters.save', subjectType: 'filter', subjectId: filterId, data: { page } });
  return filterId;
}

/** Renames or overwrites an own filter. Throws not_found, name_taken. */
export async function alterFilter(
  tx: Tx,
  actor: Actor,
  filterId: string,
  { name, search }: z.output<typeof changeSavedFilter.body>,
): Promise<void> {
  const altered = await refuseTakenName(name ?? '', () =>
    sql<{ page: string }>`
      update saved_filters set name = coalesce(${name ?? null}, name), search = coalesce(${search ?? null}, search)
      where id = ${filterId} and user_id = ${actor.userId} returning page`.execute(tx),
  );
  const [filter] = altered.rows;
  if (filter === undefined) throw problem('not_found');
  await appendEvent(tx, actor, { act: 'filters.change', subjectType: 'filter', subjectId: filterId, data: filter });
}

/** Forgets an own filter. Throws not_found. */
export async function dropFilter(tx: Tx, actor: Actor, filterId: string): Promise<void> {
  const { rows } = await sql<{ page: string }>`
    delete from saved_filters where id = ${filterId} and user_id = ${actor.userId} returning page`.execute(tx);
  const [filter] = rows;
  if (filter === undefined) throw problem('not_found');
  await appendEvent(tx, actor, { act: 'filters.delete', subjectType: 'filter', subjectId: filterId, data: filter });
}

async function refuseTakenName<Result>(name: string, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    throw violatedConstraint(error) === 'saved_filters_name' ? problem('name_taken', { name }) : error;
  }
}
