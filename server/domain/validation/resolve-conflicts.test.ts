import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ConflictAction } from '../../../contract/conflicts.ts';
import type { Database } from '../../platform/db/database.ts';
import { addList, addProduct, addUser, customerKey, type Person, reasonId } from '../../testing/builders.ts';
import { testDatabase } from '../../testing/database.ts';
import { findFaults } from '../../testing/find-faults.ts';
import { findDatabase } from '../databases/databases.queries.ts';
import { mergePersons, type SamePersons } from '../members/merge-persons.ts';
import { findNotifications, readBadgeCounts } from '../notifications/notifications.queries.ts';
import { deactivateStaff } from '../offboarding/deactivate-staff.ts';
import { assignRecords } from '../records/assign-records.ts';
import { findBatch } from '../records/batches.queries.ts';
import { recallRecords } from '../records/recall-records.ts';
import { findRecord, findRecords, findTimeline } from '../records/records.queries.ts';
import { moveReservation } from '../reservations/move-reservation.ts';
import { releaseReservation } from '../reservations/release-reservation.ts';
import { reserveCustomer } from '../reservations/reserve-customer.ts';
import { findConflicts } from './conflicts.queries.ts';
import { resolveConflicts } from './resolve-conflicts.ts';
import { setVerdict } from './set-verdict.ts';

let database: Database;
let admin: Person;
let watcher: Person;
let rina: Person;
let dewi: Person;
let productId: string;
let databaseId: string;
let batchId: string;
/** Rina's records, of the customers 1 to 4. */
let held: string[];

beforeAll(async () => {
  database = await testDatabase();
});

beforeEach(async () => {
  await sql`update users set active = false`.execute(database.db);
  admin = await addUser(database.db, 'admin', 'Lia');
  watcher = await addUser(database.db, 'admin', 'Budi');
  rina = await addUser(database.db, 'staff', 'Rina');
  dewi = await addUser(database.db, 'staff', 'Dewi');
  productId = await addProduct(database.db);
  ({ databaseId } = await addList(database.db, { productId, records: 6, name: 'WD Oktober' }));
  ({ batchId, held } = await give(rina, databaseId, 4));
});

async function give(staff: Person, listId: string, quantity: number) {
  const { assignments } = await database.transaction((tx) =>
    assignRecords(tx, admin, { databaseId: listId, staffIds: [staff.userId], quantity, order: 'file' }),
  );
  const card = assignments[0]?.batchId ?? '';
  const { items } = (await findRecords(database.db, staff, { page: 1, pageSize: 50, sort: 'rowNumber', batchId: card })).read();
  return { batchId: card, held: items.map(({ id }) => id) };
}

const reserve = (number: number, staff = dewi) =>
  database.transaction((tx) =>
    reserveCustomer(tx, admin, { productId, customerKey: customerKey(number), staffId: staff.userId, permanent: false }),
  );

const resolve = (recordIds: readonly string[], action: ConflictAction, note?: string) =>
  database.transaction((tx) => resolveConflicts(tx, admin, { recordIds, action, note }));

const listed = async (kept = false) =>
  (await findConflicts(database.db, admin, { page: 1, pageSize: 50, sort: 'since', productId, kept })).items;

/** The count everywhere it is shown: list, the holder's badge, card, database, filter of records; an admin's badges are their lists. */
async function countsOf() {
  const { conflicts, conflictsByModule } = await readBadgeCounts(database.db, admin);
  const total = async (filter: object) =>
    (await findConflicts(database.db, admin, { page: 1, pageSize: 1, sort: 'since', ...filter })).total;
  expect([conflicts, conflictsByModule.memberwd]).toEqual([await total({}), await total({ module: 'memberwd' })]);
  const filtered = (await findRecords(database.db, admin, { page: 1, pageSize: 1, sort: 'rowNumber', productId, conflict: true })).read();
  return [
    await total({ productId }),
    (await readBadgeCounts(database.db, rina)).conflicts,
    (await findBatch(database.db, rina, batchId)).counts.conflict,
    (await findDatabase(database.db, databaseId)).counts.conflict,
    filtered.total,
  ];
}

const everywhere = (count: number) => Array.from({ length: 5 }, () => count);

const toldTo = async (person: Person) =>
  (await findNotifications(database.db, person, { page: 1, pageSize: 50 })).items.filter(({ kind }) => kind.startsWith('conflict'));

