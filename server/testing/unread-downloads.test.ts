import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Database } from '../platform/db/database.ts';
import { addList, addProduct } from './builders.ts';
import { signedInAs, type TestClient, testApp } from './client.ts';
import { testDatabase } from './database.ts';

type Client = TestClient & { readonly userId: string };

/** Milliseconds after which somebody who takes nothing is given up here: longer than a busy machine lets this process wait. */
const stalledAfter = 1_200;

let database: Database;
let patient: FastifyInstance;
let impatient: FastifyInstance;
let databaseId: string;
const rows = 40_000;
const inTime = { timeout: 20_000 };
const sockets: Socket[] = [];

beforeAll(async () => {
  database = await testDatabase();
  patient = await testApp(database);
  impatient = await testApp(database, { stalledAfter });
  for (const app of [patient, impatient]) await app.listen({ host: '127.0.0.1', port: 0 });
  databaseId = (await addList(database.db, { productId: await addProduct(database.db), records: 1 })).databaseId;
  await sql`
    insert into rejected_rows (database_id, row_number, reason, cells)
    select ${databaseId}::bigint, number + 1, 'existing', array['anggota' || number, repeat(md5(number::text), 16)] from generate_series(1, ${rows}::int) number
  `.execute(database.db);
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await vi.waitFor(() => {
    if (busyConnections() > 0) throw new Error('A download that was hung up still has its connection');
  }, inTime);
});

const portOf = (app: FastifyInstance): number => app.addresses().find((address) => typeof address === 'object')?.port ?? 0;
const path = () => `/api/databases/${databaseId}/rejected?format=csv`;
const cookieOf = (client: TestClient) => `cermat_session=${client.cookie ?? ''}`;
const busyConnections = () => database.pool.totalCount - database.pool.idleCount;

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new Error('There are not so many');
  return item;
}

/** Asks for the rejected rows and reads nothing of them. */
async function askAndLeaveUnread(app: FastifyInstance, client: TestClient): Promise<Socket> {
  const socket = connect(portOf(app), '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(`GET ${path()} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: ${cookieOf(client)}\r\n\r\n`);
  return socket;
}

/** The answer of a page's list over a socket of its own, as a browser gets it. */
const openList = async (app: FastifyInstance, client: TestClient) =>
  (await fetch(`http://127.0.0.1:${portOf(app)}/api/databases`, { headers: { cookie: cookieOf(client) } })).status;

const eventsOf = async (act: string, client: Client) =>
  (
    await sql<{
      data: unknown;
    }>`select data from events where act = ${act} and subject_type = 'rejected_rows' and actor_id = ${client.userId} order by id`.execute(
      database.db,
    )
  ).rows.map(({ data }) => data);

describe('a download of rejected rows', () => {
  test('that nobody reads takes few connections, a dozen of them as one: pages still open', async () => {
    const admins = [
      await signedInAs(patient, database, 'admin'),
      await signedInAs(patient, database, 'admin'),
      await signedInAs(patient, database, 'admin'),
    ];
    const unread = await Promise.all(Array.from({ length: 12 }, (_, index) => askAndLeaveUnread(patient, at(admins, index % 3))));
    await expect.poll(() => unread.filter((socket) => socket.bytesRead > 0).length, inTime).toBeGreaterThanOrEqual(4);
    for (let time = 0; time < 5; time += 1) expect(await openList(patient, at(admins, 0))).toBe(200);
    await expect.poll(busyConnections, inTime).toBeLessThanOrEqual(4);
  });

  test('is written down, with its list and how many rows, before it is read', async () => {
    const admin = await signedInAs(patient, database, 'admin');
    await askAndLeaveUnread(patient, admin);
    await expect.poll(() => eventsOf('lists.export', admin), inTime).toEqual([{ format: 'csv', rows, filter: { databaseId } }]);
  });

  test('breaks off when the session of whoever takes it ends, which is written down', async () => {
    const leaving = await signedInAs(patient, database, 'admin');
    const request = get({ host: '127.0.0.1', port: portOf(patient), path: path(), headers: { cookie: cookieOf(leaving) } });
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    await leaving.post('/auth/sign-out');
    await expect(answer.toArray()).rejects.toThrow('aborted');
    await expect.poll(async () => (await eventsOf('lists.export_broken_off', leaving)).length, inTime).toBe(1);
  });

  test('that nobody reads loses its place, which the next one gets', async () => {
    const admin = await signedInAs(impatient, database, 'admin');
    const unread = [await askAndLeaveUnread(impatient, admin), await askAndLeaveUnread(impatient, admin)];
    await expect.poll(() => unread.every((socket) => socket.bytesRead > 0), inTime).toBe(true);
    const answer = await fetch(`http://127.0.0.1:${portOf(impatient)}${path()}`, { headers: { cookie: cookieOf(admin) } });
    expect(answer.status).toBe(200);
    expect((await answer.text()).trimEnd().split('\r\n')).toHaveLength(rows + 1);
    await expect.poll(async () => (await eventsOf('lists.export_broken_off', admin)).length, inTime).toBe(2);
  });

  test('is not cut off while it is taken, however slowly', async () => {
    const admin = await signedInAs(impatient, database, 'admin');
    const request = get({ host: '127.0.0.1', port: portOf(impatient), path: path(), headers: { cookie: cookieOf(admin) } });
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    let bytes = 0;
    const begin = performance.now();
    for await (const chunk of answer) {
      bytes += (chunk as Buffer).length;
      // Piece by piece, so that the whole takes several times as long as it may stand still.
      await wait(Math.max(0, begin + (bytes / (rows * 512)) * 5 * stalledAfter - performance.now()));
    }
    expect(performance.now() - begin).toBeGreaterThan(4 * stalledAfter);
    expect(bytes).toBeGreaterThan(rows * 512);
    expect(await eventsOf('lists.export_broken_off', admin)).toEqual([]);
  });
});
