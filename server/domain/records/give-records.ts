import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

export interface Gift {
  readonly staffId: string;
  readonly batchId: string;
  readonly recordIds: readonly string[];
}

/**
 * Puts available records, whose persons are locked, into the batches of their new holders. All of them are given at one
 * moment, so that what is listed by it keeps the order of the records and not the one the plan of the update happened to take.
 */
export async function giveRecords(tx: Tx, gifts: readonly Gift[]): Promise<void> {
  const recordIds = gifts.flatMap((gift) => gift.recordIds);
  const batchIds = gifts.flatMap((gift) => gift.recordIds.map(() => gift.batchId));
  const { numAffectedRows } = await sql`
    update records set state = 'assigned', staff_id = batch.staff_id, batch_id = batch.id, assigned_at = statement_timestamp(),
      replaced_by_id = null
    from unnest(${recordIds}::bigint[], ${batchIds}::bigint[]) as gift (record_id, batch_id)
    join batches batch on batch.id = gift.batch_id
    where records.id = gift.record_id and records.state = 'available'
  `.execute(tx);
  if (numAffectedRows !== BigInt(recordIds.length)) throw new Error('Records that were drawn are no longer available');
}
