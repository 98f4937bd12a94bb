import { sql } from 'kysely';
import type { RecordFilter } from '../../../contract/records.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { type LockedRecord, lockExistingRecords } from './lock-records.ts';
import { matchingRecords } from './match-records.ts';

/** All records of a filter, and how many it held when somebody looked at it. */
export interface FilterChoice {
  readonly filter: RecordFilter;
  readonly expected: number;
}

/**
 * Locks all records of a filter (docs/domain.md, Acts on a filter). With their persons and themselves locked the filter is
 * asked once more: what it holds then is what was locked, or nothing is done. Throws selection_changed.
 */
export async function lockMatchingRecords(tx: Tx, actor: Actor, { filter, expected }: FilterChoice): Promise<LockedRecord[]> {
  const seen = await findMatching(tx, actor, filter);
  if (seen.length !== expected) throw problem('selection_changed', { expected, found: seen.length });
  const locked = await lockExistingRecords(tx, seen);
  const now = await findMatching(tx, actor, filter);
  const held = new Set(locked.map(({ id }) => id));
  if (now.length !== expected || !now.every((id) => held.has(id))) throw problem('selection_changed', { expected, found: now.length });
  return locked;
}

async function findMatching(tx: Tx, actor: Actor, filter: RecordFilter): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select record.id ${matchingRecords(actor, filter)}`.execute(tx);
  return rows.map(({ id }) => id);
}
