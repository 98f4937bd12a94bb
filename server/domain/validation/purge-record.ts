import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { appendEvent } from '../audit/append-event.ts';
import { lockRecords } from '../records/lock-records.ts';

/**
 * Deletes an archived record for good: what the file said of the person is gone, a tombstone keeps counts and links whole
 * (docs/domain.md, Archive). Throws not_found, wrong_state.
 */
export async function purgeRecord(tx: Tx, actor: Actor, recordId: string): Promise<void> {
  const [record] = await lockRecords(tx, [recordId]);
  if (record?.state !== 'archived') throw problem('wrong_state', { count: 1, asked: 1 });
  await appendEvent(tx, actor, { act: 'validation.purge', subjectType: 'record', subjectId: recordId });
  await sql`
    update records set state = 'deleted', customer_text = null, name = null, phone = null, phone_text = null, cells = '{}', note = null,
      contact_result = 'none', contact_attempts = 0, contact_at = null, rejected_note = null, rejected_at = null
    where id = ${recordId}
  `.execute(tx);
  // The history keeps what happened, not what was said of the person.
  await sql`update record_changes set kept = null where record_id = ${recordId}`.execute(tx);
  await sql`update kept_conflicts set note = null where record_id = ${recordId}`.execute(tx);
}
