import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { AnnouncedEvent, Subscriber } from '../audit/announce-event.ts';
import { groupMinutes } from './notifications.rules.ts';

/**
 * Tells admins of records marked invalid: one notification for a staff member, a database and a short while, which grows
 * with each mark and is then unread again. A mark that is undone leaves it; the last one takes it away.
 */
export const tellOfMarked: Subscriber = async (tx, event) => {
  await takeBackMarks(tx, event);
  await putInMarked(tx, event);
};

/** Takes marks that an act has undone out of what admins were told; the last one takes the notification away. */
export const takeBackMarks: Subscriber = async (tx, event) => {
  await lockGroups(tx, event);
  await takeOutUndone(tx, event);
};

/** Notifications that the event's undone marks were put into last. */
const undone = (event: AnnouncedEvent) => sql`
  select place.notification_id, change.record_id
  from record_changes change
  cross join lateral (
    select told.notification_id from notification_records told
    join notifications notification on notification.id = told.notification_id and notification.kind = 'records_marked_invalid'
    where told.record_id = change.record_id order by told.at desc limit 1
  ) place
  where change.event_id = ${event.id} and change.from_verdict = 'invalid' and change.to_verdict <> 'invalid'
`;

/** Records that the event marked invalid, with the group they belong to. */
const marked = (event: AnnouncedEvent) => sql`
  select change.record_id, record.database_id, event.actor_id as staff_id
  from record_changes change join records record on record.id = change.record_id join events event on event.id = change.event_id
  where change.event_id = ${event.id} and change.to_verdict = 'invalid' and change.from_verdict <> 'invalid'
`;

/** Two acts that touch one group come one after the other: neither opens a second notification, neither loses a count. */
async function lockGroups(tx: Tx, event: AnnouncedEvent): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(hashtextextended('notifications.marked ' || touched.name, 0)) from (
      select format('%s in %s', staff_id, database_id) as name from (
        select staff_id, database_id from (${marked(event)}) marked
        union
        select notification.staff_id, notification.database_id
        from (${undone(event)}) undone join notifications notification on notification.id = undone.notification_id
      ) touched order by name
    ) touched
  `.execute(tx);
}

async function takeOutUndone(tx: Tx, event: AnnouncedEvent): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    delete from notification_records told using (${undone(event)}) undone
    where told.notification_id = undone.notification_id and told.record_id = undone.record_id
    returning told.notification_id as id
  `.execute(tx);
  const touched = [...new Set(rows.map(({ id }) => id))];
  if (touched.length === 0) return;
  await sql`
    delete from notifications where id = any(${touched}::bigint[])
      and not exists (select from notification_records told where told.notification_id = notifications.id)
  `.execute(tx);
}

async function putInMarked(tx: Tx, event: AnnouncedEvent): Promise<void> {
  await sql`
    with marked as materialized (${marked(event)}
    ), groups as materialized (
      select distinct on (wanted.staff_id, wanted.database_id) wanted.staff_id, wanted.database_id,
        coalesce(open.id, nextval(pg_get_serial_sequence('notifications', 'id'))) as id
      from (select distinct staff_id, database_id from marked) wanted
      left join notifications open on open.kind = 'records_marked_invalid' and open.database_id = wanted.database_id
        and open.staff_id is not distinct from wanted.staff_id
        and open.updated_at > clock_timestamp() - make_interval(mins => ${groupMinutes})
      order by wanted.staff_id, wanted.database_id, open.id desc
    ), told as (
      insert into notifications as known (id, kind, staff_id, database_id)
      select id, 'records_marked_invalid', staff_id, database_id from groups
      on conflict (id) do update set updated_at = excluded.updated_at
    ), admins as (
      insert into notification_recipients as known (notification_id, user_id)
      select groups.id, admin.id from groups cross join users admin
      where admin.active and admin.role in ('admin', 'owner') and admin.id is distinct from ${event.actor.userId}::bigint
      on conflict (user_id, notification_id) do update set told_at = excluded.told_at, read_at = null
    )
    insert into notification_records (notification_id, record_id)
    select groups.id, marked.record_id from marked
    join groups on groups.database_id = marked.database_id and groups.staff_id is not distinct from marked.staff_id
    on conflict (notification_id, record_id) do update set at = excluded.at
  `.execute(tx);
}
