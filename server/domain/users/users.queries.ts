import { sql } from 'kysely';
import type { z } from 'zod';
import type { SignedInUser } from '../../../contract/auth.ts';
import type { listSessions, listUsers, User } from '../../../contract/users.ts';
import type { Db } from '../../platform/db/database.ts';
import { findPage } from '../../platform/db/find-page.ts';
import { alphabetical, textsHold } from '../../platform/db/texts.ts';
import { problem } from '../../platform/http/problem.ts';
import { tokenHash } from './make-token.ts';

type UserFilter = z.output<typeof listUsers.query>;

const columns = sql`
  users.id, username, users.name, role, email, active, password_hash is not null as "hasPassword",
  created_at as "createdAt", last_seen_at as "lastSeenAt",
  jsonb_build_object(
    'assigned', held.assigned, 'unvalidated', held.unvalidated,
    'modules', held.modules,
    'reserved', (select count(*)::int from active_reservations where staff_id = users.id)
  ) as holding`;

const held = sql`
  lateral (
    select sum(assigned)::int as assigned, sum(unvalidated)::int as unvalidated,
      jsonb_object_agg(module, jsonb_build_object('assigned', assigned, 'unvalidated', unvalidated)) as modules
    from (
      select kind.module, coalesce(counts.assigned, 0) as assigned, coalesce(counts.unvalidated, 0) as unvalidated
      from (values ('normal'), ('bonanza'), ('memberwd')) kind (module)
      left join staff_counts counts on counts.module = kind.module and counts.staff_id = users.id
    ) each_module
  ) held`;

const orders = {
  name: sql`${alphabetical(sql`users.name`)}, users.id`,
  '-name': sql`${alphabetical(sql`users.name`)} desc, users.id desc`,
  username: sql`${alphabetical(sql`username`)}, users.id`,
  '-username': sql`${alphabetical(sql`username`)} desc, users.id desc`,
  createdAt: sql`created_at, users.id`,
  '-createdAt': sql`created_at desc, users.id desc`,
  lastSeenAt: sql`last_seen_at nulls first, users.id`,
  '-lastSeenAt': sql`last_seen_at desc nulls last, users.id desc`,
  assigned: sql`held.assigned, users.id`,
  '-assigned': sql`held.assigned desc, users.id desc`,
  unvalidated: sql`held.unvalidated, users.id`,
  '-unvalidated': sql`held.unvalidated desc, users.id desc`,
} as const satisfies Readonly<Record<UserFilter['sort'], unknown>>;

/** A page of users with what each of them holds. */
export async function findUsers(db: Db, filter: UserFilter): Promise<z.input<typeof listUsers.output>> {
  const { page, pageSize, role = null, active = null, q = '' } = filter;
  const source = sql`
    from users cross join ${held}
    where (${role}::text is null or role = ${role})
      and (${active}::boolean is null or active = ${active})
      and ${textsHold(q, [sql`users.name`, sql`username`])}`;
  const { rows, total } = await findPage<User>(db, { page, pageSize, columns, source, orderBy: orders[filter.sort] });
  return { items: rows, total, page, pageSize };
}

/** One user. Throws not_found. */
export async function findUser(db: Db, userId: string | null): Promise<User> {
  const { rows } = await sql<User>`select ${columns} from users cross join ${held} where users.id = ${userId}`.execute(db);
  const [user] = rows;
  if (user === undefined) throw problem('not_found');
  return user;
}

/** The user of a session. Throws not_found. */
export async function findSignedInUser(db: Db, userId: string | null): Promise<SignedInUser> {
  const { rows } = await sql<SignedInUser>`
    select id, username, name, role, must_change_password as "mustChangePassword" from users where id = ${userId}`.execute(db);
  const [user] = rows;
  if (user === undefined) throw problem('not_found');
  return user;
}

/** Open sessions of a user, the latest used first; `current` is the one that asks. Throws not_found. */
export async function findSessions(db: Db, userId: string | null, current: string): Promise<z.input<typeof listSessions.output>> {
  await findUser(db, userId);
  const { rows: items } = await sql<z.input<typeof listSessions.output>['items'][number]>`
    select id, created_at as "createdAt", last_seen_at as "lastSeenAt", address, user_agent as "userAgent", ends_at as "expiresAt",
      id = ${current}::bigint as current
    from open_sessions where user_id = ${userId}
    order by last_seen_at desc, id desc`.execute(db);
  return { items };
}

/** Whom an open invitation is for. Throws invitation_ended. */
export async function findInvitation(db: Db, token: string): Promise<{ username: string; name: string; expiresAt: string }> {
  const { rows } = await sql<{ username: string; name: string; expiresAt: string }>`
    select username, name, expires_at as "expiresAt" from invitations join users on users.id = user_id
    where token_hash = ${tokenHash(token)} and used_at is null and expires_at > now() and active`.execute(db);
  const [invitation] = rows;
  if (invitation === undefined) throw problem('invitation_ended');
  return invitation;
}
