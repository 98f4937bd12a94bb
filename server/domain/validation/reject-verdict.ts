import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { announceEvent } from '../audit/announce-event.ts';
import { appendEvent } from '../audit/append-event.ts';
import { requireInvalidRecords } from './require-invalid-records.ts';

/** Sends invalid marks back to unvalidated; the holder sees the note (docs/domain.md, Replacement). Throws not_found, wrong_state. */
export async function rejectVerdict(tx: Tx, actor: Actor, recordIds: readonly string[], note: string): Promise<{ changed: number }> {
  await requireInvalidRecords(tx, recordIds);
  const eventId = await appendEvent(tx, actor, { act: 'validation.reject_verdict', subjectType: 'records', subjectId: null });
  await sql`
    update records set verdict = 'unvalidated', reason_id = null, rejected_note = ${note}, rejected_at = statement_timestamp()
    where id = any(${recordIds}::bigint[])
  `.execute(tx);
  await announceEvent(tx, { id: eventId, act: 'validation.reject_verdict', actor });
  return { changed: recordIds.length };
}