describe('a conflict', () => {
  test('is listed in words, counted everywhere, and told to both staff members and the other admins', async () => {
    await reserve(1);
    expect(await countsOf()).toEqual(everywhere(1));
    expect(await listed()).toMatchObject([
      {
        recordId: held[0],
        staffName: 'Rina',
        reservedByName: 'Dewi',
        batchId,
        kept: null,
      },
    ]);
    expect((await listed())[0]?.reason).toMatch(/^Direservasi Dewi sejak \d/);
    const title = 'Konflik reservasi: Dewi mereservasi 1 record yang dipegang Rina';
    expect(await toldTo(rina)).toMatchObject([{ title, link: `/kartu/${batchId}?filter=konflik`, count: 1 }]);
    expect(await toldTo(dewi)).toMatchObject([{ title, link: '/data-saya' }]);
    expect(await toldTo(watcher)).toMatchObject([{ title, link: '/memberwd?tab=konflik' }]);
    expect(await toldTo(admin)).toEqual([]);
  });

  test('appears with a moved reservation too, and with those of somebody deactivated', async () => {
    const tono = await addUser(database.db, 'staff', 'Tono');
    const { id } = await reserve(1, rina);
    await database.transaction((tx) => moveReservation(tx, admin, { id, staffId: dewi.userId }));
    expect((await toldTo(rina)).map(({ title }) => title)).toEqual(['Konflik reservasi: Dewi mereservasi 1 record yang dipegang Rina']);
    await database.transaction((tx) =>
      deactivateStaff(tx, admin, dewi.userId, { holdings: 'recall', reservations: { moveTo: tono.userId } }),
    );
    expect((await toldTo(tono)).map(({ title }) => title)).toEqual(['Konflik reservasi: Tono mereservasi 1 record yang dipegang Rina']);
  });

  test('is found where a merge of persons makes it', async () => {
    await reserve(6);
    const { rows } = await sql<{ phoned: string; alone: string }>`
      select (select person_id from customers where product_id = ${productId} and key = ${customerKey(6)}) as phoned,
        (select person_id from records where id = ${held[0]}) as alone
    `.execute(database.db);
    const [persons] = rows;
    expect(await countsOf()).toEqual(everywhere(0));
    // Rina's member turns out to have the phone of the member whom Dewi has reserved.
    await database.transaction(async (tx) => {
      await sql`update persons set phone = null where id = ${persons?.alone}`.execute(tx);
      await mergePersons(tx, sql<SamePersons>`select ${persons?.alone}::bigint as from_id, ${persons?.phoned}::bigint as into_id`);
    });
    expect(await countsOf()).toEqual(everywhere(1));
    expect(await findFaults(database.db, productId)).toEqual([]);
  });
});

describe('Tarik', () => {
  test('takes the record to the pool, for nobody but the reserver, and tells both', async () => {
    await reserve(1);
    expect(await resolve(held.slice(0, 1), 'recall')).toMatchObject({ resolved: 1, recalled: 1, archived: 0 });
    expect(await findRecord(database.db, admin, held[0] ?? '')).toMatchObject({ state: 'available', conflict: null });
    expect(await countsOf()).toEqual(everywhere(0));
    const title = 'Konflik selesai: 1 record yang direservasi Dewi ditarik dari Rina';
    for (const person of [rina, dewi]) expect((await toldTo(person))[0]).toMatchObject({ title });
    expect((await toldTo(watcher)).map(({ kind }) => kind)).toEqual(['conflict_appeared']);
    const { items } = await findTimeline(database.db, admin, held[0] ?? '');
    expect(items.at(-1)).toMatchObject({ act: 'conflicts.recall', from: { staffName: 'Rina' } });
  });

  test('archives what is marked invalid', async () => {
    await reserve(1);
    const reason = await reasonId(database.db);
    await database.transaction((tx) => setVerdict(tx, rina, { recordIds: held.slice(0, 1), verdict: 'invalid', reasonId: reason }));
    expect(await resolve(held.slice(0, 1), 'recall')).toMatchObject({ resolved: 1, recalled: 0, archived: 1 });
  });

  test('does all of several, or nothing where one is no conflict any more', async () => {
    await reserve(1);
    await reserve(2);
    await expect(resolve(held.slice(0, 3), 'recall')).rejects.toMatchObject({ code: 'conflict_ended', params: { count: 1, asked: 3 } });
    expect(await countsOf()).toEqual(everywhere(2));
    expect(await resolve(held.slice(0, 2), 'recall')).toMatchObject({ resolved: 2, recalled: 2 });
    expect((await toldTo(rina))[0]).toMatchObject({ count: 2 });
  });
});

