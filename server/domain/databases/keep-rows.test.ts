import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Mapping } from '../../../contract/uploads.ts';
import type { Database } from '../../platform/db/database.ts';
import { addProduct } from '../../testing/builders.ts';
import { testDatabase } from '../../testing/database.ts';
import { addUpload, listMapping, placeOf } from '../../testing/import-lists.ts';
import { program } from '../../testing/client.ts';
import { type CheckOrder, checkUpload } from './check-upload.ts';
import { discardUpload } from './discard-upload.ts';
import { importFile, reserveDatabaseId } from './import-file.ts';

let database: Database;
let productId: string;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  await sql`delete from uploads`.execute(database.db);
  productId = await addProduct(database.db);
});

const content = 'Username,Nama,Telepon\nbudi,Budi,081200000001\nsiti,Siti,081200000002\nbudi,Budi,\n,,';

const orderOf = (uploadId: string): CheckOrder => ({ uploadId, productId, module: 'memberwd', mapping: listMapping });
const check = (order: CheckOrder) => database.transaction((tx) => checkUpload(database, tx, order, { keep: true }));

async function importAs(order: CheckOrder, duplicates: 'skip' | 'keep' = 'skip') {
  const databaseId = await database.transaction(reserveDatabaseId);
  const receipt = await importFile(placeOf(database), program, { ...order, databaseId, name: 'Daftar', duplicates });
  return { databaseId, receipt };
}

async function keptTables(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class where relname like 'kept\\_rows%' and relkind = 'r' order by 1
  `.execute(database.db);
  return rows.map(({ name }) => name);
}

/** Without its bytes, a file can be imported from what was kept alone. */
const loseFile = (uploadId: string) => sql`delete from upload_parts where upload_id = ${uploadId}`.execute(database.db);

async function recordsOf(databaseId: string) {
  const { rows } = await sql`
    select record.row_number, customer.key, record.customer_text, record.name, record.phone, record.phone_text, record.cells
    from records record join customers customer on customer.id = record.customer_id where record.database_id = ${databaseId} order by 1
  `.execute(database.db);
  return rows;
}

describe('what a check has read', () => {
  test('is what the import begins with, and is gone with it', async () => {
    const uploadId = await addUpload(database, content);
    const other = await addUpload(database, content);
    expect(await check(orderOf(uploadId))).toMatchObject({ rows: 3, new: 2, duplicateInFile: 1 });
    expect(await keptTables()).toHaveLength(1);
    await loseFile(uploadId);
    const { databaseId, receipt } = await importAs(orderOf(uploadId));
    expect(receipt).toMatchObject({ rows: 3, imported: 2, duplicateInFile: 1 });
    expect(await keptTables()).toEqual([]);
    const elsewhere = await addProduct(database.db);
    const read = await importAs({ ...orderOf(other), productId: elsewhere });
    expect(await recordsOf(databaseId)).toEqual(await recordsOf(read.databaseId));
    expect(await recordsOf(databaseId)).toHaveLength(2);
  });

  test('holds for another product and module too, where whose the rows are is found anew', async () => {
    const known = await addUpload(database, content);
    await importAs(orderOf(known));
    const uploadId = await addUpload(database, content);
    expect(await check(orderOf(uploadId))).toMatchObject({ new: 0, existing: 2 });
    await loseFile(uploadId);
    const { receipt } = await importAs({ ...orderOf(uploadId), productId: await addProduct(database.db), module: 'normal' });
    expect(receipt).toMatchObject({ imported: 2, existing: 0 });
  });

  test('says nothing of who has become a member since', async () => {
    const uploadId = await addUpload(database, content);
    expect(await check(orderOf(uploadId))).toMatchObject({ new: 2, existing: 0 });
    await importAs(orderOf(await addUpload(database, 'Username,Nama,Telepon\nsiti,Siti,081200000002')));
    expect((await importAs(orderOf(uploadId))).receipt).toMatchObject({ imported: 1, existing: 1 });
  });

  test.each<[string, Partial<CheckOrder>]>([
    ['another mapping', { mapping: { customerKey: 'Nama', phone: 'Telepon' } satisfies Mapping }],
    ['another header', { headerRow: 2 }],
  ])('is not taken for %s', async (_, other) => {
    const uploadId = await addUpload(database, content);
    await check(orderOf(uploadId));
    await loseFile(uploadId);
    await expect(importAs({ ...orderOf(uploadId), ...other })).rejects.toThrow();
  });

  test('is not taken where the rules of reading were others', async () => {
    const uploadId = await addUpload(database, content);
    await check(orderOf(uploadId));
    await sql`update kept_readings set reading = reading || '{"rules": "earlier"}'`.execute(database.db);
    await sql`update ${sql.table((await keptTables())[0] ?? '')} set customer_key = 'earlier'`.execute(database.db);
    const { databaseId } = await importAs(orderOf(uploadId));
    expect(await recordsOf(databaseId)).toMatchObject([{ key: 'budi' }, { key: 'siti' }]);
  });

  test.each([
    ['lost its rows in a crash', (table: string) => sql`truncate ${sql.table(table)}`],
    ['is not there after a backup came back', (table: string) => sql`drop table ${sql.table(table)}`],
  ])('is read again where it has %s', async (_, lose) => {
    const uploadId = await addUpload(database, content);
    await check(orderOf(uploadId));
    await lose((await keptTables())[0] ?? '').execute(database.db);
    expect((await importAs(orderOf(uploadId))).receipt).toMatchObject({ rows: 3, imported: 2 });
  });

  test('is that of the latest check', async () => {
    const uploadId = await addUpload(database, content);
    await check({ ...orderOf(uploadId), mapping: { phone: 'Telepon' } });
    await check(orderOf(uploadId));
    expect(await keptTables()).toHaveLength(1);
    await loseFile(uploadId);
    expect((await importAs(orderOf(uploadId))).receipt).toMatchObject({ imported: 2 });
  });

  test('goes with its upload', async () => {
    const uploadId = await addUpload(database, content);
    await check(orderOf(uploadId));
    await database.transaction((tx) => discardUpload(tx, uploadId));
    expect(await keptTables()).toEqual([]);
  });

  test('is not kept where the check refuses, nor of an upload that is being imported meanwhile', async () => {
    const uploadId = await addUpload(database, content);
    await expect(check({ ...orderOf(uploadId), mapping: { customerKey: 'Kota' } })).rejects.toMatchObject({
      code: 'mapping_column_missing',
    });
    expect(await keptTables()).toEqual([]);
    await database.transaction(async (tx) => {
      await sql`select from uploads where id = ${uploadId} for update`.execute(tx);
      expect(await check(orderOf(uploadId))).toMatchObject({ rows: 3 });
    });
    expect(await keptTables()).toEqual([]);
  });

  test('stays where an import fails, for the next', async () => {
    const uploadId = await addUpload(database, content);
    await check(orderOf(uploadId));
    await sql`update products set active = false where id = ${productId}`.execute(database.db);
    await expect(importAs(orderOf(uploadId))).rejects.toMatchObject({ code: 'product_inactive' });
    await sql`update products set active = true where id = ${productId}`.execute(database.db);
    await loseFile(uploadId);
    expect((await importAs(orderOf(uploadId))).receipt).toMatchObject({ imported: 2 });
  });
});

test('a check that keeps nothing leaves no table', async () => {
  const uploadId = await addUpload(database, content);
  await database.transaction((tx) => checkUpload(database, tx, orderOf(uploadId)));
  expect(await keptTables()).toEqual([]);
});
