import { sql } from 'kysely';
import type { Module } from '../../../contract/values.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { lockPersonsOfRecords } from '../members/lock-persons.ts';

export interface LockedRecord {
  readonly id: string;
  readonly personId: string;
  readonly databaseId: string;
  readonly productId: string;
  readonly module: Module;
  readonly state: 'available' | 'assigned' | 'archived' | 'deleted';
  readonly verdict: 'unvalidated' | 'valid' | 'invalid';
  readonly staffId: string | null;
  readonly batchId: string | null;
}

/**
 * Locks the persons of these records, then the records, each by ascending id, and reads how they stand: what is seen
 * stays so until the transaction ends. Throws not_found where one does not exist.
 */
export async function lockRecords(tx: Tx, recordIds: readonly string[]): Promise<LockedRecord[]> {
  const locked = await lockExistingRecords(tx, recordIds);
  if (locked.length < recordIds.length) throw problem('not_found');
  return locked;
}

/** The same for those that there still are. */
export async function lockExistingRecords(tx: Tx, recordIds: readonly string[]): Promise<LockedRecord[]> {
  await lockPersonsOfRecords(tx, recordIds);
  const { rows } = await sql<LockedRecord>`
    select id, person_id as "personId", database_id as "databaseId", product_id as "productId", module, state, verdict,
      staff_id as "staffId", batch_id as "batchId"
    from records where id = any(${recordIds}::bigint[]) and state <> 'deleted' order by id for no key update
  `.execute(tx);
  return rows;
}
