import { sql } from 'kysely';
import { appendEvent } from '../server/domain/audit/append-event.ts';
import type { Database, Tx } from '../server/platform/db/database.ts';
import { benchActor } from './build-members.ts';

export interface WorkedList {
  readonly databaseId: string;
  /** Who hold its cards. */
  readonly staffIds: readonly string[];
}

/** What months leave behind of a list beside its records, so that the archive, the audit log and the other lists grow with it. */
export async function addHistory(database: Database, list: WorkedList): Promise<void> {
  await database.transaction(
    async (tx) => {
      // Records change only as part of an event.
      await appendEvent(tx, benchActor, { act: 'validation.archive', subjectType: 'records', subjectId: null, data: {} });
      await archiveSome(tx, list);
      await replaceSome(tx, list);
      await reserveSome(tx, list);
      await tellSome(tx, list);
      await sql`
        update records set contact_result = (array['noAnswer', 'callBack', 'refused'])[1 + row_number % 3], contact_attempts = 2, contact_at = now()
        where database_id = ${list.databaseId} and state = 'assigned' and contact_result = 'none' and row_number % 7 = 0
      `.execute(tx);
      await sql`
        insert into events (at, actor_id, act, subject_type, subject_id, data)
        select now() - number * interval '1 hour', (${list.staffIds}::bigint[])[1 + number % ${sql.lit(list.staffIds.length)}],
          (array['records.note', 'records.note_work', 'validation.set_verdict', 'users.sign_in'])[1 + number % 4], 'record', number::text, '{}'
        from generate_series(1, 2000) number
      `.execute(tx);
    },
    { statementTimeout: 0 },
  );
}

async function archiveSome(tx: Tx, { databaseId, staffIds }: WorkedList): Promise<void> {
  await sql`
    update records set state = 'archived', verdict = 'invalid', archived_at = now() - row_number * interval '1 minute', last_staff_id = card.staff_id,
      last_batch_id = card.id, reason_id = (select min(id) from invalid_reasons where not note_required)
    from (select id, staff_id from batches where database_id = ${databaseId} and staff_id = ${staffIds[0]} limit 1) card
    where database_id = ${databaseId} and state = 'available' and row_number % 25 = 7
  `.execute(tx);
}

/** A few of what is held came in place of something in the archive. */
async function replaceSome(tx: Tx, { databaseId }: WorkedList): Promise<void> {
  const numbered = (state: string) => sql`
    select id, row_number() over (order by id) as place from records where database_id = ${databaseId} and state = ${state} order by id limit 20`;
  const pairs = sql`from (${numbered('archived')}) before join (${numbered('assigned')}) after using (place)`;
  await sql`update records set replaced_by_id = pair.after from (select before.id as before, after.id as after ${pairs}) pair where id = pair.before`.execute(
    tx,
  );
  await sql`update records set replaces_id = pair.before from (select before.id as before, after.id as after ${pairs}) pair where id = pair.after`.execute(
    tx,
  );
}

/** Reservations that are over, a few that are asked for, and a few that stand against who holds the record. */
async function reserveSome(tx: Tx, { databaseId, staffIds: [holder, other] }: WorkedList): Promise<void> {
  await sql`
    insert into reservations (product_id, customer_id, person_id, staff_id, state, requested_at, active_since, ended_at)
    select product_id, customer_id, person_id, ${holder}::bigint, 'released', now() - row_number * interval '1 minute' - interval '9 days',
      now() - row_number * interval '1 minute' - interval '9 days', now() - row_number * interval '1 minute'
    from records where database_id = ${databaseId} and row_number % 25 = 11
  `.execute(tx);
  await sql`
    insert into reservations (product_id, customer_id, person_id, staff_id, state)
    select product_id, customer_id, person_id, ${holder}::bigint, 'requested'
    from records where database_id = ${databaseId} and state = 'available' and row_number % 5000 = 13
  `.execute(tx);
  await sql`
    insert into reservations (product_id, customer_id, person_id, staff_id, state, active_since)
    select product_id, customer_id, person_id, ${other}::bigint, 'active', now()
    from records where database_id = ${databaseId} and state = 'assigned' and staff_id = ${holder}::bigint order by id limit 10
  `.execute(tx);
}

/** What the owner, the admins and one of the list's staff were told. */
async function tellSome(tx: Tx, { databaseId, staffIds: [holder] }: WorkedList): Promise<void> {
  await sql`
    with told as (
      insert into notifications (kind, staff_id, database_id, created_at, updated_at)
      select 'records_marked_invalid', ${holder}::bigint, ${databaseId}::bigint, now() - number * interval '1 hour', now() - number * interval '1 hour'
      from generate_series(1, 20) number returning id, created_at
    ), counted as (
      insert into notification_records (notification_id, record_id)
      select told.id, record.id from told cross join (
        select id from records where database_id = ${databaseId} and state = 'assigned' order by id limit 5
      ) record
    )
    insert into notification_recipients (notification_id, user_id, told_at, read_at)
    select told.id, reader.id, told.created_at, case when told.id % 2 = 0 then now() end
    from told cross join (select id from users where role <> 'staff' or id = ${holder}::bigint) reader
  `.execute(tx);
}
