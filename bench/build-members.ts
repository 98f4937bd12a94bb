import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Module } from '../contract/values.ts';
import type { Actor } from '../server/platform/actor.ts';
import type { Database } from '../server/platform/db/database.ts';

/** The program itself, as the actor of what a bench does. */
export const benchActor: Actor = { userId: null, name: 'bench', role: 'owner', language: 'id', requestId: 'bench' };

export interface Members {
  readonly productId: string;
  readonly databaseId: string;
}

const columns = ['Index', 'User Id', 'First Name', 'Last Name', 'Sex', 'Email', 'Phone', 'Date of birth', 'Job Title'];

/** Adds a list of available records, each of a customer and person of its own, with nine original columns, as an import leaves them. */
export async function buildMembers(database: Database, records: number, module: Module = 'memberwd'): Promise<Members> {
  const members = await database.transaction((tx) => insertMembers(tx, records, module), { statementTimeout: 0 });
  await sql`vacuum analyze`.execute(database.db);
  return members;
}

async function insertMembers(tx: Parameters<Parameters<Database['transaction']>[0]>[0], records: number, module: Module): Promise<Members> {
  const { id: productId } = await tx
    .insertInto('products')
    .values({ name: `Produk ${randomBytes(4).toString('hex')}` })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { id: databaseId } = await tx
    .insertInto('databases')
    .values({
      name: 'Daftar',
      module,
      product_id: productId,
      columns,
      file_name: 'people.csv',
      content_hash: randomBytes(32),
      mapping: JSON.stringify({ customerKey: 'User Id', phone: 'Phone' }),
      duplicates: 'keep',
      rows_duplicate: 0,
      rows_existing: 0,
      rows_without_key: 0,
      rows_unreadable: 0,
      phones_unreadable: 0,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await sql`
    insert into persons (product_id, phone)
    select ${productId}::bigint, '+62811' || lpad(number::text, 8, '0') from generate_series(1, ${records}::int) number
  `.execute(tx);
  await sql`
    insert into customers (product_id, person_id, key, name)
    select product_id, id, 'member' || substr(phone, 7)::int, 'Member ' || md5(phone) from persons where product_id = ${productId} order by id
  `.execute(tx);
  await sql`
    insert into records (database_id, product_id, module, person_id, customer_id, row_number, name, phone, phone_text, cells)
    select ${databaseId}::bigint, customer.product_id, ${module}, person.id, customer.id, row_number() over (order by customer.id) + 1, customer.name,
      person.phone, person.phone,
      array[substr(person.phone, 7), customer.key, 'Marilyn', 'Bradley', 'Female', customer.key || '@example.com', person.phone, '2008-09-27',
        'Geophysicist/field seismologist']
    from customers customer join persons person on person.id = customer.person_id
    where customer.product_id = ${productId} order by customer.id
  `.execute(tx);
  return { productId, databaseId };
}

/** Adds users who may act at once. */
export async function buildUsers(database: Database, role: 'admin' | 'staff', count: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into users (username, name, role)
    select ${role} || number || '.' || ${randomBytes(3).toString('hex')}, initcap(${role}) || ' ' || number, ${role}
    from generate_series(1, ${count}::int) number returning id
  `.execute(database.db);
  return rows.map(({ id }) => id);
}

/** Reserves every n-th customer of the product for a staff member, `count` in all. */
export async function reserveEvenly(database: Database, productId: string, staffId: string, count: number): Promise<void> {
  await sql`
    insert into reservations (product_id, customer_id, person_id, staff_id, state, active_since)
    select product_id, id, person_id, ${staffId}::bigint, 'active', clock_timestamp()
    from (
      select *, row_number() over (order by id) as place, count(*) over () as total from customers where product_id = ${productId}
    ) customer
    where place % greatest(1, total / ${count}::int) = 0
    order by person_id limit ${count}
  `.execute(database.db);
}
