import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../platform/db/database.ts';
import { makeUser, signedInAs, TestClient, testApp, testPassword } from '../../testing/client.ts';
import { testDatabase } from '../../testing/database.ts';

let database: Database;
let app: FastifyInstance;
let owner: Awaited<ReturnType<typeof signedInAs>>;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database);
  owner = await signedInAs(app, database, 'owner');
});

const fullWidth = (text: string) => text.replaceAll(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
const create = (username: string) => owner.post('/users', { username, name: 'Somebody', role: 'staff' });

/** Whom a username signs in; undefined where nobody. */
async function enters(username: string): Promise<string | undefined> {
  const { status, body } = await new TestClient(app).post('/auth/sign-in', { username, password: testPassword });
  return status === 200 ? (body as { user: { id: string } }).user.id : undefined;
}

/** Somebody whose username is from before usernames were plain. */
async function withOldName(username: string): Promise<string> {
  const { id } = await makeUser(database, 'staff');
  await sql`update users set username = ${username} where id = ${id}`.execute(database.db);
  return id;
}

describe('a new username', () => {
  it.each([
    ['а Cyrillic letter', 'аdm1'],
    ['a Greek letter', 'αdm1'],
    ['only foreign letters', 'адмн'],
    ['a letter with a mark', 'admín'],
    ['foreign digits', 'adm١'],
    ['a letter nobody sees', 'ad\u200bm1'],
    ['a dotless i', 'admın'],
  ])('with %s is refused in a sentence', async (_, username) => {
    for (const answer of [await create(username), await owner.patch(`/users/${owner.userId}`, { username })]) {
      expect(answer).toMatchObject({ status: 400, body: { code: 'malformed', errors: [{ path: 'username' }] } });
    }
  });

  it('in full-width letters is the plain one they stand for', async () => {
    expect((await create(fullWidth('wide.one'))).body).toMatchObject({ username: 'wide.one' });
    expect(await create('WIDE.one')).toMatchObject({ status: 409, body: { code: 'name_taken' } });
    expect(await create(fullWidth('Wide.One'))).toMatchObject({ status: 409 });
    const { id } = await makeUser(database, 'staff');
    expect(await owner.patch(`/users/${id}`, { username: fullWidth('wide.one') })).toMatchObject({
      status: 409,
      body: { code: 'name_taken' },
    });
  });
});

describe('a username', () => {
  it('is one account however wide its letters are typed', async () => {
    const { id, username } = await makeUser(database, 'staff');
    expect(await enters(fullWidth(username.toUpperCase()))).toBe(id);
  });

  it('and however it is typed has one budget of failures', async () => {
    const { username } = await makeUser(database, 'staff');
    const spelled = [username, fullWidth(username), username.toUpperCase()];
    const statuses: number[] = [];
    for (let tries = 0; tries < 9; tries += 1) {
      const typed = { username: spelled[tries % 3], password: 'wrong' };
      statuses.push((await new TestClient(app).post('/auth/sign-in', typed)).status);
    }
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(7);
    expect(statuses).toContain(429);
    await sql`delete from rate_limits`.execute(database.db);
  });

  it('from before usernames were plain still signs in, and may stay while other things of its user change', async () => {
    const id = await withOldName('Дмитрий');
    expect(await enters('дмитрий')).toBe(id);
    expect((await owner.patch(`/users/${id}`, { name: 'Dmitry' })).status).toBe(200);
    expect(await enters('Дмитрий')).toBe(id);
  });

  it('cannot be stored beside one that it reads as, by whatever way', async () => {
    const { username } = await makeUser(database, 'staff');
    const { id } = await makeUser(database, 'staff');
    await expect(sql`update users set username = ${fullWidth(username)} where id = ${id}`.execute(database.db)).rejects.toThrow(
      /users_username_key/,
    );
  });
});

describe('two usernames that read the same from before', () => {
  it('both sign in, each as it is spelled, and can be changed apart from it', async () => {
    const plain = await makeUser(database, 'staff');
    const twin = await makeUser(database, 'staff');
    // As the migration leaves them.
    await sql`alter table users disable trigger users_username_key`.execute(database.db);
    await sql`update users set username = ${fullWidth(plain.username)}, username_key = ${fullWidth(plain.username)} where id = ${twin.id}`.execute(
      database.db,
    );
    await sql`alter table users enable trigger users_username_key`.execute(database.db);
    expect(await enters(plain.username)).toBe(plain.id);
    expect(await enters(fullWidth(plain.username))).toBe(twin.id);
    expect((await owner.patch(`/users/${twin.id}`, { name: 'Twin' })).status).toBe(200);
    expect(await enters(fullWidth(plain.username))).toBe(twin.id);
  });
});

describe('the migration to plain usernames', () => {
  it('keeps every account, also those that read the same', async () => {
    const old = await testDatabase();
    await sql`drop function account_named; drop trigger users_username_key on users; drop function set_username_key`.execute(old.db);
    await sql`alter table users drop column username_key`.execute(old.db);
    const names = ['rina', fullWidth('rina'), fullWidth('dewi'), 'Дмитрий', 'ﬁtri', fullWidth('ﬁtri'), 'SARI'];
    await sql`insert into users (username, name, role) select name, 'Somebody', 'staff' from unnest(${names}::text[]) as name`.execute(
      old.db,
    );
    await sql.raw(readFileSync(new URL('../../migrations/0016_plain_usernames.sql', import.meta.url), 'utf8')).execute(old.db);
    const { rows } = await sql<{ username: string; found: string }>`
      select username, (select found.username from users found where found.id = account_named(users.username)) as found
      from users order by id`.execute(old.db);
    expect(rows).toEqual(names.map((name) => ({ username: name, found: name })));
    const named = await sql<{ username: string }>`select username from users where id = account_named('dewi')`.execute(old.db);
    expect(named.rows).toEqual([{ username: fullWidth('dewi') }]);
  });
});
