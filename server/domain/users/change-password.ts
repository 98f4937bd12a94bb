import { sql } from 'kysely';
import type { SignedInUser } from '../../../contract/auth.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Db, Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { appendEvent } from '../audit/append-event.ts';
import { closeSessions } from './end-sessions.ts';
import { verifyPassword } from './hash-password.ts';
import type { SignInThrottle } from './throttle-sign-in.ts';
import { turnsOf } from './users.rules.ts';

const wrongPassword = { id: 'Kata sandi saat ini salah.', en: 'The current password is wrong.' };
const samePassword = { id: 'Kata sandi baru harus berbeda dari yang lama.', en: 'The new password must differ from the old one.' };

/** How an account stood when its password was checked: a change holds only for that. */
export interface BelievedAccount {
  readonly passwordHash: string | null;
  /** Its latest invitation. */
  readonly invitationId: string | null;
}

/** Checks one's current password before it is changed, throttled like a sign-in; answers what the change relies on. Throws invalid_input. */
export async function checkCurrentPassword(
  db: Db,
  throttle: SignInThrottle,
  actor: Actor,
  { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
): Promise<BelievedAccount> {
  const { rows } = await sql<BelievedAccount>`
    select password_hash as "passwordHash", (select max(id) from invitations where user_id = users.id) as "invitationId"
    from users where id = ${actor.userId}`.execute(db);
  const { passwordHash = null, invitationId = null } = rows[0] ?? {};
  const attempt = await throttle.beginOwn(actor.userId ?? '');
  const fits = await attempt.look(() => verifyPassword(currentPassword, passwordHash, turnsOf(actor)));
  if (!fits) throw problem('invalid_input', {}, [{ path: 'currentPassword', message: wrongPassword }]);
  if (currentPassword.normalize('NFKC') === newPassword.normalize('NFKC')) {
    throw problem('invalid_input', {}, [{ path: 'newPassword', message: samePassword }]);
  }
  return { passwordHash, invitationId };
}

export interface PasswordChange {
  readonly passwordHash: string;
  readonly sessionId: string;
  readonly believed: BelievedAccount;
}

/**
 * Sets one's own password and ends one's other sessions. Whatever an owner did to the account since its password was
 * checked stands, and so does an earlier change (docs/domain.md, Users). Throws password_changed.
 */
export async function changePassword(tx: Tx, actor: Actor, { passwordHash, sessionId, believed }: PasswordChange): Promise<SignedInUser> {
  // Locked by a statement of its own: one that waits sees the row as it is then, and all else as it was before.
  await sql`select 1 from users where id = ${actor.userId} for update`.execute(tx);
  const { rows } = await sql<SignedInUser>`
    update users set password_hash = ${passwordHash}, must_change_password = false
    where id = ${actor.userId} and active and password_hash = ${believed.passwordHash}
      and (select max(id) from invitations where user_id = users.id) is not distinct from ${believed.invitationId}::bigint
    returning id, username, name, role, must_change_password as "mustChangePassword"`.execute(tx);
  const [user] = rows;
  if (user === undefined) throw problem('password_changed');
  const ended = await closeSessions(tx, user.id, sessionId);
  await appendEvent(tx, actor, { act: 'users.changePassword', subjectType: 'user', subjectId: user.id, data: { sessionsEnded: ended } });
  return user;
}
