import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../platform/db/database.ts';
import { addList, addProduct, addUser, customerKey, type Person, reasonId } from '../../testing/builders.ts';
import { testDatabase } from '../../testing/database.ts';
import { appendEvent } from '../audit/append-event.ts';
import { announceEvent } from '../audit/announce-event.ts';
import { assignRecords } from '../records/assign-records.ts';
import { recallRecords } from '../records/recall-records.ts';
import { transferRecords } from '../records/transfer-records.ts';
import { reserveCustomer } from '../reservations/reserve-customer.ts';
import { archiveRecords } from '../validation/archive-records.ts';
import { rejectVerdict } from '../validation/reject-verdict.ts';
import { replaceRecords } from '../validation/replace-records.ts';
import { restoreRecords } from '../validation/restore-record.ts';
import { setVerdict } from '../validation/set-verdict.ts';
import { findNotifications, readBadgeCounts } from './notifications.queries.ts';
import { readNotifications } from './read-notifications.ts';
import { tellOfDisk } from './tell-of-disk.ts';

let database: Database;
let owner: Person;
let admin: Person;
let rina: Person;
let dewi: Person;
let productId: string;
let wrongNumber: string;

const filter = { page: 1, pageSize: 50 } as const;

beforeAll(async () => {
  database = await testDatabase();
  wrongNumber = await reasonId(database.db);
});

beforeEach(async () => {
  await sql`update users set active = false`.execute(database.db);
  owner = await addUser(database.db, 'owner', 'Pemilik');
  admin = await addUser(database.db, 'admin', 'Budi');
  rina = await addUser(database.db, 'staff', 'Rina');
  dewi = await addUser(database.db, 'staff', 'Dewi');
  productId = await addProduct(database.db);
});

interface Card {
  readonly databaseId: string;
  readonly batchId: string;
  readonly recordIds: string[];
}

async function deal(staff: Person, records: number, name = 'WD Oktober', spare = 0, firstCustomer = 1): Promise<Card> {
  const { databaseId } = await addList(database.db, { productId, records: records + spare, name, firstCustomer });
  const { assignments } = await database.transaction((tx) =>
    assignRecords(tx, admin, { databaseId, staffIds: [staff.userId], quantity: records, order: 'file' }),
  );
  const batchId = assignments[0]?.batchId ?? '';
  const held = await sql<{ id: string }>`select id from records where batch_id = ${batchId} order by row_number`.execute(database.db);
  return { databaseId, batchId, recordIds: held.rows.map(({ id }) => id) };
}

const mark = (actor: Person, recordIds: readonly string[], verdict: 'valid' | 'invalid' | 'unvalidated' = 'invalid') =>
  database.transaction((tx) => setVerdict(tx, actor, { recordIds, verdict, ...(verdict === 'invalid' ? { reasonId: wrongNumber } : {}) }));

const told = async (person: Person, unread?: boolean) =>
  findNotifications(database.db, person, { ...filter, ...(unread === undefined ? {} : { unread }) });

const marksTold = async (person: Person) => (await told(person)).items.filter(({ kind }) => kind === 'records_marked_invalid');

/** Lets the time pass in which a notification grows. */
const passMinutes = (minutes: number) =>
  sql`update notifications set updated_at = updated_at - make_interval(mins => ${minutes})`.execute(database.db);

test('marks of one staff member in one database are one notification to every active admin and owner', async () => {
  const gone = await addUser(database.db, 'admin', 'Mantan');
  await sql`update users set active = false where id = ${gone.userId}`.execute(database.db);
  const card = await deal(rina, 5);
  await mark(rina, card.recordIds.slice(0, 2));
  await mark(rina, card.recordIds.slice(2, 3));
  for (const person of [admin, owner]) {
    expect(await marksTold(person)).toMatchObject([
      {
        count: 3,
        title: 'Rina menandai 3 record tidak valid di WD Oktober',
        link: '/memberwd?tab=invalid',
        staffId: rina.userId,
        databaseId: card.databaseId,
        readAt: null,
      },
    ]);
  }
  expect((await told({ ...admin, language: 'en' })).items[0]?.title).toBe('Rina marked 3 records invalid in WD Oktober');
  expect((await told(gone)).total).toBe(0);
  expect(await marksTold(rina)).toEqual([]);
});

