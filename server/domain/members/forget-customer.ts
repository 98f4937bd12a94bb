import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { FoundCustomer } from './find-or-create-customer.ts';
import type { Spellings } from './members.rules.ts';

interface Known {
  readonly key: string;
  readonly name: string | null;
  readonly phone: string | null;
  readonly doNotContact: boolean;
  readonly needed: boolean;
}

/** No text that can be typed or stand in a list is this key. */
const nobodysKey = ' ';

/**
 * Whose the records are that were deleted for good: one customer a product, who is nobody. Whoever makes them waits for others
 * who do.
 */
export async function findNobody(tx: Tx, productId: string): Promise<FoundCustomer> {
  const { rows } = await sql<FoundCustomer>`
    with known as (
      select id, person_id from customers where product_id = ${productId} and key = ${nobodysKey}
    ), person as (
      insert into persons (product_id) select ${productId}::bigint where not exists (select from known) returning id
    ), made as (
      insert into customers (product_id, person_id, key) select ${productId}::bigint, id, ${nobodysKey} from person returning id, person_id
    )
    select id as "customerId", person_id as "personId" from known union all select id, person_id from made
  `.execute(tx);
  const [nobody] = rows;
  if (nobody === undefined) throw new Error('Nobody was neither found nor made');
  return nobody;
}

/**
 * Part of an act that has its event: a customer of whom there is no record and no reservation is removed, and the person
 * whose only customer they were. Whoever must not be contacted stays, by key and phone alone. Answers what they were known by,
 * and nothing where something else needs them. The person is locked for update.
 */
export async function forgetCustomer(tx: Tx, customerId: string): Promise<Spellings | undefined> {
  const { rows } = await sql<Known>`
    select customer.key, customer.name, person.phone, person.do_not_contact as "doNotContact",
      exists (
        select from records where records.person_id = customer.person_id and records.customer_id = customer.id
      ) or exists (select from reservations where reservations.customer_id = customer.id) as needed
    from customers customer join persons person on person.id = customer.person_id
    where customer.id = ${customerId}
  `.execute(tx);
  const [known] = rows;
  if (known === undefined || known.needed) return undefined;
  const { key, name, phone, doNotContact } = known;
  const alone = doNotContact ? await keepWithoutName(tx, customerId) : await removeCustomer(tx, customerId);
  return { key, names: name === null ? [] : [name], phones: alone && phone !== null ? [phone] : [], texts: [] };
}

async function keepWithoutName(tx: Tx, customerId: string): Promise<boolean> {
  await sql`delete from import_effects where customer_id = ${customerId}`.execute(tx);
  const { rows } = await sql<{ alone: boolean }>`
    update customers set name = null where id = ${customerId}
    returning not exists (select from customers other where other.person_id = customers.person_id and other.id <> customers.id) as alone
  `.execute(tx);
  return rows[0]?.alone === true;
}

/** Whether the person is gone, too. */
async function removeCustomer(tx: Tx, customerId: string): Promise<boolean> {
  const removed = await sql<{ personId: string }>`delete from customers where id = ${customerId} returning person_id as "personId"`.execute(
    tx,
  );
  const { numAffectedRows } = await sql`
    delete from persons where id = ${removed.rows[0]?.personId} and not exists (select from customers where customers.person_id = persons.id)
  `.execute(tx);
  return numAffectedRows === 1n;
}
