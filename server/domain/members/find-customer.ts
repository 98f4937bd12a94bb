import { sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';
import { normalizeCustomerKey, normalizePhone } from './members.rules.ts';

/** What somebody may mean who types a Customer ID. */
export interface TypedKey {
  readonly key: string;
  /** The same text read as a phone, in E.164; null where it is none. */
  readonly phone: string | null;
}

export interface KnownCustomer {
  readonly customerId: string;
  readonly personId: string;
  readonly nameless: boolean;
  readonly phoneless: boolean;
}

/** Reads what was typed as a Customer ID; null where nothing is left of it. */
export function readTypedKey(text: string): TypedKey | null {
  const key = normalizeCustomerKey(text);
  return key === null ? null : { key, phone: normalizePhone(text).phone };
}

/**
 * The customer of a product that is meant by a Customer ID: whose username it is, else the one known by that phone only,
 * else the earliest of the person with that phone. Rule: docs/domain.md §Customers.
 */
export async function findCustomer(db: Db, productId: string, { key, phone }: TypedKey): Promise<KnownCustomer | undefined> {
  const { rows } = await sql<KnownCustomer>`
    select customer.id as "customerId", customer.person_id as "personId", customer.name is null as nameless, person.phone is null as phoneless
    from (
      select id from customers where product_id = ${productId} and key in (${key}, ${phone})
      union
      select customer.id from persons join customers customer on customer.person_id = persons.id
      where persons.product_id = ${productId} and persons.phone = ${phone}
    ) meant
    join customers customer on customer.id = meant.id
    join persons person on person.id = customer.person_id
    order by customer.key = ${key} desc, customer.keyed_by_phone desc, customer.id limit 1
  `.execute(db);
  return rows[0];
}
