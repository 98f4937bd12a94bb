import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../platform/db/database.ts';
import { addList, addProduct } from '../../testing/builders.ts';
import { makeUser, signedInAs, TestClient, statusesOf, testApp, testPassword } from '../../testing/client.ts';
import { testDatabase } from '../../testing/database.ts';

let database: Database;
let app: FastifyInstance;
let owner: Awaited<ReturnType<typeof signedInAs>>;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database);
  owner = await signedInAs(app, database, 'owner');
});

const signIn = (client: TestClient, username: string, password = testPassword) => client.post('/auth/sign-in', { username, password });

describe('a session', () => {
  it('begins with sign-in and ends with sign-out', async () => {
    const client = await signedInAs(app, database, 'staff');
    const { cookie } = client;
    expect((await client.get('/auth/me')).body).toEqual({
      id: client.userId,
      username: client.username,
      name: `The ${client.username}`,
      role: 'staff',
      mustChangePassword: false,
    });
    expect((await client.post('/auth/sign-out')).status).toBe(204);
    expect(client.cookie).toBeUndefined();
    client.cookie = cookie;
    expect(await client.get('/auth/me')).toMatchObject({ status: 401, body: { code: 'session_ended' } });
  });

  it('is a cookie no script and no other site can use, and only a hash of it is stored', async () => {
    const { username } = await makeUser(database, 'staff');
    const client = new TestClient(app);
    const answer = await signIn(client, username);
    expect(String(answer.headers['set-cookie'])).toMatch(/^cermat_session=[\w-]{43}; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Lax$/);
    const { rows } = await sql<{ stored: string }>`select string_agg(sessions::text, '') as stored from sessions`.execute(database.db);
    expect(rows[0]?.stored).not.toContain(client.cookie);
  });

  it('carries Secure where the proxy says that the browser came by TLS', async () => {
    const behindProxy = await testApp(database, { trustProxy: () => true });
    const { username } = await makeUser(database, 'staff');
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'cermat.example' };
    const answer = await new TestClient(behindProxy).post('/auth/sign-in', { username, password: testPassword }, headers);
    expect(String(answer.headers['set-cookie'])).toContain('; Secure');
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
  });

  it('ends when it lies idle for a day, and after fourteen days however busy it is', async () => {
    const idle = await signedInAs(app, database, 'staff');
    await sql`update sessions set last_seen_at = now() - interval '24 hours' where user_id = ${idle.userId}`.execute(database.db);
    expect((await idle.get('/auth/me')).status).toBe(401);
    const old = await signedInAs(app, database, 'staff');
    await sql`update sessions set expires_at = now() where user_id = ${old.userId}`.execute(database.db);
    expect((await old.get('/auth/me')).status).toBe(401);
  });

  it('notes its use, at most once a minute', async () => {
    const client = await signedInAs(app, database, 'staff');
    const seen = async () => {
      const { rows } = await sql<{ at: string }>`select last_seen_at as at from sessions where user_id = ${client.userId}`.execute(
        database.db,
      );
      return rows[0]?.at;
    };
    const first = await seen();
    await client.get('/auth/me');
    expect(await seen()).toBe(first);
    await sql`update sessions set last_seen_at = now() - interval '2 minutes' where user_id = ${client.userId}`.execute(database.db);
    await client.get('/auth/me');
    await expect.poll(seen).not.toBe(first);
  });

  it('of another browser ends when the password is changed, one’s own stays', async () => {
    const here = await signedInAs(app, database, 'staff');
    const there = new TestClient(app);
    await signIn(there, here.username);
    const answer = await here.post('/auth/password', { currentPassword: testPassword, newPassword: 'another password' });
    expect(answer.status).toBe(200);
    expect((await there.get('/auth/me')).status).toBe(401);
    expect((await here.get('/auth/me')).status).toBe(200);
    expect((await signIn(new TestClient(app), here.username)).status).toBe(401);
    expect((await signIn(new TestClient(app), here.username, 'another password')).status).toBe(200);
  });

  it.each([
    ['role', { role: 'admin' }],
    ['password', { password: 'set by the owner' }],
  ])('ends when the owner changes the %s', async (_, change) => {
    const client = await signedInAs(app, database, 'staff');
    expect((await owner.patch(`/users/${client.userId}`, change)).status).toBe(200);
    expect((await client.get('/auth/me')).status).toBe(401);
  });

  it('ends when its user is deactivated, who can sign in again once active', async () => {
    const client = await signedInAs(app, database, 'staff');
    const settling = { holdings: 'recall', reservations: 'release' };
    expect((await owner.post(`/users/${client.userId}/deactivate`, settling)).status).toBe(200);
    expect((await client.get('/auth/me')).status).toBe(401);
    expect((await signIn(client, client.username)).status).toBe(401);
    expect((await owner.post(`/users/${client.userId}/activate`)).body).toMatchObject({ active: true });
    expect((await signIn(client, client.username)).status).toBe(200);
  });

  it('stays a staff member’s while they hold records, which only staff may', async () => {
    const client = await signedInAs(app, database, 'staff');
    const productId = await addProduct(database.db);
    const { recordIds } = await addList(database.db, { productId, records: 2 });
    const assigned = await owner.post('/assignments', { recordIds, staffIds: [client.userId] });
    expect(assigned.status).toBe(201);
    expect(await owner.patch(`/users/${client.userId}`, { role: 'admin' })).toMatchObject({ status: 409, body: { code: 'still_holding' } });
    expect((await owner.post('/records/recall', { staffId: client.userId })).body).toMatchObject({ recalled: 2 });
    expect((await owner.patch(`/users/${client.userId}`, { role: 'admin' })).body).toMatchObject({ role: 'admin' });
  });

  it('stays when the owner changes the name', async () => {
    const client = await signedInAs(app, database, 'staff');
    expect((await owner.patch(`/users/${client.userId}`, { name: 'Rina' })).body).toMatchObject({ name: 'Rina' });
    expect((await client.get('/auth/me')).body).toMatchObject({ name: 'Rina' });
  });

  it('is listed and ended by the owner', async () => {
    const client = await signedInAs(app, database, 'staff');
    const listed = await owner.get(`/users/${client.userId}/sessions`);
    expect(listed.body).toMatchObject({ items: [{ address: '127.0.0.1' }] });
    expect((await owner.delete(`/users/${client.userId}/sessions`)).body).toEqual({ ended: 1 });
    expect((await client.get('/auth/me')).status).toBe(401);
  });
});

