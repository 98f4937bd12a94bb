import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { expected, recordFilter } from './records.ts';
import { answeredId, count, id, idParams, ids, pageOf, pageQuery, sortBy } from './values.ts';

/** Why an available record was not given, in the order in which the reasons are asked. */
export const passedOver = z.object({
  reserved: count,
  doNotContact: count,
  held: count,
  archived: count,
  duplicate: count,
});
export type PassedOver = z.infer<typeof passedOver>;

const seed = z.int().min(0).max(2_147_483_647);
const staffIds = z
  .array(id)
  .min(1)
  .max(200)
  .overwrite((values) => [...new Set(values)]);

/** A quantity for each staff member from a database, or hand-picked records spread over them, or all of a filter, of which it held `expected`. */
const assignmentInput = z.union([
  z.strictObject({
    databaseId: id,
    staffIds,
    quantity: z.int().min(1).max(2_147_483_647),
    /** Where it is not said, the business's usual one (settings). */
    order: z.enum(['random', 'file']).optional(),
    seed: seed.optional(),
  }),
  z.strictObject({ recordIds: ids, staffIds }),
  z.strictObject({ filter: recordFilter, expected, staffIds }),
]);

export const previewAssignment = endpoint({
  method: 'POST',
  path: '/assignments/preview',
  access: 'admin',
  summary: 'How many records qualify, and why the rest would be passed over. Changes nothing.',
  body: assignmentInput,
  output: z.object({
    available: count,
    eligible: count,
    passedOver,
    /** How many each would get, if nothing changes meanwhile. */
    shares: z.array(z.object({ staffId: answeredId, given: count })),
  }),
});

export const assignRecords = endpoint({
  method: 'POST',
  path: '/assignments',
  access: 'admin',
  summary: 'Give records to staff; each receiving staff member gets a batch.',
  status: 201,
  body: assignmentInput,
  output: z.object({
    assignments: z.array(z.object({ id: answeredId, staffId: answeredId, batchId: answeredId.nullable(), asked: count, given: count })),
    passedOver,
  }),
});

export const assignment = z.object({
  id: z.string(),
  databaseId: z.string().nullable(),
  databaseName: z.string().nullable(),
  staffId: z.string(),
  staffName: z.string(),
  batchId: z.string().nullable(),
  actorId: z.string().nullable(),
  actorName: z.string().nullable(),
  at: z.string(),
  order: z.enum(['random', 'file', 'picked']),
  seed: z.int().nullable(),
  asked: count,
  given: count,
  passedOver,
});

export const listAssignments = endpoint({
  method: 'GET',
  path: '/assignments',
  access: 'admin',
  summary: 'Acts of assigning.',
  query: z.strictObject({
    page: pageQuery.page,
    pageSize: pageQuery.pageSize,
    staffId: id.optional(),
    databaseId: id.optional(),
    sort: sortBy(['at'], '-at'),
  }),
  output: pageOf(assignment),
});

export const readAssignment = endpoint({
  method: 'GET',
  path: '/assignments/:id',
  access: 'admin',
  summary: 'One act of assigning: who, when, seed and counts.',
  params: idParams,
  output: assignment,
});
