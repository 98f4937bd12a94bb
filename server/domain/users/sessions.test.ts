import { beforeAll, expect, test } from 'vitest';
import type { Database } from '../../platform/db/database.ts';
import { signedInAs, TestClient, testApp, testPassword } from '../../testing/client.ts';
import { testDatabase } from '../../testing/database.ts';

interface Session {
  readonly id: string;
  readonly current: boolean;
  readonly userAgent: string | null;
}

let database: Database;
let app: Awaited<ReturnType<typeof testApp>>;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database);
});

const sessionsOf = async (client: TestClient, path = '/auth/sessions') => ((await client.get(path)).body as { items: Session[] }).items;

async function signInAgain(username: string, userAgent: string): Promise<TestClient> {
  const client = new TestClient(app);
  await client.post('/auth/sign-in', { username, password: testPassword }, { 'user-agent': userAgent });
  return client;
}

test('everybody sees their own sessions, which of them is this one, and ends one at once', async () => {
  const desk = await signedInAs(app, database, 'staff');
  const phone = await signInAgain(desk.username, 'Chrome on a phone');
  const items = await sessionsOf(desk);
  expect(items.map(({ userAgent, current }) => [userAgent, current])).toEqual(
    expect.arrayContaining([
      ['Chrome on a phone', false],
      [null, true],
    ]),
  );
  const other = items.find(({ current }) => !current)?.id ?? '';
  expect((await desk.delete(`/auth/sessions/${other}`)).status).toBe(204);
  expect((await phone.get('/auth/me')).status).toBe(401);
  expect((await desk.get('/auth/me')).status).toBe(200);
  expect((await desk.delete(`/auth/sessions/${other}`)).status).toBe(404);
});

test('a colleague’s session is as good as missing; an owner ends one and leaves the others', async () => {
  const rina = await signedInAs(app, database, 'staff');
  const phone = await signInAgain(rina.username, 'Chrome on a phone');
  const [dewi, owner] = [await signedInAs(app, database, 'staff'), await signedInAs(app, database, 'owner')];
  const path = `/users/${rina.userId}/sessions`;
  const ofPhone = (await sessionsOf(owner, path)).find(({ userAgent }) => userAgent === 'Chrome on a phone')?.id ?? '';
  expect((await dewi.delete(`/auth/sessions/${ofPhone}`)).status).toBe(404);
  expect((await owner.delete(`/users/${dewi.userId}/sessions/${ofPhone}`)).status).toBe(404);
  expect((await phone.get('/auth/me')).status).toBe(200);
  expect((await owner.delete(`${path}/${ofPhone}`)).status).toBe(204);
  expect((await phone.get('/auth/me')).status).toBe(401);
  expect((await rina.get('/auth/me')).status).toBe(200);
});
