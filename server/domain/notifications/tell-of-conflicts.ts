import { type RawBuilder, sql } from 'kysely';
import type { ConflictAction } from '../../../contract/conflicts.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { AnnouncedEvent, Subscriber } from '../audit/announce-event.ts';

/** Tells whoever holds the records, whoever has reserved them, and admins, of conflicts that a reservation has made. */
export const tellOfConflicts: Subscriber = async (tx, event) => {
  const reservations = begunBy[event.act]?.(event);
  if (reservations === undefined) return;
  await tellBoth(tx, event, {
    kind: 'conflict_appeared',
    resolution: null,
    conflicts: sql`
      select record_id, staff_id, batch_id, database_id, reserved_by from record_conflicts where reservation_id in (${reservations})
    `,
  });
};

/** The active reservations that an act has begun. */
const begunBy: { readonly [act: string]: (event: AnnouncedEvent) => RawBuilder<unknown> } = {
  'reservations.reserve': (event) => sql`select subject_id::bigint from events where id = ${event.id}`,
  'reservations.move': (event) => sql`select (data ->> 'movedTo')::bigint from events where id = ${event.id}`,
  'conflicts.move_reservation': (event) => sql`
    select moved::bigint from events, jsonb_array_elements_text(data -> 'movedTo') as moved where id = ${event.id}
  `,
  // Only the deactivation itself can have ended the user's reservations since its event.
  'users.deactivate': (event) => sql`
    select active.id from events event
    join reservations ended on ended.staff_id = event.subject_id::bigint and ended.state = 'moved' and ended.ended_at >= event.at
    join active_reservations active on active.person_id = ended.person_id
    where event.id = ${event.id}
  `,
};

const resolutions: { readonly [act: string]: ConflictAction } = {
  'conflicts.recall': 'recall',
  'conflicts.replace': 'replace',
  'conflicts.keep': 'keep',
  'conflicts.move_reservation': 'moveReservation',
};

/** Tells both staff members of conflicts that an admin has resolved; a moved reservation may make new ones. */
export const tellOfResolved: Subscriber = async (tx, event) => {
  const resolution = resolutions[event.act] ?? 'recall';
  const leaves = resolution === 'recall' || resolution === 'replace';
  await tellBoth(tx, event, {
    kind: 'conflict_resolved',
    resolution,
    conflicts: sql`
      select conflict.* from events
      cross join lateral jsonb_to_recordset(data -> 'conflicts')
        as named ("recordId" bigint, "staffId" bigint, "batchId" bigint, "databaseId" bigint, "reservedById" bigint)
      cross join lateral (
        select named."recordId" as record_id, named."staffId" as staff_id, named."batchId" as batch_id, named."databaseId" as database_id,
          named."reservedById" as reserved_by
      ) conflict
      where events.id = ${event.id}
        and (not ${leaves} or exists (select from record_changes change where change.event_id = events.id and change.record_id = conflict.record_id))
    `,
  });
  await tellOfConflicts(tx, event);
};

interface Telling {
  readonly kind: 'conflict_appeared' | 'conflict_resolved';
  readonly resolution: ConflictAction | null;
  /** Selects record_id, staff_id (the holder), batch_id, database_id and reserved_by. */
  readonly conflicts: RawBuilder<unknown>;
}

/** One notification for each card and reserver. Nobody is told of their own act, nor who can no longer sign in. */
async function tellBoth(tx: Tx, event: AnnouncedEvent, { kind, resolution, conflicts }: Telling): Promise<void> {
  const admins = kind === 'conflict_appeared';
  await sql`
    with told as materialized (${conflicts}
    ), places as materialized (
      select nextval(pg_get_serial_sequence('notifications', 'id')) as id, place.*
      from (select distinct staff_id, batch_id, database_id, reserved_by from told) place
    ), added as (
      insert into notifications (id, kind, staff_id, database_id, batch_id, data)
      select id, ${kind}, staff_id, database_id, batch_id,
        jsonb_strip_nulls(jsonb_build_object('reservedById', reserved_by::text, 'resolution', ${resolution}::text))
      from places
    ), recipients as (
      insert into notification_recipients (notification_id, user_id)
      select place.id, someone.id from places place
      join users someone on someone.id in (place.staff_id, place.reserved_by) or (${admins} and someone.role in ('admin', 'owner'))
      where someone.active and someone.id is distinct from ${event.actor.userId}::bigint
    )
    insert into notification_records (notification_id, record_id)
    select place.id, told.record_id from told
    join places place on (place.staff_id, place.database_id, place.reserved_by) = (told.staff_id, told.database_id, told.reserved_by)
      and place.batch_id is not distinct from told.batch_id
  `.execute(tx);
}
