import { sql } from 'kysely';
import type { Role } from '../../../contract/auth.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { appendEvent } from '../audit/append-event.ts';
import { type Invitation, openInvitation } from './invite-user.ts';
import { spelledUsername } from './users.rules.ts';

export interface NewUser {
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  readonly email?: string | null | undefined;
  /** The hash of their password, made before the transaction. */
  readonly passwordHash?: string | undefined;
}

/** Creates a user; without a password they get an invitation. Throws name_taken. */
export async function createUser(tx: Tx, actor: Actor, input: NewUser): Promise<{ userId: string; invitation: Invitation | null }> {
  const username = spelledUsername(input.username);
  const passwordHash = input.passwordHash ?? null;
  const { rows } = await sql<{ id: string }>`
    insert into users (username, name, role, email, password_hash)
    values (${username}, ${input.name}, ${input.role}, ${input.email ?? null}, ${passwordHash})
    on conflict do nothing returning id`.execute(tx);
  const [created] = rows;
  if (created === undefined) throw problem('name_taken', { name: username });
  const invitation = passwordHash === null ? await openInvitation(tx, actor, created.id) : null;
  await appendEvent(tx, actor, {
    act: 'users.create',
    subjectType: 'user',
    subjectId: created.id,
    data: { role: input.role, invited: invitation !== null },
  });
  return { userId: created.id, invitation };
}
