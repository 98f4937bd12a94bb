import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { announceEvent } from '../audit/announce-event.ts';
import { appendEvent } from '../audit/append-event.ts';
import { chooseHeldRecords, choiceOf, type HeldChoice, subjectOf } from './choose-held-records.ts';
import type { LockedRecord } from './lock-records.ts';
import { recallHeld } from './recall-records.ts';
import { requireStaff } from '../users/require-staff.ts';

export interface Transferred {
  readonly transferred: number;
  readonly recalled: number;
  readonly archived: number;
  readonly batchIds: string[];
}

/**
 * Moves held records to another staff member (docs/domain.md, Transfer). Throws not_found, wrong_state, selection_changed,
 * not_staff, same_staff where the receiver holds one of them already.
 */
export async function transferRecords(tx: Tx, actor: Actor, choice: HeldChoice & { readonly toStaffId: string }): Promise<Transferred> {
  const { toStaffId } = choice;
  if (choice.staffId === toStaffId) throw problem('same_staff');
  const eventId = await appendEvent(tx, actor, {
    act: 'records.transfer',
    ...subjectOf(choice),
    data: { toStaffId, ...choiceOf(choice) },
  });
  // Users before persons, as a deactivation locks them.
  await requireStaff(tx, [toStaffId]);
  const held = await chooseHeldRecords(tx, actor, choice);
  if (held.some(({ staffId }) => staffId === toStaffId)) throw problem('same_staff');
  const transferred = await transferHeld(tx, actor, held, toStaffId);
  await announceEvent(tx, { id: eventId, act: 'records.transfer', actor });
  return transferred;
}

/**
 * Part of an act that has its event: locked, assigned records go to another staff member with their verdicts and notes, in
 * a new card for each card they come from. What an admin wrote to the holder when sending a mark back stays behind. Those whose person is reserved by a third are recalled. The caller has made sure of
 * the receiver (requireStaff) before it locked persons.
 */
export async function transferHeld(tx: Tx, actor: Actor, held: readonly LockedRecord[], toStaffId: string): Promise<Transferred> {
  const forbidden = await findReservedForOthers(tx, held, toStaffId);
  const back = await recallHeld(
    tx,
    actor,
    held.filter(({ personId }) => forbidden.has(personId)),
  );
  const moved = held.filter(({ personId }) => !forbidden.has(personId)).map(({ id }) => id);
  return { transferred: moved.length, ...back, batchIds: moved.length === 0 ? [] : await moveRecords(tx, moved, toStaffId) };
}

async function findReservedForOthers(tx: Tx, held: readonly LockedRecord[], toStaffId: string): Promise<Set<string>> {
  const persons = held.map(({ personId }) => personId);
  const reserved = await tx
    .selectFrom('persons')
    .select('id')
    .where(sql<boolean>`id = any(${persons}::bigint[]) and reserved_by <> ${toStaffId}`)
    .execute();
  return new Set(reserved.map(({ id }) => id));
}

/** One new card for each old one, with its title; records that had no card get one for each database. */
async function moveRecords(tx: Tx, recordIds: readonly string[], toStaffId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with moving as materialized (
      select id, product_id, module, database_id, batch_id from records where id = any(${recordIds}::bigint[])
    ), card as materialized (
      select nextval(pg_get_serial_sequence('batches', 'id')) as id, old.*
      from (
        select distinct on (moving.batch_id, case when moving.batch_id is null then moving.database_id end)
          moving.batch_id as old_batch_id, moving.product_id, moving.module, coalesce(batch.database_id, moving.database_id) as database_id,
          coalesce(batch.title, database.name) as title, coalesce(batch.original_title, database.name) as original_title
        from moving
        left join batches batch on batch.id = moving.batch_id
        join databases database on database.id = moving.database_id
        order by moving.batch_id, case when moving.batch_id is null then moving.database_id end, moving.id
      ) old
    ), made as (
      insert into batches (id, product_id, module, database_id, staff_id, title, original_title)
      select id, product_id, module, database_id, ${toStaffId}::bigint, title, original_title from card
      returning id
    ), moved as (
      update records set staff_id = ${toStaffId}::bigint, batch_id = card.id, assigned_at = statement_timestamp(), inherited = false,
        rejected_note = null, rejected_at = null
      from moving join card
        on card.old_batch_id = moving.batch_id or (card.old_batch_id is null and moving.batch_id is null and card.database_id = moving.database_id)
      where records.id = moving.id
    )
    select id from made order by id
  `.execute(tx);
  return rows.map(({ id }) => id);
}
