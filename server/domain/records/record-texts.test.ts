import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Database, Tx } from '../../platform/db/database.ts';
import { addList, addProduct, addUser, customerKey, type Person, reasonId } from '../../testing/builders.ts';
import { signedInAs, type TestClient, testApp } from '../../testing/client.ts';
import { testDatabase } from '../../testing/database.ts';
import { findFaults } from '../../testing/find-faults.ts';
import { importList } from '../../testing/import-lists.ts';
import { stepThroughOrders } from '../../testing/step-connections.ts';
import { undoImport } from '../databases/undo-import.ts';
import { archiveRecords } from '../validation/archive-records.ts';
import { purgeRecord } from '../validation/purge-record.ts';
import { setVerdict } from '../validation/set-verdict.ts';
import { assignRecords } from './assign-records.ts';
import { findRecords } from './records.queries.ts';
import { writeRecordTexts } from './write-record-texts.ts';

let database: Database;
let admin: Person;
let staff: Person;

beforeAll(async () => {
  database = await testDatabase();
  admin = await addUser(database.db, 'admin', 'Budi');
  staff = await addUser(database.db, 'staff', 'Rina');
});

const countOf = async (databaseId: string) =>
  (await sql`select from record_texts where database_id = ${databaseId}`.execute(database.db)).rows.length;

/** How many records of a product a search finds. */
async function found(productId: string, q: string): Promise<number> {
  const { total } = (await findRecords(database.db, admin, { productId, q, sort: 'name', page: 1, pageSize: 50 })).read();
  return total;
}

test('a list is searched and ordered before its texts are written, while they are, and afterwards', async () => {
  const productId = await addProduct(database.db);
  await writeRecordTexts(database.db);
  const { databaseId } = await addList(database.db, { productId, records: 7, firstCustomer: 100 });
  expect([await countOf(databaseId), await found(productId, 'member10')]).toEqual([0, 7]);
  await sql`select write_due_record_texts(4)`.execute(database.db);
  expect([await countOf(databaseId), await found(productId, 'member10')]).toEqual([4, 7]);
  await writeRecordTexts(database.db);
  expect([await countOf(databaseId), await found(productId, 'member10')]).toEqual([7, 7]);
  expect(await findFaults(database.db, productId)).toEqual([]);
});

test('texts follow a member who gets a Customer ID, is deleted for good, or whose list is undone', async () => {
  const { db } = database;
  const productId = await addProduct(db);
  await importList(database, { productId, content: 'Username,Nama,Telepon\n,Wati,081200000001\ndewi9,Dewi,081200000002' });
  await writeRecordTexts(database.db);
  expect([await found(productId, 'wati77'), await found(productId, 'dewi9')]).toEqual([0, 1]);
  const second = await importList(database, {
    productId,
    content: 'Username,Nama,Telepon\nwati77,Wati,081200000001\nsari,Sari,081200000003',
    duplicates: 'keep',
  });
  await writeRecordTexts(database.db);
  expect([await found(productId, 'wati77'), await found(productId, 'sari')]).toEqual([2, 1]);
  await database.transaction((tx) => undoImport(tx, admin, second.databaseId));
  expect([await found(productId, 'wati77'), await found(productId, 'sari'), await countOf(second.databaseId)]).toEqual([0, 0, 0]);
  const dewi = (await findRecords(db, admin, { productId, q: 'dewi9', sort: 'name', page: 1, pageSize: 50 })).read().items[0]?.id ?? '';
  await database.transaction((tx) => assignRecords(tx, admin, { recordIds: [dewi], staffIds: [staff.userId] }));
  const mark = { recordIds: [dewi], verdict: 'invalid', reasonId: await reasonId(db) } as const;
  await database.transaction((tx) => setVerdict(tx, admin, mark));
  await database.transaction((tx) => archiveRecords(tx, admin, [dewi]));
  await database.transaction((tx) => purgeRecord(tx, admin, dewi));
  expect(await found(productId, 'dewi9')).toBe(0);
  expect((await sql`select from record_texts where words like '%dewi9%'`.execute(db)).rows).toEqual([]);
  expect(await findFaults(db, productId)).toEqual([]);
});

