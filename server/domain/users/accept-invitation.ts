import { sql } from 'kysely';
import type { SignedInUser } from '../../../contract/auth.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { appendEvent } from '../audit/append-event.ts';
import { closeSessions } from './end-sessions.ts';
import { waitForActsOf } from './hold-authority.ts';
import { tokenHash } from './make-token.ts';
import { type Place, startSession } from './start-session.ts';

export interface Acceptance {
  readonly invitationToken: string;
  readonly passwordHash: string;
  readonly place: Place;
}

/**
 * Sets the password of the invited person and signs them in; a link works once, and not after a password was set for the
 * person, a later link was made or they were deactivated (docs/domain.md, Users). Throws invitation_ended.
 */
export async function acceptInvitation(
  tx: Tx,
  { invitationToken, passwordHash, place }: Acceptance,
  request: Pick<Actor, 'language' | 'requestId'>,
): Promise<{ token: string; user: SignedInUser }> {
  const invitation = tokenHash(invitationToken);
  await lockInvited(tx, invitation);
  const { rows } = await sql<SignedInUser>`
    with used as (
      update invitations set used_at = now()
      where token_hash = ${invitation} and used_at is null and expires_at > now() returning user_id
    )
    update users set password_hash = ${passwordHash}, must_change_password = false
    from used where id = user_id and active
    returning id, username, name, role, must_change_password as "mustChangePassword"`.execute(tx);
  const [user] = rows;
  if (user === undefined) throw problem('invitation_ended');
  await closeSessions(tx, user.id);
  const token = await startSession(tx, user.id, place);
  const actor: Actor = { userId: user.id, name: user.name, role: user.role, ...request };
  await appendEvent(tx, actor, { act: 'users.acceptInvitation', subjectType: 'user', subjectId: user.id });
  return { token, user };
}

/** The user before the invitation, as an owner's acts lock them: what those did meanwhile is seen, and nobody waits in a circle. */
async function lockInvited(tx: Tx, invitation: Buffer): Promise<void> {
  const { rows } = await sql<{ userId: string }>`select user_id as "userId" from invitations where token_hash = ${invitation}`.execute(tx);
  const [invited] = rows;
  if (invited === undefined) throw problem('invitation_ended');
  await waitForActsOf(tx, invited.userId);
  await sql`select 1 from users where id = ${invited.userId} for update`.execute(tx);
}
