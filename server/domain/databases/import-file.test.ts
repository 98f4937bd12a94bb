import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../platform/db/database.ts';
import { addProduct, addReservation, addUser, type Person } from '../../testing/builders.ts';
import { testDatabase } from '../../testing/database.ts';
import { addUpload, checkList, countEverything, importList, listMapping, memberLines, memberList } from '../../testing/import-lists.ts';
import { readUpload } from './read-upload.ts';

let database: Database;
let productId: string;
let rina: Person;
let dewi: Person;

beforeAll(async () => {
  database = await testDatabase();
  rina = await addUser(database.db, 'staff', 'Rina');
  dewi = await addUser(database.db, 'staff', 'Dewi');
});

beforeEach(async () => {
  productId = await addProduct(database.db);
});

async function recordsOf(databaseId: string) {
  const { rows } = await sql<{
    row_number: number;
    key: string;
    name: string | null;
    phone: string | null;
    phone_text: string | null;
    cells: string[];
  }>`
    select record.row_number, customer.key, record.name, record.phone, record.phone_text, record.cells
    from records record join customers customer on customer.id = record.customer_id where record.database_id = ${databaseId} order by record.row_number
  `.execute(database.db);
  return rows;
}

async function rejectedOf(databaseId: string) {
  const { rows } = await sql<{ row_number: number; reason: string }>`
    select row_number, reason from rejected_rows where database_id = ${databaseId} order by row_number
  `.execute(database.db);
  return rows.map((row) => `${row.row_number} ${row.reason}`);
}

/** Person by customer key. */
async function personsOf(...keys: readonly string[]): Promise<(string | undefined)[]> {
  const rows = await database.db.selectFrom('customers').select(['key', 'person_id']).where('product_id', '=', productId).execute();
  return keys.map((key) => rows.find((row) => row.key === key)?.person_id);
}

test('every row is a record or a rejected row with its reason, its cells as they were', async () => {
  await importList(database, { productId, content: memberLines('lama,Lama,081200000009,') });
  const { databaseId, receipt } = await importList(database, {
    productId,
    content: memberLines(
      'Budi_99, Budi  Santoso ,0812-0000-0001,"satu\ndua, ""tiga"""',
      'siti,Siti,tidak ada,\\N {x}',
      'budi_99,Budi lagi,081200000002,',
      ',Tanpa nama,081200000003,',
      ',Tanpa apa pun,,',
      'LAMA,Lama,,',
      `${'x'.repeat(300)},Panjang,081200000004,`,
      ',,6.28123E+11,007',
    ),
  });
  expect(receipt).toEqual({ rows: 8, imported: 3, duplicateInFile: 1, existing: 1, emptyKey: 2, unreadable: 1, phonesUnreadable: 1 });
  expect(await rejectedOf(databaseId)).toEqual(['4 duplicateInFile', '6 emptyKey', '7 existing', '8 unreadable', '9 emptyKey']);
  expect(await recordsOf(databaseId)).toEqual([
    {
      row_number: 2,
      key: 'budi_99',
      name: 'Budi  Santoso',
      phone: '+6281200000001',
      phone_text: '0812-0000-0001',
      cells: ['Budi_99', ' Budi  Santoso ', '0812-0000-0001', 'satu\ndua, "tiga"'],
    },
    { row_number: 3, key: 'siti', name: 'Siti', phone: null, phone_text: 'tidak ada', cells: ['siti', 'Siti', 'tidak ada', '\\N {x}'] },
    {
      row_number: 5,
      key: '+6281200000003',
      name: 'Tanpa nama',
      phone: '+6281200000003',
      phone_text: '081200000003',
      cells: ['', 'Tanpa nama', '081200000003', ''],
    },
  ]);
});

