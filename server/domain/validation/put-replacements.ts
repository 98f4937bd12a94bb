import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { drawRecords } from '../records/draw-records.ts';
import { giveRecords } from '../records/give-records.ts';
import type { LockedRecord } from '../records/lock-records.ts';

export interface Pair {
  readonly recordId: string;
  readonly replacementId: string;
  readonly batchId: string;
}

/** A locked record that somebody holds. */
export interface HeldRecord extends LockedRecord {
  readonly staffId: string;
}

/** Held records of one card and one database: what finds replacements together. */
export interface ReplacedGroup {
  readonly staffId: string;
  readonly batchId: string;
  readonly databaseId: string;
  readonly records: HeldRecord[];
}

const seeds = 2 ** 31;

/** Where in the random order a draw begins, if nobody says. */
export const drawnSeed = (): number => randomInt(seeds);

/** Records without a card (from the predecessor, until they are grouped) have none that a replacement could join. */
export function groupByCard(records: readonly HeldRecord[]): ReplacedGroup[] {
  const groups = new Map<string, ReplacedGroup>();
  for (const record of records) {
    const { staffId, batchId, databaseId } = record;
    if (batchId === null) continue;
    const key = `${batchId} ${databaseId}`;
    const group = groups.get(key) ?? { staffId, batchId, databaseId, records: [] };
    group.records.push(record);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/**
 * Part of an act that has its event: draws new records from a database by the rules of assigning, has as many of the group
 * leave as were found, takes those out of the group, and puts the new ones on the card.
 */
export async function putReplacements(
  tx: Tx,
  { staffId, batchId, records }: ReplacedGroup,
  databaseId: string,
  leave: (records: readonly HeldRecord[]) => Promise<unknown>,
  seed: number = drawnSeed(),
): Promise<Pair[]> {
  if (records.length === 0) return [];
  const wishes = new Map([[staffId, records.length]]);
  const { candidates } = await drawRecords(tx, { databaseId, wishes, order: 'random', seed });
  if (candidates.length === 0) return [];
  const leaving = records.splice(0, candidates.length);
  const drawn = candidates.map(({ id }) => id);
  await leave(leaving);
  await giveRecords(tx, [{ staffId, batchId, recordIds: drawn }]);
  return leaving.map(({ id }, index) => ({ recordId: id, replacementId: drawn[index] ?? '', batchId }));
}

/** Links archived records with those that stand for them now, both ways. */
export async function linkReplacements(tx: Tx, pairs: readonly Pair[]): Promise<void> {
  if (pairs.length === 0) return;
  await sql`
    update records set
      replaced_by_id = case when records.id = pair.replaced then pair.replacement else replaced_by_id end,
      replaces_id = case when records.id = pair.replacement then pair.replaced else replaces_id end
    from unnest(${pairs.map(({ recordId }) => recordId)}::bigint[], ${pairs.map(({ replacementId }) => replacementId)}::bigint[])
      as pair (replaced, replacement)
    where records.id in (pair.replaced, pair.replacement)
  `.execute(tx);
}
