import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { replaceRecords as endpoint } from '../../../contract/validation.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { announceEvent } from '../audit/announce-event.ts';
import { appendEvent } from '../audit/append-event.ts';
import { drawRecords } from '../records/draw-records.ts';
import { giveRecords } from '../records/give-records.ts';
import { archiveHeld } from '../records/recall-records.ts';
import { type HeldInvalidRecord, requireInvalidRecords } from './require-invalid-records.ts';

type Input = z.output<typeof endpoint.body>;
type Output = z.input<typeof endpoint.output>;
type Pair = Output['pairs'][number];

/** Invalid records of one card and one database: what finds replacements together. */
interface Group {
  readonly staffId: string;
  readonly batchId: string;
  readonly databaseId: string;
  readonly recordIds: string[];
}

const seeds = 2 ** 31;

/**
 * Archives invalid records and puts a new one, drawn by the rules of assigning, into the same card for each, linked both
 * ways (docs/domain.md, Replacement). What finds no replacement stays as it is and is the shortfall. Throws not_found,
 * wrong_state, other_module_or_product.
 */
export async function replaceRecords(tx: Tx, actor: Actor, input: Input): Promise<Output> {
  const invalid = await requireInvalidRecords(tx, input.recordIds);
  const filler = input.fillFromDatabaseId;
  if (filler !== undefined) await requireFittingDatabase(tx, filler, invalid);
  const eventId = await appendEvent(tx, actor, {
    act: 'validation.replace',
    subjectType: 'records',
    subjectId: null,
    data: { asked: invalid.length, fillFromDatabaseId: filler ?? null },
  });
  const pairs: Pair[] = [];
  for (const group of groupByCard(invalid)) {
    const sources = [group.databaseId, ...(filler === undefined || filler === group.databaseId ? [] : [filler])];
    for (const databaseId of sources) pairs.push(...(await replaceFrom(tx, actor, group, databaseId)));
  }
  await announceEvent(tx, { id: eventId, act: 'validation.replace', actor });
  return { archived: pairs.length, replaced: pairs.length, shortfall: invalid.length - pairs.length, pairs };
}

async function requireFittingDatabase(tx: Tx, databaseId: string, records: readonly HeldInvalidRecord[]): Promise<void> {
  const database = await tx.selectFrom('databases').select(['module', 'product_id']).where('id', '=', databaseId).executeTakeFirst();
  if (database === undefined) throw problem('not_found');
  const fits = records.every(({ module, productId }) => module === database.module && productId === database.product_id);
  if (!fits) throw problem('other_module_or_product');
}

/** Records without a card (from the predecessor, until they are grouped) have none that a replacement could join. */
function groupByCard(records: readonly HeldInvalidRecord[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { id, staffId, batchId, databaseId } of records) {
    if (batchId === null) continue;
    const key = `${batchId} ${databaseId}`;
    const group = groups.get(key) ?? { staffId, batchId, databaseId, recordIds: [] };
    group.recordIds.push(id);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Replaces as many of the group as the database can, and takes those out of the group. */
async function replaceFrom(tx: Tx, actor: Actor, group: Group, databaseId: string): Promise<Pair[]> {
  if (group.recordIds.length === 0) return [];
  const wishes = new Map([[group.staffId, group.recordIds.length]]);
  const { candidates } = await drawRecords(tx, { databaseId, wishes, order: 'random', seed: randomInt(seeds) });
  if (candidates.length === 0) return [];
  const replaced = group.recordIds.splice(0, candidates.length);
  const drawn = candidates.map(({ id }) => id);
  await archiveHeld(tx, actor, replaced);
  await giveRecords(tx, [{ staffId: group.staffId, batchId: group.batchId, recordIds: drawn }]);
  await linkReplacements(tx, replaced, drawn);
  return replaced.map((recordId, index) => ({ recordId, replacementId: drawn[index] ?? '', batchId: group.batchId }));
}

async function linkReplacements(tx: Tx, replaced: readonly string[], replacements: readonly string[]): Promise<void> {
  await sql`
    update records set
      replaced_by_id = case when records.id = pair.replaced then pair.replacement else replaced_by_id end,
      replaces_id = case when records.id = pair.replacement then pair.replaced else replaces_id end
    from unnest(${replaced}::bigint[], ${replacements}::bigint[]) as pair (replaced, replacement)
    where records.id in (pair.replaced, pair.replacement)
  `.execute(tx);
}