describe('a phone that cannot be read is counted where its row is imported', () => {
  const unreadable = (databaseId: string) =>
    sql<{ count: number }>`
      select count(*)::int as count from records where database_id = ${databaseId} and phone is null and phone_text is not null
    `.execute(database.db);

  test('and not of a list of phones alone, where it is no row’s', async () => {
    const content = readFileSync(new URL('./fixtures/promptly-430_phones-only.csv', import.meta.url));
    const mapping = { name: 'Nama', phone: 'No HP' };
    expect(await checkList(database, { productId, content, mapping })).toMatchObject({
      rows: 5,
      new: 2,
      emptyKey: 3,
      phonesUnreadable: 0,
      existingPhonesUnreadable: 0,
    });
    const { receipt } = await importList(database, { productId, content, mapping });
    expect(receipt).toMatchObject({ rows: 5, imported: 2, emptyKey: 3, phonesUnreadable: 0 });
  });

  test.each([
    ['skip', 1],
    ['keep', 2],
  ] as const)('by check and receipt alike where known members are told to %s', async (duplicates, expected) => {
    await importList(database, { productId, content: memberLines('lama,Lama,081200000008,', 'tua,Tua,,') });
    const content = memberLines(
      'baru,Baru,rusak,',
      'BARU,Lagi,rusak,',
      'lama,Lama,6.28E+11,',
      'tua,Tua,,',
      'Username,Nama,Telepon,Catatan',
      `${'x'.repeat(300)},Panjang,rusak,`,
      ',Tanpa apa pun,rusak,',
    );
    const check = await checkList(database, { productId, content });
    expect(check).toMatchObject({ rows: 7, new: 1, phonesUnreadable: 1, existing: 2, existingPhonesUnreadable: 1 });
    const { databaseId, receipt } = await importList(database, { productId, content, duplicates });
    expect(receipt.phonesUnreadable).toBe(expected);
    expect((await unreadable(databaseId)).rows).toEqual([{ count: expected }]);
  });

  test('in the receipts of before too', async () => {
    const { databaseId } = await importList(database, {
      productId,
      content: memberLines('baru,Baru,rusak,', 'baru,,rusak,', 'siti,,-,', 'ani,,,'),
    });
    await sql`update databases set phones_unreadable = 2 where id = ${databaseId}`.execute(database.db);
    await sql.raw(readFileSync(new URL('../../migrations/0020_imported_phones.sql', import.meta.url), 'utf8')).execute(database.db);
    const { rows } = await sql`select phones_unreadable from databases where id = ${databaseId}`.execute(database.db);
    expect(rows).toEqual([{ phones_unreadable: 1 }]);
  });
});

test.each([
  ['equal headers', 'Username,Telepon,Telepon,Catatan', 'Username,Telepon,Telepon,Catatan'],
  ['a header over two lines', '"User\nname",Telepon,Kota,Catatan', '"User\r\n name", Telepon,Kota,Catatan'],
  ['a header that is too long', `${'Username '.repeat(80)},Telepon,Kota,Catatan`, `${'Username '.repeat(80)},Telepon,Kota,Catatan`],
  ['an empty header', ',Telepon,Kota,Catatan', ',Telepon,Kota,Catatan'],
])('%s repeated further down are no member', async (_, first, again) => {
  const content = [first, 'budi,081210000001,Solo,', again, 'siti,081210000002,Solo,'].join('\n');
  const uploadId = await addUpload(database, content);
  const { columns } = await readUpload(database.db, uploadId, undefined);
  const mapping = { customerKey: columns[0], phone: columns[1] };
  expect(await checkList(database, { productId, content, mapping })).toMatchObject({ rows: 3, new: 2, phonesUnreadable: 0 });
});

test('a cell in which nothing is seen is empty, and a row of such is none', async () => {
  const content = memberLines('\u200b,Budi,081210000001,', 'siti,\u2060,\u200e \u00ad,', '\u200b,\u00a0,\ufeff,\u3164', ',,,x');
  const { databaseId, receipt } = await importList(database, { productId, content });
  expect(receipt).toMatchObject({ rows: 3, imported: 2, emptyKey: 1, unreadable: 0, phonesUnreadable: 0 });
  expect(await recordsOf(databaseId)).toMatchObject([
    { key: '+6281210000001', name: 'Budi' },
    { key: 'siti', name: null, phone: null, phone_text: null },
  ]);
});

test('the same file again has nothing to import and leaves nothing', async () => {
  const content = memberList(5);
  await importList(database, { productId, content });
  const before = await countEverything(database);
  expect(await checkList(database, { productId, content })).toMatchObject({ rows: 5, new: 0, existing: 5 });
  await expect(importList(database, { productId, content })).rejects.toMatchObject({ code: 'nothing_to_import' });
  const { uploads: _, upload_parts: __, ...after } = await countEverything(database);
  expect(before).toMatchObject(after);
  expect((await importList(database, { productId, content, duplicates: 'keep' })).receipt).toMatchObject({ imported: 5, existing: 0 });
  const other = await addProduct(database.db);
  expect((await importList(database, { productId: other, content })).receipt).toMatchObject({ imported: 5, existing: 0 });
});

