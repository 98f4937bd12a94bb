import type { z } from 'zod';
import type { replaceRecords as endpoint } from '../../../contract/validation.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { announceEvent } from '../audit/announce-event.ts';
import { appendEvent } from '../audit/append-event.ts';
import { archiveHeld } from '../records/recall-records.ts';
import { drawnSeed, groupByCard, type HeldRecord, linkReplacements, type Pair, putReplacements } from './put-replacements.ts';
import { requireInvalidRecords } from './require-invalid-records.ts';

type Input = z.output<typeof endpoint.body>;
type Output = z.input<typeof endpoint.output>;

/**
 * Archives invalid records and puts a new one, drawn by the rules of assigning, into the same card for each, linked both
 * ways (docs/domain.md, Replacement). What finds no replacement stays as it is and is the shortfall. `seedOf` says where
 * in the random order each draw begins. Throws not_found, wrong_state, other_module_or_product.
 */
export async function replaceRecords(tx: Tx, actor: Actor, input: Input, seedOf: () => number = drawnSeed): Promise<Output> {
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
  const archive = (records: readonly HeldRecord[]) =>
    archiveHeld(
      tx,
      actor,
      records.map(({ id }) => id),
    );
  for (const group of groupByCard(invalid)) {
    const sources = [group.databaseId, ...(filler === undefined || filler === group.databaseId ? [] : [filler])];
    for (const databaseId of sources) {
      const put = await putReplacements(tx, group, databaseId, archive, seedOf());
      await linkReplacements(tx, put);
      pairs.push(...put);
    }
  }
  await announceEvent(tx, { id: eventId, act: 'validation.replace', actor });
  return { archived: pairs.length, replaced: pairs.length, shortfall: invalid.length - pairs.length, pairs };
}

async function requireFittingDatabase(tx: Tx, databaseId: string, records: readonly HeldRecord[]): Promise<void> {
  const database = await tx.selectFrom('databases').select(['module', 'product_id']).where('id', '=', databaseId).executeTakeFirst();
  if (database === undefined) throw problem('not_found');
  const fits = records.every(({ module, productId }) => module === database.module && productId === database.product_id);
  if (!fits) throw problem('other_module_or_product');
}
