import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { mergePersons } from '../members/merge-persons.ts';
import { beginNotes, markUsed, noteJoined, noteUsernames } from './note-effects.ts';

export interface TakeOrder {
  readonly productId: string;
  readonly matchPhones: boolean;
  readonly duplicates: 'skip' | 'keep';
}

/**
 * Brings the file's customers into the product after classifyRows, and fills `import_targets`: for each row that becomes
 * a record, its customer and person. What the file says of phones and usernames is taken from every readable row; names
 * and deposit marks from imported rows only. Rule: docs/domain.md §Customers and persons.
 */
export async function takeCustomers(tx: Tx, order: TakeOrder): Promise<void> {
  await sql`
    create temporary table import_targets (
      row_number integer not null, key text not null, customer_id bigint not null, person_id bigint not null,
      new_customer boolean not null, new_person boolean not null
    ) on commit drop`.execute(tx);
  await sql`create temporary table import_new_phones (phone text not null, person_id bigint not null) on commit drop`.execute(tx);
  await beginNotes(tx);
  await markUsed(tx);
  await giveUsernames(tx);
  if (order.matchPhones) await givePhones(tx);
  await chooseTargets(tx, order);
  await addPersonsAndCustomers(tx, order);
  await completeCustomers(tx);
}

/** The claims of usernames on customers known by phone only. */
async function giveUsernames(tx: Tx): Promise<void> {
  await noteUsernames(tx);
  await sql`
    update customers set key = claim.key, keyed_by_phone = false
    from import_claims claim where customers.id = claim.customer_id
  `.execute(tx);
}

/** A known customer without a phone takes the file's; where it is somebody else's, the two are one person if that breaks nothing. */
async function givePhones(tx: Tx): Promise<void> {
  await sql`create temporary table import_phoneless (person_id bigint, customer_id bigint, phone text, first_row integer) on commit drop`.execute(
    tx,
  );
  await sql`
    insert into import_phoneless
    select distinct on (person.id) person.id, customer.customer_id, customer.phone, customer.first_row
    from import_customers customer join persons person on person.id = customer.person_id and person.phone is null
    where customer.phone is not null
    order by person.id, customer.first_row
  `.execute(tx);
  await sql`analyze import_phoneless`.execute(tx);
  await sql`
    select from persons where id in (select person_id from import_phoneless) order by id for no key update
  `.execute(tx);
  await sql`
    with adopter as (
      select distinct on (phone) person_id, customer_id, phone from import_phoneless
      where not exists (select from import_known_phones known where known.phone = import_phoneless.phone)
      order by phone, first_row
    ), adopted as (
      update persons set phone = adopter.phone from adopter where persons.id = adopter.person_id returning persons.phone, persons.id
    ), noted as (
      insert into noted_effects (customer_id, kind, given) select customer_id, 'phone', phone from adopter
    )
    insert into import_known_phones (phone, person_id) select phone, id from adopted
  `.execute(tx);
  const merged = await mergePersons(
    tx,
    sql`
      select phoneless.person_id as from_id, known.person_id as into_id
      from import_phoneless phoneless join import_known_phones known on known.phone = phoneless.phone
      where known.person_id <> phoneless.person_id
    `,
  );
  await noteJoined(tx, merged);
}

/**
 * Ids are drawn here, once, so that nothing has to be looked up again after it was inserted, and in file order, so that
 * the indexes over them grow at one end.
 */
async function chooseTargets(tx: Tx, { matchPhones, duplicates }: TakeOrder): Promise<void> {
  await sql`
    insert into import_new_phones
    -- Few or none are known of most lists: a table without rows would be asked for its size once for each row.
    with known as materialized (select phone from import_known_phones)
    select phone, nextval('persons_id_seq')
    from (
      select customer.phone, min(customer.first_row) as first_row from import_customers customer
      where customer.customer_id is null and customer.phone is not null and ${matchPhones}::boolean
        and not exists (select from known where known.phone = customer.phone)
      group by customer.phone order by first_row
    ) unknown
  `.execute(tx);
  await sql`analyze import_new_phones`.execute(tx);
  await sql`
    insert into import_targets
    select customer.first_row, customer.key,
      coalesce(customer.customer_id, nextval('customers_id_seq')),
      coalesce(present.person_id, known.person_id, new_phone.person_id, nextval('persons_id_seq')),
      customer.customer_id is null,
      present.person_id is null and known.person_id is null and new_phone.person_id is null
    from (
      select * from import_customers where not existing or ${duplicates === 'keep'}::boolean
    ) customer
    left join lateral (select person_id from customers where customers.id = customer.customer_id limit 1) present on true
    left join import_known_phones known on known.phone = customer.phone
    left join import_new_phones new_phone on new_phone.phone = customer.phone
    order by customer.first_row
  `.execute(tx);
  await sql`create unique index on import_targets (row_number)`.execute(tx);
  await sql`analyze import_targets`.execute(tx);
}

async function addPersonsAndCustomers(tx: Tx, { productId }: TakeOrder): Promise<void> {
  await sql`
    insert into persons (id, product_id, phone)
    select person_id, ${productId}::bigint, phone from import_new_phones
    union all
    select person_id, ${productId}::bigint, null from import_targets where new_person
    order by person_id
  `.execute(tx);
  await sql`
    insert into customers (id, product_id, person_id, key, keyed_by_phone, name, deposited_before)
    select target.customer_id, ${productId}::bigint, target.person_id, target.key, customer.by_phone, staged.name, customer.deposited_before
    from import_targets target
    join import_customers customer on customer.first_row = target.row_number
    join import_rows staged on staged.row_number = target.row_number
    where target.new_customer
    order by target.row_number
  `.execute(tx);
}

/** Known customers whose row is imported take the name they lacked and the deposit mark. */
async function completeCustomers(tx: Tx): Promise<void> {
  await sql`
    insert into noted_effects (customer_id, kind, given)
    select customers.id, effect.kind, case when effect.kind = 'name' then staged.name end
    from import_targets target
    join import_customers customer on customer.first_row = target.row_number
    join import_rows staged on staged.row_number = target.row_number
    join customers on customers.id = target.customer_id
    join (values ('name'), ('deposit')) effect (kind)
      on case effect.kind when 'name' then customers.name is null and staged.name is not null
        else customer.deposited_before and not customers.deposited_before end
    where not target.new_customer
  `.execute(tx);
  await sql`
    update customers set name = coalesce(customers.name, staged.name), deposited_before = customers.deposited_before or customer.deposited_before
    from import_targets target
    join import_customers customer on customer.first_row = target.row_number
    join import_rows staged on staged.row_number = target.row_number
    where not target.new_customer and customers.id = target.customer_id
      and ((customers.name is null and staged.name is not null) or (customer.deposited_before and not customers.deposited_before))
  `.execute(tx);
}
