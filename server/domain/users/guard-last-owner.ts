import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';

/**
 * Locks the owners and refuses to lose the last one who can sign in. Everything that may take an owner away calls it
 * first, so that two such acts at once wait for each other. Throws last_owner.
 */
export async function guardLastOwner(tx: Tx, leavingId: string): Promise<void> {
  const { rows } = await sql<{ id: string; canSignIn: boolean }>`
    select id, password_hash is not null as "canSignIn" from users where role = 'owner' and active order by id for no key update`.execute(
    tx,
  );
  const leaves = rows.some(({ id }) => id === leavingId);
  const stays = rows.some(({ id, canSignIn }) => id !== leavingId && canSignIn);
  if (leaves && !stays) throw problem('last_owner');
}
