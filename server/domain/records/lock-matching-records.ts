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
export async function lockMatchingRecords(tx: Tx, actor: Actor, choice: FilterChoice): Promise<LockedRecord[]> {
  const locked = await lockExistingRecords(tx, await findExpected(tx, actor, choice));
  const now = await findExpected(tx, actor, choice);
  const held = new Set(locked.map(({ id }) => id));
  if (!now.every((id) => held.has(id))) throw problem('selection_changed', { expected: choice.expected, found: now.length });
  return locked;
}

/** Reads no more ids than were expected and one, however many the filter holds. */
async function findExpected(tx: Tx, actor: Actor, { filter, expected }: FilterChoice): Promise<string[]> {
  const matching = matchingRecords(actor, filter);
  const { rows } = await sql<{ id: string }>`select record.id ${matching} limit ${expected + 1}`.execute(tx);
  if (rows.length === expected) return rows.map(({ id }) => id);
  const counted = await sql<{ found: number }>`select count(*)::int as found ${matching}`.execute(tx);
  throw problem('selection_changed', { expected, found: counted.rows[0]?.found ?? 0 });
}
