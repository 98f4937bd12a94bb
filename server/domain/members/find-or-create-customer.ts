import { sql } from 'kysely';
import { violatedConstraint } from '../../platform/db/database-errors.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { findCustomer, type KnownCustomer, readTypedKey, type TypedKey } from './find-customer.ts';
import { normalizePhone } from './members.rules.ts';
import { mergePersons } from './merge-persons.ts';

export interface CustomerDescription {
  readonly productId: string;
  /** As it was typed: a username, or the phone of a customer known by phone only. */
  readonly customerKey: string;
  readonly name?: string | undefined;
  /** As it was typed. */
  readonly phone?: string | undefined;
}

export interface FoundCustomer {
  readonly customerId: string;
  readonly personId: string;
}

interface Wanted {
  readonly productId: string;
  readonly typed: TypedKey;
  /** Under which a new customer is kept: the username, or the phone in E.164 where that was typed. */
  readonly key: string;
  readonly keyedByPhone: boolean;
  readonly name: string | null;
  /** E.164; null without one, and in a product that does not match phones. */
  readonly phone: string | null;
  /** The same, but only where it was given as a phone: digits that are somebody's username say nothing of their phone. */
  readonly givenPhone: string | null;
}

/**
 * The customer of a product with this key, made if there is none. A new customer joins the person with the phone, and
 * gives its username to a customer so far known by that phone only; a known one without a phone takes the phone, and is
 * one person with whoever has it if that breaks nothing. Safe against another transaction doing the same. Throws
 * customer_key_empty, phone_unreadable, and not_found for a product that does not exist. Rule: docs/domain.md §Customers
 * and persons.
 */
