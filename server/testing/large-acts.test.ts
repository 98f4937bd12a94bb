import { type RawBuilder, sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { assignRecords } from '../domain/records/assign-records.ts';
import { recallRecords } from '../domain/records/recall-records.ts';
import { setVerdict } from '../domain/validation/set-verdict.ts';
import type { Database } from '../platform/db/database.ts';
import { addList, addProduct, addUser, customerKey, type Person } from './builders.ts';
import { testDatabase } from './database.ts';

/** Far more than these acts need, far less than comparing each of the records with each other. */
const statementTimeout = 6_000;
const many = 15_000;

let database: Database;
let admin: Person;
let rina: Person;

beforeAll(async () => {
  // One connection does everything, so that what it planned for small acts is there when a large one comes.
  database = await testDatabase({ poolSize: 1, statementTimeout });
  for (const table of ['records', 'persons'])
    await sql`alter table ${sql.table(table)} set (autovacuum_enabled = false)`.execute(database.db);
  admin = await addUser(database.db, 'admin', 'Budi');
  rina = await addUser(database.db, 'staff', 'Rina');
});

/** A list that came after the planner had last looked. */
async function freshList(records: number) {
  const productId = await addProduct(database.db);
  await addList(database.db, { productId, records: 200 });
  await sql`analyze records, persons, customers`.execute(database.db);
  return addList(database.db, { productId, records, module: 'bonanza', firstCustomer: 1_000 });
}

test('a draw of thousands takes no longer because the planner has not seen the list', async () => {
  const { databaseId } = await freshList(many);
  const assigned = await database.transaction((tx) =>
    assignRecords(tx, admin, { databaseId, staffIds: [rina.userId], quantity: many, order: 'random', seed: 1 }),
  );
  expect(assigned.assignments[0]?.given).toBe(many);
});

test('thousands of records change as quickly after a connection has changed single ones', async () => {
  const { recordIds } = await freshList(many);
  for (const recordId of recordIds.slice(0, 8)) {
    await database.transaction((tx) => assignRecords(tx, admin, { recordIds: [recordId], staffIds: [rina.userId] }));
  }
  const rest = recordIds.slice(8);
  await database.transaction((tx) => assignRecords(tx, admin, { recordIds: rest, staffIds: [rina.userId] }));
  expect(await database.transaction((tx) => setVerdict(tx, rina, { recordIds: rest, verdict: 'valid' }))).toEqual({ changed: many - 8 });
  expect(await database.transaction((tx) => recallRecords(tx, admin, { recordIds }))).toEqual({ recalled: many, archived: 0 });
});

test('thousands of members are completed as quickly after a connection has completed single ones', async () => {
  const productId = await addProduct(database.db);
  await addList(database.db, { productId, records: many });
  const complete = (which: RawBuilder<unknown>) =>
    sql`update customers set name = 'Wati', deposited_before = true where product_id = ${productId} and ${which}`.execute(database.db);
  for (let number = 1; number <= 8; number += 1) await complete(sql`key = ${customerKey(number)}`);
  expect((await complete(sql`name <> 'Wati'`)).numAffectedRows).toBe(BigInt(many - 8));
});
