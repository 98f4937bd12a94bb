import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { announceEvent } from '../audit/announce-event.ts';
import { appendEvent } from '../audit/append-event.ts';
import { chooseHeldRecords, choiceOf, type HeldChoice, subjectOf } from './choose-held-records.ts';
import type { LockedRecord } from './lock-records.ts';

export interface Recalled {
  readonly recalled: number;
  readonly archived: number;
}

/** Takes records back from their holders (docs/domain.md, Recall). Throws not_found, wrong_state, selection_changed. */
export async function recallRecords(tx: Tx, actor: Actor, choice: HeldChoice): Promise<Recalled> {
  const eventId = await appendEvent(tx, actor, {
    act: 'records.recall',
    ...subjectOf(choice),
    data: choiceOf(choice),
  });
  const recalled = await recallHeld(tx, actor, await chooseHeldRecords(tx, actor, choice));
  await announceEvent(tx, { id: eventId, act: 'records.recall', actor });
  return recalled;
}

/**
 * Part of an act that has its event: locked, assigned records go to the pool, their work cleared; those marked invalid go
 * to the archive, so that an invalid record never slips back into the pool.
 */
export async function recallHeld(tx: Tx, actor: Actor, held: readonly LockedRecord[]): Promise<Recalled> {
  const invalid = held.filter(({ verdict }) => verdict === 'invalid').map(({ id }) => id);
  const others = held.filter(({ verdict }) => verdict !== 'invalid').map(({ id }) => id);
  if (invalid.length > 0) await archiveHeld(tx, actor, invalid);
  if (others.length > 0) {
    await unlinkReplacements(tx, others);
    await sql`
      update records set state = 'available', staff_id = null, batch_id = null, assigned_at = null, verdict = 'unvalidated',
        reason_id = null, note = null, contact_result = 'none', contact_attempts = 0, contact_at = null, follow_up_on = null,
        rejected_note = null, rejected_at = null, replaces_id = null, last_staff_id = staff_id, last_batch_id = batch_id,
        inherited = false
      where id = any(${others}::bigint[])
    `.execute(tx);
  }
  return { recalled: others.length, archived: invalid.length };
}

/**
 * Part of an act that has its event: what goes to the pool no longer stands for an archived record, which then has no
 * replacement (docs/domain.md, Replacement).
 */
export async function unlinkReplacements(tx: Tx, recordIds: readonly string[]): Promise<void> {
  await sql`
    update records set replaced_by_id = null
    where id in (select replaces_id from records where id = any(${recordIds}::bigint[]) and replaces_id is not null)
      and replaced_by_id = any(${recordIds}::bigint[])
  `.execute(tx);
}

/** Part of an act that has its event: locked records marked invalid go to the archive, which keeps who held them and why. */
export async function archiveHeld(tx: Tx, actor: Actor, recordIds: readonly string[]): Promise<void> {
  await sql`
    update records set state = 'archived', staff_id = null, batch_id = null, assigned_at = null, follow_up_on = null,
      last_staff_id = staff_id, last_batch_id = batch_id, archived_at = statement_timestamp(), archived_by = ${actor.userId}::bigint,
      inherited = false
    where id = any(${recordIds}::bigint[])
  `.execute(tx);
}
