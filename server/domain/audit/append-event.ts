import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';

export interface NewEvent {
  /** `word.verb`, as in `records.assign`. */
  readonly act: string;
  readonly subjectType: string;
  readonly subjectId: string | null;
  /** Ids, counts and choices only: events hold no personal data. */
  readonly data?: { readonly [name: string]: unknown };
}

/**
 * Appends the one event of an act, before the act changes any record: the database notes each record changed by this
 * transaction under it (docs/architecture.md, History). Returns the event's id.
 */
export async function appendEvent(tx: Tx, actor: Actor, event: NewEvent): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with appended as (
      insert into events (actor_id, act, subject_type, subject_id, request_id, data)
      values (${actor.userId}, ${event.act}, ${event.subjectType}, ${event.subjectId}, ${actor.requestId},
        ${JSON.stringify(event.data ?? {})}::jsonb)
      returning id
    )
    select set_config('cermat.event', id::text, true) as id from appended
  `.execute(tx);
  const [appended] = rows;
  if (appended === undefined) throw new Error('An event was not appended');
  return appended.id;
}
