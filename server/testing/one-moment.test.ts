import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deactivateStaff } from '../domain/offboarding/deactivate-staff.ts';
import { assignRecords } from '../domain/records/assign-records.ts';
import { transferRecords } from '../domain/records/transfer-records.ts';
import { archiveRecords } from '../domain/validation/archive-records.ts';
import { rejectVerdict } from '../domain/validation/reject-verdict.ts';
import { restoreRecords } from '../domain/validation/restore-record.ts';
import { setVerdict } from '../domain/validation/set-verdict.ts';
import type { Database } from '../platform/db/database.ts';
import { addList, addProduct, addReservation, addUser, customerKey, type Person, reasonId } from './builders.ts';
import { testDatabase } from './database.ts';

let database: Database;
let admin: Person;
let rina: Person;
let dewi: Person;
let productId: string;
let recordIds: readonly string[];

beforeAll(async () => {
  database = await testDatabase();
  admin = await addUser(database.db, 'owner', 'Lia');
});

/** Rina holds forty records, all of them marked invalid. */
beforeEach(async () => {
  rina = await addUser(database.db, 'staff', 'Rina');
  dewi = await addUser(database.db, 'staff', 'Dewi');
  productId = await addProduct(database.db);
  const list = await addList(database.db, { productId, records: 40 });
  recordIds = list.recordIds;
  await database.transaction(async (tx) => {
    await assignRecords(tx, admin, { databaseId: list.databaseId, staffIds: [rina.userId], quantity: 40, order: 'random' });
    await setVerdict(tx, rina, { recordIds, verdict: 'invalid', reasonId: await reasonId(tx) });
  });
});

/** How many different moments a column of the records has. */
async function momentsOf(column: string): Promise<number> {
  const { rows } = await sql<{ moments: number }>`
    select count(distinct ${sql.ref(column)})::int as moments from records where id = any(${recordIds}::bigint[])
  `.execute(database.db);
  return rows[0]?.moments ?? 0;
}

/** What is listed by the moment would else stand in the order in which the plan of a statement happened to take it. */
describe('all that one act changes is changed at one moment', () => {
  it('where records are given', async () => {
    expect(await momentsOf('assigned_at')).toBe(1);
  });

  it('where they are transferred', async () => {
    await database.transaction((tx) => transferRecords(tx, admin, { staffId: rina.userId, toStaffId: dewi.userId }));
    expect(await momentsOf('assigned_at')).toBe(1);
  });

  it('where they are archived, and come back to their card', async () => {
    await database.transaction((tx) => archiveRecords(tx, admin, recordIds));
    expect(await momentsOf('archived_at')).toBe(1);
    await database.transaction((tx) => restoreRecords(tx, admin, recordIds, 'batch'));
    expect(await momentsOf('assigned_at')).toBe(1);
  });

  it('where marks are sent back', async () => {
    await database.transaction((tx) => rejectVerdict(tx, admin, recordIds, 'Cek ulang'));
    expect(await momentsOf('rejected_at')).toBe(1);
  });

  it('where reservations move, which begin anew in the order they had', async () => {
    const keys = [1, 2, 3, 4, 5].map(customerKey);
    for (const key of keys) await addReservation(database.db, productId, key, rina.userId);
    // Changed last, so that it lies behind the others.
    await sql`
      update reservations set permanent = not permanent where id = (select min(id) from reservations where staff_id = ${rina.userId})
    `.execute(database.db);
    const settle = { holdings: { handTo: dewi.userId }, reservations: { moveTo: dewi.userId } };
    await database.transaction(async (tx) => {
      // By the place where they lie, as a planner reads a small table.
      await sql`set local enable_indexscan = off`.execute(tx);
      await sql`set local enable_bitmapscan = off`.execute(tx);
      await deactivateStaff(tx, admin, rina.userId, settle);
    });
    const { rows } = await sql<{ key: string; moments: number }>`
      select customers.key, count(*) over (partition by active_since)::int as moments
      from reservations join customers on customers.id = reservations.customer_id
      where reservations.staff_id = ${dewi.userId} order by reservations.id
    `.execute(database.db);
    expect(rows).toEqual(keys.map((key) => ({ key, moments: keys.length })));
    const { rows: ended } = await sql`
      select distinct ended_at from reservations where staff_id = ${rina.userId}
    `.execute(database.db);
    expect(ended).toHaveLength(1);
  });
});
