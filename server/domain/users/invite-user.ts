import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { appendEvent } from '../audit/append-event.ts';
import { makeToken } from './make-token.ts';
import { invitationDays } from './users.rules.ts';

export interface Invitation {
  readonly token: string;
  readonly expiresAt: string;
}

/** Makes the link by which somebody sets a password; an earlier link stops working. */
export async function openInvitation(tx: Tx, actor: Actor, userId: string): Promise<Invitation> {
  const { token, hash } = makeToken();
  await sql`delete from invitations where user_id = ${userId} and used_at is null`.execute(tx);
  const { rows } = await sql<{ expiresAt: string }>`
    insert into invitations (token_hash, user_id, created_by, expires_at)
    values (${hash}, ${userId}, ${actor.userId}, now() + make_interval(days => ${invitationDays}))
    returning expires_at as "expiresAt"`.execute(tx);
  const [made] = rows;
  if (made === undefined) throw new Error('An invitation was not made');
  return { token, expiresAt: made.expiresAt };
}

/** The address of the web app's page for an invitation; its path alone where the origin is empty. */
export function invitationUrl(origin: string, token: string): string {
  return `${origin}/undangan/${token}`;
}

/** Makes a new link for a user who is there. Throws not_found; conflict for an inactive user. */
export async function inviteAgain(tx: Tx, actor: Actor, userId: string): Promise<Invitation> {
  const { rows } = await sql<{ active: boolean }>`select active from users where id = ${userId} for no key update`.execute(tx);
  const [user] = rows;
  if (user === undefined) throw problem('not_found');
  if (!user.active) throw problem('conflict');
  const invitation = await openInvitation(tx, actor, userId);
  await appendEvent(tx, actor, { act: 'users.invite', subjectType: 'user', subjectId: userId });
  return invitation;
}
