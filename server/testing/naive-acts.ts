import { sql } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { appendEvent } from '../domain/audit/append-event.ts';
import { makeBatches } from '../domain/records/make-batches.ts';

/**
 * Acts as they are often written: look first, then write what was seen, with no lock in between. They are the controls
 * of the stepping tests, which must find the orders in which such acts go wrong.
 */
export async function assignNaively(tx: Tx, actor: Actor, databaseId: string, staffId: string, quantity: number): Promise<number> {
  await appendEvent(tx, actor, { act: 'records.assign', subjectType: 'database', subjectId: databaseId });
  const { rows } = await sql<{ id: string }>`
    select id from drawable_records
    where database_id = ${databaseId} and passed_over_reason(reserved_by, do_not_contact, held, archived, array[${staffId}::bigint]) is null
    order by row_number limit ${quantity}
  `.execute(tx);
  const batches = await makeBatches(tx, databaseId, [staffId]);
  await sql`
    update records set state = 'assigned', staff_id = ${staffId}, batch_id = ${batches.get(staffId)}, assigned_at = clock_timestamp()
    where id = any(${rows.map(({ id }) => id)}::bigint[])
  `.execute(tx);
  return rows.length;
}

/** Archives an invalid record and puts the first available one into its card. Answers how many were archived. */
export async function replaceNaively(tx: Tx, actor: Actor, recordId: string): Promise<number> {
  await appendEvent(tx, actor, { act: 'validation.replace', subjectType: 'records', subjectId: null });
  const { rows } = await sql<{ staffId: string; batchId: string; replacementId: string | null }>`
    select staff_id as "staffId", batch_id as "batchId",
      (select id from drawable_records where database_id = record.database_id and not held order by row_number limit 1) as "replacementId"
    from records record where id = ${recordId} and state = 'assigned' and verdict = 'invalid'
  `.execute(tx);
  const [seen] = rows;
  if (seen === undefined || seen.replacementId === null) return 0;
  await archiveNaively(tx, recordId);
  await sql`
    update records set state = 'assigned', staff_id = ${seen.staffId}, batch_id = ${seen.batchId}, assigned_at = clock_timestamp()
    where id = ${seen.replacementId}
  `.execute(tx);
  return 1;
}

/** Recalls an invalid record, which goes to the archive. Answers how many were archived. */
export async function recallNaively(tx: Tx, actor: Actor, recordId: string): Promise<number> {
  await appendEvent(tx, actor, { act: 'records.recall', subjectType: 'records', subjectId: null });
  const { rows } = await sql`select from records where id = ${recordId} and state = 'assigned'`.execute(tx);
  if (rows.length > 0) await archiveNaively(tx, recordId);
  return rows.length;
}

async function archiveNaively(tx: Tx, recordId: string): Promise<void> {
  await sql`
    update records set state = 'archived', staff_id = null, batch_id = null, assigned_at = null, archived_at = clock_timestamp(),
      last_staff_id = coalesce(staff_id, last_staff_id), last_batch_id = coalesce(batch_id, last_batch_id)
    where id = ${recordId}
  `.execute(tx);
}

/** Takes a record in conflict back to the pool. Answers how many were. */
export async function resolveNaively(tx: Tx, actor: Actor, recordId: string): Promise<number> {
  await appendEvent(tx, actor, { act: 'conflicts.recall', subjectType: 'record', subjectId: recordId });
  const { rows } = await sql`select from record_conflicts where record_id = ${recordId}`.execute(tx);
  if (rows.length > 0) {
    await sql`
      update records set state = 'available', staff_id = null, batch_id = null, assigned_at = null, last_staff_id = staff_id, last_batch_id = batch_id
      where id = ${recordId}
    `.execute(tx);
  }
  return rows.length;
}

/** Moves the reservation of a record in conflict to its holder. Answers how many were. */
export async function moveToHolderNaively(tx: Tx, actor: Actor, recordId: string): Promise<number> {
  await appendEvent(tx, actor, { act: 'conflicts.move_reservation', subjectType: 'record', subjectId: recordId });
  const { rows } = await sql<{ reservationId: string; staffId: string }>`
    select reservation_id as "reservationId", staff_id as "staffId" from record_conflicts where record_id = ${recordId}
  `.execute(tx);
  const [seen] = rows;
  if (seen === undefined) return 0;
  await sql`update reservations set state = 'moved', ended_at = clock_timestamp() where id = ${seen.reservationId}`.execute(tx);
  await sql`
    insert into reservations (product_id, customer_id, person_id, staff_id, state, active_since)
    select product_id, customer_id, person_id, ${seen.staffId}, 'active', clock_timestamp() from reservations where id = ${seen.reservationId}
  `.execute(tx);
  return 1;
}
