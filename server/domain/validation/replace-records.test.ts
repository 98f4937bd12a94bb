import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../platform/db/database.ts';
import { addRows, addProduct, addReservation, addUser, keys, type Person } from '../../testing/builders.ts';
import { testDatabase } from '../../testing/database.ts';
import { assignRecords } from '../records/assign-records.ts';
import { findBatch } from '../records/batches.queries.ts';
import { noteWork } from '../records/note-work.ts';
import { recallRecords } from '../records/recall-records.ts';
import { findRecord, findRecords, findTimeline } from '../records/records.queries.ts';
import { transferRecords } from '../records/transfer-records.ts';
import { archiveRecords } from './archive-records.ts';
import { purgeRecord } from './purge-record.ts';
import { rejectVerdict } from './reject-verdict.ts';
import { replaceRecords } from './replace-records.ts';
import { restoreArchive } from './restore-archive.ts';
import { restoreRecord } from './restore-record.ts';
import { setVerdict } from './set-verdict.ts';
import { findArchive, findInvalidRecords } from './validation.queries.ts';

let database: Database;
let admin: Person;
let rina: Person;
let dewi: Person;
let productId: string;
let wrongNumber: string;
let other: string;

const noFilter = { page: 1, pageSize: 500, sort: 'rowNumber' } as const;

beforeAll(async () => {
  database = await testDatabase();
  admin = await addUser(database.db, 'admin', 'Lia');
  rina = await addUser(database.db, 'staff', 'Rina');
  dewi = await addUser(database.db, 'staff', 'Dewi');
  const reasons = await database.db.selectFrom('invalid_reasons').select(['id', 'label']).execute();
  wrongNumber = reasons.find(({ label }) => label === 'Nomor salah')?.id ?? '';
  other = reasons.find(({ label }) => label === 'Lainnya')?.id ?? '';
});

beforeEach(async () => {
  productId = await addProduct(database.db);
});

async function heldCard(size: number, held: number) {
  const databaseId = await addRows(database.db, { productId, keys: keys(size) });
  const { assignments } = await database.transaction((tx) =>
    assignRecords(tx, admin, { databaseId, staffIds: [rina.userId], quantity: held, order: 'file' }),
  );
  const batchId = assignments[0]?.batchId ?? '';
  const { items } = (await findRecords(database.db, rina, { ...noFilter, batchId })).read();
  return { databaseId, batchId, recordIds: items.map(({ id }) => id) };
}

const mark = (recordIds: string[], reasonId = wrongNumber, note?: string) =>
  database.transaction((tx) => setVerdict(tx, rina, { recordIds, verdict: 'invalid', reasonId, note }));

const countsOf = async (databaseId: string) =>
  (await sql`select * from database_counts where database_id = ${databaseId}`.execute(database.db)).rows[0];

