import type { FastifyInstance } from 'fastify';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../platform/db/database.ts';
import { addList, addProduct } from './builders.ts';
import { signedInAs, type TestClient, testApp } from './client.ts';
import { testDatabase } from './database.ts';
import { findInDatabase } from './find-in-database.ts';

type Client = TestClient & { readonly userId: string };

let database: Database;
let app: FastifyInstance;
let owner: Client;
let admin: Client;
let rina: Client;
let dewi: Client;
let productId: string;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database);
  owner = await signedInAs(app, database, 'owner');
  admin = await signedInAs(app, database, 'admin');
  rina = await signedInAs(app, database, 'staff');
  dewi = await signedInAs(app, database, 'staff');
  productId = await addProduct(database.db);
});

const withKey = (key: string) => ({ 'idempotency-key': key });

let customers = 0;

/** A record that a staff member holds. */
async function heldRecord(holder: Client): Promise<string> {
  const { recordIds } = await addList(database.db, { productId, records: 1, firstCustomer: (customers += 10) });
  const [id = ''] = recordIds;
  expect((await admin.post('/assignments', { recordIds: [id], staffIds: [holder.userId] })).status).toBe(201);
  return id;
}

describe('an answer that is asked for again', () => {
  test('is what the caller may read now: a record that was taken back is not theirs any more', async () => {
    const id = await heldRecord(rina);
    const note = [`/records/${id}`, { note: 'mau ditelepon' }, withKey('note')] as const;
    expect(await rina.patch(...note)).toMatchObject({ status: 200, body: { note: 'mau ditelepon' } });
    expect(await rina.patch(...note)).toMatchObject({ status: 200, body: { id }, headers: { 'idempotency-replayed': 'true' } });
    await admin.post('/records/recall', { recordIds: [id] });
    expect(await rina.patch(...note)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  test('shows a record that has gone to a colleague to neither its former holder nor anybody who was not asked', async () => {
    const id = await heldRecord(rina);
    const note = [`/records/${id}`, { note: 'pindah' }, withKey('moved')] as const;
    await rina.patch(...note);
    await admin.post('/records/transfer', { recordIds: [id], toStaffId: dewi.userId });
    expect((await rina.patch(...note)).status).toBe(404);
  });

  test('is refused to whoever has lost the role for it', async () => {
    const demoted = await signedInAs(app, database, 'admin');
    const reserve = [
      '/reservations',
      { productId, customerKey: 'Reserved One', name: 'Nama Rahasia', staffId: rina.userId },
      withKey('role'),
    ] as const;
    expect((await demoted.post(...reserve)).status).toBe(201);
    await owner.patch(`/users/${demoted.userId}`, { role: 'staff' });
    const again = await signedInAs(app, database, 'staff');
    demoted.cookie = again.cookie;
    expect((await demoted.post(...reserve)).status).toBe(403);
  });

  test('is as things are now', async () => {
    const first = await admin.post('/products', { name: 'Nama lama' }, withKey('product'));
    const { id } = first.body as { id: string };
    await admin.patch(`/products/${id}`, { name: 'Nama baru' });
    expect(await admin.post('/products', { name: 'Nama lama' }, withKey('product'))).toMatchObject({
      status: 201,
      body: { id, name: 'Nama baru' },
    });
  });

  test('is kept as ids and counts alone', async () => {
    const id = await heldRecord(rina);
    await rina.patch(`/records/${id}`, { note: 'rahasia-catatan' }, withKey('kept'));
    await admin.post(
      '/reservations',
      { productId, customerKey: 'rahasia-kunci', name: 'Rahasia Nama', staffId: dewi.userId },
      withKey('kept'),
    );
    await owner.post('/users', { username: 'rahasia.pengguna', name: 'Rahasia Orang', role: 'staff' }, withKey('kept'));
    await rina.post('/saved-filters', { page: 'records', name: 'Saringan', search: 'q=rahasia-cari' }, withKey('kept filter'));
    const texts = ['rahasia-catatan', 'rahasia-kunci', 'Rahasia Nama', 'Rahasia Orang', 'rahasia-cari'];
    const places = await findInDatabase(database.db, texts);
    expect(places.filter((place) => place.startsWith('idempotency_keys'))).toEqual([]);
    expect(places.length).toBeGreaterThanOrEqual(texts.length);
  });
});
