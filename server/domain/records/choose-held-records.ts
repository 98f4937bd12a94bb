import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import type { NewEvent } from '../audit/append-event.ts';
import { withoutSearch } from '../audit/audit.rules.ts';
import { type FilterChoice, lockMatchingRecords } from './lock-matching-records.ts';
import { type LockedRecord, lockRecords } from './lock-records.ts';

/** Named records, a whole batch or several, what a staff member holds, or all of a filter. Exactly one of these. */
export interface HeldChoice {
  readonly recordIds?: readonly string[] | undefined;
  readonly batchId?: string | undefined;
  readonly batchIds?: readonly string[] | undefined;
  readonly staffId?: string | undefined;
  readonly unvalidatedOnly?: boolean | undefined;
  readonly filter?: FilterChoice['filter'] | undefined;
  readonly expected?: number | undefined;
}

/** What an act on a choice is about, for its event. */
export function subjectOf({ batchId, staffId }: HeldChoice): Pick<NewEvent, 'subjectType' | 'subjectId'> {
  if (batchId !== undefined) return { subjectType: 'batch', subjectId: batchId };
  return staffId === undefined ? { subjectType: 'records', subjectId: null } : { subjectType: 'user', subjectId: staffId };
}

/** Whether a choice is of cards, or of all that somebody holds: these stay cards when they are moved (docs/domain.md, Transfer). */
export const isOfWholeCards = ({ batchId, batchIds, staffId, unvalidatedOnly = false }: HeldChoice): boolean =>
  batchId !== undefined || batchIds !== undefined || (staffId !== undefined && !unvalidatedOnly);

/** How the records of an act were chosen, for its event. */
export function choiceOf({ unvalidatedOnly = false, filter, batchIds }: HeldChoice): Record<string, unknown> {
  if (batchIds !== undefined) return { batchIds, ...(unvalidatedOnly ? { unvalidatedOnly } : {}) };
  return filter === undefined ? { unvalidatedOnly } : { filter: withoutSearch(filter) };
}

/**
 * Locks the assigned records of a choice. Named ones and those of a filter must all be assigned (wrong_state); of a batch
 * or a staff member it takes those that are, all that were expected or none. Throws not_found, selection_changed.
 */
export async function chooseHeldRecords(tx: Tx, actor: Actor, choice: HeldChoice): Promise<LockedRecord[]> {
  const { recordIds, filter, expected } = choice;
  if (filter !== undefined) return requireAssigned(await lockMatchingRecords(tx, actor, { filter, expected: expected ?? 0 }));
  if (recordIds !== undefined) return requireAssigned(await lockRecords(tx, recordIds));
  const batches = batchesOf(choice);
  const taken = new Set(batches);
  const locked = await lockRecords(tx, await findHeld(tx, choice, batches));
  // Between finding and locking, others may have moved some.
  const held = locked.filter(
    ({ state, batchId, staffId, verdict }) =>
      state === 'assigned' &&
      (batches === undefined || (batchId !== null && taken.has(batchId))) &&
      (choice.staffId === undefined || staffId === choice.staffId) &&
      (choice.unvalidatedOnly !== true || verdict === 'unvalidated'),
  );
  if (expected !== undefined && held.length !== expected) throw problem('selection_changed', { expected, found: held.length });
  return held;
}

function requireAssigned(locked: LockedRecord[]): LockedRecord[] {
  const others = locked.filter(({ state }) => state !== 'assigned').length;
  if (others > 0) throw problem('wrong_state', { count: others, asked: locked.length });
  return locked;
}

const batchesOf = ({ batchId, batchIds }: HeldChoice) => (batchId === undefined ? batchIds : [batchId]);

async function findHeld(tx: Tx, { staffId, unvalidatedOnly }: HeldChoice, batches: readonly string[] | undefined): Promise<string[]> {
  const held = tx.selectFrom('records').select('id').where('state', '=', 'assigned');
  if (batches !== undefined) {
    const found = await tx.selectFrom('batches').select('id').where('id', 'in', batches).execute();
    if (found.length < batches.length) throw problem('not_found');
    return (await held.where('batch_id', 'in', batches).execute()).map(({ id }) => id);
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