describe('verdicts', () => {
  test('add their note to what was written about a call, once', async () => {
    const { recordIds } = await heldCard(4, 2);
    const [called = '', quiet = ''] = recordIds;
    await database.transaction((tx) => noteWork(tx, rina, called, { note: 'Telepon lagi sore' }));
    await mark(recordIds, other, 'Pindah ke luar negeri');
    expect(await mark(recordIds, other, 'Pindah ke luar negeri')).toEqual({ changed: 0 });
    expect(await findRecord(database.db, rina, called)).toMatchObject({ note: 'Telepon lagi sore\nPindah ke luar negeri' });
    expect(await findRecord(database.db, rina, quiet)).toMatchObject({ note: 'Pindah ke luar negeri' });
  });

  test('need a reason, and a note where the reason says so', async () => {
    const { recordIds } = await heldCard(5, 2);
    const invalid = (input: object) => database.transaction((tx) => setVerdict(tx, rina, { recordIds, verdict: 'invalid', ...input }));
    await expect(invalid({})).rejects.toMatchObject({ code: 'reason_required' });
    await expect(invalid({ reasonId: other })).rejects.toMatchObject({ code: 'note_required' });
    await expect(invalid({ reasonId: other, note: 'sudah tutup' })).resolves.toEqual({ changed: 2 });
  });

  test('change nothing the second time, and can be taken back', async () => {
    const { databaseId, recordIds } = await heldCard(5, 3);
    expect(await mark(recordIds)).toEqual({ changed: 3 });
    expect(await mark(recordIds)).toEqual({ changed: 0 });
    expect(await countsOf(databaseId)).toMatchObject({ assigned: 3, invalid: 3, unvalidated: 0 });
    await database.transaction((tx) => setVerdict(tx, rina, { recordIds: recordIds.slice(0, 1), verdict: 'unvalidated' }));
    await database.transaction((tx) => setVerdict(tx, rina, { recordIds: recordIds.slice(1, 2), verdict: 'valid' }));
    expect(await countsOf(databaseId)).toMatchObject({ assigned: 3, invalid: 1, unvalidated: 1, valid: 1 });
  });

  test('of somebody else’s record do not exist', async () => {
    const { recordIds } = await heldCard(2, 1);
    const attempt = database.transaction((tx) => setVerdict(tx, dewi, { recordIds, verdict: 'valid' }));
    await expect(attempt).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('replacement', () => {
  test('a card of 50 with 7 invalid says 50 before, during and after, and everyone agrees', async () => {
    const { databaseId, batchId, recordIds } = await heldCard(100, 50);
    const card = () => findBatch(database.db, rina, batchId);
    expect((await card()).counts).toEqual({ total: 50, unvalidated: 50, valid: 0, invalid: 0, conflict: 0 });
    const bad = recordIds.slice(10, 17);
    await mark(bad);
    expect((await card()).counts).toMatchObject({ total: 50, unvalidated: 43, invalid: 7 });
    const waiting = await findInvalidRecords(database.db, { module: 'memberwd', productId });
    expect(waiting).toMatchObject({ total: 7, groups: [{ staffId: rina.userId, batchId, count: 7, replaceable: 7 }] });

    const done = await database.transaction((tx) => replaceRecords(tx, admin, { recordIds: bad }));
    expect(done).toMatchObject({ archived: 7, replaced: 7, shortfall: 0 });
    expect(await card()).toMatchObject({ counts: { total: 50, unvalidated: 50, invalid: 0 }, replaced: 7, fresh: 7 });
    expect(await countsOf(databaseId)).toMatchObject({ imported: 100, available: 43, assigned: 50, archived: 7, deleted: 0, invalid: 0 });
    const archive = await findArchive(database.db, { ...noFilter, sort: '-archivedAt', databaseId });
    expect(archive.total).toBe(7);
    for (const { recordId, replacementId } of done.pairs) {
      expect(await findRecord(database.db, rina, replacementId)).toMatchObject({ batchId, replaces: recordId, verdict: 'unvalidated' });
      expect(await findRecord(database.db, admin, recordId)).toMatchObject({
        state: 'archived',
        replacedBy: replacementId,
        lastStaffId: rina.userId,
      });
    }
  });

  test('what finds no replacement stays invalid and assigned; another database may fill in', async () => {
    const { databaseId, batchId, recordIds } = await heldCard(6, 5);
    const bad = recordIds.slice(0, 4);
    await mark(bad);
    const short = await database.transaction((tx) => replaceRecords(tx, admin, { recordIds: bad }));
    expect(short).toMatchObject({ archived: 1, replaced: 1, shortfall: 3 });
    const rest = await findInvalidRecords(database.db, { productId });
    expect(rest).toMatchObject({ total: 3, groups: [{ replaceable: 0 }] });

    const filler = await addRows(database.db, { productId, keys: keys(10, 'filler') });
    const elsewhere = await addRows(database.db, { productId, module: 'bonanza', keys: keys(10, 'elsewhere') });
    const waiting = rest.groups.flatMap((group) => group.recordIds);
    const fill = (fillFromDatabaseId: string) =>
      database.transaction((tx) => replaceRecords(tx, admin, { recordIds: waiting, fillFromDatabaseId }));
    await expect(fill(elsewhere)).rejects.toMatchObject({ code: 'other_module_or_product' });
    expect(await fill(filler)).toMatchObject({ archived: 3, replaced: 3, shortfall: 0 });
    expect((await findBatch(database.db, rina, batchId)).counts.total).toBe(5);
    expect(await countsOf(databaseId)).toMatchObject({ imported: 6, available: 0, assigned: 2, archived: 4 });
  });

  test('passes over reserved persons and those whom an archived record speaks of', async () => {
    const { databaseId, recordIds } = await heldCard(3, 1);
    await addReservation(database.db, productId, 'member2', dewi.userId);
    const copy = await addRows(database.db, { productId, module: 'memberwd', keys: ['member1'] });
    await mark(recordIds);
    const { pairs } = await database.transaction((tx) => replaceRecords(tx, admin, { recordIds, fillFromDatabaseId: copy }));
    expect(await findRecord(database.db, admin, pairs[0]?.replacementId ?? '')).toMatchObject({ customerKey: 'member3' });
    const again = await database.transaction((tx) =>
      assignRecords(tx, admin, { databaseId: copy, staffIds: [dewi.userId], quantity: 1, order: 'file' }),
    );
    expect(again).toMatchObject({ assignments: [{ given: 0 }], passedOver: { archived: 1 } });
    expect(await countsOf(databaseId)).toMatchObject({ available: 1, assigned: 1, archived: 1 });
  });

  test('a record recalled a moment ago stops the whole act', async () => {
    const { databaseId, recordIds } = await heldCard(20, 5);
    await mark(recordIds);
    await database.transaction((tx) => recallRecords(tx, admin, { recordIds: recordIds.slice(0, 1) }));
    await expect(database.transaction((tx) => replaceRecords(tx, admin, { recordIds }))).rejects.toMatchObject({ code: 'wrong_state' });
    expect(await countsOf(databaseId)).toMatchObject({ assigned: 4, archived: 1, available: 15, invalid: 4 });
  });
});

test('a rejected mark goes back to unvalidated with its reason until the next verdict', async () => {
  const { recordIds } = await heldCard(3, 1);
  const [recordId = ''] = recordIds;
  await mark(recordIds);
  await database.transaction((tx) => rejectVerdict(tx, admin, recordIds, 'Coba nomor kedua'));
  expect(await findRecord(database.db, rina, recordId)).toMatchObject({
    verdict: 'unvalidated',
    reasonId: null,
    rejection: { note: 'Coba nomor kedua' },
  });
  await database.transaction((tx) => setVerdict(tx, rina, { recordIds, verdict: 'valid' }));
  expect(await findRecord(database.db, rina, recordId)).toMatchObject({ verdict: 'valid', rejection: null });
  await expect(database.transaction((tx) => rejectVerdict(tx, admin, recordIds, 'x'))).rejects.toMatchObject({ code: 'wrong_state' });
});

describe('recall and transfer', () => {
  test('recall clears the work, archives what is invalid, and the timeline keeps it', async () => {
    const { databaseId, batchId, recordIds } = await heldCard(10, 4);
    const [first = '', second = ''] = recordIds;
    await mark([first], other, 'nomor kantor');
    await database.transaction((tx) => setVerdict(tx, rina, { recordIds: [second], verdict: 'valid', note: 'ramah' }));
    expect(await database.transaction((tx) => recallRecords(tx, admin, { batchId }))).toEqual({ recalled: 3, archived: 1 });
    expect(await countsOf(databaseId)).toMatchObject({ available: 9, assigned: 0, archived: 1, valid: 0, invalid: 0 });
    expect(await findRecord(database.db, admin, second)).toMatchObject({
      state: 'available',
      verdict: 'unvalidated',
      note: null,
      staffId: null,
    });
    await expect(findRecord(database.db, rina, second)).rejects.toMatchObject({ code: 'not_found' });
    const { items } = await findTimeline(database.db, admin, second);
    expect(items.map(({ act }) => act)).toEqual(['records.assign', 'validation.set_verdict', 'records.recall']);
    expect(items.at(-1)).toMatchObject({ kept: { note: 'ramah' }, from: { staffName: 'Rina' }, to: { state: 'available' } });
  });

  test('transfer moves a card with its verdicts; what a third has reserved is recalled', async () => {
    const { batchId, recordIds } = await heldCard(10, 5);
    const sari = await addUser(database.db, 'staff', 'Sari');
    await database.transaction((tx) => setVerdict(tx, rina, { recordIds: recordIds.slice(0, 2), verdict: 'valid' }));
    await addReservation(database.db, productId, 'member5', sari.userId);
    const moved = await database.transaction((tx) => transferRecords(tx, admin, { batchId, toStaffId: dewi.userId }));
    expect(moved).toMatchObject({ transferred: 4, recalled: 1, archived: 0, batchIds: [expect.any(String)] });
    const card = await findBatch(database.db, dewi, moved.batchIds[0] ?? '');
    expect(card.counts).toEqual({ total: 4, unvalidated: 2, valid: 2, invalid: 0, conflict: 0 });
    expect((await findBatch(database.db, rina, batchId)).counts.total).toBe(0);
    await expect(
      database.transaction((tx) => transferRecords(tx, admin, { staffId: dewi.userId, toStaffId: dewi.userId })),
    ).rejects.toMatchObject({ code: 'same_staff' });
  });
});

describe('the archive', () => {
  test('gives a record back to its card, or to the pool', async () => {
    const { databaseId, batchId, recordIds } = await heldCard(10, 3);
    const [first = '', second = ''] = recordIds;
    await mark([first, second]);
    const { pairs } = await database.transaction((tx) => replaceRecords(tx, admin, { recordIds: [first] }));
    await database.transaction((tx) => archiveRecords(tx, admin, [second]));
    expect(await countsOf(databaseId)).toMatchObject({ available: 6, assigned: 2, archived: 2 });
    expect(await database.transaction((tx) => restoreRecord(tx, admin, first, 'batch'))).toEqual({ state: 'assigned', batchId });
    expect(await database.transaction((tx) => restoreRecord(tx, admin, second, 'pool'))).toEqual({ state: 'available', batchId: null });
    expect(await countsOf(databaseId)).toMatchObject({ available: 7, assigned: 3, archived: 0 });
    expect(await findRecord(database.db, admin, pairs[0]?.replacementId ?? '')).toMatchObject({ replaces: null });
  });

  test('takes several back at once, or none, and a filter only while it holds what was seen', async () => {
    const { databaseId, recordIds } = await heldCard(6, 4);
    await mark(recordIds);
    await database.transaction((tx) => archiveRecords(tx, admin, recordIds));
    const restore = (choice: Parameters<typeof restoreArchive>[2]) => database.transaction((tx) => restoreArchive(tx, admin, choice));
    const [first = '', ...others] = recordIds;
    expect(await restore({ recordIds: [first], to: 'batch' })).toEqual({ restored: 1 });
    await expect(restore({ recordIds, to: 'pool' })).rejects.toMatchObject({ code: 'wrong_state' });
    const filter = { databaseId, staffId: rina.userId };
    await expect(restore({ filter, expected: 4, to: 'batch' })).rejects.toMatchObject({ code: 'selection_changed' });
    expect(await countsOf(databaseId)).toMatchObject({ available: 2, assigned: 1, archived: 3 });
    expect(await restore({ filter, expected: others.length, to: 'batch' })).toEqual({ restored: 3 });
    expect(await countsOf(databaseId)).toMatchObject({ available: 2, assigned: 4, archived: 0, unvalidated: 4 });
  });

  test('refuses the card where the person is reserved by another, or held', async () => {
    const { recordIds } = await heldCard(3, 1);
    await mark(recordIds);
    await database.transaction((tx) => archiveRecords(tx, admin, recordIds));
    await addReservation(database.db, productId, 'member1', dewi.userId);
    const restore = () => database.transaction((tx) => restoreRecord(tx, admin, recordIds[0] ?? '', 'batch'));
    await expect(restore()).rejects.toMatchObject({ code: 'already_reserved' });
  });

  test('deletes for good what was said of a person and keeps the counts whole', async () => {
    const { databaseId, recordIds } = await heldCard(3, 1);
    const [recordId = ''] = recordIds;
    await mark(recordIds, other, 'rahasia sekali');
    await database.transaction((tx) => archiveRecords(tx, admin, recordIds));
    await database.transaction((tx) => purgeRecord(tx, admin, recordId));
    await expect(findRecord(database.db, admin, recordId)).rejects.toMatchObject({ code: 'not_found' });
    expect(await countsOf(databaseId)).toMatchObject({ imported: 3, total: 2, available: 2, deleted: 1 });
    const { rows } = await sql<{ text: string }>`
      select record::text || coalesce(string_agg(change::text, ' '), '') as text
      from records record left join record_changes change on change.record_id = record.id where record.id = ${recordId} group by record.*
    `.execute(database.db);
    expect(rows[0]?.text).not.toContain('rahasia');
  });

  test('deleting for good leaves the card knowing how many were replaced on it', async () => {
    const { batchId, recordIds } = await heldCard(4, 2);
    await mark(recordIds);
    await database.transaction((tx) => replaceRecords(tx, admin, { recordIds }));
    await database.transaction((tx) => purgeRecord(tx, admin, recordIds[0] ?? ''));
    expect(await findBatch(database.db, rina, batchId)).toMatchObject({ replaced: 2, fresh: 2 });
  });
});
