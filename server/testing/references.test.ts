import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { sqlState } from '../platform/db/database-errors.ts';
import { appendEvent } from '../domain/audit/append-event.ts';
import type { Database, Tx } from '../platform/db/database.ts';
import { program } from './client.ts';
import { addList, addProduct, addUser } from './builders.ts';
import { testDatabase } from './database.ts';

let database: Database;
let productId: string;
let databaseId: string;

beforeAll(async () => {
  database = await testDatabase();
  productId = await addProduct(database.db);
  ({ databaseId } = await addList(database.db, { productId, records: 3 }));
  await addUser(database.db, 'staff', 'Rina');
});

const stateOf = (statement: string) =>
  sql
    .raw(statement)
    .execute(database.db)
    .then(
      () => 'done',
      (error: unknown) => sqlState(error),
    );

const foreignKeyViolation = '23503';
const keptForGood = '23000';

describe('references that are checked once a statement', () => {
  it('refuse rows that name what does not exist', async () => {
    expect(await stateOf('insert into persons (product_id) values (987654)')).toBe(foreignKeyViolation);
    expect(await stateOf(`insert into customers (product_id, person_id, key) select 987654, id, 'x' from persons limit 1`)).toBe(
      foreignKeyViolation,
    );
    const copy = (list: string, product: string, module: string) =>
      stateOf(`insert into records (database_id, product_id, module, person_id, customer_id, row_number, cells)
        select ${list}, ${product}, ${module}, person_id, customer_id, row_number + 100, cells from records limit 1`);
    expect(await copy('987654', 'product_id', 'module')).toBe(foreignKeyViolation);
    expect(await copy('database_id', '987654', 'module')).toBe(foreignKeyViolation);
    expect(await copy('database_id', 'product_id', `'normal'`)).toBe(foreignKeyViolation);
  });

  it('refuse to move a row elsewhere', async () => {
    const other = await addProduct(database.db);
    expect(await stateOf(`update persons set product_id = ${other}`)).toBe(keptForGood);
    expect(await stateOf(`update customers set product_id = ${other}`)).toBe(keptForGood);
    expect(await stateOf(`update records set module = 'normal'`)).toBe(keptForGood);
  });

  it('refuse to delete what rows refer to', async () => {
    expect(await stateOf(`delete from databases where id = ${databaseId}`)).toBe(foreignKeyViolation);
    for (const table of ['products', 'users', 'batches']) expect(await stateOf(`delete from ${table}`)).toBe(keptForGood);
  });
});

const one = async (statement: string): Promise<string> => {
  const { rows } = await sql.raw<{ id: string }>(statement).execute(database.db);
  return rows[0]?.id ?? '';
};
const addPerson = () => one(`insert into persons (product_id) values (${productId}) returning id`);
const addCustomer = (personId: string) =>
  one(`insert into customers (product_id, person_id, key) values (${productId}, ${personId}, 'anew${personId}') returning id`);
const recordOf = (personId: string, customerId: string) => `
  insert into records (database_id, product_id, module, person_id, customer_id, row_number, cells)
  select database_id, product_id, module, ${personId}, ${customerId}, ${customerId}::int + 1000, cells from records order by id limit 1`;

describe('what a record that is held names', () => {
  const anyRecord = `id = (select min(id) from records)`;

  it('is there, and the card its holder’s', async () => {
    const [rina, dewi] = [await addUser(database.db, 'staff', 'Rina'), await addUser(database.db, 'staff', 'Dewi')];
    const { userId } = rina;
    const batch = await one(`insert into batches (product_id, module, database_id, staff_id, title, original_title)
      select product_id, module, id, ${userId}, 'Kartu', 'Kartu' from databases where id = ${databaseId} returning id`);
    const held = (card: string, holder: string) => `state = 'assigned', assigned_at = now(), batch_id = ${card}, staff_id = ${holder}`;
    const act = (change: string) => database.transaction((tx) => updateByEvent(tx, `update records set ${change} where ${anyRecord}`));
    expect(await act(held('987654', userId))).toBe(foreignKeyViolation);
    expect(await act(held(batch, dewi.userId))).toBe(foreignKeyViolation);
    expect(await act(`${held(batch, userId)}, verdict = 'invalid', reason_id = 987654`)).toBe(foreignKeyViolation);
    expect(await act(held(batch, userId))).toBe('done');
    expect(await act(`staff_id = ${dewi.userId}`)).toBe(foreignKeyViolation);
    const added = (columns: string, values: string) => `
      insert into records (database_id, product_id, module, person_id, customer_id, row_number, cells, state, assigned_at, ${columns})
      select database_id, product_id, module, person_id, customer_id, row_number + 5000, cells, 'assigned', now(), ${values}
      from records order by id desc limit 1`;
    expect(await stateOf(added('batch_id, staff_id', `${batch}, ${dewi.userId}`))).toBe(foreignKeyViolation);
    expect(await stateOf(added('batch_id, staff_id, reason_id', `${batch}, ${userId}, 987654`))).toBe(foreignKeyViolation);
    expect(await stateOf(`update batches set staff_id = ${dewi.userId}`)).toBe(keptForGood);
    expect(await stateOf('delete from invalid_reasons')).toBe(keptForGood);
    expect(await stateOf('update invalid_reasons set id = id + 987654')).toBe(keptForGood);
  });
});

