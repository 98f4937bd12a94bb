import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Product } from '../../../contract/products.ts';
import type { Database } from '../../platform/db/database.ts';
import { addList } from '../../testing/builders.ts';
import { signedInAs, type TestClient, statusesOf, testApp } from '../../testing/client.ts';
import { testDatabase } from '../../testing/database.ts';

let database: Database;
let app: FastifyInstance;
let admin: TestClient;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database);
  admin = await signedInAs(app, database, 'admin');
});

const create = async (name: string) => (await admin.post('/products', { name })).body as Product;

describe('a product', () => {
  it('is created active, matching phones', async () => {
    expect(await admin.post('/products', { name: '  Mawar  ' })).toMatchObject({
      status: 201,
      body: { name: 'Mawar', active: true, matchPhones: true, holdAcrossModules: false },
    });
  });

  it('has a name of its own, also against a twin of the same moment', async () => {
    const twins = await Promise.all(['Melati', 'MELATI', 'melati'].map((name) => admin.post('/products', { name })));
    expect(statusesOf(twins)).toEqual([201, 409, 409]);
    const other = await create('Anggrek');
    expect(await admin.patch(`/products/${other.id}`, { name: 'Melati' })).toMatchObject({ status: 409, body: { code: 'name_taken' } });
    expect((await admin.patch(`/products/${other.id}`, { name: 'ANGGREK' })).body).toMatchObject({ name: 'ANGGREK' });
  });

  it('fixes how phones are matched with its first member; the rest can change', async () => {
    const { id } = await create('Kenanga');
    expect((await admin.patch(`/products/${id}`, { matchPhones: false })).body).toMatchObject({ matchPhones: false });
    await addList(database.db, { productId: id, records: 1 });
    expect(await admin.patch(`/products/${id}`, { matchPhones: true })).toMatchObject({ status: 409, body: { code: 'matching_fixed' } });
    const rest = { matchPhones: false, active: false, holdAcrossModules: true };
    expect((await admin.patch(`/products/${id}`, rest)).body).toMatchObject(rest);
  });

  it('fixes how phones are matched with a first reservation too, whose member would be another person after', async () => {
    const { id } = await create('Flamboyan');
    const staff = await signedInAs(app, database, 'staff');
    const reserved = await admin.post('/reservations', {
      productId: id,
      customerKey: 'sari',
      phone: '081234567890',
      staffId: staff.userId,
    });
    expect(reserved.status).toBe(201);
    expect(await admin.patch(`/products/${id}`, { matchPhones: false })).toMatchObject({ status: 409, body: { code: 'matching_fixed' } });
  });

  it('is seen by staff, found by part of its name, and sorted', async () => {
    const staff = await signedInAs(app, database, 'staff');
    await create('Cari 100%');
    expect((await staff.get('/products?q=ARI%20100%25')).body).toMatchObject({ total: 1, items: [{ name: 'Cari 100%' }] });
    const names = async (sort: string) =>
      ((await staff.get(`/products?sort=${sort}`)).body as { items: Product[] }).items.map(({ name }) => name);
    expect(await names('-name')).toEqual((await names('name')).toReversed());
    expect((await staff.get('/products?pageSize=1&page=2')).body).toMatchObject({ page: 2, pageSize: 1 });
  });

  it('leaves an event for each act', async () => {
    const { id } = await create('Tercatat');
    await admin.patch(`/products/${id}`, { active: false });
    const { rows } = await sql<{ act: string }>`
      select act from events where subject_type = 'product' and subject_id = ${id} order by id`.execute(database.db);
    expect(rows.map(({ act }) => act)).toEqual(['products.create', 'products.change']);
  });

  it('that does not exist cannot be changed', async () => {
    for (const id of ['0', '999999999', 'x', '%00']) expect((await admin.patch(`/products/${id}`, { active: false })).status).toBe(404);
  });
});
