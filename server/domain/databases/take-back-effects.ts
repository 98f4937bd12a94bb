import { type RawBuilder, sql } from 'kysely';
import type { UndoneEffects } from '../../../contract/databases.ts';
import type { Db, Tx } from '../../platform/db/database.ts';
import { type JoinedCustomer, separatePersons } from '../members/separate-persons.ts';

/**
 * What an import did to customers who were there before, each with whether anything has used it since: a later list, a
 * reservation, an act on a record of the person, the mark *do not contact*. Rule: docs/domain.md §Import.
 */
const usedEffectsOf = (databaseId: string): RawBuilder<unknown> => sql`
  select effect.*, customer.person_id, customer.product_id,
    effect.used
      or exists (
        select from reservations where reservations.person_id = customer.person_id
          and greatest(requested_at, active_since, ended_at) > database.imported_at
      )
      or exists (
        select from records record join record_changes change on change.record_id = record.id
        where record.person_id = customer.person_id and change.at > database.imported_at
      )
      or case effect.kind
        -- Somebody else is known by that phone now.
        when 'username' then exists (
          select from customers other where other.product_id = customer.product_id and other.key = effect.former_key
        )
        when 'phone' then person.do_not_contact
        when 'joined' then person.do_not_contact <> (effect.former_do_not_contact or effect.other_do_not_contact)
        else false
      end as is_used
  from import_effects effect
  join databases database on database.id = effect.database_id
  join customers customer on customer.id = effect.customer_id
  join persons person on person.id = customer.person_id
  where effect.database_id = ${databaseId}`;

/** Customers who stay joined keep the phone that makes them one person. */
const effectsOf = (databaseId: string): RawBuilder<unknown> => sql`
  select effect.id, kind, customer_id, given, former_key, former_person_id, former_do_not_contact, other_do_not_contact, person_id, product_id,
    case when kind = 'phone' then bool_or(is_used) filter (where kind in ('phone', 'joined')) over (partition by person_id)
      else is_used end as is_used
  from (${usedEffectsOf(databaseId)}) effect`;

/** How much of what an import did to others is taken back when it is undone, and how much stays, since it was used. */
export async function countEffects(db: Db, databaseId: string): Promise<{ takenBack: UndoneEffects; staying: UndoneEffects }> {
  const { rows } = await sql<{ kind: keyof typeof fields; used: boolean; count: number }>`
    select kind, is_used as used, count(*)::int as count from (${effectsOf(databaseId)}) effect group by kind, is_used
  `.execute(db);
  const sums = { takenBack: { ...none }, staying: { ...none } };
  for (const { kind, used, count } of rows) sums[used ? 'staying' : 'takenBack'][fields[kind]] = count;
  return sums;
}

const fields = { username: 'usernames', phone: 'phones', joined: 'joined', name: 'names', deposit: 'deposits' } as const;
const none: UndoneEffects = { usernames: 0, phones: 0, joined: 0, names: 0, deposits: 0 };

/** Chooses what is taken back, while the database and its records are still there; the persons concerned are locked. */
export async function chooseEffects(tx: Tx, databaseId: string): Promise<void> {
  await sql`
    select from persons where id in (
      select person_id from customers where id in (select customer_id from import_effects where database_id = ${databaseId})
    ) order by id for update`.execute(tx);
  await sql`create temporary table unused_effects on commit drop as select * from (${effectsOf(databaseId)}) effect where not is_used`.execute(
    tx,
  );
}

/** Takes the chosen effects back, once the records and customers of the import itself are gone. */
export async function takeBackEffects(tx: Tx): Promise<void> {
  await sql`
    update customers set name = null from unused_effects effect
    where effect.kind = 'name' and customers.id = effect.customer_id and customers.name = effect.given`.execute(tx);
  await sql`
    update customers set deposited_before = false from unused_effects effect
    where effect.kind = 'deposit' and customers.id = effect.customer_id`.execute(tx);
  await sql`
    update customers set key = effect.former_key, keyed_by_phone = true from unused_effects effect
    where effect.kind = 'username' and customers.id = effect.customer_id and customers.key = effect.given`.execute(tx);
  await separatePersons(
    tx,
    sql<JoinedCustomer>`
      select customer_id, former_person_id, person_id, product_id, former_do_not_contact, other_do_not_contact
      from unused_effects where kind = 'joined'`,
  );
  await sql`
    update persons set phone = null from unused_effects effect
    where effect.kind = 'phone' and persons.id = effect.person_id and persons.phone = effect.given`.execute(tx);
}
