import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { everyFact } from './facts.ts';

/**
 * What has changed: the first word of an act (`records` of `records.assign`), the facts it may have changed (absent: any), and the
 * request of one's own that changed it.
 */
export const liveChange = z.object({ topic: z.string(), facts: z.array(z.enum(everyFact)).optional(), requestId: z.string().nullable() });
export type LiveChange = z.infer<typeof liveChange>;

/**
 * What the stream says, as the data of its events: `change`, since the last; `reset`, where nothing is known of what changed
 * since and everything is to be read again; `here`, when it has been quiet. Each event's id is where to resume.
 */
export const liveMessage = z.union([z.object({ changes: z.array(liveChange) }), z.object({})]);

export const followEvents = endpoint({
  method: 'GET',
  path: '/events',
  access: 'staff',
  summary:
    'A server-sent stream of what has changed for the caller: topics only, never data. Events are `change` ({changes: [{topic, facts, requestId}]}), `reset` (read everything again) and `here` (nothing happened). Resumes by Last-Event-ID.',
  transfer: 'stream',
  /** The same as the header Last-Event-ID, which a browser's own reader cannot send on its first request. */
  query: z.strictObject({ lastEventId: z.string().max(4_000).optional() }),
  output: liveMessage,
});
