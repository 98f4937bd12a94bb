import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { count, day, id, line, module, pageOf, pageQuery } from './values.ts';

export const auditEvent = z.object({
  id: z.string(),
  at: z.string(),
  actorId: z.string().nullable(),
  actorName: z.string().nullable(),
  act: z.string(),
  subjectType: z.string(),
  subjectId: z.string().nullable(),
  /** What the subject is called now; null where it has no name of its own (a record, which would be a member's) or is gone. */
  subjectName: z.string().nullable(),
  /** Of a database, card or record: where it is found. */
  subjectModule: module.nullable(),
  /** Those of whom `data` speaks by id, by their names. */
  people: z.record(z.string(), z.string()),
  /** How many records changed state, holder, batch or verdict by it. */
  records: count,
  data: z.record(z.string(), z.unknown()),
  requestId: z.string().nullable(),
});

export const listAudit = endpoint({
  method: 'GET',
  path: '/audit',
  access: 'admin',
  summary: 'The audit log, newest first.',
  query: z.strictObject({
    ...pageQuery,
    actor: id.optional(),
    act: line(80).optional(),
    /** `type:id`, as in `record:17`. */
    subject: line(120).optional(),
    from: day.optional(),
    to: day.optional(),
  }),
  output: pageOf(auditEvent),
  goesBy: { q: ['act', 'actorName', 'subjectName'], actor: ['actorId'], subject: ['subjectType', 'subjectId'], from: ['at'], to: ['at'] },
});
