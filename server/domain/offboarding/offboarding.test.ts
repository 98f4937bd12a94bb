import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../platform/db/database.ts';
import { addList, addProduct, addUser, customerKey, type Person, reasonId } from '../../testing/builders.ts';
import { testDatabase } from '../../testing/database.ts';
import { findFaults } from '../../testing/find-faults.ts';
import { assignRecords } from '../records/assign-records.ts';
import { reserveCustomer } from '../reservations/reserve-customer.ts';
import { setVerdict } from '../validation/set-verdict.ts';
import { deactivateStaff } from './deactivate-staff.ts';

let database: Database;
let owner: Person;
let rina: Person;
let dewi: Person;
let tono: Person;
let productId: string;
let recordIds: readonly string[];

beforeAll(async () => {
  database = await testDatabase();
  owner = await addUser(database.db, 'owner', 'Pemilik');
  await sql`update users set password_hash = 'x' where id = ${owner.userId}`.execute(database.db);
});

/** Rina holds members 1 to 5: member 1 marked invalid, 2 valid; member 3 is reserved by Dewi, members 4 and 9 by Rina. */
beforeEach(async () => {
  rina = await addUser(database.db, 'staff', 'Rina');
  dewi = await addUser(database.db, 'staff', 'Dewi');
  tono = await addUser(database.db, 'staff', 'Tono');
  productId = await addProduct(database.db);
  const list = await addList(database.db, { productId, records: 5 });
  recordIds = list.recordIds;
  await database.transaction(async (tx) => {
    await assignRecords(tx, owner, { databaseId: list.databaseId, staffIds: [rina.userId], quantity: 5, order: 'file' });
    await setVerdict(tx, rina, { recordIds: recordIds.slice(0, 1), verdict: 'invalid', reasonId: await reasonId(tx) });
    await setVerdict(tx, rina, { recordIds: recordIds.slice(1, 2), verdict: 'valid' });
    for (const [number, staff] of [
      [3, dewi],
      [4, rina],
      [9, rina],
    ] as const) {
      await reserveCustomer(tx, owner, { productId, customerKey: customerKey(number), staffId: staff.userId, permanent: number === 9 });
    }
  });
});

type Choice = Parameters<typeof deactivateStaff>[3];

const deactivate = (person: Person, choice: Choice, actor = owner) =>
  database.transaction((tx) => deactivateStaff(tx, actor, person.userId, choice));

async function holders(): Promise<string[]> {
  const { rows } = await sql<{ holder: string }>`
    select coalesce(users.name, record.state) || case when batch.id is null then '' else ' ' || record.verdict end as holder
    from records record left join users on users.id = record.staff_id
    left join batches batch on batch.id = record.batch_id and batch.staff_id = record.staff_id
    where record.id = any(${recordIds}::bigint[]) order by record.row_number
  `.execute(database.db);
  return rows.map(({ holder }) => holder);
}

