import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import type { Database } from '../../platform/db/database.ts';
import { addList } from '../../testing/builders.ts';
import { testDatabase } from '../../testing/database.ts';
import { thorough } from '../../testing/thoroughness.ts';
import { checkList, importList } from '../../testing/import-lists.ts';
import { addRecords, addRejectedRows } from './add-records.ts';
import { classifyRows, countOutcomes, type RowCounts } from './classify-rows.ts';
import { type ModelRow, ProductModel } from './import-model.ts';
import { copyRows } from './stage-rows.ts';
import { createMapper } from './stage-rows.worker.ts';
import { takeCustomers } from './take-customers.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});

let products = 0;
async function addProduct(matchPhones: boolean): Promise<string> {
  products += 1;
  const { rows } = await sql<{ id: string }>`
    insert into products (name, match_phones) values (${`Produk ${products}`}, ${matchPhones}) returning id
  `.execute(database.db);
  return rows[0]?.id ?? '';
}

const phones = { p1: '081200000001', p2: '+62 812-0000-0002', p3: '62812 0000 0003', damaged: '12' };
const columns = ['Username', 'Telepon', 'Catatan'];
const map = createMapper({ columns, mapping: { customerKey: 'Username', phone: 'Telepon' }, withValues: true });

/** Rows as the worker hands them over, without a file and a worker: hundreds of lists are tried here. */
const staged = (rows: readonly ModelRow[]) =>
  map(rows.map(({ key, phone }, index) => ({ rowNumber: index + 2, cells: [key, phone === '' ? '' : phones[phone], `catatan ${index}`] })));

interface Small {
  readonly productId: string;
  readonly matchPhones: boolean;
  readonly rows: readonly ModelRow[];
}

function classify({ productId, matchPhones, rows }: Small): Promise<RowCounts> {
  return database.transaction(async (tx) => {
    await copyRows(database, tx, [staged(rows)]);
    await classifyRows(tx, { id: productId, matchPhones });
    return countOutcomes(tx);
  });
}

function take({ productId, matchPhones, rows }: Small, duplicates: 'skip' | 'keep'): Promise<void> {
  return database.transaction(async (tx) => {
    const { databaseId } = await addList(tx, { productId, records: 0 });
    await copyRows(database, tx, [staged(rows)]);
    await classifyRows(tx, { id: productId, matchPhones });
    await takeCustomers(tx, { productId, matchPhones, duplicates });
    const order = { databaseId, productId, module: 'memberwd', duplicates } as const;
    await addRecords(tx, order, () => {});
    await addRejectedRows(tx, order);
    const { rows: added } = await sql<{ count: number }>`
      select count(*)::int as count from (
        select row_number from records where database_id = ${databaseId} union select row_number from rejected_rows where database_id = ${databaseId}
      ) placed
    `.execute(tx);
    expect(added[0]?.count).toBe(rows.length);
  });
}

/** What the product knows of its customers: key, how it is known, and who shares a person, by the phone and by the others. */
async function customersOf(productId: string) {
  const { rows } = await sql<{ key: string; by_phone: boolean; phone: string | null; others: string[]; records: number }>`
    select customer.key, customer.keyed_by_phone as by_phone, person.phone,
      (select array_agg(other.key order by other.key) from customers other where other.person_id = person.id) as others,
      (select count(*)::int from records where records.customer_id = customer.id) as records
    from customers customer join persons person on person.id = customer.person_id
    where customer.product_id = ${productId} order by customer.key
  `.execute(database.db);
  return rows;
}

const row = fc.record({
  key: fc.constantFrom('', '', 'andi', 'budi', 'citra', 'dewi'),
  phone: fc.constantFrom<ModelRow['phone']>('', 'p1', 'p2', 'p3', 'damaged'),
});
const list = fc.record({
  rows: fc.array(row, { minLength: 1, maxLength: 8 }),
  duplicates: fc.constantFrom('skip' as const, 'keep' as const),
});

test('small lists one after the other are classified and taken as the rules say', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(list, { minLength: 1, maxLength: 3 }), fc.boolean(), async (lists, matchPhones) => {
      const productId = await addProduct(matchPhones);
      const model = new ProductModel(matchPhones);
      for (const { rows, duplicates } of lists) {
        const small = { productId, matchPhones, rows };
        const expected = model.classify(rows);
        expect(await classify(small)).toEqual(expected);
        const { rows: total, emptyKey, unreadable, duplicateInFile, existing } = expected;
        expect(expected.new + emptyKey + unreadable + duplicateInFile + existing).toBe(total);
        await take(small, duplicates);
        model.take(rows, duplicates);
        expect(await customersOf(productId)).toEqual(model.customers());
      }
    }),
    { numRuns: thorough ? 400 : 15 },
  );
});

