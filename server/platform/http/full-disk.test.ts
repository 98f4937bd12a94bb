import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signedInAs, type TestClient, testApp } from '../../testing/client.ts';
import { testDatabase } from '../../testing/database.ts';
import type { Database } from '../db/database.ts';
import { isDiskFull } from '../db/database-errors.ts';

let database: Database;
let owner: TestClient;
let staff: TestClient;

beforeAll(async () => {
  database = await testDatabase();
  const app = await testApp(database);
  owner = await signedInAs(app, database, 'owner');
  staff = await signedInAs(app, database, 'staff');
  await sql`
    create function refuse_to_write() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$;
    create trigger full_disk before insert on products for each row execute function refuse_to_write();
    create trigger full_disk before insert on saved_filters for each row execute function refuse_to_write()`.execute(database.db);
});

afterAll(() => sql`drop function refuse_to_write cascade`.execute(database.db));

describe('a full disk', () => {
  it('is told to those who can make room, and to be tried again later', async () => {
    const answer = await owner.post('/products', { name: 'Too much' });
    expect(answer).toMatchObject({ status: 503, body: { code: 'disk_full', title: 'The server’s disk is full' } });
    expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(10);
    expect((await owner.post('/products', { name: 'Too much' }, { 'accept-language': 'id' })).body).toMatchObject({
      title: 'Disk server penuh',
    });
  });

  it('is to staff that nothing can be saved now; what is there is still shown', async () => {
    const answer = await staff.post('/saved-filters', { page: 'records', name: 'Mine', search: 'q=x' });
    expect(answer).toMatchObject({ status: 503, body: { code: 'cannot_save' } });
    expect(answer.text).not.toMatch(/disk/i);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(10);
    expect((await staff.get('/notifications')).status).toBe(200);
  });

  it('is known from files of our own too, and from a worker, which tells only what was said', () => {
    const written = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    expect(isDiskFull(new Error('Reading a table failed', { cause: structuredClone(written) }))).toBe(true);
    expect(isDiskFull(new Error('Reading a table failed', { cause: new Error('ENOENT: no such file') }))).toBe(false);
  });
});
