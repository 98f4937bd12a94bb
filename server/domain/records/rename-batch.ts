import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { appendEvent } from '../audit/append-event.ts';

/** Renames a card, by its holder or an admin; its original title stays. Throws not_found. */
export async function renameBatch(tx: Tx, actor: Actor, batchId: string, title: string): Promise<void> {
  const renamed = tx.updateTable('batches').set({ title }).where('id', '=', batchId).returning('id');
  const mine = actor.role === 'staff' ? renamed.where('staff_id', '=', actor.userId) : renamed;
  if ((await mine.executeTakeFirst()) === undefined) throw problem('not_found');
  await appendEvent(tx, actor, { act: 'batches.rename', subjectType: 'batch', subjectId: batchId });
}
