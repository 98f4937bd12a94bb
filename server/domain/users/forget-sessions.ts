import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { knownAddressDays } from './users.rules.ts';

/** Deletes sessions that are over, so that no later change of the limits opens one again. */
export async function endOutlivedSessions(tx: Tx): Promise<void> {
  await sql`
    delete from sessions where not exists (select from open_sessions open where open.id = sessions.id)`.execute(tx);
}

/** Deletes sessions that are over, links that expired and addresses nobody signs in from any more. */
export async function forgetSessions(tx: Tx): Promise<void> {
  await endOutlivedSessions(tx);
  await sql`delete from invitations where expires_at < now() - interval '30 days'`.execute(tx);
  await sql`delete from sign_in_addresses where last_used_at < now() - make_interval(days => ${knownAddressDays})`.execute(tx);
}