describe('signing in', () => {
  it('does not tell an unknown account, a wrong password, an inactive and an invited person apart', async () => {
    const known = await makeUser(database, 'staff');
    const inactive = await makeUser(database, 'staff');
    await sql`update users set active = false where id = ${inactive.id}`.execute(database.db);
    await owner.post('/users', { username: 'invited', name: 'Invited', role: 'staff' });
    const answers = [
      await signIn(new TestClient(app), 'nobody.at.all'),
      await signIn(new TestClient(app), 'no such\u0000name'),
      await signIn(new TestClient(app), known.username, 'wrong password'),
      await signIn(new TestClient(app), inactive.username),
      await signIn(new TestClient(app), 'invited', ''),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(401);
      expect(body).toMatchObject({ code: 'wrong_credentials' });
    }
  });

  it('knows a username however its letters are cased', async () => {
    const { username } = await makeUser(database, 'staff');
    expect((await signIn(new TestClient(app), ` ${username.toUpperCase()} `)).status).toBe(200);
  });

  it('ends the session the browser had before', async () => {
    const client = await signedInAs(app, database, 'staff');
    const before = client.cookie;
    await signIn(client, client.username);
    client.cookie = before;
    expect((await client.get('/auth/me')).status).toBe(401);
  });

  it('accepts a totp field, which means nothing yet', async () => {
    const { username } = await makeUser(database, 'staff');
    const answer = await new TestClient(app).post('/auth/sign-in', { username, password: testPassword, totp: '123456' });
    expect(answer.status).toBe(200);
  });
});

describe('users', () => {
  it('have names of their own', async () => {
    const { username } = await makeUser(database, 'staff');
    const answer = await owner.post('/users', { username: username.toUpperCase(), name: 'Twin', role: 'staff' });
    expect(answer).toMatchObject({ status: 409, body: { code: 'name_taken' } });
    const other = await makeUser(database, 'staff');
    expect((await owner.patch(`/users/${other.id}`, { username })).status).toBe(409);
  });

  it('are listed by page, role and search, with what they hold', async () => {
    const { id, username } = await makeUser(database, 'admin');
    const answer = await owner.get(`/users?q=${username.toUpperCase()}&role=admin&active=true`);
    expect(answer.body).toMatchObject({
      total: 1,
      page: 1,
      pageSize: 50,
      items: [{ id, holding: { assigned: 0, unvalidated: 0, reserved: 0, modules: { bonanza: { assigned: 0, unvalidated: 0 } } } }],
    });
    expect((await owner.get('/users?q=%25&pageSize=1')).body).toMatchObject({ total: 0, items: [] });
  });

  it('keep at least one owner who can sign in, also when two leave at once', async () => {
    const alone = await testDatabase();
    const itsApp = await testApp(alone);
    const [one, other] = [await signedInAs(itsApp, alone, 'owner'), await signedInAs(itsApp, alone, 'owner')];
    await one.post('/users', { username: 'invited.owner', name: 'Invited', role: 'owner' });
    const answers = await Promise.all([
      one.patch(`/users/${one.userId}`, { role: 'admin' }),
      other.patch(`/users/${other.userId}`, { role: 'admin' }),
    ]);
    expect(statusesOf(answers)).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'last_owner' });
  });

  it('leave an event for each act, without names or secrets', async () => {
    const { body } = await owner.post('/users', {
      username: 'eventful',
      name: 'Eventful Person',
      role: 'staff',
      password: 'a secret password',
    });
    const { id } = body as { id: string };
    await owner.patch(`/users/${id}`, { name: 'Renamed Person', password: 'another secret' });
    const { rows } = await sql<{ act: string; text: string }>`
      select act, data::text as text from events where subject_type = 'user' and subject_id = ${id} order by id`.execute(database.db);
    expect(rows.map(({ act }) => act)).toEqual(['users.create', 'users.change']);
    for (const { text } of rows) expect(text).not.toMatch(/eventful|person|secret/i);
  });

  it.each(['0', '999999999999', 'abc', '-1', '1e3', '%00', '%F0%9F%92%A9', '1%20or%201=1', '99999999999999999999'])(
    'with the id %s do not exist',
    async (id) => {
      expect(await owner.patch(`/users/${id}`, { name: 'X' })).toMatchObject({ status: 404, body: { code: 'not_found' } });
      expect((await owner.get(`/users/${id}/sessions`)).status).toBe(404);
      expect((await owner.delete(`/users/${id}/sessions`)).status).toBe(404);
      expect((await owner.post(`/users/${id}/activate`)).status).toBe(404);
      expect((await owner.post(`/users/${id}/invitation`)).status).toBe(404);
    },
  );
});
