import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { listAudit } from '../../../contract/audit.ts';
import type { Database } from '../../platform/db/database.ts';
import { addList, addProduct, addUser, type Person } from '../../testing/builders.ts';
import { testDatabase } from '../../testing/database.ts';
import { assignRecords } from '../records/assign-records.ts';
import { appendEvent } from './append-event.ts';
import { findEvents } from './audit.queries.ts';

let database: Database;
let budi: Person;
let sari: Person;
let rina: Person;
let recordId: string;
let databaseId: string;

const find = (filter: Readonly<Record<string, string>> = {}) => findEvents(database.db, listAudit.query.parse(filter));
const acts = async (filter?: Readonly<Record<string, string>>) => (await find(filter)).items.map(({ act }) => act);

beforeAll(async () => {
  database = await testDatabase();
  budi = await addUser(database.db, 'admin', 'Budi');
  sari = await addUser(database.db, 'owner', 'Sari');
  rina = await addUser(database.db, 'staff', 'Rina');
  const productId = await addProduct(database.db);
  const list = await addList(database.db, { productId, records: 7 });
  ({ databaseId } = list);
  recordId = list.recordIds[0] ?? '';
  await database.transaction((tx) => assignRecords(tx, budi, { databaseId, staffIds: [rina.userId], quantity: 5, order: 'file' }));
  await database.transaction((tx) =>
    appendEvent(tx, sari, { act: 'products.change', subjectType: 'product', subjectId: productId, data: { active: false } }),
  );
  await database.transaction((tx) => appendEvent(tx, sari, { act: 'records.note_work', subjectType: 'record', subjectId: recordId }));
  // Late on 30 November in UTC is the first of December in Jakarta.
  await sql`
    insert into events (at, actor_id, act, subject_type) values
      ('2025-11-30 16:59:59.999999+00', null, 'jobs.before', 'job'), ('2025-11-30 17:00:00+00', null, 'jobs.first', 'job'),
      ('2025-12-01 16:59:59.999999+00', null, 'jobs.last', 'job'), ('2025-12-01 17:00:00+00', null, 'jobs.after', 'job')
  `.execute(database.db);
});

test('events come newest first, with who, what, on what and how many records', async () => {
  const { items, total } = await find();
  expect(total).toBe(7);
  expect(items.map(({ id }) => BigInt(id))).toEqual(items.map(({ id }) => BigInt(id)).toSorted((one, other) => (one < other ? 1 : -1)));
  expect(items.find(({ act }) => act === 'records.assign')).toMatchObject({
    actorId: budi.userId,
    actorName: 'Budi',
    subjectType: 'database',
    subjectId: databaseId,
    records: 5,
    requestId: budi.requestId,
    subjectName: 'Daftar',
    subjectModule: 'memberwd',
    people: { [rina.userId]: 'Rina' },
  });
  expect(items.find(({ act }) => act === 'records.note_work')).toMatchObject({ subjectName: null, subjectModule: 'memberwd', people: {} });
  expect(items.find(({ act }) => act === 'jobs.first')).toMatchObject({ actorId: null, actorName: null, records: 0, data: {} });
});

test('filters by actor, act, subject and search', async () => {
  expect(await acts({ actor: sari.userId })).toEqual(['records.note_work', 'products.change']);
  expect(await acts({ act: 'records.assign' })).toEqual(['records.assign']);
  expect(await acts({ subject: `database:${databaseId}` })).toEqual(['records.assign']);
  expect(await acts({ subject: 'product' })).toEqual(['products.change']);
  expect(await acts({ q: 'SARI' })).toEqual(['records.note_work', 'products.change']);
  expect(await acts({ q: 'assign' })).toEqual(['records.assign']);
});

test('the subject of a record finds the acts that changed it too', async () => {
  expect(await acts({ subject: `record:${recordId}` })).toEqual(['records.note_work', 'records.assign']);
  expect(await acts({ subject: 'record:0' })).toEqual([]);
  expect(await acts({ subject: "record:1' or true --" })).toEqual([]);
});

test('from and to are business days in Jakarta, both included', async () => {
  expect((await acts({ from: '2025-12-01', to: '2025-12-01' })).toSorted()).toEqual(['jobs.first', 'jobs.last']);
  expect((await acts({ to: '2025-12-01' })).toSorted()).toEqual(['jobs.before', 'jobs.first', 'jobs.last']);
  expect(await acts({ from: '2025-12-02', q: 'jobs' })).toEqual(['jobs.after']);
});

test('pages do not overlap and the total is exact on each', async () => {
  const pages = await Promise.all([1, 2, 3, 4].map((page) => find({ page: String(page), pageSize: '3' })));
  expect(pages.map(({ items }) => items.length)).toEqual([3, 3, 1, 0]);
  expect(new Set(pages.flatMap(({ items }) => items.map(({ id }) => id))).size).toBe(7);
  expect(pages.map(({ total }) => total)).toEqual([7, 7, 7, 7]);
});
