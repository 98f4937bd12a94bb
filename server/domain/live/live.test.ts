import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../platform/db/database.ts';
import { openDatabase } from '../../platform/db/database.ts';
import { addList, addProduct } from '../../testing/builders.ts';
import { program, signedInAs, type TestClient, testApp } from '../../testing/client.ts';
import { addressOf, testDatabase } from '../../testing/database.ts';
import { appendEvent } from '../audit/append-event.ts';
import { StreamReader } from './fixtures/stream-reader.ts';
import { forgetLiveEvents } from './forget-live-events.ts';
import { mostStreams } from './live-feed.ts';

type Client = Awaited<ReturnType<typeof signedInAs>>;

let database: Database;
let app: FastifyInstance;
let url: string;
let admin: Client;
let rina: Client;
let dewi: Client;
let productId: string;

const open: StreamReader[] = [];

async function listening(on: Database): Promise<{ app: FastifyInstance; url: string }> {
  const instance = await testApp(on);
  return { app: instance, url: await instance.listen({ host: '127.0.0.1', port: 0 }) };
}

async function follow(client: TestClient, lastEventId?: string, at = url): Promise<StreamReader> {
  const reader = await StreamReader.open(at, client.cookie ?? '', lastEventId);
  open.push(reader);
  return reader;
}

/** A stream that has said its first word. */
async function following(client: TestClient, at = url): Promise<StreamReader> {
  const reader = await follow(client, undefined, at);
  await reader.next();
  return reader;
}

beforeAll(async () => {
  database = await testDatabase();
  ({ app, url } = await listening(database));
  [admin, rina, dewi] = [
    await signedInAs(app, database, 'admin'),
    await signedInAs(app, database, 'staff'),
    await signedInAs(app, database, 'staff'),
  ];
  productId = await addProduct(database.db);
});

afterEach(async () => {
  for (const reader of open.splice(0)) await reader.close();
});

async function assign(
  staff: Client,
  quantity = 5,
): Promise<{ batchId: string; headers: TestClient['get'] extends (...input: never[]) => Promise<infer A> ? A : never }> {
  const { databaseId } = await addList(database.db, { productId, records: quantity });
  const answer = await admin.post('/assignments', { databaseId, staffIds: [staff.userId], quantity, order: 'file' });
  expect(answer.status).toBe(201);
  const { assignments } = answer.body as { assignments: { batchId: string }[] };
  return { batchId: assignments[0]?.batchId ?? '', headers: answer };
}

async function recordsOf(staff: Client, batchId: string): Promise<string[]> {
  const { body } = await staff.get(`/records?batchId=${batchId}`);
  return (body as { items: { id: string }[] }).items.map(({ id }) => id);
}

const tell = (topic: string) =>
  database.transaction((tx) => appendEvent(tx, program, { act: `${topic}.test`, subjectType: 'test', subjectId: null }));

