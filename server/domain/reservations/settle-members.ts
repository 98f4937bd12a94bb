import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

/** Looks again at members who were reserved since, whose name an import may have changed meanwhile unseen (docs/architecture.md, Reading). */
export async function settleMembers(tx: Tx): Promise<void> {
  await sql`select settle_reserved_members()`.execute(tx);
}
