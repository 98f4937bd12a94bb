import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { AnnouncedEvent } from '../audit/announce-event.ts';
import type { NotificationKind } from './notifications.rules.ts';

/**
 * Tells staff what an act did to records of theirs: one notification for each of them and card. `changes` selects
 * staff_id, batch_id and record_id. Nobody is told of their own act, nor who can no longer sign in.
 */
export async function tellStaff(tx: Tx, event: AnnouncedEvent, kind: NotificationKind, changes: RawBuilder<unknown>): Promise<void> {
  await sql`
    with told as materialized (
      select change.staff_id, change.batch_id, change.record_id
      from (${changes}) change join users staff on staff.id = change.staff_id and staff.active
      where staff.id is distinct from ${event.actor.userId}::bigint
    ), cards as materialized (
      select nextval(pg_get_serial_sequence('notifications', 'id')) as id, card.staff_id, card.batch_id
      from (select distinct staff_id, batch_id from told order by staff_id, batch_id) card
    ), added as (
      insert into notifications (id, kind, staff_id, database_id, batch_id)
      select card.id, ${kind}, ${event.actor.userId}::bigint, batch.database_id, card.batch_id
      from cards card left join batches batch on batch.id = card.batch_id
    ), recipients as (
      insert into notification_recipients (notification_id, user_id) select id, staff_id from cards
    )
    insert into notification_records (notification_id, record_id)
    select card.id, told.record_id
    from told join cards card on card.staff_id = told.staff_id and card.batch_id is not distinct from told.batch_id
  `.execute(tx);
}

/** Records that came to a staff member by the event. */
export const receivedBy = (event: AnnouncedEvent): RawBuilder<unknown> => sql`
  select to_staff_id as staff_id, to_batch_id as batch_id, record_id from record_changes
  where event_id = ${event.id} and to_staff_id is distinct from from_staff_id and to_staff_id is not null
`;

/** Records that a staff member lost by the event. */
export const lostBy = (event: AnnouncedEvent): RawBuilder<unknown> => sql`
  select from_staff_id as staff_id, from_batch_id as batch_id, record_id from record_changes
  where event_id = ${event.id} and to_staff_id is distinct from from_staff_id and from_staff_id is not null
`;
