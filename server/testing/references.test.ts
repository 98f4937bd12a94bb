import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { sqlState } from '../platform/db/database-errors.ts';
import type { Database } from '../platform/db/database.ts';
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
