import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../platform/db/database.ts';
import { addReservation, addUser } from '../../testing/builders.ts';
import { testDatabase } from '../../testing/database.ts';
import { type CustomerDescription, findOrCreateCustomer } from './find-or-create-customer.ts';

let database: Database;
let productId: string;
let products = 0;

beforeAll(async () => {
  database = await testDatabase();
});

async function product(matchPhones: boolean): Promise<string> {
  products += 1;
  const { rows } = await sql<{ id: string }>`
    insert into products (name, match_phones) values (${`Produk ${products}`}, ${matchPhones}) returning id
  `.execute(database.db);
  return rows[0]?.id ?? '';
}

beforeEach(async () => {
  productId = await product(true);
});

const find = (description: Omit<CustomerDescription, 'productId'>) =>
  database.transaction((tx) => findOrCreateCustomer(tx, { productId, ...description }));

async function customers() {
  const { rows } = await sql`
    select customer.key, customer.keyed_by_phone, customer.name, person.phone
    from customers customer join persons person on person.id = customer.person_id where customer.product_id = ${productId} order by customer.id
  `.execute(database.db);
  return rows;
}

const personCount = async () => {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from persons where product_id = ${productId}`.execute(
    database.db,
  );
  return rows[0]?.count;
};

test('a username in other letters and spaces is the same customer', async () => {
  const budi = await find({ customerKey: ' Budi  99 ', name: 'Budi', phone: '0812-3456-7890' });
  expect(await find({ customerKey: 'BUDI 99' })).toEqual(budi);
  expect(await customers()).toEqual([{ key: 'budi 99', keyed_by_phone: false, name: 'Budi', phone: '+6281234567890' }]);
});

test('two usernames with one phone are one person', async () => {
  const first = await find({ customerKey: 'budi', phone: '081234567890' });
  const second = await find({ customerKey: 'budi2', phone: '+62 812 3456 7890' });
  expect(second.personId).toBe(first.personId);
  expect(second.customerId).not.toBe(first.customerId);
});

test('a phone in place of the username is the customer of that phone, and takes the username that comes later', async () => {
  const byPhone = await find({ customerKey: '+6281234567890' });
  expect(await customers()).toEqual([{ key: '+6281234567890', keyed_by_phone: true, name: null, phone: '+6281234567890' }]);
  expect(await find({ customerKey: 'budi', name: 'Budi', phone: '081234567890' })).toEqual(byPhone);
  expect(await customers()).toEqual([{ key: 'budi', keyed_by_phone: false, name: 'Budi', phone: '+6281234567890' }]);
  expect(await find({ customerKey: '+6281234567890' })).toEqual(byPhone);
  expect((await find({ customerKey: 'budi2', phone: '081234567890' })).personId).toBe(byPhone.personId);
});

test('a phone is the same customer however it is written', async () => {
  const byPhone = await find({ customerKey: '0812-3456-7890' });
  expect(await customers()).toEqual([{ key: '+6281234567890', keyed_by_phone: true, name: null, phone: '+6281234567890' }]);
  for (const customerKey of ['081234567890', '62 812 3456 7890', '+6281234567890']) expect(await find({ customerKey })).toEqual(byPhone);
  const siti = await find({ customerKey: 'siti', phone: '081234567891' });
  expect(await find({ customerKey: '0812 3456 7891' })).toEqual(siti);
  productId = await product(false);
  expect(await find({ customerKey: '081234567890' })).toEqual(await find({ customerKey: '+62 812 3456 7890' }));
  expect(await customers()).toEqual([{ key: '+6281234567890', keyed_by_phone: true, name: null, phone: null }]);
});

test('digits are a username where they are one, or where another phone stands beside them', async () => {
  await sql`
    with person as (insert into persons (product_id) values (${productId}) returning id)
    insert into customers (product_id, person_id, key) select ${productId}, id, '081234567890' from person
  `.execute(database.db);
  const siti = await find({ customerKey: 'siti', phone: '081234567890' });
  expect((await find({ customerKey: '081234567890' })).personId).not.toBe(siti.personId);
  await find({ customerKey: '081234567892', phone: '081234567893' });
  expect(await customers()).toContainEqual({ key: '081234567892', keyed_by_phone: false, name: null, phone: '+6281234567893' });
});

test('a known customer takes a phone, but never another one', async () => {
  const budi = await find({ customerKey: 'budi' });
  expect(await find({ customerKey: 'budi', phone: '081234567891', name: 'Budi' })).toEqual(budi);
  expect(await find({ customerKey: 'budi', phone: '081234567892' })).toEqual(budi);
  expect(await customers()).toEqual([{ key: 'budi', keyed_by_phone: false, name: 'Budi', phone: '+6281234567891' }]);
});

test('a known customer without a phone is one person with whoever has the phone, unless both are reserved', async () => {
  const [budi, tono] = [await find({ customerKey: 'budi' }), await find({ customerKey: 'tono' })];
  const siti = await find({ customerKey: 'siti', phone: '081234567890' });
  const rina = await addUser(database.db, 'staff', 'Rina');
  for (const key of ['siti', 'tono']) await addReservation(database.db, productId, key, rina.userId);
  expect(await find({ customerKey: 'budi', phone: '081234567890' })).toEqual({ customerId: budi.customerId, personId: siti.personId });
  expect(await find({ customerKey: 'tono', phone: '081234567890' })).toEqual(tono);
  expect(await personCount()).toBe(2);
});

test('a product that does without phones has one person for each customer', async () => {
  productId = await product(false);
  const first = await find({ customerKey: 'budi', phone: '081234567890' });
  const second = await find({ customerKey: 'budi2', phone: '081234567890' });
  expect(first.personId).not.toBe(second.personId);
});

test('what cannot be read is refused', async () => {
  await expect(find({ customerKey: ' \u200b ' })).rejects.toMatchObject({ code: 'customer_key_empty' });
  await expect(find({ customerKey: 'budi', phone: '12' })).rejects.toMatchObject({ code: 'phone_unreadable' });
  await expect(database.transaction((tx) => findOrCreateCustomer(tx, { productId: '0', customerKey: 'budi' }))).rejects.toMatchObject({
    code: 'not_found',
  });
  expect(await personCount()).toBe(0);
});

test('twenty at once make one customer and leave no person over', async () => {
  const found = await Promise.all(
    Array.from({ length: 20 }, (_, index) => find({ customerKey: 'budi', ...(index % 2 === 0 ? { phone: '081234567890' } : {}) })),
  );
  expect(new Set(found.map((one) => one.customerId)).size).toBe(1);
  expect(await customers()).toEqual([{ key: 'budi', keyed_by_phone: false, name: null, phone: '+6281234567890' }]);
  expect(await personCount()).toBe(1);
});

test('a username that another transaction is just making is waited for', async () => {
  const held = Promise.withResolvers<void>();
  const ready = Promise.withResolvers<string>();
  const other = database.transaction(async (tx) => {
    const { rows } = await sql<{ id: string }>`
      with person as (insert into persons (product_id) values (${productId}) returning id)
      insert into customers (product_id, person_id, key) select ${productId}, id, 'budi' from person returning id
    `.execute(tx);
    ready.resolve(rows[0]?.id ?? '');
    await held.promise;
  });
  const customerId = await ready.promise;
  const found = find({ customerKey: 'budi' });
  held.resolve();
  await other;
  expect((await found).customerId).toBe(customerId);
  expect(await personCount()).toBe(1);
});
