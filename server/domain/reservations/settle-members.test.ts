import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import type { Database } from '../../platform/db/database.ts';
import { addList, addProduct, addUser, customerKey, type Person } from '../../testing/builders.ts';
import { testDatabase } from '../../testing/database.ts';
import { findFaults } from '../../testing/find-faults.ts';
import { stepThroughOrders } from '../../testing/step-connections.ts';
import { reserveCustomer } from './reserve-customer.ts';
import { findReservations } from './reservations.queries.ts';
import { settleMembers } from './settle-members.ts';

let database: Database;
let admin: Person;
let staff: Person;

beforeAll(async () => {
  database = await testDatabase();
  admin = await addUser(database.db, 'admin', 'Budi');
  staff = await addUser(database.db, 'staff', 'Rina');
});

async function found(productId: string, q: string): Promise<number> {
  const list = { productId, q, page: 1, pageSize: 50, sort: 'requestedAt' } as const;
  return (await findReservations(database.db, admin, list)).total;
}

test('whoever is reserved while their name comes in is found by it, at once and afterwards', async () => {
  const missed: string[] = [];
  const orders = await stepThroughOrders({
    database,
    build: async () => {
      const productId = await addProduct(database.db);
      await addList(database.db, { productId, records: 2 });
      await sql`update customers set name = null where product_id = ${productId}`.execute(database.db);
      return productId;
    },
    pauseAt: /\b(customers|reservations|persons)\b/,
    acts: (productId) => [
      (tx) => sql`update customers set name = 'Kencana' where product_id = ${productId}`.execute(tx),
      (tx) => reserveCustomer(tx, admin, { productId, customerKey: customerKey(1), staffId: staff.userId, permanent: false }),
    ],
    check: async (productId, { name }) => {
      if ((await found(productId, 'kencana')) !== 1) missed.push(`${name}, at once`);
      await database.transaction(settleMembers);
      if ((await found(productId, 'kencana')) !== 1) missed.push(`${name}, settled`);
      missed.push(...(await findFaults(database.db, productId)));
    },
  });
  expect(orders).toBeGreaterThan(2);
  expect(missed).toEqual([]);
});

test('somebody who is just being changed is settled later, and searched as they are until then', async () => {
  const productId = await addProduct(database.db);
  await addList(database.db, { productId, records: 1 });
  await database.transaction((tx) =>
    reserveCustomer(tx, admin, { productId, customerKey: customerKey(1), staffId: staff.userId, permanent: false }),
  );
  const unsettled = async () =>
    (
      await sql`select from reserved_members join customers on id = customer_id where product_id = ${productId} and not settled`.execute(
        database.db,
      )
    ).rows.length;
  await database.transaction(async (tx) => {
    await sql`update customers set name = 'Melati' where product_id = ${productId}`.execute(tx);
    await database.transaction(settleMembers);
    expect([await unsettled(), await found(productId, customerKey(1))]).toEqual([1, 1]);
  });
  expect(await found(productId, 'melati')).toBe(1);
  await database.transaction(settleMembers);
  expect([await unsettled(), await found(productId, 'melati')]).toEqual([0, 1]);
});
