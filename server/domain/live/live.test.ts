import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../platform/db/database.ts';
import { addList, addProduct } from '../../testing/builders.ts';
import { program, signedInAs, type TestClient, testApp } from '../../testing/client.ts';
import { addressOf, testDatabase } from '../../testing/database.ts';
import { appendEvent } from '../audit/append-event.ts';
import { StreamReader } from './fixtures/stream-reader.ts';
import { forgetLiveEvents } from './forget-live-events.ts';
import { LiveFeed, mostStreams } from './live-feed.ts';

type Client = Awaited<ReturnType<typeof signedInAs>>;

let database: Database;
let app: FastifyInstance;
let url: string;
let admin: Client;
let rina: Client;
let dewi: Client;

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
});

afterEach(async () => {
  for (const reader of open.splice(0)) await reader.close();
});

async function assign(staff: Client, quantity = 5): Promise<{ batchId: string; requestId: string }> {
  // A product of its own: members of another list may be held already.
  const productId = await addProduct(database.db);
  const { databaseId } = await addList(database.db, { productId, records: quantity });
  const { status, body, headers } = await admin.post('/assignments', { databaseId, staffIds: [staff.userId], quantity, order: 'file' });
  expect(status).toBe(201);
  const { assignments } = body as { assignments: { batchId: string }[] };
  return { batchId: assignments[0]?.batchId ?? '', requestId: String(headers['x-request-id']) };
}

