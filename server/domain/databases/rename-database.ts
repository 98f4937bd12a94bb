import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { appendEvent } from '../audit/append-event.ts';

/** Renames a database; batches keep the titles they have. Throws not_found. */
export async function renameDatabase(tx: Tx, actor: Actor, databaseId: string, name: string): Promise<void> {
  const { rows } = await sql`update databases set name = ${name} where id = ${databaseId} returning 1`.execute(tx);
  if (rows.length === 0) throw problem('not_found');
  await appendEvent(tx, actor, { act: 'databases.rename', subjectType: 'database', subjectId: databaseId });
}
