import { z } from 'zod';
import { mostRecordsAtOnce } from './act-limits.ts';
import { endpoint } from './endpoint.ts';
import {
  answeredId,
  count,
  day,
  flag,
  hidden,
  id,
  idList,
  idParams,
  ids,
  module,
  moment,
  pageOf,
  pageQuery,
  sortBy,
  text,
} from './values.ts';

export const recordState = z.enum(['available', 'assigned', 'archived']);
export const verdict = z.enum(['unvalidated', 'valid', 'invalid']);
export type Verdict = z.infer<typeof verdict>;

export const contactResult = z.enum(['none', 'responded', 'noAnswer', 'callBack', 'refused']);
export type ContactResult = z.infer<typeof contactResult>;

/** That a conflict stays as it is: who decided so, and why. */
export const keptConflict = z.object({ byName: z.string(), at: z.string(), note: z.string().nullable() });

/** A reservation of the record's person by somebody else than its holder. */
export const conflict = z.object({
  staffId: z.string(),
  staffName: z.string(),
  since: z.string(),
  /** In words, in the caller's language: "Direservasi Dewi sejak 3 Mar 2026". */
  reason: z.string(),
  /** An admin has left the conflict as it is: it no longer waits and is not counted. */
  kept: z.boolean(),
  keeping: keptConflict.nullable(),
});

export const record = z.object({
  id: z.string(),
  databaseId: z.string(),
  databaseName: z.string(),
  module,
  productId: z.string(),
  productName: z.string(),
  rowNumber: z.int(),
  customerId: z.string(),
  customerKey: z.string(),
  /** The Customer ID as the file has it; null where the row had none. */
  customerText: z.string().nullable(),
  name: z.string().nullable(),
  /** E.164; null where the file's phone could not be read as one. */
  phone: z.string().nullable(),
  /** The phone as the file has it. */
  phoneText: z.string().nullable(),
  /** Names of the original columns in the file's order, and what the row has in each: lists, since an object would order by its own rules. */
  columns: z.array(z.string()),
  cells: z.array(z.string()),
  state: recordState,
  staffId: z.string().nullable(),
  staffName: z.string().nullable(),
  batchId: z.string().nullable(),
  assignedAt: z.string().nullable(),
  verdict,
  reasonId: z.string().nullable(),
  reasonLabel: z.string().nullable(),
  note: z.string().nullable(),
  contact: z.object({ result: contactResult, attempts: count, lastAt: z.string().nullable() }),
  followUpOn: z.string().nullable(),
  doNotContact: z.boolean(),
  conflict: conflict.nullable(),
  /** Why an admin sent the last mark back, until the next verdict. */
  rejection: z.object({ note: z.string(), at: z.string() }).nullable(),
  replaces: z.string().nullable(),
  replacedBy: z.string().nullable(),
  lastStaffId: z.string().nullable(),
  lastBatchId: z.string().nullable(),
  archivedAt: z.string().nullable(),
});
export type Record = z.infer<typeof record>;

/** Who held a record before, and on which card, is not its next holder's business. */
const recordForStaff = record.extend({ lastStaffId: hidden, lastBatchId: hidden });

/** What a list of records can be narrowed to; a query string says yes and no in other words than a body. */
const filtersWith = <Yes extends z.ZodType<boolean>>(yes: Yes) => ({
  module: module.optional(),
  productId: id.optional(),
  databaseId: id.optional(),
  state: recordState.optional(),
  /** Held by this staff member, or by one of several. */
  staffId: idList.optional(),
  batchId: id.optional(),
  verdict: verdict.optional(),
  reasonId: id.optional(),
  contactResult: contactResult.optional(),
  doNotContact: yes.optional(),
  conflict: yes.optional(),
  ungrouped: yes.optional(),
  hasPhone: yes.optional(),
  /** Has been processed and given a replacement. */
  replaced: yes.optional(),
  /** Came onto its card in place of another. */
  replacement: yes.optional(),
  /** Follow-ups due on or before this day. */
  followUpDue: day.optional(),
  followUpFrom: day.optional(),
  followUpTo: day.optional(),
  assignedFrom: day.optional(),
  assignedTo: day.optional(),
  archivedFrom: day.optional(),
  archivedTo: day.optional(),
  q: pageQuery.q,
});

const recordFilters = filtersWith(flag);

/** The same filter in the body of an act on all that it holds. */
export const recordFilter = z.strictObject(filtersWith(z.boolean()));
export type RecordFilter = z.output<typeof recordFilter>;

/** How many records a filter held when somebody looked at it, as an act on all of them is told. */
export const expected = z.int().min(1).max(mostRecordsAtOnce);

/** `database`: list by list, each in file order. */
const recordSort = sortBy(
  ['rowNumber', 'name', 'customerKey', 'assignedAt', 'followUpOn', 'verdict', 'archivedAt', 'database'],
  'rowNumber',
);

