import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { count, flag, id, idParams, line, module, pageOf, pageQuery, sortBy } from './values.ts';

export const batch = z.object({
  id: z.string(),
  title: z.string(),
  /** The title given when the batch was made; stays when the card is renamed. */
  originalTitle: z.string(),
  module,
  productId: z.string(),
  productName: z.string(),
  databaseId: z.string(),
  databaseName: z.string(),
  staffId: z.string(),
  staffName: z.string(),
  assignedAt: z.string(),
  /** Records asked for and not found when the batch was made. */
  shortfall: count,
  counts: z.object({ total: count, unvalidated: count, valid: count, invalid: count, conflict: count }),
  followUpsDue: count,
  /** Records of this card that were processed as invalid and replaced. */
  replaced: count,
  /** Replacements on the card that have no verdict yet. */
  fresh: count,
});
export type Batch = z.infer<typeof batch>;

export const listBatches = endpoint({
  method: 'GET',
  path: '/batches',
  access: 'staff',
  summary: 'Batch cards, newest first; staff see their own. Emptied cards only when asked for.',
  query: z.strictObject({
    ...pageQuery,
    module: module.optional(),
    productId: id.optional(),
    databaseId: id.optional(),
    staffId: id.optional(),
    empty: flag.optional(),
    finished: flag.optional(),
    sort: sortBy(['assignedAt', 'title', 'unvalidated'], '-assignedAt'),
  }),
  output: pageOf(batch).extend({
    /** Over the whole filter. */
    counts: z.object({ total: count, unvalidated: count, valid: count, invalid: count, conflict: count }),
    followUpsDue: count,
    /** Records of the filter's staff that have no batch. */
    ungrouped: count,
  }),
  goesBy: { q: ['title', 'originalTitle', 'staffName'], empty: ['counts'], finished: ['counts'] },
});

export const readBatch = endpoint({
  method: 'GET',
  path: '/batches/:id',
  access: 'staff',
  summary: 'One batch card.',
  params: idParams,
  output: batch,
});

export const renameBatch = endpoint({
  method: 'PATCH',
  path: '/batches/:id',
  access: 'staff',
  summary: 'Rename a card, by its holder or an admin.',
  params: idParams,
  body: z.strictObject({ title: line(200) }),
  output: batch,
});
