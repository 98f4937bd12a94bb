import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../platform/db/database.ts';
import { addProduct } from '../../testing/builders.ts';
import { program } from '../../testing/client.ts';
import { testDatabase } from '../../testing/database.ts';
import { addUpload, countEverything, importList, listMapping, memberList, placeOf } from '../../testing/import-lists.ts';
import { findOrCreateCustomer } from '../members/find-or-create-customer.ts';
import { importFile, reserveDatabaseId } from './import-file.ts';

let database: Database;
let productId: string;

beforeAll(async () => {
  database = await testDatabase();
});

beforeEach(async () => {
  productId = await addProduct(database.db);
});

describe('all or nothing', () => {
  test('an import that dies midway leaves nothing, and can be run again', async () => {
    const uploadId = await addUpload(database, memberList(300));
    const databaseId = await database.transaction(reserveDatabaseId);
    const order = { databaseId, uploadId, name: 'Daftar', module: 'normal', productId, mapping: listMapping, duplicates: 'skip' } as const;
    const before = await countEverything(database);
    await sql`
      create function fail_at_250() returns trigger language plpgsql as $$ begin
        if new.row_number = 250 then raise exception 'planted'; end if; return new; end $$`.execute(database.db);
    await sql`create trigger planted before insert on records for each row execute function fail_at_250()`.execute(database.db);
    await expect(importFile(placeOf(database), program, order)).rejects.toThrow('planted');
    await sql`drop function fail_at_250 cascade`.execute(database.db);
    expect(await countEverything(database)).toEqual(before);
    expect(await importFile(placeOf(database), program, order)).toMatchObject({ imported: 300 });
  });

  test('an import whose connection is cut is run again, once', async () => {
    const uploadId = await addUpload(database, memberList(300));
    const databaseId = await database.transaction(reserveDatabaseId);
    const order = { databaseId, uploadId, name: 'Daftar', module: 'normal', productId, mapping: listMapping, duplicates: 'skip' } as const;
    const before = await countEverything(database);
    const cut = {
      onDone: async () => {
        await sql`
          select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())
        `.execute(database.db);
      },
    };
    await expect(importFile(placeOf(database), program, order, cut)).rejects.toThrow();
    expect(await countEverything(database)).toEqual(before);
    const receipt = await importFile(placeOf(database), program, order);
    expect(receipt).toMatchObject({ rows: 300, imported: 300 });
    const after = await countEverything(database);
    expect(await importFile(placeOf(database), program, order)).toEqual(receipt);
    expect(await countEverything(database)).toEqual(after);
  });

  test('a second import of one upload is refused', async () => {
    const { uploadId } = await importList(database, { productId, content: memberList(3) });
    const databaseId = await database.transaction(reserveDatabaseId);
    const order = { databaseId, uploadId, name: 'Lagi', module: 'normal', productId, mapping: listMapping, duplicates: 'keep' } as const;
    await expect(importFile(placeOf(database), program, order)).rejects.toMatchObject({ code: 'upload_used' });
  });

  test('an inactive product is refused', async () => {
    await sql`update products set active = false where id = ${productId}`.execute(database.db);
    await expect(importList(database, { productId, content: memberList(3) })).rejects.toMatchObject({ code: 'product_inactive' });
  });
});

/** Until a statement waits for another transaction to end. */
async function somebodyWaits(): Promise<void> {
  const waiting = () => sql`select 1 from pg_locks where locktype = 'transactionid' and not granted`.execute(database.db);
  while ((await waiting()).rows.length === 0);
}

describe('at the same time', () => {
  test('imports of one product wait for each other, and no member is twice', async () => {
    const lists = await Promise.all(
      [0, 1, 2, 3].map((index) => importList(database, { productId, content: memberList(400, 1 + index * 300) })),
    );
    const imported = lists.reduce((sum, { receipt }) => sum + receipt.imported, 0);
    expect(imported).toBe(1300);
    const { rows } = await sql<{ persons: number; customers: number; records: number }>`
      select (select count(*)::int from persons where product_id = ${productId}) as persons,
        (select count(*)::int from customers where product_id = ${productId}) as customers,
        (select count(distinct customer_id)::int from records where product_id = ${productId}) as records
    `.execute(database.db);
    expect(rows).toEqual([{ persons: 1300, customers: 1300, records: 1300 }]);
  });

  test('members who were known before are imported once', async () => {
    const content = memberList(30);
    await database.transaction(async (tx) => {
      for (let number = 1; number <= 30; number += 1) await findOrCreateCustomer(tx, { productId, customerKey: `member${number}` });
    });
    const ends = await Promise.allSettled([importList(database, { productId, content }), importList(database, { productId, content })]);
    expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(ends.find((end) => end.status === 'rejected')).toMatchObject({ reason: { code: 'nothing_to_import' } });
  });

  test('a member made by a reservation while the import runs is one member', async () => {
    const held = Promise.withResolvers<void>();
    const made = Promise.withResolvers<void>();
    const reserving = database.transaction(async (tx) => {
      await findOrCreateCustomer(tx, { productId, customerKey: 'member7', phone: '081200000007' });
      made.resolve();
      await held.promise;
    });
    await made.promise;
    const importing = importList(database, { productId, content: memberList(20) });
    await somebodyWaits();
    held.resolve();
    await reserving;
    expect((await importing).receipt).toMatchObject({ imported: 20 });
    const customers = await database.db.selectFrom('customers').select('key').where('product_id', '=', productId).execute();
    expect(customers).toHaveLength(20);
  });
});