test.each<[string, (tx: Tx, world: { productId: string; databaseId: string }) => Promise<unknown>]>([
  [
    'gets another Customer ID',
    (tx, { productId }) => sql`update customers set key = 'new' || key where product_id = ${productId}`.execute(tx),
  ],
  ['goes with their list', (tx, { databaseId }) => undoImport(tx, admin, databaseId)],
])('whoever %s while their texts are written is not left with the old ones', async (_, change) => {
  await writeRecordTexts(database.db);
  const faults: string[] = [];
  const orders = await stepThroughOrders({
    database,
    build: async () => {
      const productId = await addProduct(database.db);
      return { productId, databaseId: (await addList(database.db, { productId, records: 2 })).databaseId };
    },
    pauseAt: /record_texts|\b(customers|records)\b/,
    acts: (world) => [(tx) => sql`select write_due_record_texts(10)`.execute(tx), (tx) => change(tx, world)],
    check: async ({ productId }) => {
      await writeRecordTexts(database.db);
      faults.push(...(await findFaults(database.db, productId)));
      const { rows } = await sql`select from record_texts where record_id not in (select id from records)`.execute(database.db);
      if (rows.length > 0) faults.push(`${rows.length} texts of no record`);
    },
  });
  expect(orders).toBeGreaterThan(1);
  expect(faults).toEqual([]);
});

describe('where there are very many records', () => {
  let client: TestClient;
  let productId: string;
  let databaseId: string;

  beforeAll(async () => {
    productId = await addProduct(database.db);
    ({ databaseId } = await addList(database.db, { productId, records: 3, firstCustomer: 500 }));
    // As many as the counts say, of which more have one name than anybody would look at.
    await sql`
      insert into database_count_changes (database_id, available, assigned, archived, deleted, unvalidated, valid, invalid)
      values (${databaseId}, 200000, 0, 0, 0, 0, 0, 0)`.execute(database.db);
    await sql`
      insert into record_texts (record_id, database_id, called, keyed_by_phone, customer_key, words, phone)
      select -number, -1, 'Budi', false, 'budi' || number, 'budi' || E'\n' || number, null from generate_series(1, 20001) number
    `.execute(database.db);
    client = await signedInAs(await testApp(database), database, 'admin');
  });

  const search = (q: string, more = '') => client.get(`/api/records?q=${encodeURIComponent(q)}${more}`);

  test.each(['a', 'an', '%', '%'.repeat(200), '- .', '1 2 3'])('a search for %s is refused with what to do instead', async (q) => {
    const { status, body } = await search(q);
    expect([status, body]).toMatchObject([
      422,
      { code: 'search_too_short', detail: expect.stringMatching(/100,000.*three letters/) as string },
    ]);
  });

  test('what is found too often is refused, and says how often that is', async () => {
    const { status, body } = await search('budi');
    expect([status, body]).toMatchObject([422, { code: 'search_too_broad', detail: expect.stringContaining('20,000') as string }]);
  });

  test('what is found 20,000 times is not refused for that', async () => {
    await sql`delete from record_texts where record_id = -20001`.execute(database.db);
    expect((await search('budi')).status).toBe(200);
  });

  test.each([
    ['a', () => `&databaseId=${databaseId}`, 0],
    ['m', () => `&databaseId=${databaseId}`, 3],
    ['m', () => `&staffId=${staff.userId}`, 0],
    [customerKey(501), () => '', 1],
  ])('%s is found within a list, with staff, or where it is a word that an index knows', async (q, more, total) => {
    expect((await search(q, more())).body).toMatchObject({ total });
  });
});
