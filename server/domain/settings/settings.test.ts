import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Settings, writeSettings } from '../../../contract/settings.ts';
import type { Database } from '../../platform/db/database.ts';
import { WallClock } from '../../platform/exports/wall-clock.ts';
import { addList, addProduct } from '../../testing/builders.ts';
import { signedInAs, type TestClient, testApp } from '../../testing/client.ts';
import { testDatabase } from '../../testing/database.ts';
import { zoneAmong } from './settings.rules.ts';

let database: Database;
let app: Awaited<ReturnType<typeof testApp>>;
let owner: Awaited<ReturnType<typeof signedInAs>>;

const first: Settings = { businessName: null, timeZone: 'Asia/Jakarta', sessionIdleHours: 24, sessionDays: 14, assignOrder: 'random' };
const put = (body: unknown, client: TestClient = owner) => client.send('PUT', '/settings', body, {});
const changes = async () => {
  const { rows } = await sql<{ data: unknown }>`select data from events where act = 'settings.change' order by id`.execute(database.db);
  return rows.map(({ data }) => data);
};

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database);
});

beforeEach(async () => {
  await sql`update settings set business_name = null, time_zone = 'Asia/Jakarta', session_idle_hours = 24, session_days = 14, assign_order = 'random'`.execute(
    database.db,
  );
  owner = await signedInAs(app, database, 'owner');
});

test('everybody signed in reads the settings, the owner alone changes them, and the log says what was and what is', async () => {
  const [admin, staff] = [await signedInAs(app, database, 'admin'), await signedInAs(app, database, 'staff')];
  expect((await staff.get('/settings')).body).toEqual(first);
  expect((await put(first, admin)).status).toBe(403);
  const wanted = { ...first, businessName: 'Sagaraya Group', assignOrder: 'file' };
  expect((await put(wanted)).body).toEqual(wanted);
  expect((await admin.get('/settings')).body).toEqual(wanted);
  expect((await put(wanted)).status).toBe(200);
  expect(await changes()).toEqual([
    { changes: { businessName: { from: null, to: 'Sagaraya Group' }, assignOrder: { from: 'random', to: 'file' } } },
  ]);
});

