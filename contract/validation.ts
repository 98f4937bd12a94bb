import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { verdict } from './records.ts';
import { answeredId, count, flag, id, idParams, ids, line, module, pageOf, pageQuery, sortBy, text } from './values.ts';

export const setVerdict = endpoint({
  method: 'POST',
  path: '/records/verdict',
  access: 'staff',
  summary: 'Mark held records valid, invalid (with a reason) or unvalidated.',
  body: z.strictObject({ recordIds: ids, verdict, reasonId: id.optional(), note: text(2_000).optional() }),
  output: z.object({ changed: count }),
});

export const rejectVerdict = endpoint({
  method: 'POST',
  path: '/records/verdict/reject',
  access: 'admin',
  summary: 'Send invalid marks back to unvalidated, with a reason.',
  body: z.strictObject({ recordIds: ids, note: line(2_000) }),
  output: z.object({ changed: count }),
});

export const invalidReason = z.object({
  id: z.string(),
  label: z.string(),
  /** The reason speaks of the customer, so the person is passed over while a record with it lies in the archive. */
  aboutCustomer: z.boolean(),
  noteRequired: z.boolean(),
  active: z.boolean(),
});
export type InvalidReason = z.infer<typeof invalidReason>;

export const listInvalidReasons = endpoint({
  method: 'GET',
  path: '/invalid-reasons',
  access: 'staff',
  summary: 'Reasons for marking a record invalid.',
  query: z.strictObject({ ...pageQuery, active: flag.optional() }),
  output: pageOf(invalidReason),
  goesBy: { q: ['label'] },
});

export const readReasonUsage = endpoint({
  method: 'GET',
  path: '/invalid-reasons/usage',
  access: 'admin',
  summary: 'How many records bear each reason now, marked invalid on a card or in the archive.',
  output: z.object({ items: z.array(z.object({ reasonId: z.string(), records: count })) }),
});

export const createInvalidReason = endpoint({
  method: 'POST',
  path: '/invalid-reasons',
  access: 'admin',
  summary: 'Add a reason.',
  status: 201,
  body: z.strictObject({
    label: line(120),
    aboutCustomer: z.boolean(),
    noteRequired: z.boolean().default(false),
    active: z.boolean().default(true),
  }),
  output: invalidReason,
});

export const changeInvalidReason = endpoint({
  method: 'PATCH',
  path: '/invalid-reasons/:id',
  access: 'admin',
  summary: 'Change a reason or take it out of use.',
  params: idParams,
  body: z.strictObject({
    label: line(120).optional(),
    aboutCustomer: z.boolean().optional(),
    noteRequired: z.boolean().optional(),
    active: z.boolean().optional(),
  }),
  output: invalidReason,
});

export const listInvalidRecords = endpoint({
  method: 'GET',
  path: '/invalid-records',
  access: 'admin',
  summary: 'Records marked invalid that wait to be processed, by staff and batch, with how many replacements exist.',
  query: z.strictObject({ module: module.optional(), productId: id.optional() }),
  output: z.object({
    groups: z.array(
      z.object({
        staffId: z.string(),
        staffName: z.string(),
        batchId: z.string().nullable(),
        batchTitle: z.string().nullable(),
        databaseId: z.string(),
        databaseName: z.string(),
        productId: z.string(),
        module,
        count,
        /** How many of them could be replaced now from the same database, each group taken by itself. */
        replaceable: count,
        /** Of the records the staff member holds in this module. */
        staffHolding: count,
        staffInvalid: count,
        recordIds: z.array(z.string()),
      }),
    ),
    total: count,
  }),
});

export const replaceRecords = endpoint({
  method: 'POST',
  path: '/replacements',
  access: 'admin',
  summary: 'Archive invalid records and put a new one into the same batch for each.',
  body: z.strictObject({ recordIds: ids, fillFromDatabaseId: id.optional() }),
  output: z.object({
    archived: count,
    replaced: count,
    shortfall: count,
    pairs: z.array(z.object({ recordId: answeredId, replacementId: answeredId, batchId: answeredId })),
  }),
});

export const archiveRecords = endpoint({
  method: 'POST',
  path: '/archive',
  access: 'admin',
  summary: 'Archive invalid records without replacing them.',
  body: z.strictObject({ recordIds: ids }),
  output: z.object({ archived: count }),
});

export const archivedRecord = z.object({
  id: z.string(),
  databaseId: z.string(),
  databaseName: z.string(),
  module,
  productId: z.string(),
  productName: z.string(),
  rowNumber: z.int(),
  customerKey: z.string(),
  customerText: z.string().nullable(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  /** The phone as the file has it. */
  phoneText: z.string().nullable(),
  lastStaffId: z.string().nullable(),
  lastStaffName: z.string().nullable(),
  lastBatchId: z.string().nullable(),
  lastBatchTitle: z.string().nullable(),
  reasonId: z.string().nullable(),
  reasonLabel: z.string().nullable(),
  note: z.string().nullable(),
  archivedAt: z.string(),
  archivedBy: z.string().nullable(),
  replacedBy: z.string().nullable(),
});

const archiveFilters = {
  module: module.optional(),
  productId: id.optional(),
  databaseId: id.optional(),
  staffId: id.optional(),
  reasonId: id.optional(),
};

/** What the archive can be narrowed to, in the body of an act on all that it holds. */
export const archiveFilter = z.strictObject({ ...archiveFilters, q: pageQuery.q });
export type ArchiveFilter = z.output<typeof archiveFilter>;

export const listArchive = endpoint({
  method: 'GET',
  path: '/archive',
  access: 'admin',
  summary: 'Processed invalid records.',
  query: z.strictObject({
    ...pageQuery,
    ...archiveFilters,
    sort: sortBy(['archivedAt', 'customerKey'], '-archivedAt'),
  }),
  output: pageOf(archivedRecord),
  goesBy: { q: ['customerKey', 'name', 'phone', 'phoneText'], staffId: ['lastStaffId'] },
});

/** `expected` is how many the filter held when it was looked at; where it holds another number by now, the act is refused. */
export const restoreRecords = endpoint({
  method: 'POST',
  path: '/archive/restore',
  access: 'admin',
  summary: 'Bring archived records back to the pool or to the cards they came from: named ones, or all of a filter.',
  body: z.union([
    z.strictObject({ recordIds: ids, to: z.enum(['pool', 'batch']) }),
    z.strictObject({ filter: archiveFilter, expected: z.int().min(1).max(2_147_483_647), to: z.enum(['pool', 'batch']) }),
  ]),
  output: z.object({ restored: count }),
});

export const restoreRecord = endpoint({
  method: 'POST',
  path: '/archive/:recordId/restore',
  access: 'admin',
  summary: 'Bring an archived record back to the pool or to the card it came from.',
  params: z.object({ recordId: id }),
  body: z.strictObject({ to: z.enum(['pool', 'batch']) }),
  output: z.object({ state: z.enum(['available', 'assigned']), batchId: answeredId.nullable() }),
});

export const purgeRecord = endpoint({
  method: 'DELETE',
  path: '/archive/:recordId',
  access: 'owner',
  summary: 'Delete an archived record for good; a tombstone keeps counts and links whole.',
  transfer: 'empty',
  status: 204,
  params: z.object({ recordId: id }),
});