async function recordsOf(batchId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from records where batch_id = ${batchId} order by id`.execute(database.db);
  return rows.map(({ id }) => id);
}

const tell = (topic: string) =>
  database.transaction((tx) => appendEvent(tx, program, { act: `${topic}.test`, subjectType: 'test', subjectId: null }));

/** An act that has written its event and is committed when it is let. */
async function begin(topic: string): Promise<{ late: PromiseWithResolvers<void>; slow: Promise<void> }> {
  const [late, begun] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const slow = database.transaction(async (tx) => {
    await appendEvent(tx, program, { act: `${topic}.test`, subjectType: 'test', subjectId: null });
    begun.resolve();
    await late.promise;
  });
  await begun.promise;
  return { late, slow };
}

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

  it('is read by GET alone', async () => {
    const answer = await fetch(`${url}/api/events`, { method: 'HEAD', headers: { cookie: `cermat_session=${rina.cookie ?? ''}` } });
    expect(answer.status).toBe(404);
  });

  it('tells staff and admins of an assignment, each what concerns them', async () => {
    const [staff, office] = [await following(rina), await following(admin)];
    const { requestId } = await assign(rina);
    expect(await staff.until('records')).toEqual({ topic: 'records', facts: ['places'], requestId: null });
    expect(staff.seen).toContain('notifications');
    await office.until('records', requestId);
  });

  it('tells admins of a verdict, and its staff member which request of theirs it was', async () => {
    const { batchId } = await assign(rina);
    const [recordId] = await recordsOf(batchId);
    const reasons = (await rina.get('/invalid-reasons')).body as { items: { id: string }[] };
    const [staff, office] = [await following(rina), await following(admin)];
    const body = { recordIds: [recordId], verdict: 'invalid', reasonId: reasons.items[0]?.id };
    const { headers } = await rina.post('/records/verdict', body);
    expect(await office.until('validation')).toEqual({ topic: 'validation', facts: ['verdicts', 'notes'], requestId: null });
    expect(office.seen).toContain('notifications');
    await staff.until('records', String(headers['x-request-id']));
  });

  it('tells a holder of notes by somebody else, of a reservation that makes a conflict, and that it is kept', async () => {
    const { batchId } = await assign(rina);
    const [recordId = ''] = await recordsOf(batchId);
    const staff = await following(rina);
    expect((await admin.patch(`/records/${recordId}`, { note: 'Telepon sore' })).status).toBe(200);
    await staff.until('records');
    const { rows } = await sql<{ productId: string; customerKey: string }>`
      select records.product_id as "productId", key as "customerKey"
      from customers join records on records.customer_id = customers.id where records.id = ${recordId}`.execute(database.db);
    expect((await admin.post('/reservations', { ...rows[0], staffId: dewi.userId })).status).toBe(201);
    await staff.until('reservations');
    const kept = await admin.post(`/conflicts/${recordId}/resolve`, { action: 'keep', note: 'Sudah dibicarakan' });
    expect(kept.status).toBe(200);
    await staff.until('conflicts');
  });

  it('tells a holder that their list has another name', async () => {
    const { batchId } = await assign(rina);
    const staff = await following(rina);
    const { rows } = await sql<{ id: string }>`select database_id as id from batches where id = ${batchId}`.execute(database.db);
    expect((await admin.patch(`/databases/${rows[0]?.id}`, { name: 'Oktober' })).status).toBe(200);
    await staff.until('databases');
  });

  it('tells everyone of products, and staff of nothing else that is none of theirs', async () => {
    const [staff, other] = [await following(rina), await following(dewi)];
    const { batchId } = await assign(rina);
    const recordIds = await recordsOf(batchId);
    await rina.post('/records/verdict', { recordIds, verdict: 'valid' });
    await rina.patch(`/batches/${batchId}`, { title: 'Kanari' });
    await admin.post('/records/recall', { recordIds: recordIds.slice(0, 1) });
    await admin.post('/users', { username: `baru${Date.now()}`, name: 'Baru', role: 'staff' });
    await admin.post('/products', { name: 'Kanari' });
    // What was told before the product is there too by then.
    expect(await other.until('products')).toEqual({ topic: 'products', facts: ['products'], requestId: null });
    await staff.until('products');
    expect([...other.seen]).toEqual(['products']);
    expect([...staff.seen].toSorted()).toEqual(['batches', 'notifications', 'products', 'records', 'validation']);
    expect(JSON.stringify([...other.messages, ...staff.messages])).not.toMatch(/Kanari|Baru/);
  });

  it('is silent about what is rolled back', async () => {
    const office = await following(admin);
    const work = database.transaction(async (tx) => {
      await appendEvent(tx, program, { act: 'undone.test', subjectType: 'test', subjectId: null });
      throw new Error('undone');
    });
    await expect(work).rejects.toThrow('undone');
    await tell('done');
    await office.until('done');
    expect(office.seen).not.toContain('undone');
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
    await after.until('fourth');
    expect(after.seen).not.toContain('first');
  });

  it('does not pass over an act that began before its place and is committed after it', async () => {
    const reader = await following(admin);
    const { late, slow } = await begin('late');
    await tell('quick');
    await reader.until('quick');
    const { id } = reader.last;
    await reader.close();
    late.resolve();
    await slow;
    const resumed = await follow(admin, id);
    await resumed.until('late');
    expect(resumed.seen).not.toContain('quick');
  });

  it('hears of a late act while it stays, too, and once', async () => {
    const reader = await following(admin);
    const { late, slow } = await begin('later');
    await tell('quick');
    await reader.until('quick');
    late.resolve();
    await slow;
    await reader.until('later');
    await tell('last');
    await reader.until('last');
    expect(reader.messages.filter(({ data }) => data.changes?.some(({ topic }) => topic === 'later'))).toHaveLength(1);
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
    // Sooner than the look that comes round for sessions that run out by themselves.
    await expect.poll(() => reader.isOpen, { timeout: 3_000 }).toBe(false);
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

  it('where what was missed cannot be read, instead of saying nothing for ever', async () => {
    const own = await testDatabase();
    const at = (await listening(own)).url;
    const client = await signedInAs(await testApp(own), own, 'staff');
    const { id } = await (await follow(client, undefined, at)).next();
    await sql`alter table live_events rename to gone`.execute(own.db);
    await expect(StreamReader.open(at, client.cookie ?? '', id)).rejects.toThrow();
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
    await reader.until('elsewhere');
    const { id } = reader.last;
    await other.app.close();
    await second.close();
    await tell('meanwhile');
    const resumed = await follow(admin, id);
    expect(await resumed.until('meanwhile')).toEqual({ topic: 'meanwhile', requestId: null });
  });

  it('go on after the listening connection broke', async () => {
    const reader = await following(admin);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen %' and datname = current_database()`.execute(
      database.db,
    );
    await tell('deaf');
    expect(await reader.until('deaf')).toEqual({ topic: 'deaf', requestId: null });
  });
});

it('what could not begin to listen leaves nothing behind, and begins when it can', async () => {
  const small = openDatabase({ ...addressOf(database), poolSize: 1, connectTimeout: 200 });
  let subscribed = 0;
  const counted: Database['listen'] = async (...subscription) => {
    const stop = await small.listen(...subscription);
    subscribed += 1;
    return async () => {
      subscribed -= 1;
      await stop();
    };
  };
  const feed = new LiveFeed({ ...small, db: small.db, listen: counted }, pino({ level: 'silent' }));
  const taken = await small.pool.connect();
  for (let attempt = 1; attempt <= 3; attempt += 1) await expect(feed.ready()).rejects.toThrow();
  expect(subscribed).toBe(0);
  taken.release();
  await feed.ready();
  expect(subscribed).toBe(2);
  await feed.close();
  await small.close();
});

it('streams do not count against the requests served at once', async () => {
  const people = await Promise.all(Array.from({ length: 14 }, () => signedInAs(app, database, 'staff')));
  for (const person of people) await Promise.all(Array.from({ length: 19 }, () => following(person)));
  expect((await rina.get('/badges')).status).toBe(200);
});
