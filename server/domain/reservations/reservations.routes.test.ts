import { beforeAll, expect, test } from 'vitest';
import type { Database } from '../../platform/db/database.ts';
import { addProduct } from '../../testing/builders.ts';
import { signedInAs, testApp } from '../../testing/client.ts';
import { testDatabase } from '../../testing/database.ts';

type Client = Awaited<ReturnType<typeof signedInAs>>;

let database: Database;
let admin: Client;
let other: Client;
let staff: Client;
let colleague: Client;
let productId: string;

beforeAll(async () => {
  database = await testDatabase();
  const app = await testApp(database);
  [admin, other, staff, colleague] = (await Promise.all(
    (['admin', 'admin', 'staff', 'staff'] as const).map((role) => signedInAs(app, database, role)),
  )) as [Client, Client, Client, Client];
  productId = await addProduct(database.db);
});

const reserve = (client: Client, holder: Client, customerKey: string, headers = {}) =>
  client.post('/reservations', { productId, customerKey, staffId: holder.userId }, headers);

test('an admin reserves, a second one is told who holds the member, in their language', async () => {
  const made = await reserve(admin, staff, 'sari');
  expect(made).toMatchObject({ status: 201, body: { state: 'active', staffId: staff.userId, permanent: false, conflicts: [] } });
  const refused = await reserve(other, colleague, 'Sari ', { 'accept-language': 'id' });
  expect(refused).toMatchObject({ status: 409, body: { code: 'already_reserved' } });
  expect(refused.text).toContain(`sudah direservasi The ${staff.username}`);
});

test('two admins at once: one 201, one 409', async () => {
  for (let round = 1; round <= 5; round += 1) {
    const answers = await Promise.all([reserve(admin, staff, `race${round}`), reserve(other, colleague, `race${round}`)]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]));
  }
});

test('a button pressed twice reserves once', async () => {
  const key = { 'idempotency-key': 'press-1' };
  const [first, second] = [await reserve(admin, staff, 'twice', key), await reserve(admin, staff, 'twice', key)];
  expect([first.status, second.status, second.body]).toEqual([201, 201, first.body]);
});

test('staff see their own reservations and may ask about others; they reserve, release and move nothing', async () => {
  const { body } = await reserve(admin, colleague, 'foreign');
  const { id } = body as { id: string };
  const own = await staff.get(`/reservations?productId=${productId}&q=foreign`);
  expect(own).toMatchObject({ status: 200, body: { items: [], total: 0 } });
  expect((await colleague.get('/reservations?q=foreign')).body).toMatchObject({ total: 1 });
  const check = await staff.get(`/reservations/check?productId=${productId}&customerKey=FOREIGN`);
  expect(check).toMatchObject({ status: 200, body: { reserved: { staffId: colleague.userId } } });
  for (const path of ['/reservations', `/reservations/${id}/release`, `/reservations/${id}/move`]) {
    expect(await staff.post(path, {})).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
  }
});

test('releasing and moving answer with the reservation; what no longer is active is refused', async () => {
  const { body } = await reserve(admin, staff, 'journey');
  const { id } = body as { id: string };
  const moved = await admin.post(`/reservations/${id}/move`, { staffId: colleague.userId });
  expect(moved).toMatchObject({ status: 200, body: { state: 'active', staffId: colleague.userId, conflicts: [] } });
  expect(await admin.post(`/reservations/${id}/release`)).toMatchObject({ status: 409, body: { code: 'conflict' } });
  const released = await admin.post(`/reservations/${(moved.body as { id: string }).id}/release`);
  expect(released).toMatchObject({ status: 200, body: { state: 'released' } });
  expect(await admin.post('/reservations/999999/release')).toMatchObject({ status: 404, body: { code: 'not_found' } });
});
