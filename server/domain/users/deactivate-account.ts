import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { appendEvent } from '../audit/append-event.ts';
import { closeSessions } from './end-sessions.ts';
import { guardLastOwner } from './guard-last-owner.ts';

/**
 * Keeps somebody from signing in and ends their sessions; what they hold is settled by the caller, whose
 * choices `settling` are kept with the event `users.deactivate`. Returns the event's id. Throws not_found, last_owner.
 */
export async function deactivateAccount(
  tx: Tx,
  actor: Actor,
  userId: string,
  settling: { readonly [name: string]: unknown },
): Promise<string> {
  await guardLastOwner(tx, userId);
  const { rows } = await sql`update users set active = false where id = ${userId} returning id`.execute(tx);
  if (rows.length === 0) throw problem('not_found');
  await sql`delete from invitations where user_id = ${userId} and used_at is null`.execute(tx);
  const sessionsEnded = await closeSessions(tx, userId);
  return appendEvent(tx, actor, { act: 'users.deactivate', subjectType: 'user', subjectId: userId, data: { sessionsEnded, ...settling } });
}