test('another database, another staff member and another while are notifications of their own', async () => {
  const first = await deal(rina, 2, 'Satu', 0, 1);
  const second = await deal(rina, 1, 'Dua', 0, 10);
  const third = await deal(dewi, 1, 'Satu', 0, 20);
  await mark(rina, [first.recordIds[0] ?? '', ...second.recordIds]);
  await mark(dewi, third.recordIds);
  await passMinutes(15);
  await mark(rina, first.recordIds.slice(1));
  const all = await marksTold(admin);
  expect(all.map(({ title }) => title).toSorted()).toEqual([
    'Dewi menandai 1 record tidak valid di Satu',
    'Rina menandai 1 record tidak valid di Dua',
    'Rina menandai 1 record tidak valid di Satu',
    'Rina menandai 1 record tidak valid di Satu',
  ]);
});

test('a group stays open for a while after its last mark, not after its first', async () => {
  const { recordIds } = await deal(rina, 3);
  for (const id of recordIds) {
    await mark(rina, [id]);
    await passMinutes(14);
  }
  expect(await marksTold(admin)).toMatchObject([{ count: 3 }]);
});

test('a mark undone or changed to valid leaves the notification, and the last one takes it away', async () => {
  const { recordIds } = await deal(rina, 3);
  const [first = '', second = '', third = ''] = recordIds;
  await mark(rina, recordIds);
  await mark(rina, [first], 'valid');
  expect(await marksTold(admin)).toMatchObject([{ count: 2 }]);
  await passMinutes(60);
  await mark(rina, [second], 'unvalidated');
  expect(await marksTold(admin)).toMatchObject([{ count: 1 }]);
  await mark(rina, [third], 'unvalidated');
  expect(await marksTold(admin)).toEqual([]);
  expect((await told(admin)).unread).toBe(0);
});

test('a changed reason is no second mark; a mark made again after the admin rejected it counts once', async () => {
  const { recordIds } = await deal(rina, 2);
  await mark(rina, recordIds);
  const other = await reasonId(database.db, 'Nomor tidak aktif');
  await database.transaction((tx) => setVerdict(tx, rina, { recordIds, verdict: 'invalid', reasonId: other }));
  expect(await marksTold(admin)).toMatchObject([{ count: 2 }]);
  await database.transaction((tx) => rejectVerdict(tx, admin, recordIds, 'Coba telepon lagi'));
  expect([await marksTold(admin), await marksTold(owner)]).toEqual([[], []]);
  await mark(rina, recordIds.slice(0, 1));
  expect(await marksTold(admin)).toMatchObject([{ count: 1 }]);
});

test('a mark undone leaves the notification it was put into last, and stays in the older one', async () => {
  const { recordIds } = await deal(rina, 1);
  await mark(rina, recordIds);
  await database.transaction((tx) => archiveRecords(tx, admin, recordIds));
  await database.transaction((tx) => restoreRecords(tx, admin, recordIds, 'batch'));
  await passMinutes(20);
  await mark(rina, recordIds);
  expect(await marksTold(admin)).toHaveLength(2);
  await mark(rina, recordIds, 'valid');
  expect(await marksTold(admin)).toMatchObject([{ count: 1 }]);
});

test('growing makes it unread again and first in the list; shrinking does neither', async () => {
  const older = await deal(rina, 3, 'Lama', 0, 1);
  const newer = await deal(rina, 1, 'Baru', 0, 10);
  await mark(rina, older.recordIds.slice(0, 2));
  await mark(rina, newer.recordIds);
  expect((await marksTold(admin)).map(({ databaseId }) => databaseId)).toEqual([newer.databaseId, older.databaseId]);
  expect(await database.transaction((tx) => readNotifications(tx, admin, { all: true }))).toEqual({ unread: 0 });
  await mark(rina, older.recordIds.slice(0, 1), 'valid');
  expect((await told(admin)).unread).toBe(0);
  await mark(rina, older.recordIds.slice(2));
  const after = await told(admin);
  expect(after.unread).toBe(1);
  expect(after.items[0]).toMatchObject({ databaseId: older.databaseId, count: 2, readAt: null });
  expect((await told(admin, true)).items).toHaveLength(1);
  expect((await told(owner)).unread).toBe(2);
});

