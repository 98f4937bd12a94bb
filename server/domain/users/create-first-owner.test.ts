import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { StartupProblem } from '../../platform/startup-problem.ts';
import { TestClient, testApp } from '../../testing/client.ts';
import { testDatabase } from '../../testing/database.ts';
import { createFirstOwner } from './create-first-owner.ts';

it('the first start creates one owner whose made-up password must be changed', async () => {
  const database = await testDatabase();
  const starts = await Promise.all([1, 2].map(() => database.transaction((tx) => createFirstOwner(tx, {}))));
  const [owner] = starts.filter((start) => start !== null);
  expect(starts.filter((start) => start === null)).toHaveLength(1);
  expect(owner).toMatchObject({ username: 'owner', password: expect.stringMatching(/^\w{20}$/) as string });
  const client = new TestClient(await testApp(database));
  const answer = await client.post('/auth/sign-in', { username: 'owner', password: owner?.password });
  expect(answer.body).toMatchObject({ user: { role: 'owner', mustChangePassword: true } });
});

it('a password from the environment need not be changed and is not shown again', async () => {
  const database = await testDatabase();
  const owner = await database.transaction((tx) => createFirstOwner(tx, { username: 'Ibu.Sari', password: 'from the environment' }));
  expect(owner).toEqual({ username: 'Ibu.Sari', password: null });
  const client = new TestClient(await testApp(database));
  const answer = await client.post('/auth/sign-in', { username: 'ibu.sari', password: 'from the environment' });
  expect(answer.body).toMatchObject({ user: { mustChangePassword: false } });
  expect(await database.transaction((tx) => createFirstOwner(tx, { username: 'another', password: 'from the environment' }))).toBeNull();
});

it.each([
  { username: 'two words', password: 'long enough' },
  { username: 'owner', password: 'short' },
])('refuses %j in a sentence and leaves nothing', async (given) => {
  const database = await testDatabase();
  await expect(database.transaction((tx) => createFirstOwner(tx, given))).rejects.toThrow(StartupProblem);
  const { rows } = await sql`select 1 from users`.execute(database.db);
  expect(rows).toHaveLength(0);
});