async function updateByEvent(tx: Tx, statement: string): Promise<unknown> {
  await appendEvent(tx, program, { act: 'test.change', subjectType: 'record', subjectId: null });
  await sql`savepoint before`.execute(tx);
  try {
    await sql.raw(statement).execute(tx);
    return 'done';
  } catch (error) {
    await sql`rollback to before`.execute(tx);
    return sqlState(error);
  }
}

describe('whose a customer and a record are', () => {
  it('is somebody who is there', async () => {
    const person = await addPerson();
    const other = await addPerson();
    const customer = await addCustomer(person);
    expect(await stateOf(`insert into customers (product_id, person_id, key) values (${productId}, 987654, 'x')`)).toBe(
      foreignKeyViolation,
    );
    expect(await stateOf(`update customers set person_id = 987654 where id = ${customer}`)).toBe(foreignKeyViolation);
    expect(await stateOf(recordOf(person, '987654'))).toBe(foreignKeyViolation);
    expect(await stateOf(recordOf(other, customer))).toBe(foreignKeyViolation);
    expect(await stateOf(recordOf(person, customer))).toBe('done');
    expect(await stateOf(`update records set person_id = ${other} where customer_id = ${customer}`)).toBe(foreignKeyViolation);
    expect(await stateOf(`update records set customer_id = 987654 where customer_id = ${customer}`)).toBe(foreignKeyViolation);
  });

  it('stays, and its number too', async () => {
    const person = await addPerson();
    const customer = await addCustomer(person);
    expect(await stateOf(recordOf(person, customer))).toBe('done');
    expect(await stateOf(`delete from persons where id = ${person}`)).toBe(foreignKeyViolation);
    expect(await stateOf(`delete from customers where id = ${customer}`)).toBe(foreignKeyViolation);
    expect(await stateOf(`update persons set id = 987654 where id = ${person}`)).toBe(keptForGood);
    expect(await stateOf(`update customers set id = 987654 where id = ${customer}`)).toBe(keptForGood);
  });

  it('changes for a customer with all records, or not at all', async () => {
    const [person, other] = [await addPerson(), await addPerson()];
    const customer = await addCustomer(person);
    expect(await stateOf(recordOf(person, customer))).toBe('done');
    const move = `update customers set person_id = ${other} where id = ${customer}`;
    expect(await stateOf(move)).toBe(foreignKeyViolation);
    expect(await stateOf(`with moved as (${move}) update records set person_id = ${other} where customer_id = ${customer}`)).toBe('done');
  });

  it.each(['a person and a customer', 'a customer and a record'])('is kept where %s come and go at the same time', async (pair) => {
    const prepare = async () => {
      const person = await addPerson();
      if (pair === 'a person and a customer')
        return {
          removal: `delete from persons where id = ${person}`,
          addition: `insert into customers (product_id, person_id, key) values (${productId}, ${person}, 'late${person}')`,
        };
      const customer = await addCustomer(person);
      return { removal: `delete from customers where id = ${customer}`, addition: recordOf(person, customer) };
    };
    for (const firstGoes of [true, false]) {
      const { removal, addition } = await prepare();
      const [first, second] = firstGoes ? [removal, addition] : [addition, removal];
      let later: Promise<unknown> | undefined;
      await database.transaction(async (tx) => {
        await sql.raw(first).execute(tx);
        later = stateOf(second);
        await expect.poll(countWaiting, { timeout: 10_000 }).toBe(1);
      });
      expect(await later).toBe(foreignKeyViolation);
    }
  });
});

async function countWaiting(): Promise<number | undefined> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
  `.execute(database.db);
  return rows[0]?.count;
}
