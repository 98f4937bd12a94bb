import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { announceEvent } from '../audit/announce-event.ts';
import { appendEvent } from '../audit/append-event.ts';
import { lockRecords } from '../records/lock-records.ts';
import { requireStaff } from '../users/require-staff.ts';

interface Restored {
  readonly state: 'available' | 'assigned';
  readonly batchId: string | null;
}

/**
 * Brings an archived record back: to the pool with its work cleared, or unvalidated to the card it came from
 * (docs/domain.md, Archive). The link to its replacement ends on both sides. Throws not_found, wrong_state, not_staff,
 * already_reserved, person_held.
 */
export async function restoreRecord(tx: Tx, actor: Actor, recordId: string, to: 'pool' | 'batch'): Promise<Restored> {
  const [record] = await lockRecords(tx, [recordId]);
  if (record?.state !== 'archived') throw problem('wrong_state', { count: 1, asked: 1 });
  const eventId = await appendEvent(tx, actor, { act: 'validation.restore', subjectType: 'record', subjectId: recordId, data: { to } });
  await tx.updateTable('records').set({ replaces_id: null }).where('replaces_id', '=', recordId).execute();
  const restored = to === 'pool' ? await restoreToPool(tx, recordId) : await restoreToCard(tx, recordId, record.personId);
  await announceEvent(tx, { id: eventId, act: 'validation.restore', actor });
  return restored;
}

async function restoreToPool(tx: Tx, recordId: string): Promise<Restored> {
  await sql`
    update records set state = 'available', verdict = 'unvalidated', reason_id = null, note = null, contact_result = 'none',
      contact_attempts = 0, contact_at = null, follow_up_on = null, rejected_note = null, rejected_at = null, replaces_id = null,
      replaced_by_id = null, archived_at = null, archived_by = null
    where id = ${recordId}
  `.execute(tx);
  return { state: 'available', batchId: null };
}

async function restoreToCard(tx: Tx, recordId: string, personId: string): Promise<Restored> {
  const { rows } = await sql<{ staffId: string | null; batchId: string | null; reservedBy: string | null; held: boolean }>`
    select record.last_staff_id as "staffId", record.last_batch_id as "batchId", reserver.name as "reservedBy",
      exists (
        select from records other where other.person_id = record.person_id and other.state = 'assigned'
          and (other.module = record.module or product.hold_across_modules)
      ) as held
    from records record
    join products product on product.id = record.product_id
    join persons person on person.id = ${personId}
    left join users reserver on reserver.id = person.reserved_by and person.reserved_by <> record.last_staff_id
    where record.id = ${recordId}
  `.execute(tx);
  const [past] = rows;
  if (past === undefined || past.staffId === null || past.batchId === null) throw problem('no_card');
  await requireStaff(tx, [past.staffId]);
  if (past.reservedBy !== null) throw problem('already_reserved', { staff: past.reservedBy });
  if (past.held) throw problem('person_held');
  await sql`
    update records set state = 'assigned', staff_id = last_staff_id, batch_id = last_batch_id, assigned_at = clock_timestamp(),
      verdict = 'unvalidated', reason_id = null, replaced_by_id = null, archived_at = null, archived_by = null
    where id = ${recordId}
  `.execute(tx);
  return { state: 'assigned', batchId: past.batchId };
}
