import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { announceEvent } from '../audit/announce-event.ts';
import { appendEvent } from '../audit/append-event.ts';
import { lockRecords } from '../records/lock-records.ts';
import { unlinkReplacements } from '../records/recall-records.ts';
import { requireStaff } from '../users/require-staff.ts';

interface Restored {
  readonly state: 'available' | 'assigned';
  readonly batchId: string | null;
}

/** Brings one archived record back (docs/domain.md, Archive). Throws what restoreRecords throws. */
export async function restoreRecord(tx: Tx, actor: Actor, recordId: string, to: 'pool' | 'batch'): Promise<Restored> {
  await restoreRecords(tx, actor, [recordId], to);
  const { batch_id: batchId } = await tx.selectFrom('records').select('batch_id').where('id', '=', recordId).executeTakeFirstOrThrow();
  return { state: to === 'pool' ? 'available' : 'assigned', batchId };
}

/**
 * Brings archived records back, all or none: to the pool with their work cleared, or unvalidated to the cards they came
 * from (docs/domain.md, Archive). The links to their replacements end on both sides. Throws not_found, wrong_state, not_staff,
 * no_card, already_reserved, person_held.
 */
export async function restoreRecords(
  tx: Tx,
  actor: Actor,
  recordIds: readonly string[],
  to: 'pool' | 'batch',
): Promise<{ restored: number }> {
  const locked = await lockRecords(tx, recordIds);
  const others = locked.filter(({ state }) => state !== 'archived').length;
  if (others > 0) throw problem('wrong_state', { count: others, asked: locked.length });
  const [first] = recordIds;
  const eventId = await appendEvent(tx, actor, {
    act: 'validation.restore',
    subjectType: recordIds.length === 1 ? 'record' : 'records',
    subjectId: recordIds.length === 1 ? (first ?? null) : null,
    data: { to },
  });
  await sql`update records set replaces_id = null where replaces_id = any(${recordIds}::bigint[])`.execute(tx);
  await (to === 'pool' ? restoreToPool(tx, recordIds) : restoreToCards(tx, recordIds));
  await announceEvent(tx, { id: eventId, act: 'validation.restore', actor });
  return { restored: recordIds.length };
}

async function restoreToPool(tx: Tx, recordIds: readonly string[]): Promise<void> {
  await unlinkReplacements(tx, recordIds);
  await sql`
    update records set state = 'available', verdict = 'unvalidated', reason_id = null, note = null, contact_result = 'none',
      contact_attempts = 0, contact_at = null, follow_up_on = null, rejected_note = null, rejected_at = null, replaces_id = null,
      replaced_by_id = null, archived_at = null, archived_by = null
    where id = any(${recordIds}::bigint[])
  `.execute(tx);
}

interface Past {
  readonly staffId: string | null;
  readonly batchId: string | null;
  readonly reservedBy: string | null;
  readonly held: boolean;
}

async function restoreToCards(tx: Tx, recordIds: readonly string[]): Promise<void> {
  const { rows } = await sql<Past>`
    select record.last_staff_id as "staffId", record.last_batch_id as "batchId", reserver.name as "reservedBy",
      exists (
        select from records other where other.person_id = record.person_id and other.id <> record.id
          and (other.state = 'assigned' or other.id = any(${recordIds}::bigint[]))
          and (other.module = record.module or product.hold_across_modules)
      ) as held
    from records record
    join products product on product.id = record.product_id
    join persons person on person.id = record.person_id
    left join users reserver on reserver.id = person.reserved_by and person.reserved_by <> record.last_staff_id
    where record.id = any(${recordIds}::bigint[])
  `.execute(tx);
  const holders = rows.map(({ staffId }) => staffId).filter((staffId) => staffId !== null);
  if (holders.length < rows.length || rows.some(({ batchId }) => batchId === null)) throw problem('no_card');
  await requireStaff(tx, [...new Set(holders)]);
  for (const { reservedBy, held } of rows) {
    if (reservedBy !== null) throw problem('already_reserved', { staff: reservedBy });
    if (held) throw problem('person_held');
  }
  await sql`
    update records set state = 'assigned', staff_id = last_staff_id, batch_id = last_batch_id, assigned_at = statement_timestamp(),
      verdict = 'unvalidated', reason_id = null, replaced_by_id = null, archived_at = null, archived_by = null
    where id = any(${recordIds}::bigint[])
  `.execute(tx);
}
