import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';

/**
 * What must never be, whatever ran at the same time: kept counts that differ from the rows, links of one side, a history that does not lead
 * to the present, a person newly given to another than the reserver. Returns a line for each fault.
 */
export async function findFaults(db: Db, productId: string): Promise<string[]> {
  const { rows } = await sql<{ fault: string }>`
    with lists as (select id from databases where product_id = ${productId}), counted as (
      select database_id, count(*) as imported, count(*) filter (where state = 'available') as available,
        count(*) filter (where state = 'assigned') as assigned, count(*) filter (where state = 'archived') as archived,
        count(*) filter (where state = 'deleted') as deleted,
        count(*) filter (where state = 'assigned' and verdict = 'unvalidated') as unvalidated,
        count(*) filter (where state = 'assigned' and verdict = 'valid') as valid,
        count(*) filter (where state = 'assigned' and verdict = 'invalid') as invalid
      from records where database_id in (select id from lists) group by database_id
    )
    select format('database %s: kept %s, counted %s', kept.database_id, kept, counted) as fault
    from counted join database_counts kept using (database_id)
    where (kept.imported, kept.available, kept.assigned, kept.archived, kept.deleted, kept.unvalidated, kept.valid, kept.invalid)
      <> (counted.imported, counted.available, counted.assigned, counted.archived, counted.deleted, counted.unvalidated, counted.valid, counted.invalid)
    union all
    select format('record %s is %s, but its history says otherwise', record.id, record.state)
    from records record
    where record.database_id in (select id from lists)
      and (select coalesce(sum((to_state = 'assigned')::int - (from_state = 'assigned')::int), 0) from record_changes where record_id = record.id)
        <> (record.state = 'assigned')::int
    union all
    select format('record %s was given to %s while its person was reserved by %s', record.id, record.staff_id, reservation.staff_id)
    from records record
    join persons person on person.id = record.person_id
    join active_reservations reservation on reservation.person_id = record.person_id
    where record.database_id in (select id from lists) and record.state = 'assigned' and record.staff_id <> reservation.staff_id
      -- Of a person known in two modules, another record may have been given to the reserver since.
      and person.given_to = record.staff_id and person.given_at > reservation.active_since
    union all
    select format('person %s is carried as reserved by %s, the reservation says %s', person.id, person.reserved_by, reservation.staff_id)
    from persons person left join active_reservations reservation on reservation.person_id = person.id
    where person.product_id = ${productId} and person.reserved_by is distinct from reservation.staff_id
  `.execute(db);
  return [...rows.map(({ fault }) => fault), ...(await findCardFaults(db, productId)), ...(await findTextFaults(db, productId))];
}

/** Texts that are not what the records say, that are missing and not due, or of records that are no more. */
async function findTextFaults(db: Db, productId: string): Promise<string[]> {
  const { rows } = await sql<{ fault: string }>`
    with lists as (select id from databases where product_id = ${productId})
    select format('texts of record %s: %s, not %s', coalesce(text.record_id, now.record_id), text, now) as fault
    from (select * from record_texts where database_id in (select id from lists)) text
    full join (
      select record_id, database_id, called, keyed_by_phone, customer_key, words, phone from record_texts_now now
      where database_id in (select id from lists)
    ) now on now.record_id = text.record_id
    left join records record on record.id = now.record_id
    left join record_texts_due due on due.database_id = record.database_id and record.row_number >= due.from_row
    where text::text is distinct from now::text and not (text.record_id is null and due.database_id is not null)
    union all
    select format('texts of reserved customer %s: %s, not %s', now.customer_id, text, now)
    from member_texts_now now join customers on customers.id = now.customer_id and customers.product_id = ${productId}
    full join (
      select customer_id, text.keyed_by_phone, customer_key, words, phone
      from reserved_members text join customers on id = customer_id and product_id = ${productId}
    ) text on text.customer_id = now.customer_id
    where text::text is distinct from now::text and (text.customer_id is not null or now.customer_id in (select customer_id from reservations))
      -- Searched as they are until they are settled.
      and not exists (select from reserved_members unsettled where unsettled.customer_id = text.customer_id and not unsettled.settled)
  `.execute(db);
  return rows.map(({ fault }) => fault);
}

/** Kept counts of cards that differ from the rows, conflicts that are not found, and links between replaced and replacing records that have one side only. */
async function findCardFaults(db: Db, productId: string): Promise<string[]> {
  const { rows } = await sql<{ fault: string }>`
    select format('card %s: kept %s, counted %s', kept.batch_id, kept, counted)
    from batch_counts kept join batches on batches.id = kept.batch_id and batches.database_id in (select id from databases where product_id = ${productId})
    cross join lateral (
      select count(*) as total, count(*) filter (where verdict = 'unvalidated') as unvalidated, count(*) filter (where verdict = 'valid') as valid,
        count(*) filter (where verdict = 'invalid') as invalid,
        count(*) filter (where verdict = 'unvalidated' and replaces_id is not null) as fresh,
        (select count(*) from records past where past.last_batch_id = kept.batch_id and past.state in ('archived', 'deleted')
          and past.replaced_by_id is not null) as replaced
      from records where records.batch_id = kept.batch_id
    ) counted
    where (kept.total, kept.unvalidated, kept.valid, kept.invalid, kept.fresh, kept.replaced)
      <> (counted.total, counted.unvalidated, counted.valid, counted.invalid, counted.fresh, counted.replaced)
    union all
    select format('record %s is in conflict, and not where conflicts are looked for', record.id)
    from records record join active_reservations reservation on reservation.person_id = record.person_id
    where record.database_id in (select id from databases where product_id = ${productId}) and record.state = 'assigned'
      and record.staff_id <> reservation.staff_id and record.id not in (select record_id from record_conflicts)
    union all
    select format('record %s names %s as its replacement, which stands for %s', archived.id, replacement.id, replacement.replaces_id)
    from records archived join records replacement on replacement.id = archived.replaced_by_id
    where archived.database_id in (select id from databases where product_id = ${productId}) and replacement.replaces_id is distinct from archived.id
    union all
    select format('record %s stands for %s, which names %s', replacement.id, archived.id, archived.replaced_by_id)
    from records replacement join records archived on archived.id = replacement.replaces_id
    where replacement.database_id in (select id from databases where product_id = ${productId}) and archived.replaced_by_id is distinct from replacement.id
  `.execute(db);
  return rows.map(({ fault }) => fault);
}
