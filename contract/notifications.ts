import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { count, flag, ids, pageOf, pageQuery } from './values.ts';

export const notificationKind = z.enum([
  'records_marked_invalid',
  'records_assigned',
  'records_replaced',
  'verdict_rejected',
  'records_recalled',
  'records_received',
  'conflict_appeared',
  'conflict_resolved',
  'import_finished',
  'import_failed',
  'disk_filling',
]);

export const notification = z.object({
  id: z.string(),
  kind: notificationKind,
  /** How many records it speaks of now. */
  count,
  /** In words, in the caller's language. */
  title: z.string(),
  staffId: z.string().nullable(),
  databaseId: z.string().nullable(),
  batchId: z.string().nullable(),
  /** Path within the web app of the place it speaks of. */
  link: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  readAt: z.string().nullable(),
});
export type Notification = z.infer<typeof notification>;

export const listNotifications = endpoint({
  method: 'GET',
  path: '/notifications',
  access: 'staff',
  summary: 'One’s own notifications, newest first.',
  query: z.strictObject({ ...pageQuery, unread: flag.optional() }),
  output: pageOf(notification).extend({ unread: count }),
  goesBy: { q: ['title'], unread: ['readAt'] },
});

export const readNotifications = endpoint({
  method: 'POST',
  path: '/notifications/read',
  access: 'staff',
  summary: 'Mark notifications read: the named ones, or all.',
  body: z.union([z.strictObject({ ids }), z.strictObject({ all: z.literal(true) })]),
  output: z.object({ unread: count }),
});

export const badges = z.object({
  omsetPending: count,
  reservationsRequested: count,
  leaveRequested: count,
  recordRequests: count,
  invalid: z.object({ normal: count, bonanza: count, memberwd: count }),
  conflicts: count,
  conflictsByModule: z.object({ normal: count, bonanza: count, memberwd: count }),
  health: count,
});

export const readBadges = endpoint({
  method: 'GET',
  path: '/badges',
  access: 'staff',
  summary: 'What waits, each the count of the list it leads to; staff see what concerns them.',
  output: badges.extend({ unread: count, followUpsDue: count, unvalidated: count }),
});
