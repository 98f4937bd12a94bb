import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

/** A person without a phone, and the person with the phone that turned out to be theirs too. */
export interface SamePersons {
  readonly from_id: string;
  readonly into_id: string;
}

/** A customer who is another person's now. */
export interface MergedCustomer {
  readonly customerId: string;
  readonly fromId: string;
  /** Whether each of the two was marked *do not contact* before. */
  readonly fromDoNotContact: boolean;
  readonly intoDoNotContact: boolean;
}

/**
 * Merges persons who turned out to be one, each where that breaks nothing: at most one of the two is reserved, and no
 * module has a held record of both. The others are left apart. Customers, records and reservations move, *do not
 * contact* stays. `pairs` is a select of SamePersons that stays the same meanwhile. Answers which customers moved.
 */
export async function mergePersons(tx: Tx, pairs: RawBuilder<SamePersons>): Promise<MergedCustomer[]> {
  await sql`
    select from persons where id in (select unnest(array[from_id, into_id]) from (${pairs}) pair) order by id for update
  `.execute(tx);
  const all: MergedCustomer[] = [];
  let step = await mergeOneInto(tx, pairs);
  for (; step.goesOn; step = await mergeOneInto(tx, pairs)) all.push(...step.merged);
  return [...all, ...step.merged];
}

interface Step {
  readonly merged: readonly MergedCustomer[];
  /** Whether anybody was merged whole, so that another one may be now. */
  readonly goesOn: boolean;
}

/** One person into each other at most, so that the next step sees what this one has brought together. */
async function mergeOneInto(tx: Tx, pairs: RawBuilder<SamePersons>): Promise<Step> {
  const { rows: merged } = await sql<MergedCustomer>`
    with once as (
      select distinct on (from_id) from_id, into_id from (${pairs}) pair order by from_id, into_id
    ), harmless as materialized (
      select distinct on (into_person.id) from_person.id as from_id, into_person.id as into_id,
        from_person.do_not_contact as from_do_not_contact, into_person.do_not_contact as into_do_not_contact
      from once
      join persons from_person on from_person.id = once.from_id and from_person.phone is null
      join persons into_person on into_person.id = once.into_id and into_person.product_id = from_person.product_id
      where from_person.id <> into_person.id
        and (from_person.reserved_by is null or into_person.reserved_by is null)
        and not exists (
          select from records mine join records theirs on theirs.module = mine.module
          where mine.person_id = from_person.id and mine.state = 'assigned'
            and theirs.person_id = into_person.id and theirs.state = 'assigned'
        )
      order by into_person.id, from_person.id
    ), moved_customers as (
      -- Records point to person and customer together: the key is checked when all of this statement is done.
      update customers set person_id = into_id from harmless where person_id = from_id
      returning customers.id as "customerId", from_id as "fromId", from_do_not_contact as "fromDoNotContact",
        into_do_not_contact as "intoDoNotContact"
    ), moved_records as (
      update records set person_id = into_id from harmless where person_id = from_id
    ), moved_reservations as (
      update reservations set person_id = into_id from harmless where person_id = from_id
    ), marked as (
      update persons set do_not_contact = true from harmless where id = into_id and from_do_not_contact
    )
    select * from moved_customers
  `.execute(tx);
  const { numAffectedRows } = await sql`
    delete from persons using (${pairs}) pair
    where persons.id = pair.from_id and persons.phone is null
      and not exists (select from customers where customers.person_id = persons.id)
  `.execute(tx);
  return { merged, goesOn: numAffectedRows !== undefined && numAffectedRows > 0n };
}