export async function findOrCreateCustomer(tx: Tx, description: CustomerDescription): Promise<FoundCustomer> {
  const wanted = await understand(tx, description);
  // Whoever wants the same customer or the same phone waits here; an import is heard of by the conflicts below.
  for (const name of [...new Set([`key ${wanted.typed.key}`, `key ${wanted.key}`, `phone ${wanted.phone}`])].toSorted()) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`${wanted.productId} ${name}`}, 0))`.execute(tx);
  }
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const customer = (await findKnown(tx, wanted)) ?? (await claimPhoneCustomer(tx, wanted)) ?? (await create(tx, wanted));
    if (customer !== undefined) return customer;
  }
  throw problem('conflict');
}

async function understand(tx: Tx, { productId, customerKey, name, phone }: CustomerDescription): Promise<Wanted> {
  const typed = readTypedKey(customerKey);
  if (typed === null) throw problem('customer_key_empty');
  const reading = normalizePhone(phone ?? '');
  if (reading.reason === 'unreadable' || reading.reason === 'scientific') throw problem('phone_unreadable');
  const { rows } = await sql<{ match_phones: boolean }>`select match_phones from products where id = ${productId} for key share`.execute(
    tx,
  );
  const [product] = rows;
  if (product === undefined) throw problem('not_found');
  // Digits with another phone beside them are a username.
  const phoneKey = reading.phone === null || reading.phone === typed.phone ? typed.phone : null;
  return {
    productId,
    typed: { key: typed.key, phone: phoneKey },
    key: phoneKey ?? typed.key,
    keyedByPhone: phoneKey !== null,
    name: name?.trim() || null,
    phone: product.match_phones ? (phoneKey ?? reading.phone) : null,
    givenPhone: product.match_phones ? reading.phone : null,
  };
}

async function findKnown(tx: Tx, { productId, typed, name, givenPhone: phone }: Wanted): Promise<FoundCustomer | undefined> {
  const found = await findKept(tx, productId, typed);
  if (found === undefined) return undefined;
  const { customerId, personId, nameless, phoneless } = found;
  if (nameless && name !== null) await sql`update customers set name = ${name} where id = ${customerId} and name is null`.execute(tx);
  if (!phoneless || phone === null) return { customerId, personId };
  await adoptPhone(tx, personId, phone);
  return { customerId, personId: await joinPersonWithPhone(tx, { productId, customerId, personId, phone }) };
}

/** With their person held, so that what they were found by is not taken back from them meanwhile (take-back-effects.ts). */
async function findKept(tx: Tx, productId: string, typed: TypedKey): Promise<KnownCustomer | undefined> {
  let found = await findCustomer(tx, productId, typed);
  for (;;) {
    if (found === undefined) return undefined;
    await sql`select from persons where id = ${found.personId} for key share`.execute(tx);
    const still = await findCustomer(tx, productId, typed);
    if (still?.customerId === found.customerId && still.personId === found.personId) return still;
    found = still;
  }
}

async function adoptPhone(tx: Tx, personId: string, phone: string): Promise<void> {
  try {
    await sql`
      update persons set phone = ${phone}
      where id = ${personId} and phone is null
        and not exists (select from persons other where other.product_id = persons.product_id and other.phone = ${phone})
    `.execute(tx);
  } catch (error) {
    // An import that was still running brought somebody else with this phone.
    throw violatedConstraint(error) === 'persons_phone' ? problem('conflict') : error;
  }
}

/** Where the phone is somebody's, the two are one person if that breaks nothing. Returns whose the customer is then. */
async function joinPersonWithPhone(tx: Tx, known: FoundCustomer & { readonly productId: string; readonly phone: string }): Promise<string> {
  const { productId, customerId, personId, phone } = known;
  const { rows } = await sql<{ id: string }>`select id from persons where product_id = ${productId} and phone = ${phone}`.execute(tx);
  const [owner] = rows;
  if (owner === undefined || owner.id === personId) return personId;
  await mergePersons(tx, sql`select ${personId}::bigint as from_id, ${owner.id}::bigint as into_id`);
  const customer = await tx.selectFrom('customers').select('person_id').where('id', '=', customerId).executeTakeFirstOrThrow();
  return customer.person_id;
}

async function claimPhoneCustomer(tx: Tx, { productId, key, keyedByPhone, name, phone }: Wanted): Promise<FoundCustomer | undefined> {
  if (phone === null || keyedByPhone) return undefined;
  const { rows } = await sql<FoundCustomer>`
    update customers claimed set key = ${key}, keyed_by_phone = false, name = coalesce(claimed.name, ${name})
    from persons person
    where person.product_id = ${productId} and person.phone = ${phone} and claimed.person_id = person.id and claimed.keyed_by_phone
      and not exists (select from customers other where other.person_id = person.id and not other.keyed_by_phone)
    returning claimed.id as "customerId", claimed.person_id as "personId"
  `.execute(tx);
  return rows[0];
}

async function create(tx: Tx, { productId, key, keyedByPhone, name, phone }: Wanted): Promise<FoundCustomer | undefined> {
  const person = await sql<{ id: string; made: boolean }>`
    with known as (
      -- Whoever takes this phone from them is waited for.
      select id from persons where product_id = ${productId} and phone = ${phone} for key share
    ), made as (
      insert into persons (product_id, phone) select ${productId}::bigint, ${phone} where not exists (select from known)
      on conflict (product_id, phone) where phone is not null do nothing
      returning id
    )
    select id, false as made from known union all select id, true from made
  `.execute(tx);
  const [owner] = person.rows;
  if (owner === undefined) return undefined;
  const { rows } = await sql<FoundCustomer>`
    insert into customers (product_id, person_id, key, keyed_by_phone, name)
    values (${productId}, ${owner.id}, ${key}, ${keyedByPhone}, ${name})
    on conflict (product_id, key) do nothing
    returning id as "customerId", person_id as "personId"
  `.execute(tx);
  if (rows.length === 0 && owner.made) await sql`delete from persons where id = ${owner.id}`.execute(tx);
  return rows[0];
}