test('the deposit mark and a missing name are taken from imported rows', async () => {
  const mapping = { ...listMapping, depositedBefore: 'Catatan' };
  await importList(database, { productId, mapping, content: memberLines('budi,,081200000001,', 'siti,Siti,081200000002,ya') });
  await importList(database, {
    productId,
    mapping,
    duplicates: 'keep',
    content: memberLines('budi,Budi,081200000001,sudah', 'siti,Lain,081200000002,'),
  });
  const customers = await database.db
    .selectFrom('customers')
    .select(['key', 'name', 'deposited_before'])
    .where('product_id', '=', productId)
    .orderBy('key')
    .execute();
  expect(customers).toEqual([
    { key: 'budi', name: 'Budi', deposited_before: true },
    { key: 'siti', name: 'Siti', deposited_before: true },
  ]);
});

describe('persons who turn out to be one', () => {
  const withoutPhone = memberLines('budi,Budi,,', 'siti,Siti,081200000002,');
  const withPhone = memberLines('budi,Budi,081200000001,', 'andi,Andi,081200000001,', 'fajar,Fajar,,');

  beforeEach(async () => {
    await importList(database, { productId, content: withoutPhone });
    await importList(database, { productId, mapping: { phone: 'Telepon' }, content: memberLines(',Hanya telepon,081200000001,') });
  });

  test('are merged, with their records and their reservation', async () => {
    await addReservation(database.db, productId, 'budi', rina.userId);
    await importList(database, { productId, content: withPhone });
    const [budi, andi] = await personsOf('budi', 'andi');
    expect(budi).toBe(andi);
    const person = await database.db
      .selectFrom('persons')
      .selectAll()
      .where('id', '=', budi ?? '')
      .executeTakeFirstOrThrow();
    expect(person).toMatchObject({ phone: '+6281200000001', reserved_by: rina.userId });
    const { rows } = await sql<{ count: number }>`
      select count(distinct record.id)::int as count from records record
      where record.person_id = ${budi} and exists (select from reservations where person_id = ${budi})
    `.execute(database.db);
    expect(rows[0]?.count).toBe(2);
  });

  test('stay apart where both are reserved', async () => {
    await addReservation(database.db, productId, 'budi', rina.userId);
    await addReservation(database.db, productId, '+6281200000001', dewi.userId);
    await importList(database, { productId, content: withPhone });
    const [budi, andi] = await personsOf('budi', 'andi');
    expect(budi).not.toBe(andi);
  });

  test('stay apart where both are held in one module', async () => {
    const { rows } = await sql<{ id: string; batch: string }>`
      with event as (insert into events (act, subject_type) values ('test.assign', 'record') returning id)
      select id, set_config('cermat.event', id::text, false) as batch from event
    `.execute(database.db);
    expect(rows).toHaveLength(1);
    await database.transaction(async (tx) => {
      await sql`select set_config('cermat.event', ${rows[0]?.id ?? ''}, true)`.execute(tx);
      await sql`
        with batch as (
          insert into batches (product_id, module, database_id, staff_id, title, original_title)
          select distinct product_id, module, database_id, ${rina.userId}::bigint, 'Kartu', 'Kartu' from records where product_id = ${productId}
          returning id, database_id
        )
        update records set state = 'assigned', staff_id = ${rina.userId}, assigned_at = now(), batch_id = batch.id
        from batch where batch.database_id = records.database_id
      `.execute(tx);
    });
    await importList(database, { productId, content: withPhone });
    const [budi, andi] = await personsOf('budi', 'andi');
    expect(budi).not.toBe(andi);
  });
});

test('the first of several usernames takes the customer known by phone only', async () => {
  await importList(database, { productId, mapping: { phone: 'Telepon' }, content: memberLines(',Hanya telepon,081200000001,') });
  const { databaseId } = await importList(database, {
    productId,
    duplicates: 'keep',
    content: memberLines('budi,,081200000001,', 'andi,,081200000001,'),
  });
  expect(await recordsOf(databaseId)).toHaveLength(2);
  const customers = await sql<{ key: string; records: number }>`
    select key, (select count(*)::int from records where customer_id = customers.id) as records from customers where product_id = ${productId} order by id
  `.execute(database.db);
  expect(customers.rows).toEqual([
    { key: 'budi', records: 2 },
    { key: 'andi', records: 1 },
  ]);
});
