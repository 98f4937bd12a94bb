import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { type LockedRecord, lockRecords } from './lock-records.ts';

/** Named records, a whole batch, or what a staff member holds. Exactly one of the three. */
export interface HeldChoice {
  readonly recordIds?: readonly string[] | undefined;
  readonly batchId?: string | undefined;
  readonly staffId?: string | undefined;
  readonly unvalidatedOnly?: boolean | undefined;
}

/**
 * Locks the assigned records of a choice. Named ones must all be assigned (wrong_state); of a batch or a staff member it
 * takes those that are. Throws not_found.
 */
export async function chooseHeldRecords(tx: Tx, choice: HeldChoice): Promise<LockedRecord[]> {
  if (choice.recordIds !== undefined) {
    const locked = await lockRecords(tx, choice.recordIds);
    const others = locked.filter(({ state }) => state !== 'assigned').length;
    if (others > 0) throw problem('wrong_state', { count: others, asked: locked.length });
    return locked;
  }
  const locked = await lockRecords(tx, await findHeld(tx, choice));
  // Between finding and locking, others may have moved some.
  return locked.filter(
    ({ state, batchId, staffId, verdict }) =>
      state === 'assigned' &&
      (choice.batchId === undefined || batchId === choice.batchId) &&
      (choice.staffId === undefined || staffId === choice.staffId) &&
      (choice.unvalidatedOnly !== true || verdict === 'unvalidated'),
  );
}

async function findHeld(tx: Tx, { batchId, staffId, unvalidatedOnly }: HeldChoice): Promise<string[]> {
  const held = tx.selectFrom('records').select('id').where('state', '=', 'assigned');
  if (batchId !== undefined) {
    const batch = await tx.selectFrom('batches').select('id').where('id', '=', batchId).executeTakeFirst();
    if (batch === undefined) throw problem('not_found');
    return (await held.where('batch_id', '=', batchId).execute()).map(({ id }) => id);
  }
  const staff = await tx
    .selectFrom('users')
    .select('id')
    .where('id', '=', staffId ?? '0')
    .executeTakeFirst();
  if (staff === undefined) throw problem('not_found');
  const ofStaff = held.where('staff_id', '=', staff.id);
  const wanted = unvalidatedOnly === true ? ofStaff.where('verdict', '=', 'unvalidated') : ofStaff;
  return (await wanted.execute()).map(({ id }) => id);
}
