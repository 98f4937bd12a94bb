import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { AnnouncedEvent } from '../audit/announce-event.ts';
import type { NotificationKind } from './notifications.rules.ts';

/**
 * Tells staff what an act did to records of theirs: one notification for each of them and card, or, where the act gathered
 * records of several cards, for each of them and database. `changes` selects staff_id, batch_id and record_id. Nobody is
 * told of their own act, nor who can no longer sign in.
 */
export async function tellStaff(tx: Tx, event: AnnouncedEvent, kind: NotificationKind, changes: RawBuilder<unknown>): Promise<void> {
  await sql`
    with told as materialized (
      select change.staff_id, change.batch_id, batch.database_id, change.record_id,
        -- 0 for records without a card, and for all cards of a database that were gathered.
        case when (select data ->> 'cards' from events where id = ${event.id}) = 'gathered' then 0 else coalesce(change.batch_id, 0) end as place,
        coalesce(batch.database_id, 0) as list
      from (${changes}) change
      join users staff on staff.id = change.staff_id and staff.active
      left join batches batch on batch.id = change.batch_id
      where staff.id is distinct from ${event.actor.userId}::bigint
    ), places as materialized (
      select nextval(pg_get_serial_sequence('notifications', 'id')) as id, place.*
      from (
        select staff_id, list, place, min(database_id) as database_id, case when min(batch_id) = max(batch_id) then min(batch_id) end as batch_id
        from told group by staff_id, list, place order by staff_id, batch_id
      ) place
    ), added as (
      insert into notifications (id, kind, staff_id, database_id, batch_id)
      select id, ${kind}, ${event.actor.userId}::bigint, database_id, batch_id from places
    ), recipients as (
      insert into notification_recipients (notification_id, user_id) select id, staff_id from places
    )
    insert into notification_records (notification_id, record_id)
    select place.id, told.record_id
    -- Each row has its other half: a full join is never planned as comparing each with each.
    from told full join places place on (place.staff_id, place.list, place.place) = (told.staff_id, told.list, told.place)
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
