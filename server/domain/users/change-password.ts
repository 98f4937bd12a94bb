import { sql } from 'kysely';
import type { SignedInUser } from '../../../contract/auth.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Db, Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { appendEvent } from '../audit/append-event.ts';
import { closeSessions } from './end-sessions.ts';
import { verifyPassword } from './hash-password.ts';
import type { SignInThrottle } from './throttle-sign-in.ts';

const wrongPassword = { id: 'Kata sandi saat ini salah.', en: 'The current password is wrong.' };
const samePassword = { id: 'Kata sandi baru harus berbeda dari yang lama.', en: 'The new password must differ from the old one.' };

/** Checks one's current password before it is changed, throttled like a sign-in. Throws invalid_input. */
export async function checkCurrentPassword(
  db: Db,
  throttle: SignInThrottle,
  actor: Actor,
  { currentPassword, newPassword, address }: { currentPassword: string; newPassword: string; address: string },
): Promise<void> {
  const { rows } = await sql<{ username: string; passwordHash: string | null }>`
    select username, password_hash as "passwordHash" from users where id = ${actor.userId}`.execute(db);
  const { username = '', passwordHash = null } = rows[0] ?? {};
  const attempt = { username, address, known: true };
  await throttle.begin(attempt);
  if (!(await verifyPassword(currentPassword, passwordHash))) {
    throw problem('invalid_input', {}, [{ path: 'currentPassword', message: wrongPassword }]);
  }
  await throttle.succeed(attempt);
  if (currentPassword.normalize('NFKC') === newPassword.normalize('NFKC')) {
    throw problem('invalid_input', {}, [{ path: 'newPassword', message: samePassword }]);
  }
}

/** Sets one's own password and ends one's other sessions. */
export async function changePassword(tx: Tx, actor: Actor, change: { passwordHash: string; sessionId: string }): Promise<SignedInUser> {
  const { rows } = await sql<SignedInUser>`
    update users set password_hash = ${change.passwordHash}, must_change_password = false where id = ${actor.userId}
    returning id, username, name, role, must_change_password as "mustChangePassword"`.execute(tx);
  const [user] = rows;
  if (user === undefined) throw problem('not_found');
  const ended = await closeSessions(tx, user.id, change.sessionId);
  await appendEvent(tx, actor, { act: 'users.changePassword', subjectType: 'user', subjectId: user.id, data: { sessionsEnded: ended } });
  return user;
}
