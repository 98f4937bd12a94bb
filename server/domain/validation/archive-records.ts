import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { announceEvent } from '../audit/announce-event.ts';
import { appendEvent } from '../audit/append-event.ts';
import { archiveHeld } from '../records/recall-records.ts';
import { requireInvalidRecords } from './require-invalid-records.ts';

/** Archives invalid records without replacing them. Throws not_found, wrong_state. */
export async function archiveRecords(tx: Tx, actor: Actor, recordIds: readonly string[]): Promise<{ archived: number }> {
  await requireInvalidRecords(tx, recordIds);
  const eventId = await appendEvent(tx, actor, { act: 'validation.archive', subjectType: 'records', subjectId: null });
  await archiveHeld(tx, actor, recordIds);
  await announceEvent(tx, { id: eventId, act: 'validation.archive', actor });
  return { archived: recordIds.length };
}
