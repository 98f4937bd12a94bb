import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { signedInAs, statusesOf, testApp } from '../../testing/client.ts';
import { testDatabase } from '../../testing/database.ts';
import type { Database } from '../db/database.ts';
import { forgetOldAnswers } from './answer-once.ts';

let database: Database;
let app: FastifyInstance;
let admin: Awaited<ReturnType<typeof signedInAs>>;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database);
  admin = await signedInAs(app, database, 'admin');
});

const withKey = (key: string) => ({ 'idempotency-key': key });

async function countProducts(name: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from products where name = ${name}`.execute(database.db);
  return rows[0]?.count ?? 0;
}

describe('a request with an Idempotency-Key', () => {
  it('is answered again as it was, and done once', async () => {
    const first = await admin.post('/products', { name: 'Once' }, withKey('once'));
    const second = await admin.post('/products', { name: 'Once' }, withKey('once'));
    expect(first).toMatchObject({ status: 201, body: { name: 'Once' } });
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(second).toMatchObject({ status: 201, text: first.text, headers: { 'idempotency-replayed': 'true' } });
    expect(await countProducts('Once')).toBe(1);
  });

  it('counts as the same whatever the order of its fields', async () => {
    await admin.post('/products', { name: 'Ordered', active: true }, withKey('ordered'));
    const again = await admin.post('/products', { active: true, name: 'Ordered' }, withKey('ordered'));
    expect(again.headers['idempotency-replayed']).toBe('true');
  });

  it('makes its twins of the same moment wait, and all get one answer', async () => {
    const twins = await Promise.all(Array.from({ length: 8 }, () => admin.post('/products', { name: 'Twin' }, withKey('twin'))));
    expect(new Set(twins.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(twins[0]?.status).toBe(201);
    expect(twins.filter(({ headers }) => headers['idempotency-replayed'] === undefined)).toHaveLength(1);
    expect(await countProducts('Twin')).toBe(1);
    const { rows } = await sql`select 1 from events where act = 'products.create' and data ->> 'name' is null and subject_id = (
      select id::text from products where name = 'Twin')`.execute(database.db);
    expect(rows).toHaveLength(1);
  });

  it('without a key is done every time', async () => {
    const twins = await Promise.all(Array.from({ length: 4 }, () => admin.post('/products', { name: 'Keyless' })));
    expect(statusesOf(twins)).toEqual([201, 409, 409, 409]);
  });

  it.each([
    ['another body', 'POST', '/products', { name: 'Other body' }],
    ['another path', 'PATCH', '/products/1', { name: 'First body' }],
  ] as const)('and %s is refused', async (_, method, path, body) => {
    await admin.post('/products', { name: 'First body' }, withKey('reused'));
    const answer = await admin.send(method, path, body, withKey('reused'));
    expect(answer).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
  });

  it('that failed is not kept: the next try is a new one', async () => {
    await admin.post('/products', { name: 'In the way' });
    expect((await admin.post('/products', { name: 'In the way' }, withKey('failed'))).status).toBe(409);
    await sql`update products set name = 'Out of the way' where name = 'In the way'`.execute(database.db);
    const second = await admin.post('/products', { name: 'In the way' }, withKey('failed'));
    expect(second.status).toBe(201);
    expect(second.headers['idempotency-replayed']).toBeUndefined();
  });

  it('is its user’s own', async () => {
    const other = await signedInAs(app, database, 'admin');
    await admin.post('/products', { name: 'Mine' }, withKey('shared key'));
    const answer = await other.post('/products', { name: 'Theirs' }, withKey('shared key'));
    expect(answer).toMatchObject({ status: 201, body: { name: 'Theirs' } });
  });

  it.each(['', 'x'.repeat(201)])('of an impossible length is malformed', async (key) => {
    const answer = await admin.post('/products', { name: 'Unkeyable' }, withKey(key));
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'Idempotency-Key' }] } });
    expect(await countProducts('Unkeyable')).toBe(0);
  });

  it('keeps no secrets: a replay comes without the link, and nothing stored tells the password', async () => {
    const owner = await signedInAs(app, database, 'owner');
    const body = { username: 'rina', name: 'Rina', role: 'staff' };
    const first = await owner.post('/users', body, withKey('rina'));
    const second = await owner.post('/users', body, withKey('rina'));
    expect(first.body).toHaveProperty('invitationUrl');
    expect(second.status).toBe(201);
    expect(second.body).not.toHaveProperty('invitationUrl');
    expect(second.body).toMatchObject({ id: (first.body as { id: string }).id, username: 'rina' });
    const withPassword = { username: 'budi', name: 'Budi', role: 'staff' };
    await owner.post('/users', { ...withPassword, password: 'one password' }, withKey('budi'));
    const again = await owner.post('/users', { ...withPassword, password: 'two password' }, withKey('budi'));
    expect(again.headers['idempotency-replayed']).toBe('true');
  });

  it('is forgotten after seven days, by the clean-up and by itself', async () => {
    await admin.post('/products', { name: 'Old' }, withKey('old'));
    await sql`update idempotency_keys set created_at = now() - interval '8 days' where key = 'old'`.execute(database.db);
    const answer = await admin.post('/products', { name: 'New' }, withKey('old'));
    expect(answer).toMatchObject({ status: 201, body: { name: 'New' } });
    await sql`update idempotency_keys set created_at = now() - interval '8 days' where key = 'once'`.execute(database.db);
    expect(await forgetOldAnswers(database.db)).toBe(1);
    expect((await admin.post('/products', { name: 'New' }, withKey('old'))).headers['idempotency-replayed']).toBe('true');
  });
});