describe('the stream of what changes', () => {
  it('is a stream that proxies pass on at once and nobody keeps', async () => {
    const reader = await follow(rina);
    expect(reader.status).toBe(200);
    expect(reader.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(reader.headers.get('x-accel-buffering')).toBe('no');
    expect(reader.headers.get('cache-control')).toContain('no-store');
    expect(reader.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(await reader.next()).toMatchObject({ event: 'reset', data: {} });
  });

  it('tells staff and admins of an assignment, each what concerns them', async () => {
    const [staff, office] = [await following(rina), await following(admin)];
    const { headers } = await assign(rina);
    const requestId = String(headers.headers['x-request-id']);
    expect((await staff.nextTopics()).toSorted()).toEqual(['notifications', 'records']);
    const changes = (await office.next()).data.changes ?? [];
    expect(changes).toContainEqual({ topic: 'records', requestId });
  });

  it('tells admins of a verdict, and its staff member which request of theirs it was', async () => {
    const { batchId } = await assign(rina);
    const [recordId] = await recordsOf(rina, batchId);
    const reasons = (await rina.get('/invalid-reasons')).body as { items: { id: string }[] };
    const [staff, office] = [await following(rina), await following(admin)];
    const body = { recordIds: [recordId], verdict: 'invalid', reasonId: reasons.items[0]?.id };
    const { headers } = await rina.post('/records/verdict', body);
    expect((await office.next()).data.changes?.map(({ topic, requestId }) => [topic, requestId]).toSorted()).toEqual([
      ['notifications', null],
      ['validation', null],
    ]);
    expect((await staff.next()).data.changes).toContainEqual({ topic: 'records', requestId: headers['x-request-id'] });
  });

  it('tells a holder of notes by somebody else, and of a reservation that makes a conflict', async () => {
    const { batchId } = await assign(rina);
    const [recordId = ''] = await recordsOf(rina, batchId);
    const staff = await following(rina);
    expect((await admin.patch(`/records/${recordId}`, { note: 'Telepon sore' })).status).toBe(200);
    expect(await staff.nextTopics()).toContain('records');
    const { rows } = await sql<{ key: string }>`
      select key from customers join records on records.customer_id = customers.id where records.id = ${recordId}`.execute(database.db);
    const reservation = { productId, customerKey: rows[0]?.key, staffId: dewi.userId };
    expect((await admin.post('/reservations', reservation)).status).toBe(201);
    expect(await staff.nextTopics()).toContain('reservations');
  });

  it('tells everyone of products, and staff of nothing else that is none of theirs', async () => {
    const [staff, other] = [await following(rina), await following(dewi)];
    const { batchId } = await assign(rina);
    const recordIds = await recordsOf(rina, batchId);
    await rina.post('/records/verdict', { recordIds, verdict: 'valid' });
    await rina.patch(`/batches/${batchId}`, { title: 'Kanari' });
    await admin.post('/records/recall', { recordIds: recordIds.slice(0, 1) });
    await admin.post('/users', { username: `baru${Date.now()}`, name: 'Baru', role: 'staff' });
    await admin.post('/products', { name: 'Kanari' });
    // All of it is told in the order of commits, so what comes first for the other is the product.
    expect((await other.next()).data.changes).toEqual([{ topic: 'products', requestId: null }]);
    await expect.poll(() => staff.seen.has('batches')).toBe(true);
    expect(JSON.stringify(other.messages)).not.toMatch(/records|batches|users|notifications|Kanari/);
    expect(JSON.stringify(staff.messages)).not.toContain('Kanari');
  });

  it('is silent about what is rolled back', async () => {
    const office = await following(admin);
    const work = database.transaction(async (tx) => {
      await appendEvent(tx, program, { act: 'undone.test', subjectType: 'test', subjectId: null });
      throw new Error('undone');
    });
    await expect(work).rejects.toThrow('undone');
    await tell('done');
    expect(await office.nextTopics()).toEqual(['done']);
  });
});

describe('a stream that broke off', () => {
  it('resumes with all that came meanwhile, and nothing from before', async () => {
    const before = await following(admin);
    await tell('first');
    const { id } = await before.next();
    await before.close();
    await tell('second');
    await tell('third');
    const after = await follow(admin, id);
    expect(await after.next()).toMatchObject({ event: 'change' });
    expect(after.messages[0]?.data.changes?.map(({ topic }) => topic).toSorted()).toEqual(['second', 'third']);
    await tell('fourth');
    expect(await after.nextTopics()).toEqual(['fourth']);
  });

  it('does not pass over an act that began before its place and is committed after it', async () => {
    const reader = await following(admin);
    const late = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const slow = database.transaction(async (tx) => {
      await appendEvent(tx, program, { act: 'slow.test', subjectType: 'test', subjectId: null });
      begun.resolve();
      await late.promise;
    });
    await begun.promise;
    await tell('quick');
    const { id, data } = await reader.next();
    expect(data.changes?.map(({ topic }) => topic)).toEqual(['quick']);
    await reader.close();
    late.resolve();
    await slow;
    const resumed = await follow(admin, id);
    expect(await resumed.nextTopics()).toEqual(['slow']);
  });

  it('hears of a late act while it stays, too, and once', async () => {
    const reader = await following(admin);
    const late = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const slow = database.transaction(async (tx) => {
      await appendEvent(tx, program, { act: 'slow.test', subjectType: 'test', subjectId: null });
      begun.resolve();
      await late.promise;
    });
    await begun.promise;
    await tell('quick');
    expect(await reader.nextTopics()).toEqual(['quick']);
    late.resolve();
    await slow;
    expect(await reader.nextTopics()).toEqual(['slow']);
    await tell('last');
    expect(await reader.nextTopics()).toEqual(['last']);
  });

  it.each([
    'nonsense',
    '1.2.3',
    'ffff.1.1:1:',
    '0.99999999999.5:4:',
    '9'.repeat(300),
    'abc.1763726400.10:20:15,14',
    'abc.1763726400.99999999999999999999:99999999999999999999:',
  ])('reads everything again after the place %s', async (id) => {
    const reader = await follow(admin, id);
    expect(await reader.next()).toMatchObject({ event: 'reset', data: {} });
  });

  it('reads everything again where its place is older than what is kept, or lies ahead', async () => {
    const { id } = await (await follow(admin)).next();
    const [origin, seconds, snapshot] = id.split('.');
    const older = await follow(admin, `${origin}.${Number(seconds) - 21 * 3_600}.${snapshot}`);
    expect((await older.next()).event).toBe('reset');
    const ahead = await follow(admin, `${origin}.${seconds}.9000000000000:9000000000000:`);
    expect((await ahead.next()).event).toBe('reset');
    const same = await follow(admin, id);
    expect(await same.next()).toMatchObject({ event: 'change', data: { changes: [] } });
  });

  it('is told for a day what happened, then it is forgotten', async () => {
    await tell('old');
    await sql`update live_events set at = now() - interval '25 hours' where topic = 'old'`.execute(database.db);
    await tell('young');
    await database.transaction(forgetLiveEvents);
    const { rows } = await sql<{ topic: string }>`select distinct topic from live_events where topic in ('old', 'young')`.execute(
      database.db,
    );
    expect(rows).toEqual([{ topic: 'young' }]);
  });
});

describe('a stream ends', () => {
  it.each([
    ['signs out', (client: Client) => client.post('/auth/sign-out')],
    [
      'has their sessions ended',
      (client: Client) => admin.post(`/users/${client.userId}/deactivate`, { holdings: 'recall', reservations: 'release' }),
    ],
    ['gets another role', (client: Client) => admin.patch(`/users/${client.userId}`, { role: 'admin' })],
  ])('at once when its user %s', async (_, act) => {
    const leaving = await signedInAs(app, database, 'staff');
    const reader = await following(leaving);
    const staying = await following(rina);
    const owner = await signedInAs(app, database, 'owner');
    admin.cookie = owner.cookie;
    await act(leaving);
    await reader.ended;
    expect(staying.isOpen).toBe(true);
    const again = await StreamReader.open(url, leaving.cookie ?? '');
    expect(again.status).toBe(401);
  });

  it('of the oldest where one person has too many', async () => {
    const crowd = await signedInAs(app, database, 'staff');
    const readers: StreamReader[] = [];
    for (let opened = 0; opened <= mostStreams; opened += 1) readers.push(await following(crowd));
    await readers[0]?.ended;
    expect(readers.slice(1).every(({ isOpen }) => isOpen)).toBe(true);
  });

  it('with its program, which does not wait for it', async () => {
    const other = await listening(database);
    const reader = await following(rina, other.url);
    const began = performance.now();
    await other.app.close();
    await reader.ended;
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe('two programs on one database', () => {
  it('tell of each other’s acts, and one goes on where the other stopped', async () => {
    const second = openDatabase(addressOf(database));
    const other = await listening(second);
    const reader = await following(admin, other.url);
    await tell('elsewhere');
    expect(await reader.nextTopics()).toEqual(['elsewhere']);
    const { id } = reader.last;
    await other.app.close();
    await second.close();
    await tell('meanwhile');
    const resumed = await follow(admin, id);
    expect(await resumed.nextTopics()).toEqual(['meanwhile']);
  });

  it('go on after the listening connection broke', async () => {
    const reader = await following(admin);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen %' and datname = current_database()`.execute(
      database.db,
    );
    await tell('deaf');
    expect(await reader.nextTopics()).toEqual(['deaf']);
  });
});

it('streams do not count against the requests served at once', async () => {
  const people = await Promise.all(Array.from({ length: 14 }, () => signedInAs(app, database, 'staff')));
  for (const person of people) await Promise.all(Array.from({ length: 19 }, () => following(person)));
  expect((await rina.get('/badges')).status).toBe(200);
  await wait(0);
});
