import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../platform/db/database.ts';
import { addList, addProduct, addUser, customerKey, type Person } from '../../testing/builders.ts';
import { testDatabase } from '../../testing/database.ts';
import { assignRecords } from '../records/assign-records.ts';
import { moveReservation } from './move-reservation.ts';
import { releaseReservation } from './release-reservation.ts';
import { checkReserved, findReservations, readReservation } from './reservations.queries.ts';
import { reserveCustomer } from './reserve-customer.ts';

let database: Database;
let admin: Person;
let rina: Person;
let dewi: Person;
let productId: string;

beforeAll(async () => {
  database = await testDatabase();
  admin = await addUser(database.db, 'admin', 'Budi');
  rina = await addUser(database.db, 'staff', 'Rina');
  dewi = await addUser(database.db, 'staff', 'Dewi');
});

beforeEach(async () => {
  productId = await addProduct(database.db);
});

const reserve = (staff: Person, key = customerKey(1), phone?: string) =>
  database.transaction((tx) =>
    reserveCustomer(tx, admin, {
      productId,
      customerKey: key,
      staffId: staff.userId,
      permanent: false,
      ...(phone === undefined ? {} : { phone }),
    }),
  );

const page = { page: 1, pageSize: 50, sort: '-requestedAt' } as const;

async function give(databaseId: string, staff: Person, quantity: number) {
  return database.transaction((tx) => assignRecords(tx, admin, { databaseId, staffIds: [staff.userId], quantity, order: 'file' }));
}

async function reservedBy(key: string): Promise<string | null> {
  const { rows } = await sql<{ reserved_by: string | null }>`
    select reserved_by from persons join customers on customers.person_id = persons.id
    where customers.product_id = ${productId} and customers.key = ${key}
  `.execute(database.db);
  return rows[0]?.reserved_by ?? null;
}

async function eventsAbout(reservationId: string): Promise<string[]> {
  const { rows } = await sql<{ act: string }>`
    select act from events where subject_type = 'reservation' and subject_id = ${reservationId} order by id
  `.execute(database.db);
  return rows.map(({ act }) => act);
}

test('reserving makes the customer, is active at once and is one event', async () => {
  const made = await reserve(rina, '  Sari_88 ', '0812 3456 7890');
  expect(made).toMatchObject({ customerKey: 'sari_88', phone: '+6281234567890', state: 'active', staffName: 'Rina', conflicts: [] });
  expect(await reservedBy('sari_88')).toBe(rina.userId);
  expect(await eventsAbout(made.id)).toEqual(['reservations.reserve']);
});

test('a reserved person is passed over when records are given to others, and given to the reserver', async () => {
  const { databaseId } = await addList(database.db, { productId, records: 2 });
  await reserve(rina);
  const toDewi = await give(databaseId, dewi, 2);
  expect(toDewi.assignments[0]?.given).toBe(1);
  expect(toDewi.passedOver.reserved).toBe(1);
  const toRina = await give(databaseId, rina, 2);
  expect(toRina.assignments[0]?.given).toBe(1);
});

test('reserving over a record another holds lists the conflict; moving the reservation to the holder ends it', async () => {
  const { databaseId, recordIds } = await addList(database.db, { productId, records: 1 });
  await give(databaseId, dewi, 1);
  const made = await reserve(rina);
  expect(made.conflicts).toEqual([recordIds[0]]);
  const moved = await database.transaction((tx) => moveReservation(tx, admin, { id: made.id, staffId: dewi.userId }));
  expect(moved).toMatchObject({ staffName: 'Dewi', state: 'active', conflicts: [] });
  expect(moved.id).not.toBe(made.id);
  expect(await readReservation(database.db, admin, made.id)).toMatchObject({ state: 'moved', staffName: 'Rina' });
  expect(await reservedBy(customerKey(1))).toBe(dewi.userId);
});

test('a reserved person is reserved for every customer with the phone, and the refusal names the holder', async () => {
  await reserve(rina, 'sari', '081234567891');
  await expect(reserve(dewi, 'sari.baru', '+62 812-3456-7891')).rejects.toMatchObject({
    code: 'already_reserved',
    params: { staff: 'Rina' },
  });
});

