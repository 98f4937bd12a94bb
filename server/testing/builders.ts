import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Role } from '../../contract/auth.ts';
import type { Module } from '../../contract/values.ts';
import type { Actor } from '../platform/actor.ts';
import type { Db } from '../platform/db/database.ts';

/** Somebody who can act: a row of users, seen as the caller of acts and reads. */
export interface Person extends Actor {
  readonly userId: string;
}

async function single<Row>(rows: Promise<{ rows: Row[] }>): Promise<Row> {
  const [row] = (await rows).rows;
  if (row === undefined) throw new Error('A row to test with was not made');
  return row;
}

/** Adds a user who may act at once. */
export async function addUser(db: Db, role: Role, name: string): Promise<Person> {
  const { id } = await single(
    sql<{ id: string }>`insert into users (username, name, role) values (${`u${randomUUID()}`}, ${name}, ${role}) returning id`.execute(db),
  );
  return { userId: id, name, role, language: 'id', requestId: `test-${id}` };
}

/** Adds a product; names are unique. */
export async function addProduct(db: Db, name = `Produk ${randomUUID()}`, { holdAcrossModules = false } = {}): Promise<string> {
  return (
    await single(
      sql<{ id: string }>`insert into products (name, hold_across_modules) values (${name}, ${holdAcrossModules}) returning id`.execute(db),
    )
  ).id;
}

export interface ListToAdd {
  readonly productId: string;
  readonly module?: Module;
  readonly name?: string;
  readonly records: number;
  /** Number of the first customer: lists of one product that overlap name the same persons. */
  readonly firstCustomer?: number;
}

export interface AddedList {
  readonly databaseId: string;
  /** In file order, all available. */
  readonly recordIds: readonly string[];
}

/** The key of a list's customer. */
export const customerKey = (number: number): string => `member${number}`;

/** Adds a database with records in one stroke, as an import leaves them: customer `memberN` with the phone +62811…N. */
export async function addList(
  db: Db,
  { productId, module = 'memberwd', name = 'Daftar', records, firstCustomer = 1 }: ListToAdd,
): Promise<AddedList> {
  const { databaseId } = await single(
    sql<{ databaseId: string }>`
      insert into databases (name, module, product_id, columns, file_name, content_hash, mapping, duplicates, rows_duplicate, rows_existing,
        rows_without_key, rows_unreadable, phones_unreadable)
      values (${name}, ${module}, ${productId}, '{Username,Telepon}', 'daftar.csv', ${Buffer.from(randomUUID())}, '{}', 'keep', 0, 0, 0, 0, 0)
      returning id as "databaseId"
    `.execute(db),
  );
  const last = firstCustomer + records - 1;
  await sql`
    insert into persons (product_id, phone)
    select ${productId}::bigint, '+62811' || lpad(number::text, 8, '0') from generate_series(${firstCustomer}::int, ${last}::int) number
    on conflict do nothing
  `.execute(db);
  await sql`
    insert into customers (product_id, person_id, key, name)
    select product_id, id, 'member' || substr(phone, 7)::int, 'Member ' || substr(phone, 7)::int
    from persons where product_id = ${productId} and substr(phone, 7)::int between ${firstCustomer} and ${last}
    on conflict do nothing
  `.execute(db);
  const added = await sql<{ id: string }>`
    insert into records (database_id, product_id, module, person_id, customer_id, row_number, name, phone, phone_text, cells)
    select ${databaseId}::bigint, customer.product_id, ${module}, person.id, customer.id,
      row_number() over (order by substr(person.phone, 7)::int), customer.name, person.phone, person.phone, array[customer.key, person.phone]
    from customers customer join persons person on person.id = customer.person_id
    where customer.product_id = ${productId} and substr(person.phone, 7)::int between ${firstCustomer} and ${last}
    order by substr(person.phone, 7)::int
    returning id
  `.execute(db);
  return { databaseId, recordIds: added.rows.map(({ id }) => id) };
}

/** The id of a reason of the list that exists from the first start. */
export async function reasonId(db: Db, label = 'Nomor salah'): Promise<string> {
  return (await single(sql<{ id: string }>`select id from invalid_reasons where label = ${label}`.execute(db))).id;
}

export interface RowsToAdd {
  readonly productId: string;
  readonly module?: Module;
  /** Customer key of each row; one that stands twice, here or in an earlier list of the product, is the same customer. */
  readonly keys: readonly string[];
}

/** Adds a database with one available record a key, in their order, of customers without a phone; answers the database's id. */
export async function addRows(db: Db, { productId, module = 'memberwd', keys: listed }: RowsToAdd): Promise<string> {
  const { databaseId } = await addList(db, { productId, module, name: 'WD Oktober', records: 0 });
  await sql`
    with incoming as (
      select distinct key from unnest(${listed}::text[]) as row (key)
      where not exists (select from customers where product_id = ${productId} and customers.key = row.key)
    ), numbered as (
      select key, nextval(pg_get_serial_sequence('persons', 'id')) as person_id from incoming
    ), added as (
      insert into persons (id, product_id) select person_id, ${productId}::bigint from numbered
    )
    insert into customers (product_id, person_id, key) select ${productId}::bigint, person_id, key from numbered
  `.execute(db);
  await sql`
    insert into records (database_id, product_id, module, person_id, customer_id, row_number, cells)
    select ${databaseId}::bigint, customer.product_id, ${module}, customer.person_id, customer.id, row.place + 1, array[row.key, '']
    from unnest(${listed}::text[]) with ordinality as row (key, place)
    join customers customer on customer.product_id = ${productId} and customer.key = row.key
  `.execute(db);
  return databaseId;
}

/** `count` different keys: `member1`, `member2`, … after the prefix. */
export function keys(count: number, prefix = 'member'): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
}

/** Reserves a customer's person for a staff member, by the reservations' own table. */
export async function addReservation(db: Db, productId: string, key: string, staffId: string): Promise<void> {
  await sql`
    insert into reservations (product_id, customer_id, person_id, staff_id, state, active_since)
    select product_id, id, person_id, ${staffId}::bigint, 'active', clock_timestamp()
    from customers where product_id = ${productId} and key = ${key}
  `.execute(db);
}

/** Ids of a database's records in file order. */
export async function recordIdsOf(db: Db, databaseId: string): Promise<string[]> {
  const rows = await db.selectFrom('records').select('id').where('database_id', '=', databaseId).orderBy('row_number').execute();
  return rows.map(({ id }) => id);
}