test('many marks at once by one staff member make one notification with the exact count', async () => {
  const { recordIds } = await deal(rina, 12);
  await Promise.all(recordIds.map((id) => mark(rina, [id])));
  expect(await marksTold(admin)).toMatchObject([{ count: 12 }]);
  await Promise.all(recordIds.slice(0, 11).map((id) => mark(rina, [id], 'valid')));
  expect(await marksTold(admin)).toMatchObject([{ count: 1 }]);
});

test('staff are told of each card: given, rejected, replaced, taken back, moved', async () => {
  const card = await deal(rina, 4, 'WD Oktober', 1);
  const [first = '', second = '', third = ''] = card.recordIds;
  await mark(rina, [first, second]);
  await database.transaction((tx) => rejectVerdict(tx, admin, [first], 'Cek ulang'));
  await database.transaction((tx) => replaceRecords(tx, admin, { recordIds: [second] }));
  await database.transaction((tx) => recallRecords(tx, admin, { recordIds: [first] }));
  await database.transaction((tx) => transferRecords(tx, admin, { recordIds: [third], toStaffId: dewi.userId }));
  const title = (await database.db.selectFrom('batches').select('title').where('id', '=', card.batchId).executeTakeFirstOrThrow()).title;
  const heard = (await told(rina)).items;
  expect(heard.map((one) => [one.kind, one.count, one.link])).toEqual([
    ['records_recalled', 1, `/kartu/${card.batchId}`],
    ['records_recalled', 1, `/kartu/${card.batchId}`],
    ['records_replaced', 1, `/kartu/${card.batchId}?filter=baru`],
    ['verdict_rejected', 1, `/kartu/${card.batchId}?filter=ditolak`],
    ['records_assigned', 4, `/kartu/${card.batchId}`],
  ]);
  expect(heard[2]?.title).toBe(`1 record tidak valid di kartu ${title} sudah diganti`);
  expect((await told(dewi)).items).toMatchObject([{ kind: 'records_received', count: 1 }]);
});

test('nobody sees or marks read what was told to another', async () => {
  await deal(rina, 1);
  const [own] = (await told(rina)).items;
  expect((await told(dewi)).items).toEqual([]);
  await database.transaction((tx) => readNotifications(tx, dewi, { ids: [own?.id ?? ''] }));
  expect((await told(rina)).unread).toBe(1);
  expect(await database.transaction((tx) => readNotifications(tx, rina, { ids: [own?.id ?? '', '999999'] }))).toEqual({ unread: 0 });
});

test('who imports a database is told, with its records', async () => {
  const { databaseId } = await addList(database.db, { productId, records: 1_200, name: 'November' });
  await database.transaction(async (tx) => {
    await sql`update databases set imported_by = ${admin.userId} where id = ${databaseId}`.execute(tx);
    const id = await appendEvent(tx, admin, { act: 'databases.import', subjectType: 'database', subjectId: databaseId });
    await announceEvent(tx, { id, act: 'databases.import', actor: admin });
  });
  expect((await told(admin)).items).toMatchObject([
    { kind: 'import_finished', count: 1_200, title: 'Impor November selesai: 1.200 record', link: '/memberwd', databaseId },
  ]);
  expect((await told(owner)).total).toBe(0);
});

test('who started an import that failed is told', async () => {
  await database.transaction(async (tx) => {
    const { rows } = await sql<{ id: string }>`
      insert into jobs (kind, user_id, state, finished_at, error, input)
      values ('import', ${admin.userId}, 'failed', now(), '{"code":"unexpected"}', '{"order":{"name":"Desember","module":"bonanza"}}') returning id
    `.execute(tx);
    const id = await appendEvent(tx, admin, { act: 'databases.import_failed', subjectType: 'job', subjectId: rows[0]?.id ?? null });
    await announceEvent(tx, { id, act: 'databases.import_failed', actor: admin });
  });
  expect((await told(admin)).items).toMatchObject([
    { kind: 'import_failed', count: 0, title: 'Impor Desember gagal, tidak ada yang tersimpan', link: '/bonanza', databaseId: null },
  ]);
});

