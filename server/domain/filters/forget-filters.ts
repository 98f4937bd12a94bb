import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

/** Part of an act that has its event: forgets everybody's filters whose name, or a text that they look for, is a certain one. */
export async function forgetFilters(tx: Tx, isMeant: (text: string) => boolean): Promise<void> {
  const { rows } = await sql<{ id: string; name: string; search: string }>`select id, name, search from saved_filters`.execute(tx);
  const meant = rows.filter(({ name, search }) => [name, ...new URLSearchParams(search).values()].some((text) => isMeant(unquoted(text))));
  await sql`delete from saved_filters where id = any(${meant.map(({ id }) => id)}::bigint[])`.execute(tx);
}

/** The web app writes a text that looks like a number in quotes. */
const unquoted = (text: string): string => text.replace(/^"(.*)"$/s, '$1');
