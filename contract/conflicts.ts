import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { keptConflict, verdict } from './records.ts';
import { answeredId, count, flag, id, ids, module, pageOf, pageQuery, sortBy, text } from './values.ts';

export const conflictAction = z.enum(['recall', 'replace', 'keep', 'moveReservation']);
export type ConflictAction = z.infer<typeof conflictAction>;

/** A held record whose person is reserved by somebody else than its holder. */
export const listedConflict = z.object({
  recordId: z.string(),
  module,
  productId: z.string(),
  productName: z.string(),
  databaseId: z.string(),
  databaseName: z.string(),
  customerKey: z.string(),
  customerText: z.string().nullable(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  /** The phone as the file has it. */
  phoneText: z.string().nullable(),
  verdict,
  /** Who holds the record. */
  staffId: z.string(),
  staffName: z.string(),
  batchId: z.string().nullable(),
  batchTitle: z.string().nullable(),
  reservationId: z.string(),
  reservedById: z.string(),
  reservedByName: z.string(),
  since: z.string(),
  /** In words, in the caller's language: "Direservasi Dewi sejak 3 Mar 2026". */
  reason: z.string(),
  /** Who decided that the record stays where it is, and why; null while the conflict waits. */
  kept: keptConflict.nullable(),
});
export type ListedConflict = z.infer<typeof listedConflict>;

export const conflictFilters = {
  module: module.optional(),
  productId: id.optional(),
  databaseId: id.optional(),
  staffId: id.optional(),
  reservedById: id.optional(),
  /** Those that were left as they are; without it those that wait. */
  kept: flag.optional(),
};

export const listConflicts = endpoint({
  method: 'GET',
  path: '/conflicts',
  access: 'admin',
  summary: 'Held records whose person somebody else has reserved: those that wait, or those that were kept.',
  query: z.strictObject({
    ...pageQuery,
    ...conflictFilters,
    sort: sortBy(['since', 'customerKey', 'staffName', 'reservedByName'], '-since'),
  }),
  output: pageOf(listedConflict),
  goesBy: { q: ['customerKey', 'name', 'phone', 'phoneText'] },
});

const resolution = z.object({
  /** Conflicts that are over, or kept. */
  resolved: count,
  /** Records that went to the pool, and to the archive because they were marked invalid. */
  recalled: count,
  archived: count,
  replaced: count,
  /** Records for which no replacement was found; they stay as they are. */
  shortfall: count,
  pairs: z.array(z.object({ recordId: answeredId, replacementId: answeredId, batchId: answeredId })),
  /** Records that others hold of the persons whose reservation has moved. */
  conflicts: z.array(answeredId),
});
export type Resolution = z.infer<typeof resolution>;

const decision = { action: conflictAction, note: text(2_000).optional() };

export const resolveConflict = endpoint({
  method: 'POST',
  path: '/conflicts/:recordId/resolve',
  access: 'admin',
  summary: 'Resolve a conflict: recall the record, replace it, keep it, or move the reservation to its holder.',
  params: z.object({ recordId: id }),
  body: z.strictObject(decision),
  output: resolution,
});

export const resolveConflicts = endpoint({
  method: 'POST',
  path: '/conflicts/resolve',
  access: 'admin',
  summary: 'Resolve several conflicts the same way, all or none.',
  body: z.strictObject({ recordIds: ids, ...decision }),
  output: resolution,
});