describe('Tarik & ganti', () => {
  test('puts a new record on the same card, which keeps its count', async () => {
    await reserve(1);
    const { pairs, ...done } = await resolve(held.slice(0, 1), 'replace');
    expect(done).toMatchObject({ resolved: 1, recalled: 1, replaced: 1, shortfall: 0 });
    expect(pairs).toMatchObject([{ recordId: held[0], batchId }]);
    expect(await findRecord(database.db, rina, pairs[0]?.replacementId ?? '')).toMatchObject({ batchId, replaces: null });
    expect((await findBatch(database.db, rina, batchId)).counts).toMatchObject({ total: 4, conflict: 0 });
    expect((await toldTo(dewi))[0]).toMatchObject({
      title: 'Konflik selesai: 1 record Rina yang direservasi Dewi diganti dengan yang baru',
    });
  });

  test('links both ways what goes to the archive', async () => {
    await reserve(1);
    const reason = await reasonId(database.db);
    await database.transaction((tx) => setVerdict(tx, rina, { recordIds: held.slice(0, 1), verdict: 'invalid', reasonId: reason }));
    const { pairs } = await resolve(held.slice(0, 1), 'replace');
    expect(await findRecord(database.db, rina, pairs[0]?.replacementId ?? '')).toMatchObject({ replaces: held[0] });
    expect(await findFaults(database.db, productId)).toEqual([]);
  });

  test('leaves in place what finds no replacement, and says so', async () => {
    for (const number of [1, 2, 3]) await reserve(number);
    expect(await resolve(held.slice(0, 3), 'replace')).toMatchObject({ resolved: 2, replaced: 2, shortfall: 1 });
    expect(await countsOf()).toEqual(everywhere(1));
    expect((await findBatch(database.db, rina, batchId)).counts.total).toBe(4);
    expect((await toldTo(rina))[0]).toMatchObject({ kind: 'conflict_resolved', count: 2 });
  });
});

describe('Biarkan', () => {
  test('leaves list, badges and counts, and stays on the record with who and why', async () => {
    await reserve(1);
    expect(await resolve(held.slice(0, 1), 'keep', 'pelanggan lama Rina')).toMatchObject({ resolved: 1, recalled: 0 });
    expect(await countsOf()).toEqual(everywhere(0));
    const kept = { byName: 'Lia', note: 'pelanggan lama Rina' };
    expect(await listed(true)).toMatchObject([{ recordId: held[0], kept }]);
    expect(await findRecord(database.db, rina, held[0] ?? '')).toMatchObject({ conflict: { kept: true, keeping: kept } });
    expect((await toldTo(rina))[0]).toMatchObject({ title: 'Konflik dibiarkan: 1 record yang direservasi Dewi tetap dipegang Rina' });
  });

  test('is true of this reservation alone, and what is kept can still be resolved', async () => {
    const { id } = await reserve(1);
    await resolve(held.slice(0, 1), 'keep');
    await database.transaction((tx) => releaseReservation(tx, admin, id));
    await reserve(1);
    expect(await countsOf()).toEqual(everywhere(1));
    await resolve(held.slice(0, 1), 'keep');
    expect(await resolve(held.slice(0, 1), 'recall')).toMatchObject({ resolved: 1, recalled: 1 });
  });
});

describe('Pindahkan reservasi', () => {
  test('gives the reservation to the holder', async () => {
    await reserve(1);
    expect(await resolve(held.slice(0, 1), 'moveReservation')).toMatchObject({ resolved: 1, conflicts: [] });
    expect(await countsOf()).toEqual(everywhere(0));
    expect(await findRecord(database.db, rina, held[0] ?? '')).toMatchObject({ state: 'assigned', conflict: null });
    expect((await toldTo(dewi))[0]).toMatchObject({ title: 'Konflik selesai: reservasi 1 member pindah dari Dewi ke Rina' });
  });

  test('names what others hold of the person, and tells them; it goes to one holder only', async () => {
    const tono = await addUser(database.db, 'staff', 'Tono');
    const { databaseId: elsewhere } = await addList(database.db, { productId, module: 'bonanza', records: 1 });
    const other = await give(tono, elsewhere, 1);
    await reserve(1);
    const both = [held[0] ?? '', other.held[0] ?? ''];
    await expect(resolve(both, 'moveReservation')).rejects.toMatchObject({ code: 'several_holders' });
    expect(await resolve(held.slice(0, 1), 'moveReservation')).toMatchObject({ resolved: 1, conflicts: other.held });
    expect((await toldTo(tono))[0]).toMatchObject({ title: 'Konflik reservasi: Rina mereservasi 1 record yang dipegang Tono' });
  });
});

test('a replacement that is taken back leaves an archived record without one', async () => {
  await reserve(1);
  const reason = await reasonId(database.db);
  await database.transaction((tx) => setVerdict(tx, rina, { recordIds: held.slice(0, 1), verdict: 'invalid', reasonId: reason }));
  const { pairs } = await resolve(held.slice(0, 1), 'replace');
  expect(await findBatch(database.db, rina, batchId)).toMatchObject({ replaced: 1, fresh: 1 });
  await database.transaction((tx) => recallRecords(tx, admin, { recordIds: pairs.map(({ replacementId }) => replacementId) }));
  expect(await findRecord(database.db, admin, held[0] ?? '')).toMatchObject({ state: 'archived', replacedBy: null });
  expect(await findBatch(database.db, rina, batchId)).toMatchObject({ replaced: 0, fresh: 0 });
  expect(await findFaults(database.db, productId)).toEqual([]);
});
