import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { appendEvent } from '../audit/append-event.ts';
import { waitForActsOf } from './hold-authority.ts';
import { tokenHash } from './make-token.ts';

/** Ends the sessions of a user, but for the one given, after their acts under way have ended (waitForActsOf); returns how many. */
export async function closeSessions(tx: Tx, userId: string, except: string | null = null): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    delete from sessions where user_id = ${userId} and id is distinct from ${except}::bigint returning id`.execute(tx);
  return rows.length;
}

/** Ends the session of a cookie, if it is one. */
export async function closeSessionOf(tx: Tx, token: string): Promise<void> {
  const { rows } = await sql<{ userId: string }>`select user_id as "userId" from sessions where token_hash = ${tokenHash(token)}`.execute(
    tx,
  );
  const [session] = rows;
  if (session === undefined) return;
  await waitForActsOf(tx, session.userId);
  await sql`delete from sessions where token_hash = ${tokenHash(token)}`.execute(tx);
}

/** Ends one's own session. */
export async function signOut(tx: Tx, actor: Actor, sessionId: string): Promise<void> {
  await sql`delete from sessions where id = ${sessionId}`.execute(tx);
  await appendEvent(tx, actor, { act: 'users.signOut', subjectType: 'user', subjectId: actor.userId });
}

/** Ends one session of somebody at once; one that is not theirs or is over is not found. Throws not_found. */
export async function endSession(tx: Tx, actor: Actor, userId: string | null, sessionId: string): Promise<void> {
  if (userId !== null) await waitForActsOf(tx, userId);
  const { rows } = await sql`delete from sessions where id = ${sessionId} and user_id = ${userId} returning id`.execute(tx);
  if (rows.length === 0) throw problem('not_found');
  await appendEvent(tx, actor, { act: 'users.endSession', subjectType: 'user', subjectId: userId });
}

/** Ends every session of somebody at once. Throws not_found. */
export async function endSessions(tx: Tx, actor: Actor, userId: string): Promise<{ ended: number }> {
  const { rows } = await sql`select 1 from users where id = ${userId}`.execute(tx);
  if (rows.length === 0) throw problem('not_found');
  await waitForActsOf(tx, userId);
  const ended = await closeSessions(tx, userId);
  await appendEvent(tx, actor, { act: 'users.endSessions', subjectType: 'user', subjectId: userId, data: { ended } });
  return { ended };
}