async function reservations(): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    select customer.key || ' ' || users.name || ' ' || reservation.state || case when permanent then ' permanent' else '' end as line
    from reservations reservation join customers customer on customer.id = reservation.customer_id join users on users.id = reservation.staff_id
    where reservation.product_id = ${productId} order by customer.key, reservation.id
  `.execute(database.db);
  return rows.map(({ line }) => line);
}

async function events(): Promise<string[]> {
  const { rows } = await sql<{ act: string }>`
    select distinct event.act from events event left join record_changes change on change.event_id = event.id
    where (event.subject_type = 'user' and event.subject_id = ${rina.userId}) order by event.act
  `.execute(database.db);
  return rows.map(({ act }) => act);
}

test('recall and release: everything returns to the pool, what is marked invalid to the archive, under one event', async () => {
  const settled = await deactivate(rina, { holdings: 'recall', reservations: 'release' });
  expect(settled).toEqual({ records: { recalled: 4, archived: 1, transferred: 0 }, reservations: { released: 2, moved: 0 } });
  expect(await holders()).toEqual(['archived', 'available', 'available', 'available', 'available']);
  expect(await reservations()).toEqual(['member3 Dewi active', 'member4 Rina released', 'member9 Rina released permanent']);
  expect(await events()).toEqual(['users.deactivate']);
  expect(await findFaults(database.db, productId)).toEqual([]);
});

test('hand over and move: reservations go first, and what another reserved is recalled and reported', async () => {
  const settled = await deactivate(rina, { holdings: { handTo: tono.userId }, reservations: { moveTo: tono.userId } });
  expect(settled).toEqual({ records: { recalled: 1, archived: 0, transferred: 4 }, reservations: { released: 0, moved: 2 } });
  expect(await holders()).toEqual(['Tono invalid', 'Tono valid', 'available', 'Tono unvalidated', 'Tono unvalidated']);
  expect(await reservations()).toEqual([
    'member3 Dewi active',
    'member4 Rina moved',
    'member4 Tono active',
    'member9 Rina moved permanent',
    'member9 Tono active permanent',
  ]);
  expect(await findFaults(database.db, productId)).toEqual([]);
});

test('reservations moved to a third keep their records from being handed over', async () => {
  const settled = await deactivate(rina, { holdings: { handTo: tono.userId }, reservations: { moveTo: dewi.userId } });
  expect(settled.records).toEqual({ recalled: 2, archived: 0, transferred: 3 });
  expect(await holders()).toEqual(['Tono invalid', 'Tono valid', 'available', 'available', 'Tono unvalidated']);
});

test('who receives the records is told, who left is not', async () => {
  await deactivate(rina, { holdings: { handTo: tono.userId }, reservations: 'release' });
  const { rows } = await sql<{ kind: string; user_id: string; records: number }>`
    select notification.kind, recipient.user_id, (select count(*)::int from notification_records told where told.notification_id = notification.id) as records
    from notifications notification join notification_recipients recipient on recipient.notification_id = notification.id
    where recipient.user_id in (${tono.userId}, ${rina.userId}) and notification.kind in ('records_received', 'records_recalled')
  `.execute(database.db);
  expect(rows).toEqual([{ kind: 'records_received', user_id: tono.userId, records: 4 }]);
});

test('only another active staff member can receive', async () => {
  await expect(deactivate(rina, { holdings: { handTo: rina.userId }, reservations: 'release' })).rejects.toMatchObject({
    code: 'same_staff',
  });
  await expect(deactivate(rina, { holdings: 'recall', reservations: { moveTo: rina.userId } })).rejects.toMatchObject({
    code: 'same_staff',
  });
  await expect(deactivate(rina, { holdings: { handTo: owner.userId }, reservations: 'release' })).rejects.toMatchObject({
    code: 'not_staff',
  });
  await deactivate(tono, { holdings: 'recall', reservations: 'release' });
  await expect(deactivate(rina, { holdings: { handTo: tono.userId }, reservations: 'release' })).rejects.toMatchObject({
    code: 'not_staff',
  });
  expect(await holders()).toEqual(['Rina invalid', 'Rina valid', 'Rina unvalidated', 'Rina unvalidated', 'Rina unvalidated']);
});

test('an admin who holds nothing is deactivated; the last owner, a missing and an inactive user are not', async () => {
  const admin = await addUser(database.db, 'admin', 'Budi');
  expect(await deactivate(admin, { holdings: 'recall', reservations: 'release' })).toEqual({
    records: { recalled: 0, archived: 0, transferred: 0 },
    reservations: { released: 0, moved: 0 },
  });
  await expect(deactivate(admin, { holdings: 'recall', reservations: 'release' })).rejects.toMatchObject({ code: 'conflict' });
  await expect(deactivate(owner, { holdings: 'recall', reservations: 'release' })).rejects.toMatchObject({ code: 'last_owner' });
  await expect(
    database.transaction((tx) => deactivateStaff(tx, owner, '999999', { holdings: 'recall', reservations: 'release' })),
  ).rejects.toMatchObject({ code: 'not_found' });
});

test('two staff members deactivated at once, each handing to the other: one goes, the other is told', async () => {
  const answers = await Promise.allSettled([
    deactivate(rina, { holdings: { handTo: tono.userId }, reservations: { moveTo: tono.userId } }),
    deactivate(tono, { holdings: { handTo: rina.userId }, reservations: { moveTo: rina.userId } }),
  ]);
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'not_staff' } });
  expect(await findFaults(database.db, productId)).toEqual([]);
});
