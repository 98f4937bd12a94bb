import { z } from 'zod';
import { checkReceipt } from './uploads.ts';
import { receipt } from './databases.ts';
import { endpoint } from './endpoint.ts';
import { idParams } from './values.ts';

export const job = z.object({
  id: z.string(),
  kind: z.enum(['import', 'check']),
  state: z.enum(['queued', 'running', 'succeeded', 'failed']),
  /** Share of the work done, 0 to 1. */
  progress: z.number().min(0).max(1),
  rowsDone: z.int().nonnegative(),
  rowsTotal: z.int().nonnegative().nullable(),
  result: z.union([checkReceipt, receipt]).optional(),
  error: z.object({ code: z.string(), title: z.string(), detail: z.string() }).optional(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
});
export type Job = z.infer<typeof job>;

export const readJob = endpoint({
  method: 'GET',
  path: '/jobs/:id',
  access: 'staff',
  summary: 'State and progress of a background job of one’s own (admins: of anyone’s).',
  params: idParams,
  output: job,
});
