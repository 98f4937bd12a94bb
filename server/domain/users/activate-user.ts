import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { appendEvent } from '../audit/append-event.ts';

/** Lets a deactivated user sign in again. Throws not_found. */
export async function activateUser(tx: Tx, actor: Actor, userId: string): Promise<void> {
  const { rows } = await sql`update users set active = true where id = ${userId} returning id`.execute(tx);
  if (rows.length === 0) throw problem('not_found');
  await appendEvent(tx, actor, { act: 'users.activate', subjectType: 'user', subjectId: userId });
}
