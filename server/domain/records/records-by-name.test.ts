import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import type { Database } from '../../platform/db/database.ts';
import { addProduct, addUser, type Person } from '../../testing/builders.ts';
import { testDatabase } from '../../testing/database.ts';
import { importList } from '../../testing/import-lists.ts';
import { mergeLists } from './merge-lists.ts';
import { findRecords } from './records.queries.ts';
import { writeRecordTexts } from './write-record-texts.ts';

let database: Database;
let admin: Person;
let databaseId: string;

beforeAll(async () => {
  database = await testDatabase();
  admin = await addUser(database.db, 'admin', 'Budi');
  const content = [
    'Username,Nama,Telepon',
    'zeta,,081200000001',
    'a1,Zaki,081200000002',
    ',,081200000003',
    'Ändi,,081200000004',
    'a2,andi,081200000005',
    ',BUDI,081200000006',
  ].join('\n');
  ({ databaseId } = await importList(database, { productId: await addProduct(database.db), content }));
});

async function shown(sort: 'name' | '-name' | 'customerKey' | '-customerKey') {
  const { items } = (await findRecords(database.db, admin, { databaseId, sort, page: 1, pageSize: 50 })).read();
  return items.map(({ name, customerText, phone }) => name ?? customerText ?? phone);
}

test('members without a name stand where their Customer ID belongs, and who has neither comes last', async () => {
  expect(await shown('name')).toEqual(['andi', 'Ändi', 'BUDI', 'Zaki', 'zeta', '+6281200000003']);
  expect(await shown('-name')).toEqual(['zeta', 'Zaki', 'BUDI', 'Ändi', 'andi', '+6281200000003']);
});

test('members by Customer ID: those without one come last, either way', async () => {
  expect(await shown('customerKey')).toEqual(['Zaki', 'andi', 'Ändi', 'zeta', '+6281200000003', 'BUDI']);
  expect(await shown('-customerKey')).toEqual(['zeta', 'Ändi', 'andi', 'Zaki', 'BUDI', '+6281200000003']);
});

test('a list by name is read from its index, however long it is', async () => {
  await writeRecordTexts(database.db);
  const merged = mergeLists(admin, { databaseId }, { sort: 'name', until: 50 });
  const plan = await database.transaction(async (tx) => {
    await sql`set local enable_sort = off`.execute(tx);
    await sql`set local enable_seqscan = off`.execute(tx);
    return sql<{ 'QUERY PLAN': string }>`explain select record.id ${merged?.source} order by ${merged?.orderBy} limit 50`.execute(tx);
  });
  const lines = plan.rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(lines).toContain('Index Only Scan using record_texts_by_name');
});

test('a list with whole letters in place of names is imported and stands in its order', async () => {
  const letters = ['b', 'a'].map((first) => first + randomBytes(6_000).toString('hex'));
  const content = ['Username,Nama,Telepon', `u1,${letters[0]},`, `u2,${letters[1]},`, 'u3,aa,081200000007'].join('\n');
  const list = await importList(database, { productId: await addProduct(database.db), content });
  const { items } = (await findRecords(database.db, admin, { databaseId: list.databaseId, sort: 'name', page: 1, pageSize: 50 })).read();
  expect(items.map(({ name }) => name).filter((name) => name !== 'aa')).toEqual(letters.toReversed());
});
