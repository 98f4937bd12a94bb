import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

/** A customer who was joined to another person, as merge-persons.ts says it. */
export interface JoinedCustomer {
  readonly customer_id: string;
  readonly former_person_id: string;
  /** The person they were joined to. */
  readonly person_id: string;
  readonly product_id: string;
  readonly former_do_not_contact: boolean;
  readonly other_do_not_contact: boolean;
}

/**
 * Customers who were joined to another person are a person of their own again, with their records, their reservations and
 * the mark *do not contact* they had. The persons are locked; `joined` is a select of JoinedCustomer that stays the same meanwhile.
 */
export async function separatePersons(tx: Tx, joined: RawBuilder<JoinedCustomer>): Promise<void> {
  await sql`
    create temporary table separated_persons on commit drop as
    select former_person_id, person_id, product_id, former_do_not_contact, other_do_not_contact, nextval('persons_id_seq') as new_id
    from (${joined}) joined
    group by former_person_id, person_id, product_id, former_do_not_contact, other_do_not_contact`.execute(tx);
  await sql`
    insert into persons (id, product_id, do_not_contact)
    select new_id, product_id, former_do_not_contact from separated_persons order by new_id`.execute(tx);
  await sql`
    with moved as (
      select joined.customer_id, separated.new_id
      from (${joined}) joined join separated_persons separated on separated.former_person_id = joined.former_person_id
    ), moved_customers as (
      -- Records point to person and customer together: the key is checked when all of this statement is done.
      update customers set person_id = new_id from moved where id = customer_id
    ), moved_records as (
      update records set person_id = new_id from moved where records.customer_id = moved.customer_id
    ), moved_reservations as (
      update reservations set person_id = new_id from moved where reservations.customer_id = moved.customer_id
    )
    update persons set do_not_contact = false from separated_persons separated
    where persons.id = separated.person_id and separated.former_do_not_contact and not separated.other_do_not_contact`.execute(tx);
  // The row of whoever they were joined to follows the reservations that are left.
  await sql`
    update persons set reserved_by = (select staff_id from active_reservations active where active.person_id = persons.id)
    from separated_persons separated where persons.id = separated.person_id`.execute(tx);
}
