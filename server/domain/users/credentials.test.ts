import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../platform/db/database.ts';
import { makeUser, signedInAs, statusesOf, type TestAnswer, TestClient, testApp, testPassword } from '../../testing/client.ts';
import { testDatabase } from '../../testing/database.ts';

let database: Database;
let app: FastifyInstance;
let owner: Awaited<ReturnType<typeof signedInAs>>;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database);
  owner = await signedInAs(app, database, 'owner');
});

/** Requests of one person that are worked on at once; more wait for their turn. */
const turns = 4;

/** Keeps a user's row while requests that want it queue up in their order, then lets them go; answers what each was answered. */
async function queueOnUser(userId: string, requests: readonly (() => Promise<TestAnswer>)[]): Promise<TestAnswer[]> {
  const under: Promise<TestAnswer>[] = [];
  await database.transaction(async (tx) => {
    await sql`select 1 from users where id = ${userId} for update`.execute(tx);
    for (const request of requests) {
      under.push(request());
      await expect.poll(waiting, { interval: 5, timeout: 10_000 }).toBe(Math.min(under.length, turns));
    }
  });
  return Promise.all(under);
}

async function waiting(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
    database.db,
  );
  return rows[0]?.count ?? 0;
}

const signIn = (username: string, password: string) => new TestClient(app).post('/auth/sign-in', { username, password });
const mayEnter = async (username: string, password: string) => (await signIn(username, password)).status === 200;
const change = (client: TestClient, newPassword: string) => client.post('/auth/password', { currentPassword: testPassword, newPassword });

async function invite(userId: string): Promise<string> {
  const { body } = await owner.post(`/users/${userId}/invitation`);
  return (body as { invitationUrl: string }).invitationUrl.split('/').at(-1) ?? '';
}

describe('an owner’s reset', () => {
  it('stands over a change of the password that began before it and ends after it', async () => {
    const thief = await signedInAs(app, database, 'staff');
    const [reset, stolen] = await queueOnUser(thief.userId, [
      () => owner.patch(`/users/${thief.userId}`, { password: 'set by the owner' }),
      () => change(thief, 'chosen by the thief'),
    ]);
    expect(reset?.status).toBe(200);
    expect([401, 409]).toContain(stolen?.status);
    expect(await mayEnter(thief.username, 'chosen by the thief')).toBe(false);
    expect(await mayEnter(thief.username, 'set by the owner')).toBe(true);
  });

  it('stands over one that comes just before it', async () => {
    const thief = await signedInAs(app, database, 'staff');
    const [stolen, reset] = await queueOnUser(thief.userId, [
      () => change(thief, 'chosen by the thief'),
      () => owner.patch(`/users/${thief.userId}`, { password: 'set by the owner' }),
    ]);
    expect([stolen?.status, reset?.status]).toEqual([200, 200]);
    expect(await mayEnter(thief.username, 'chosen by the thief')).toBe(false);
    expect(await mayEnter(thief.username, 'set by the owner')).toBe(true);
  });

  it('stands over an invitation that is being accepted', async () => {
    const { id, username } = await makeUser(database, 'staff');
    const token = await invite(id);
    const [reset, accepted] = await queueOnUser(id, [
      () => owner.patch(`/users/${id}`, { password: 'set by the owner' }),
      () => new TestClient(app).post(`/auth/invitations/${token}`, { password: 'chosen by the invited' }),
    ]);
    expect(reset?.status).toBe(200);
    expect(accepted).toMatchObject({ status: 404, body: { code: 'invitation_ended' } });
    expect(await mayEnter(username, 'set by the owner')).toBe(true);
  });

  it('by a new link stands over a change that began before it', async () => {
    const thief = await signedInAs(app, database, 'staff');
    const [invited, stolen] = await queueOnUser(thief.userId, [
      () => owner.post(`/users/${thief.userId}/invitation`),
      () => change(thief, 'chosen by the thief'),
    ]);
    expect(invited?.status).toBe(201);
    expect(stolen).toMatchObject({ status: 409, body: { code: 'password_changed' } });
    expect(await mayEnter(thief.username, 'chosen by the thief')).toBe(false);
  });

  it('by a new link stands over the earlier link that is being accepted', async () => {
    const { id } = await makeUser(database, 'staff');
    const token = await invite(id);
    const [invited, accepted] = await queueOnUser(id, [
      () => owner.post(`/users/${id}/invitation`),
      () => new TestClient(app).post(`/auth/invitations/${token}`, { password: 'chosen by the invited' }),
    ]);
    expect([invited?.status, accepted?.status]).toEqual([201, 404]);
  });

  it('by deactivating stands over a change, also once they are active again', async () => {
    const thief = await signedInAs(app, database, 'staff');
    const [gone, stolen] = await queueOnUser(thief.userId, [
      () => owner.post(`/users/${thief.userId}/deactivate`, { holdings: 'recall', reservations: 'release' }),
      () => change(thief, 'chosen by the thief'),
    ]);
    expect(gone?.status).toBe(200);
    expect([401, 409]).toContain(stolen?.status);
    await owner.post(`/users/${thief.userId}/activate`);
    expect(await mayEnter(thief.username, 'chosen by the thief')).toBe(false);
    expect(await mayEnter(thief.username, testPassword)).toBe(true);
  });
});

describe('six changes at once with the same current password', () => {
  it('are one that wins and five that are told', async () => {
    const client = await signedInAs(app, database, 'staff');
    const chosen = Array.from({ length: 6 }, (_, number) => `new password ${number}`);
    const answers = await queueOnUser(
      client.userId,
      chosen.map((password) => () => change(client, password)),
    );
    // Those whose turn comes when all is over are told that their current password is wrong.
    const [winner, ...told] = statusesOf(answers);
    expect(winner).toBe(200);
    expect(told.filter((status) => status !== 409 && status !== 422)).toEqual([]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'password_changed' });
    const won = answers.findIndex(({ status }) => status === 200);
    const doors = await Promise.all(chosen.map((password) => mayEnter(client.username, password)));
    expect(doors).toEqual(chosen.map((_, number) => number === won));
  });
});