test.each([
  [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
  // The database reads an offset the other way round: seven hours behind, not ahead.
  [{ timeZone: '+07:00' }, 'timeZone'],
  [{ timeZone: 'UTC+7' }, 'timeZone'],
  [{ timeZone: '' }, 'timeZone'],
  [{ sessionIdleHours: 0 }, 'sessionIdleHours'],
  [{ sessionIdleHours: 48, sessionDays: 1 }, 'sessionIdleHours'],
  [{ sessionDays: 91 }, 'sessionDays'],
  [{ businessName: '' }, 'businessName'],
  [{ colour: 'red' }, 'colour'],
])('%o is refused and named', async (wrong, path) => {
  const { status, body } = await put({ ...first, ...wrong });
  expect(status).toBe(400);
  expect((body as { errors: { path: string }[] }).errors.map((error) => error.path)).toEqual([path]);
  expect((await owner.get('/settings')).body).toEqual(first);
});

describe('a time zone', () => {
  test('of every name that the program or the database knows is taken, and both mean the same by it', async () => {
    const { rows } = await sql<{ name: string }>`select name from pg_timezone_names`.execute(database.db);
    const known = rows.map(({ name }) => name);
    const names = new Set([...known, ...Intl.supportedValuesOf('timeZone'), 'UTC', 'Asia/Kolkata', 'Asia/Calcutta']);
    // Names for no place at all, and the second and third copies of all names that some systems keep beside them.
    for (const name of known) if (/^(Factory|localtime|posixrules|(posix|right)\/.*)$/.test(name)) names.delete(name);
    expect(names.size).toBeGreaterThan(400);
    const kept = new Map([...names].map((timeZone) => [timeZone, zoneAmong(known, timeZone) ?? `unknown: ${timeZone}`]));
    // Of years whose clocks both know: a law of this year may have come to one of them and not yet to the other.
    const { rows: shown } = await sql<{ zone: string; moment: string; clock: string }>`
      select zone, to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as moment, to_char(moment at time zone zone, 'YYYY-MM-DD HH24:MI:SS') as clock
      from unnest(${[...new Set(kept.values())]}::text[]) as zone,
        generate_series('2019-01-10 03:30Z'::timestamptz, '2024-12-10 03:30Z', '5 months') as moment
    `.execute(database.db);
    for (const timeZone of names) {
      expect([timeZone, writeSettings.body.safeParse({ ...first, timeZone }).success]).toEqual([timeZone, true]);
      const here = new WallClock(timeZone);
      const there = shown.filter(({ zone }) => zone === kept.get(timeZone));
      expect([timeZone, there.length]).toEqual([timeZone, 15]);
      expect([timeZone, ...there.map(({ clock }) => clock)]).toEqual([
        timeZone,
        ...there.map(({ moment }) => here.at(moment).toISOString().slice(0, 19).replace('T', ' ')),
      ]);
    }
  });

  test.each([
    ['UTC', 'UTC'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['asia/kolkata', 'Asia/Kolkata'],
    ['us/pacific', 'US/Pacific'],
    ['Etc/GMT-7', 'Etc/GMT-7'],
    ['cet', 'Europe/Brussels'],
  ])('%s is kept as %s', async (timeZone, kept) => {
    expect(await put({ ...first, timeZone })).toMatchObject({ status: 200, body: { timeZone: kept } });
    expect((await owner.get('/settings')).body).toMatchObject({ timeZone: kept });
  });

  test('that the database knows by another name is kept by that', async () => {
    expect(zoneAmong(['Asia/Dhaka', 'Asia/Kolkata', 'posix/Asia/Kolkata', 'Factory'], 'Asia/Calcutta')).toBe('Asia/Kolkata');
    expect(zoneAmong(['America/New_York'], 'US/Pacific')).toBeUndefined();
  });
});

test('the zone of the business decides which day it is: for follow-ups, for the audit log, for a new card', async () => {
  const day = async (moment: string) =>
    (await sql<{ day: string }>`select business_day(${moment}::timestamptz) as day`.execute(database.db)).rows[0]?.day;
  expect(await day('2026-11-20T15:30:00Z')).toBe('2026-11-20');
  await put({ ...first, timeZone: 'Asia/Jayapura' });
  expect(await day('2026-11-20T15:30:00Z')).toBe('2026-11-21');
  await sql`insert into events (at, act, subject_type) values ('2020-02-01 15:30:00+00', 'jobs.first', 'job')`.execute(database.db);
  const logged = async (from: string) => (await owner.get(`/audit?act=jobs.first&from=${from}&to=${from}`)).body as { total: number };
  expect((await logged('2020-02-02')).total).toBe(1);
  expect((await logged('2020-02-01')).total).toBe(0);
  // Whatever the hour is, the day of a place 26 hours ahead of another is not the same.
  const titles: string[] = [];
  const productId = await addProduct(database.db);
  const staff = await signedInAs(app, database, 'staff');
  for (const [timeZone, firstCustomer] of [
    ['Pacific/Kiritimati', 1],
    ['Pacific/Pago_Pago', 50],
  ] as const) {
    await put({ ...first, timeZone });
    const { databaseId } = await addList(database.db, { productId, records: 1, firstCustomer });
    await owner.post('/assignments', { databaseId, staffIds: [staff.userId], quantity: 1 });
    const { rows } = await sql<{ title: string }>`select title from batches where database_id = ${databaseId}`.execute(database.db);
    titles.push(rows[0]?.title ?? '');
  }
  expect(titles[0]).not.toBe(titles[1]);
});

test('a draw that names no order takes the business’s usual one, one that names it takes that', async () => {
  const productId = await addProduct(database.db);
  const { databaseId } = await addList(database.db, { productId, records: 9, firstCustomer: 300 });
  const staff = await signedInAs(app, database, 'staff');
  const assign = (order: object) => owner.post('/assignments', { databaseId, staffIds: [staff.userId], quantity: 1, ...order });
  await put({ ...first, assignOrder: 'file' });
  await assign({});
  await assign({ order: 'random' });
  await put(first);
  await assign({});
  const { rows } = await sql<{ order: string }>`
    select draw_order as "order" from assignments where database_id = ${databaseId} order by id`.execute(database.db);
  expect(rows.map(({ order }) => order)).toEqual(['file', 'random', 'random']);
});

test('shorter sessions hold at once, for those that are open too; longer ones give no session more than it began with', async () => {
  const idle = await signedInAs(app, database, 'staff');
  const old = await signedInAs(app, database, 'staff');
  await sql`update sessions set last_seen_at = now() - interval '5 hours' where user_id = ${idle.userId}`.execute(database.db);
  await sql`update sessions set created_at = now() - interval '3 days' where user_id = ${old.userId}`.execute(database.db);
  expect([(await idle.get('/auth/me')).status, (await old.get('/auth/me')).status]).toEqual([200, 200]);
  await sql`update sessions set last_seen_at = now() - interval '5 hours' where user_id = ${idle.userId}`.execute(database.db);
  await put({ ...first, sessionIdleHours: 4, sessionDays: 2 });
  expect([(await idle.get('/auth/me')).status, (await old.get('/auth/me')).status]).toEqual([401, 401]);
  const fresh = await signedInAs(app, database, 'staff');
  await put({ ...first, sessionDays: 90 });
  expect([(await idle.get('/auth/me')).status, (await old.get('/auth/me')).status]).toEqual([401, 401]);
  const { rows } = await sql<{ days: number }>`
    select extract(days from ends_at - created_at)::int as days from open_sessions where user_id = ${fresh.userId}`.execute(database.db);
  expect(rows[0]?.days).toBeLessThanOrEqual(2);
});