test('the order of rows changes no count', async () => {
  const phoneOf = { andi: 'p1', budi: 'p1', citra: 'p2', dewi: '' } as const;
  const username = fc.constantFrom('andi', 'budi', 'citra', 'dewi' as const).map((key): ModelRow => ({ key, phone: phoneOf[key] }));
  const bare = fc.constantFrom<ModelRow['phone']>('p1', 'p2', 'p3').map((phone): ModelRow => ({ key: '', phone }));
  const rows = fc.array(fc.oneof(username, bare), { minLength: 2, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(rows, rows, fc.func(fc.nat()), async (before, after, key) => {
      const productId = await addProduct(true);
      await take({ productId, matchPhones: true, rows: before }, 'skip');
      const shuffled = after
        .map((one, index) => ({ one, at: key(index) }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ one }) => one);
      const counts = await classify({ productId, matchPhones: true, rows: after });
      expect(await classify({ productId, matchPhones: true, rows: shuffled })).toEqual(counts);
    }),
    { numRuns: thorough ? 200 : 8 },
  );
});

test('a column that is empty in every row is refused, and so is one that is not there', async () => {
  const productId = await addProduct(true);
  const content = 'Username,Nama,Telepon\n,Budi,0812\n,Siti,0813';
  await expect(checkList(database, { productId, content })).rejects.toMatchObject({
    code: 'mapping_column_empty',
    params: { column: 'Username' },
  });
  await expect(checkList(database, { productId, content: 'Username,Nama,Telepon\nbudi,Budi,' })).rejects.toMatchObject({
    params: { column: 'Telepon' },
  });
  await expect(checkList(database, { productId, content: 'Nama,Telepon\nBudi,0812' })).rejects.toMatchObject({
    code: 'mapping_column_missing',
    params: { column: 'Username' },
  });
});

test('the check says where the existing are, which new ones are reserved, and that it is the same file', async () => {
  const productId = await addProduct(true);
  const content = 'Username,Nama,Telepon\nbudi,Budi,081200000001\nsiti,Siti,081200000002';
  const { databaseId } = await importList(database, { productId, content, module: 'normal' });
  const { rows } = await sql<{
    id: string;
  }>`insert into users (username, name, role) values ('rina', 'Rina', 'staff') returning id`.execute(database.db);
  await sql`
    with person as (insert into persons (product_id, phone) values (${productId}, '+6281200000003') returning id),
    customer as (insert into customers (product_id, person_id, key) select ${productId}, id, 'dewi' from person returning id, person_id)
    insert into reservations (product_id, customer_id, person_id, staff_id, state, active_since)
    select ${productId}, id, person_id, ${rows[0]?.id}, 'active', now() from customer
  `.execute(database.db);
  expect(await checkList(database, { productId, content })).toMatchObject({
    new: 0,
    existing: 2,
    existingIn: [{ databaseId, name: 'Daftar', count: 2 }],
    sameFileAs: { databaseId, name: 'Daftar' },
  });
  const more = `${content}\ndewi,Dewi,\neko,Eko,081200000003\n,Tanpa nama,081200000003\nfajar,Fajar,081200000004`;
  const check = await checkList(database, { productId, content: more, module: 'bonanza' });
  expect(check).toMatchObject({ new: 3, existing: 2, reserved: 2, duplicateInFile: 1 });
  expect(check.sameFileAs).toBeUndefined();
});

test('a header repeated further down and an endless Customer ID are unreadable', async () => {
  const productId = await addProduct(true);
  const content = `Username,Nama,Telepon\nbudi,Budi,081200000001\nUsername,Nama,Telepon\n${'x'.repeat(300)},Panjang,081200000002`;
  expect(await checkList(database, { productId, content })).toMatchObject({ rows: 3, new: 1, unreadable: 2 });
});

test('a check changes nothing', async () => {
  const productId = await addProduct(true);
  await checkList(database, { productId, content: 'Username,Nama,Telepon\nbudi,Budi,081200000001' });
  expect(await customersOf(productId)).toEqual([]);
});