test('owners are told once that the disk is about to fill, and again when it was over in between', async () => {
  const total = 40 * 1024 ** 3;
  const look = (share: number) => database.transaction((tx) => tellOfDisk(tx, { total, free: total * share }));
  const titles = async (person: Person) => (await told(person)).items.map(({ title }) => title);
  await look(0.2);
  expect(await titles(owner)).toEqual([]);
  for (const share of [0.0901, 0.05, 0.11]) await look(share);
  expect(await titles(owner)).toEqual([expect.stringContaining('tinggal 3,6 GB')]);
  await look(0.3);
  await look(0.02);
  expect(await titles(owner)).toEqual([expect.stringContaining('tinggal 819 MB'), expect.stringContaining('tinggal 3,6 GB')]);
  for (const other of [admin, rina]) expect(await titles(other)).toEqual([]);
  expect((await told(owner)).items[0]).toMatchObject({ kind: 'disk_filling', count: 0, link: '/' });
});

test('notifications are found by the names they speak of, page by page', async () => {
  for (const [index, name] of ['Satu', 'Dua', 'Tiga'].entries()) await deal(rina, 1, name, 0, 1 + 10 * index);
  expect((await findNotifications(database.db, rina, { ...filter, q: 'dua' })).items.map(({ title }) => title)).toEqual([
    expect.stringContaining('Dua'),
  ]);
  const pages = await Promise.all([1, 2].map((page) => findNotifications(database.db, rina, { page, pageSize: 2 })));
  expect(pages.map(({ items, total, unread }) => [items.length, total, unread])).toEqual([
    [2, 3, 3],
    [1, 3, 3],
  ]);
  expect(new Set(pages.flatMap(({ items }) => items.map(({ id }) => id))).size).toBe(3);
});

test('badges count what the lists hold: for staff what they hold, for admins everything', async () => {
  const before = await readBadgeCounts(database.db, admin);
  const ofRina = await deal(rina, 4, 'Satu', 0, 1);
  const ofDewi = await deal(dewi, 2, 'Dua', 0, 10);
  await mark(rina, ofRina.recordIds.slice(0, 2));
  await mark(dewi, ofDewi.recordIds.slice(0, 1), 'valid');
  await sql`update records set follow_up_on = business_today() where id = ${ofRina.recordIds[3]}`.execute(database.db);
  await sql`update records set follow_up_on = business_today() + 1 where id = ${ofRina.recordIds[2]}`.execute(database.db);
  await database.transaction((tx) =>
    reserveCustomer(tx, admin, { productId, customerKey: customerKey(1), staffId: dewi.userId, permanent: false }),
  );
  const seen = await readBadgeCounts(database.db, rina);
  expect(seen).toEqual({
    omsetPending: 0,
    reservationsRequested: 0,
    leaveRequested: 0,
    recordRequests: 0,
    health: 0,
    invalid: { normal: 0, bonanza: 0, memberwd: 2 },
    conflicts: 1,
    conflictsByModule: { normal: 0, bonanza: 0, memberwd: 1 },
    followUpsDue: 1,
    unvalidated: 2,
    unread: 2,
  });
  expect(await readBadgeCounts(database.db, dewi)).toMatchObject({
    invalid: { memberwd: 0 },
    conflicts: 0,
    followUpsDue: 0,
    unvalidated: 1,
  });
  const after = await readBadgeCounts(database.db, admin);
  expect(after.invalid.memberwd - before.invalid.memberwd).toBe(2);
  expect(after.conflicts - before.conflicts).toBe(1);
  expect(after.followUpsDue - before.followUpsDue).toBe(1);
  expect(after.conflictsByModule.memberwd - before.conflictsByModule.memberwd).toBe(1);
  expect(after.unvalidated - before.unvalidated).toBe(3);
  expect(after.unread).toBe((await told(admin)).unread);
});
