import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../platform/db/database.ts';
import { addProduct, addReservation, addUser, type Person } from '../../testing/builders.ts';
import { program } from '../../testing/client.ts';
import { testDatabase } from '../../testing/database.ts';
import { countEverything, importList, memberLines, memberList } from '../../testing/import-lists.ts';
import { findOrCreateCustomer } from '../members/find-or-create-customer.ts';
import { assignRecords } from '../records/assign-records.ts';
import { findAssignment } from '../records/assignments.queries.ts';
import { undoImport } from './undo-import.ts';

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

const undo = (databaseId: string) => database.transaction((tx) => undoImport(tx, program, databaseId));

test('undoing an import leaves no row behind', async () => {
  const { events: _, header_mappings: __, uploads: ___, ...before } = await countEverything(database);
  const { databaseId } = await importList(database, {
    productId,
    content: memberLines('budi,Budi,081200000001,', 'siti,Siti,,', ',,081200000003,', 'budi,,,', ',,,x'),
  });
  await undo(databaseId);
  expect(await countEverything(database)).toMatchObject(before);
  await expect(undo(databaseId)).rejects.toMatchObject({ code: 'not_found' });
});

test('undoing keeps members another list or a reservation speaks of', async () => {
  await importList(database, { productId, content: memberLines('budi,Budi,081200000001,') });
  await database.transaction((tx) => findOrCreateCustomer(tx, { productId, customerKey: 'siti' }));
  await addReservation(database.db, productId, 'siti', rina.userId);
  const { databaseId } = await importList(database, {
    productId,
    duplicates: 'keep',
    content: memberLines('budi,,081200000001,', 'siti,,,', 'eko,,081200000001,', 'fajar,,,'),
  });
  await undo(databaseId);
  const customers = await database.db.selectFrom('customers').select('key').where('product_id', '=', productId).orderBy('key').execute();
  expect(customers.map(({ key }) => key)).toEqual(['budi', 'siti']);
  const persons = await database.db.selectFrom('persons').select('id').where('product_id', '=', productId).execute();
  expect(persons).toHaveLength(2);
});

test('undoing is possible after an assigning that gave nothing, which stays in the list of assignments', async () => {
  const { databaseId } = await importList(database, { productId, content: memberLines('budi,Budi,081200000001,') });
  await addReservation(database.db, productId, 'budi', rina.userId);
  const staffIds = [dewi.userId];
  const { assignments } = await database.transaction((tx) =>
    assignRecords(tx, program, { databaseId, staffIds, quantity: 1, order: 'file' }),
  );
  expect(assignments).toMatchObject([{ given: 0, batchId: null }]);
  await undo(databaseId);
  expect(await findAssignment(database.db, assignments[0]?.id ?? '')).toMatchObject({ databaseId: null, asked: 1, given: 0 });
});

test('undoing is refused once a record was assigned', async () => {
  const { databaseId } = await importList(database, { productId, content: memberList(3) });
  await database.transaction(async (tx) => {
    const { rows } = await sql<{ id: string }>`insert into events (act, subject_type) values ('test', 'record') returning id`.execute(tx);
    const [record] = await tx.selectFrom('records').select('id').where('database_id', '=', databaseId).limit(1).execute();
    await sql`
      insert into record_changes (event_id, record_id, at, from_state, to_state, from_verdict, to_verdict)
      values (${rows[0]?.id}, ${record?.id}, clock_timestamp(), 'assigned', 'available', 'unvalidated', 'unvalidated')
    `.execute(tx);
  });
  await expect(undo(databaseId)).rejects.toMatchObject({ code: 'import_worked' });
});