export const listRecords = endpoint({
  method: 'GET',
  path: '/records',
  access: 'staff',
  summary: 'Records; staff see those they hold. Days are business days, both ends included.',
  query: z.strictObject({
    ...pageQuery,
    ...recordFilters,
    sort: recordSort,
    /** `false`: without the original columns, which are the most of an item; `columns` and `cells` are empty then. */
    cells: flag.optional(),
  }),
  output: pageOf(record),
  forStaff: { output: pageOf(recordForStaff) },
  goesBy: {
    q: ['customerKey', 'name', 'phone', 'phoneText'],
    name: ['name', 'customerText'],
    contactResult: ['contact'],
    ungrouped: ['batchId'],
    hasPhone: ['phone'],
    replaced: ['replacedBy'],
    replacement: ['replaces'],
    followUpDue: ['followUpOn'],
    followUpFrom: ['followUpOn'],
    followUpTo: ['followUpOn'],
    assignedFrom: ['assignedAt'],
    assignedTo: ['assignedAt'],
    archivedFrom: ['archivedAt'],
    archivedTo: ['archivedAt'],
    database: ['databaseId'],
  },
});

export const readRecord = endpoint({
  method: 'GET',
  path: '/records/:id',
  access: 'staff',
  summary: 'One record.',
  params: idParams,
  output: record,
  forStaff: { output: recordForStaff },
});

export const changeRecord = endpoint({
  method: 'PATCH',
  path: '/records/:id',
  access: 'staff',
  refuses: [409],
  summary: 'Note, contact result, follow-up and do-not-contact of an assigned record.',
  params: idParams,
  body: z
    .strictObject({
      note: text(2_000).nullable().optional(),
      /** The note that was there when this one was typed: where it is another by now, nothing is changed. */
      noteBefore: z.string().max(100_000).nullable().optional(),
      contactResult: contactResult.optional(),
      followUpOn: day.nullable().optional(),
      doNotContact: z.boolean().optional(),
    })
    .refine(({ noteBefore: _before, ...change }) => Object.keys(change).length > 0, { message: 'nothing_to_change' }),
  output: record,
  forStaff: { output: recordForStaff },
});

export const timelineEntry = z.object({
  eventId: z.string(),
  at: moment,
  actorId: z.string().nullable(),
  actorName: z.string().nullable(),
  act: z.string(),
  from: z.object({ state: z.string(), staffName: z.string().nullable(), batchId: z.string().nullable(), verdict: z.string() }),
  to: z.object({ state: z.string(), staffName: z.string().nullable(), batchId: z.string().nullable(), verdict: z.string() }),
  /** What the change cleared: note, reason, contact, follow-up; under `wrote` what it wrote: note, contactResult, followUpOn. */
  kept: z.record(z.string(), z.unknown()),
});

export const readTimeline = endpoint({
  method: 'GET',
  path: '/records/:id/timeline',
  access: 'staff',
  summary: 'What happened to a record, oldest first; staff see what happened while they held it, and not whose it was before.',
  params: idParams,
  output: z.object({ items: z.array(timelineEntry) }),
});

/**
 * Which records an act takes: named ones, whole batches, those a staff member holds, or all of a filter. `expected` is how
 * many the filter, or the batches, held when they were looked at; where it is others by now, the act is refused.
 */
const chosenRecords = {
  recordIds: ids.optional(),
  batchId: id.optional(),
  batchIds: ids.optional(),
  staffId: id.optional(),
  unvalidatedOnly: z.boolean().optional(),
  filter: recordFilter.optional(),
  expected: expected.optional(),
};

interface Chosen {
  readonly recordIds?: unknown;
  readonly batchId?: unknown;
  readonly batchIds?: unknown;
  readonly staffId?: unknown;
  readonly unvalidatedOnly?: unknown;
  readonly filter?: unknown;
  readonly expected?: unknown;
}

const exactlyOneChoice = (value: Chosen) =>
  [value.recordIds, value.batchId, value.batchIds, value.staffId, value.filter].filter((choice) => choice !== undefined).length === 1 &&
  (value.unvalidatedOnly === undefined || value.staffId !== undefined || value.batchIds !== undefined) &&
  (value.filter === undefined || value.expected !== undefined) &&
  (value.expected === undefined || value.filter !== undefined || value.batchIds !== undefined);

export const recallRecords = endpoint({
  method: 'POST',
  path: '/records/recall',
  access: 'admin',
  summary: 'Take records back: to the pool, or to the archive where they are marked invalid.',
  body: z.strictObject(chosenRecords).refine(exactlyOneChoice, { message: 'choose_records_batch_or_staff' }),
  output: z.object({ recalled: count, archived: count }),
});

export const transferRecords = endpoint({
  method: 'POST',
  path: '/records/transfer',
  access: 'admin',
  summary:
    'Move records to another staff member: whole batches stay batches, others come to one for each database; what a reservation forbids is recalled and told.',
  body: z.strictObject({ ...chosenRecords, toStaffId: id }).refine(exactlyOneChoice, { message: 'choose_records_batch_or_staff' }),
  output: z.object({ transferred: count, recalled: count, archived: count, batchIds: z.array(answeredId) }),
});
