import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../platform/db/database.ts';
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

describe('a temporary password', () => {
  it('must be changed before anything else', async () => {
    const { id, username } = await makeUser(database, 'admin');
    await sql`update users set must_change_password = true where id = ${id}`.execute(database.db);
    const client = new TestClient(app);
    expect((await signIn(client, username)).body).toMatchObject({ user: { mustChangePassword: true } });
    expect(await client.get('/products')).toMatchObject({ status: 403, body: { code: 'password_must_change' } });
    expect((await client.get('/auth/me')).status).toBe(200);
    expect(await client.post('/auth/password', { currentPassword: testPassword, newPassword: testPassword })).toMatchObject({
      status: 422,
    });
    const changed = await client.post('/auth/password', { currentPassword: testPassword, newPassword: 'my own password' });
    expect(changed.body).toMatchObject({ mustChangePassword: false });
    expect((await client.get('/products')).status).toBe(200);
  });

  it('is not replaced by somebody who does not know it', async () => {
    const client = await signedInAs(app, database, 'staff');
    const answer = await client.post('/auth/password', { currentPassword: 'not mine', newPassword: 'my own password' });
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_input', errors: [{ path: 'currentPassword' }] } });
  });
});

describe('the link of an invitation', () => {
  const linkOf = async (host: typeof app, by: TestClient) => {
    const client = Object.assign(new TestClient(host), { cookie: by.cookie });
    const { id } = await makeUser(database, 'staff');
    const { body } = await client.post(`/users/${id}/invitation`, undefined, { host: 'evil.example' });
    const created = await client.post('/users', { username: `linked${id}`, name: 'Linked', role: 'staff' }, { host: 'evil.example' });
    return [body, created.body].map((answer) => (answer as { invitationUrl: string }).invitationUrl);
  };

  it('is a path where nobody has said how people reach the program, whatever the request calls it', async () => {
    for (const link of await linkOf(app, owner)) expect(link).toMatch(/^\/undangan\/[\w-]{43}$/);
  });

  it('is a whole one by the public address, whatever the request calls it', async () => {
    const itsApp = await testApp(database, { publicUrl: 'https://cermat.example' });
    for (const link of await linkOf(itsApp, owner)) expect(link).toMatch(/^https:\/\/cermat\.example\/undangan\/[\w-]{43}$/);
  });
});

describe('an invitation', () => {
  it('works once and signs in', async () => {
    const created = await owner.post('/users', { username: 'dewi', name: 'Dewi', role: 'staff' });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ hasPassword: false, active: true });
    const { invitationUrl } = created.body as { invitationUrl: string };
    const token = invitationUrl.split('/').at(-1) ?? '';
    const guest = new TestClient(app);
    expect((await guest.get(`/auth/invitations/${token}`)).body).toMatchObject({ username: 'dewi', name: 'Dewi' });
    const twice = await Promise.all([
      new TestClient(app).post(`/auth/invitations/${token}`, { password: 'the password of Dewi' }),
      new TestClient(app).post(`/auth/invitations/${token}`, { password: 'the password of Dewi' }),
    ]);
    expect(statusesOf(twice)).toEqual([200, 404]);
    expect(await guest.post(`/auth/invitations/${token}`, { password: 'a later password' })).toMatchObject({
      status: 404,
      body: { code: 'invitation_ended' },
    });
    expect((await signIn(guest, 'dewi', 'the password of Dewi')).status).toBe(200);
  });

  it('stops working when a new one is made, when it expires and when its person is deactivated', async () => {
    const created = (await owner.post('/users', { username: 'sari', name: 'Sari', role: 'staff' })).body as {
      id: string;
      invitationUrl: string;
    };
    const again = (await owner.post(`/users/${created.id}/invitation`)).body as { invitationUrl: string };
    const [first = '', second = ''] = [created, again].map(({ invitationUrl }) => invitationUrl.split('/').at(-1));
    expect((await owner.get(`/auth/invitations/${first}`)).status).toBe(404);
    expect((await owner.get(`/auth/invitations/${second}`)).status).toBe(200);
    await sql`update invitations set expires_at = now() where user_id = ${created.id}`.execute(database.db);
    expect((await owner.get(`/auth/invitations/${second}`)).status).toBe(404);
  });
});
