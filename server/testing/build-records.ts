import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Role } from '../../contract/auth.ts';
import type { Module } from '../../contract/values.ts';
import type { Actor } from '../platform/actor.ts';
import type { Database } from '../platform/db/database.ts';

/** A user of a test, as an actor of acts and a viewer of queries. */
export interface TestUser extends Actor {
  readonly userId: string;
}

/** Adds an active user without a password. */
export async function buildUser(database: Database, role: Role, name: string): Promise<TestUser> {
  const { id } = await database.db
    .insertInto('users')
    .values({ username: `${name.toLowerCase()}.${randomBytes(4).toString('hex')}`, name, role })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { userId: id, name, role, language: 'id', requestId: 'test' };
}

/** Adds a product. */
export async function buildProduct(database: Database, name: string, rules: { holdAcrossModules?: boolean } = {}): Promise<string> {
  const { id } = await database.db
    .insertInto('products')
    .values({ name: `${name} ${randomBytes(4).toString('hex')}`, hold_across_modules: rules.holdAcrossModules ?? false })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export interface TestDatabaseInput {
  readonly productId: string;
  readonly module?: Module;
  readonly name?: string;
  /** Customer key of each row; a key that stands twice, here or in an earlier database of the product, is the same customer. */
  readonly keys: readonly string[];
}

/** Adds a database with one available record a key, in their order; answers the database's id. */
export async function buildDatabase(database: Database, input: TestDatabaseInput): Promise<string> {
  return database.transaction(async (tx) => {
    const { id } = await tx
      .insertInto('databases')
      .values({
        name: input.name ?? 'WD Oktober',
        module: input.module ?? 'memberwd',
        product_id: input.productId,
        columns: ['Username'],
        file_name: 'test.csv',
        content_hash: randomBytes(32),
        mapping: JSON.stringify({ customerKey: 'Username' }),
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
      with incoming as (
        select distinct key from unnest(${input.keys}::text[]) as row (key)
        where not exists (select from customers where product_id = ${input.productId} and customers.key = row.key)
      ), numbered as (
        select key, nextval(pg_get_serial_sequence('persons', 'id')) as person_id from incoming
      ), added as (
        insert into persons (id, product_id) select person_id, ${input.productId}::bigint from numbered
      )
      insert into customers (product_id, person_id, key) select ${input.productId}::bigint, person_id, key from numbered
    `.execute(tx);
    await sql`
      insert into records (database_id, product_id, module, person_id, customer_id, row_number, cells)
      select ${id}::bigint, customer.product_id, ${input.module ?? 'memberwd'}, customer.person_id, customer.id, row.place + 1, array[row.key]
      from unnest(${input.keys}::text[]) with ordinality as row (key, place)
      join customers customer on customer.product_id = ${input.productId} and customer.key = row.key
    `.execute(tx);
    return id;
  });
}

/** `count` different keys: `member1`, `member2`, … after the prefix. */
export function keys(count: number, prefix = 'member'): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
}

/** Reserves a customer's person for a staff member, by the reservations' own table. */
export async function buildReservation(database: Database, productId: string, key: string, staffId: string): Promise<void> {
  await sql`
    insert into reservations (product_id, customer_id, person_id, staff_id, state, active_since)
    select product_id, id, person_id, ${staffId}::bigint, 'active', clock_timestamp()
    from customers where product_id = ${productId} and key = ${key}
  `.execute(database.db);
}

/** Ids of a database's records in file order. */
export async function recordIdsOf(database: Database, databaseId: string): Promise<string[]> {
  const rows = await database.db.selectFrom('records').select('id').where('database_id', '=', databaseId).orderBy('row_number').execute();
  return rows.map(({ id }) => id);
}