test('releasing frees the person, and only an active reservation can be released or moved', async () => {
  const made = await reserve(rina);
  const released = await database.transaction((tx) => releaseReservation(tx, admin, made.id));
  expect(released.state).toBe('released');
  expect(released.endedAt).not.toBeNull();
  expect(await reservedBy(customerKey(1))).toBeNull();
  await expect(database.transaction((tx) => releaseReservation(tx, admin, made.id))).rejects.toMatchObject({ code: 'conflict' });
  await expect(database.transaction((tx) => moveReservation(tx, admin, { id: made.id, staffId: dewi.userId }))).rejects.toMatchObject({
    code: 'conflict',
  });
  await expect(database.transaction((tx) => releaseReservation(tx, admin, '999999'))).rejects.toMatchObject({ code: 'not_found' });
  await reserve(dewi);
  expect(await reservedBy(customerKey(1))).toBe(dewi.userId);
});

test('only active staff can be reserved for, and a move goes to somebody else', async () => {
  await expect(reserve(admin)).rejects.toMatchObject({ code: 'not_staff', params: { name: 'Budi' } });
  const gone = await addUser(database.db, 'staff', 'Tono');
  await sql`update users set active = false where id = ${gone.userId}`.execute(database.db);
  await expect(reserve(gone)).rejects.toMatchObject({ code: 'not_staff', params: { name: 'Tono' } });
  const made = await reserve(rina);
  await expect(database.transaction((tx) => moveReservation(tx, admin, { id: made.id, staffId: rina.userId }))).rejects.toMatchObject({
    code: 'same_staff',
  });
});

test('an inactive product takes no reservation, a missing one does not exist', async () => {
  await sql`update products set active = false where id = ${productId}`.execute(database.db);
  await expect(reserve(rina)).rejects.toMatchObject({ code: 'product_inactive' });
  productId = '0';
  await expect(reserve(rina)).rejects.toMatchObject({ code: 'not_found' });
});

test('two admins at once: one reservation, the other is told who was first', async () => {
  for (let round = 1; round <= 10; round += 1) {
    const answers = await Promise.allSettled([reserve(rina, customerKey(round)), reserve(dewi, customerKey(round))]);
    const made = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.staffName] : []));
    const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : []));
    expect(made).toHaveLength(1);
    expect(refused).toMatchObject([{ code: 'already_reserved', params: { staff: made[0] } }]);
  }
});

test('staff list their own reservations only, admins all, by product, state and search', async () => {
  await reserve(rina, 'sari', '081234567892');
  await reserve(dewi, 'tuti');
  const own = await findReservations(database.db, rina, { ...page, productId });
  expect(own.items.map(({ customerKey: key }) => key)).toEqual(['sari']);
  expect(own.total).toBe(1);
  expect(await findReservations(database.db, rina, { ...page, productId, staffId: dewi.userId })).toMatchObject({ items: [], total: 0 });
  const [foreign] = (await findReservations(database.db, dewi, { ...page, productId })).items;
  await expect(readReservation(database.db, rina, foreign?.id ?? '')).rejects.toMatchObject({ code: 'not_found' });
  const all = await findReservations(database.db, admin, { ...page, productId, sort: 'customerKey' });
  expect(all.items.map(({ customerKey: key }) => key)).toEqual(['sari', 'tuti']);
  expect((await findReservations(database.db, admin, { ...page, productId, q: 'TUT' })).total).toBe(1);
  expect((await findReservations(database.db, admin, { ...page, productId, state: 'released' })).total).toBe(0);
});

test('anybody may ask by whom a customer is reserved, by username or phone', async () => {
  await reserve(rina, 'sari', '081234567893');
  for (const key of ['SARI ', '0812-3456-7893']) {
    expect(await checkReserved(database.db, { productId, customerKey: key })).toMatchObject({
      reserved: { staffName: 'Rina', staffId: rina.userId },
    });
  }
  expect(await checkReserved(database.db, { productId, customerKey: 'lain' })).toEqual({ reserved: null });
});
