import { sql } from 'kysely';
import type { Subscriber } from '../audit/announce-event.ts';

/** Tells who imported a database that it is there. */
export const tellOfImport: Subscriber = async (tx, event) => {
  await sql`
    with imported as materialized (
      select nextval(pg_get_serial_sequence('notifications', 'id')) as id, database.id as database_id, database.imported_by
      from events event join databases database on database.id::text = event.subject_id
      where event.id = ${event.id} and database.imported_by is not null
    ), added as (
      insert into notifications (id, kind, staff_id, database_id)
      select id, 'import_finished', imported_by, database_id from imported
    )
    insert into notification_recipients (notification_id, user_id) select id, imported_by from imported
  `.execute(tx);
};
