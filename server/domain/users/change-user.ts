import { sql } from 'kysely';
import type { Role } from '../../../contract/auth.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { violatedConstraint } from '../../platform/db/database-errors.ts';
import { problem } from '../../platform/http/problem.ts';
import { appendEvent } from '../audit/append-event.ts';
import { closeSessions } from './end-sessions.ts';
import { guardLastOwner } from './guard-last-owner.ts';
import { guardHoldings } from './guard-holdings.ts';
import { waitForActsOf } from './hold-authority.ts';
import { spelledUsername } from './users.rules.ts';

export interface UserChange {
  readonly username?: string | undefined;
  readonly name?: string | undefined;
  readonly role?: Role | undefined;
  readonly email?: string | null | undefined;
  /** The hash of a new password, made before the transaction. */
  readonly passwordHash?: string | undefined;
}

interface Before {
  readonly role: Role;
}

/**
 * Changes what is given. A new role or password ends the user's sessions at once. A new password stands whatever the one
 * before has become meanwhile (docs/domain.md, Users). Throws not_found, name_taken, last_owner, still_holding.
 */
export async function changeUser(tx: Tx, actor: Actor, userId: string, change: UserChange): Promise<void> {
  if (change.role !== undefined || change.passwordHash !== undefined) await waitForActsOf(tx, userId);
  // Owners before the user, as everywhere: two owners who take each other's role wait instead of deadlocking.
  if (change.role !== undefined && change.role !== 'owner') await guardLastOwner(tx, userId);
  const before = await lockUser(tx, userId);
  const roleChanged = change.role !== undefined && change.role !== before.role;
  if (roleChanged && before.role === 'staff') await guardHoldings(tx, userId);
  await write(tx, userId, change);
  const ends = roleChanged || change.passwordHash !== undefined;
  const sessionsEnded = ends ? await closeSessions(tx, userId) : 0;
  if (change.passwordHash !== undefined) await sql`delete from invitations where user_id = ${userId} and used_at is null`.execute(tx);
  await appendEvent(tx, actor, {
    act: 'users.change',
    subjectType: 'user',
    subjectId: userId,
    data: {
      fields: Object.entries(change).flatMap(([field, value]) =>
        value === undefined ? [] : [field === 'passwordHash' ? 'password' : field],
      ),
      ...(roleChanged ? { from: before.role, to: change.role } : {}),
      sessionsEnded,
    },
  });
}

async function lockUser(tx: Tx, userId: string): Promise<Before> {
  const { rows } = await sql<Before>`select role from users where id = ${userId} for update`.execute(tx);
  const [user] = rows;
  if (user === undefined) throw problem('not_found');
  return user;
}

async function write(tx: Tx, userId: string, change: UserChange): Promise<void> {
  const username = change.username === undefined ? undefined : spelledUsername(change.username);
  try {
    await sql`
      update users set
        username = coalesce(${username ?? null}, username),
        name = coalesce(${change.name ?? null}, name),
        role = coalesce(${change.role ?? null}, role),
        email = case when ${change.email === undefined} then email else ${change.email ?? null} end,
        password_hash = coalesce(${change.passwordHash ?? null}, password_hash),
        must_change_password = must_change_password and ${change.passwordHash === undefined}
      where id = ${userId}`.execute(tx);
  } catch (error) {
    if (['users_username', 'users_username_key'].includes(violatedConstraint(error) ?? ''))
      throw problem('name_taken', { name: username ?? '' });
    throw error;
  }
}
