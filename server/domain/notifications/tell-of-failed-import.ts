import { sql } from 'kysely';
import type { Subscriber } from '../audit/announce-event.ts';

/** The jobs that notifications speak of: one of an import that failed has the import's name from there. */
export const jobsTold = sql`select job_id from notifications where job_id is not null`;

/** Tells who started an import that it failed and left nothing; the event's subject is the job. */
export const tellOfFailedImport: Subscriber = async (tx, event) => {
  await sql`
    with failed as materialized (
      select nextval(pg_get_serial_sequence('notifications', 'id')) as id, job.id as job_id, job.user_id
      from events event join jobs job on job.id::text = event.subject_id
      where event.id = ${event.id} and job.user_id is not null
    ), added as (
      insert into notifications (id, kind, staff_id, job_id) select id, 'import_failed', user_id, job_id from failed
    )
    insert into notification_recipients (notification_id, user_id) select id, user_id from failed
  `.execute(tx);
};
