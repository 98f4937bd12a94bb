import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { MergedCustomer } from '../members/merge-persons.ts';

/**
 * What an import does to customers who were there before is noted in `noted_effects`, until the database is there that the
 * notes belong to; take-back-effects.ts takes it back. Rule: docs/domain.md §Import.
 */
export async function beginNotes(tx: Tx): Promise<void> {
  await sql`
    create temporary table noted_effects (
      customer_id bigint not null, kind text not null, given text, former_key text,
      former_person_id bigint, former_do_not_contact boolean, other_do_not_contact boolean
    ) on commit drop`.execute(tx);
}

/**
 * After classifyRows: whoever this list speaks of uses what an earlier list did to them, which stays from now on. A phone is the
 * person's: whichever of their customers is spoken of uses it.
 */
export async function markUsed(tx: Tx): Promise<void> {
  await sql`
    with of_persons as materialized (
      select customers.id from customers
      where person_id in (select person_id from import_customers where person_id is not null)
    ), spoken as materialized (
      select customer_id as id from import_customers where customer_id is not null
      union select customers.id from import_known_phones known join customers on customers.person_id = known.person_id
    )
    update import_effects set used = true
    where not used and (
      customer_id in (select id from spoken) or (kind = 'phone' and customer_id in (select id from of_persons))
    )`.execute(tx);
}

/** Before the claims of usernames are carried out. */
export async function noteUsernames(tx: Tx): Promise<void> {
  await sql`
    insert into noted_effects (customer_id, kind, given, former_key)
    select claim.customer_id, 'username', claim.key, customer.key
    from import_claims claim join customers customer on customer.id = claim.customer_id`.execute(tx);
}

export async function noteJoined(tx: Tx, merged: readonly MergedCustomer[]): Promise<void> {
  if (merged.length === 0) return;
  await sql`
    insert into noted_effects (customer_id, kind, former_person_id, former_do_not_contact, other_do_not_contact)
    select "customerId", 'joined', "fromId", "fromDoNotContact", "intoDoNotContact"
    from jsonb_to_recordset(${JSON.stringify(merged)}::jsonb)
      as merged ("customerId" bigint, "fromId" bigint, "fromDoNotContact" boolean, "intoDoNotContact" boolean)
    on conflict do nothing`.execute(tx);
}

/** Writes the notes down beside the database they belong to. */
export async function keepNotes(tx: Tx, databaseId: string): Promise<void> {
  await sql`
    insert into import_effects (database_id, customer_id, kind, given, former_key, former_person_id, former_do_not_contact, other_do_not_contact)
    select ${databaseId}::bigint, customer_id, kind, given, former_key, former_person_id, former_do_not_contact, other_do_not_contact
    from noted_effects
    on conflict do nothing`.execute(tx);
}
