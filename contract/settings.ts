import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { line } from './values.ts';

/** Shortest and longest a session may be let lie idle, in hours, and last at all, in days. */
export const sessionBounds = { idleHours: { least: 1, most: 720 }, days: { least: 1, most: 90 } } as const;

/** Whether this program can reckon with a time zone of that name. An offset as `+07:00` is none: databases read its sign the other way round. */
function isZoneName(name: string): boolean {
  if (!/^[a-z]/i.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The name of a time zone, an earlier or another one of it too, in capitals or not. */
const timeZone = z.string().max(60).refine(isZoneName, { message: 'time_zone_unknown' });

const { idleHours, days } = sessionBounds;

const fields = {
  /** Shown below the logo; null for none. */
  businessName: line(80).nullable(),
  timeZone,
  /** Hours without a request after which a session ends. */
  sessionIdleHours: z.int().min(idleHours.least).max(idleHours.most),
  /** Days after which a session ends however busy it is. */
  sessionDays: z.int().min(days.least).max(days.most),
  /** The order of a draw that names none. */
  assignOrder: z.enum(['random', 'file']),
};

export const settings = z.object({ ...fields, timeZone: z.string() });
export type Settings = z.infer<typeof settings>;

export const readSettings = endpoint({
  method: 'GET',
  path: '/settings',
  access: 'staff',
  summary: 'The settings of the business.',
  output: settings,
});

export const writeSettings = endpoint({
  method: 'PUT',
  path: '/settings',
  access: 'owner',
  summary: 'Replace the settings of the business; shorter sessions hold at once, for those that are open too.',
  body: z.strictObject(fields).refine((given) => given.sessionIdleHours <= given.sessionDays * 24, {
    message: 'idle_longer_than_session',
    path: ['sessionIdleHours'],
  }),
  output: settings,
});
