import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RecordFilter } from '../../../contract/records.ts';
import type { Database } from '../../platform/db/database.ts';
import { addProduct, addReservation, addRows, addUser, keys, type Person, reasonId } from '../../testing/builders.ts';
import { testDatabase } from '../../testing/database.ts';
import { stepThroughOrders } from '../../testing/step-connections.ts';
import { setVerdict } from '../validation/set-verdict.ts';
import { assignRecords } from './assign-records.ts';
import { foreseeAssignment } from './assignments.queries.ts';
import { recallRecords } from './recall-records.ts';
import { findRecords } from './records.queries.ts';
import { transferRecords } from './transfer-records.ts';

let database: Database;
let admin: Person;
let rina: Person;
let dewi: Person;

beforeAll(async () => {
  database = await testDatabase();
  admin = await addUser(database.db, 'admin', 'Lia');
  rina = await addUser(database.db, 'staff', 'Rina');
  dewi = await addUser(database.db, 'staff', 'Dewi');
});

/** A list of ten, of which Rina holds the first six. */
async function listHeld(): Promise<{ productId: string; databaseId: string; heldIds: string[] }> {
  const productId = await addProduct(database.db);
  const databaseId = await addRows(database.db, { productId, keys: keys(10) });
  await database.transaction((tx) => assignRecords(tx, admin, { databaseId, staffIds: [rina.userId], quantity: 6, order: 'file' }));
  return { productId, databaseId, heldIds: await idsOf({ databaseId, state: 'assigned' }) };
}

const find = async (filter: RecordFilter) =>
  (await findRecords(database.db, admin, { page: 1, pageSize: 500, sort: 'rowNumber', ...filter })).read();
const idsOf = async (filter: RecordFilter): Promise<string[]> => (await find(filter)).items.map(({ id }) => id);
const mark = async (recordIds: string[], verdict: 'valid' | 'invalid'): Promise<unknown> => {
  const reason = verdict === 'invalid' ? { reasonId: await reasonId(database.db) } : {};
  return database.transaction((tx) => setVerdict(tx, rina, { recordIds, verdict, ...reason }));
};
const recall = (filter: RecordFilter, expected: number) => database.transaction((tx) => recallRecords(tx, admin, { filter, expected }));

describe('an act on all that a filter holds', () => {
  test('takes back exactly those, however they are chosen', async () => {
    const { databaseId, heldIds } = await listHeld();
    await mark(heldIds.slice(0, 2), 'valid');
    await mark(heldIds.slice(2, 3), 'invalid');
    expect(await recall({ databaseId, state: 'assigned', verdict: 'unvalidated' }, 3)).toEqual({ recalled: 3, archived: 0 });
    expect(await idsOf({ databaseId, state: 'assigned' })).toEqual(heldIds.slice(0, 3));
    expect(await recall({ databaseId, state: 'assigned' }, 3)).toEqual({ recalled: 2, archived: 1 });
  });

  test('is refused where the filter holds more or fewer than were expected, and changes nothing', async () => {
    const { databaseId, heldIds } = await listHeld();
    for (const expected of [5, 7]) {
      await expect(recall({ databaseId, state: 'assigned' }, expected)).rejects.toMatchObject({
        code: 'selection_changed',
        params: { expected, found: 6 },
      });
    }
    expect(await idsOf({ databaseId, state: 'assigned' })).toEqual(heldIds);
  });

  test('is refused as a whole where one of them cannot be taken back', async () => {
    const { databaseId } = await listHeld();
    await expect(recall({ databaseId }, 10)).rejects.toMatchObject({ code: 'wrong_state', params: { count: 4, asked: 10 } });
  });

  test('moves them to another staff member', async () => {
    const { databaseId } = await listHeld();
    const choice = { filter: { databaseId, staffId: rina.userId }, expected: 6, toStaffId: dewi.userId };
    const moved = await database.transaction((tx) => transferRecords(tx, admin, choice));
    expect(moved).toMatchObject({ transferred: 6, recalled: 0 });
    expect((await find({ databaseId, staffId: dewi.userId })).total).toBe(6);
  });

  test('gives what is available to several, as the preview said', async () => {
    const { productId, databaseId } = await listHeld();
    await addReservation(database.db, productId, 'member7', dewi.userId);
    const input = { filter: { databaseId, state: 'available' as const }, expected: 4, staffIds: [rina.userId] };
    expect(await foreseeAssignment(database.db, admin, input)).toMatchObject({ available: 4, eligible: 3, passedOver: { reserved: 1 } });
    const given = await database.transaction((tx) => assignRecords(tx, admin, input));
    expect(given).toMatchObject({ assignments: [{ asked: 4, given: 3 }], passedOver: { reserved: 1 } });
    await expect(foreseeAssignment(database.db, admin, input)).rejects.toMatchObject({ code: 'selection_changed' });
  });

  test('takes several cards whole, or none of them', async () => {
    const [one, other, kept] = [await listHeld(), await listHeld(), await listHeld()];
    const cardOf = async ({ databaseId }: { databaseId: string }) => (await find({ databaseId })).items[0]?.batchId ?? '';
    const batchIds = [await cardOf(one), await cardOf(other)];
    const recallCards = (cards: string[]) => database.transaction((tx) => recallRecords(tx, admin, { batchIds: cards }));
    await expect(recallCards([...batchIds, '999999999'])).rejects.toMatchObject({ code: 'not_found' });
    expect(await recallCards(batchIds)).toEqual({ recalled: 12, archived: 0 });
    expect((await find({ databaseId: kept.databaseId, state: 'assigned' })).total).toBe(6);
  });

  test('takes several cards back as long as nobody has worked on them', async () => {
    const cards = [await listHeld(), await listHeld()];
    const batchIds = await Promise.all(cards.map(async ({ databaseId }) => (await find({ databaseId })).items[0]?.batchId ?? ''));
    const undo = () => database.transaction((tx) => recallRecords(tx, admin, { batchIds, unvalidatedOnly: true, expected: 12 }));
    const [marked] = cards[1]?.heldIds ?? [];
    const setTo = (verdict: 'valid' | 'unvalidated') =>
      database.transaction((tx) => setVerdict(tx, rina, { recordIds: [marked ?? ''], verdict }));
    await setTo('valid');
    await expect(undo()).rejects.toMatchObject({ code: 'selection_changed', params: { expected: 12, found: 11 } });
    await setTo('unvalidated');
    expect(await undo()).toEqual({ recalled: 12, archived: 0 });
  });

  test('keeps no text that was searched for in its event', async () => {
    const { productId } = await listHeld();
    await recall({ productId, state: 'assigned', q: 'member3' }, 1);
    const { rows } = await sql<{ data: unknown }>`select data from events where act = 'records.recall' order by id desc limit 1`.execute(
      database.db,
    );
    expect(rows[0]?.data).toEqual({ filter: { productId, state: 'assigned', searched: true } });
  });

  test('that overlaps with a mark takes the record unmarked, or is refused; in no order does it take a marked one', async () => {
    const ends: string[] = [];
    const orders = await stepThroughOrders({
      database,
      build: listHeld,
      acts: ({ databaseId, heldIds }) => [
        (tx) => recallRecords(tx, admin, { filter: { databaseId, state: 'assigned', verdict: 'unvalidated' }, expected: 6 }),
        (tx) => setVerdict(tx, rina, { recordIds: heldIds.slice(0, 1), verdict: 'valid' }),
      ],
      pauseAt: /\b(persons|records)\b/,
      check: async ({ databaseId }, { name, ends: [recalled, marked] }) => {
        const held = await find({ databaseId, state: 'assigned' });
        const codeOf = (end: typeof recalled) => (end?.status === 'rejected' ? (end.reason as { code: string }).code : 'done');
        const end = `${codeOf(recalled)}, ${codeOf(marked)}, ${held.total} held`;
        ends.push(end);
        // Either the recall came first, or the mark did: never both, never part of it.
        expect([name, end]).toEqual([
          name,
          expect.stringMatching(/^(done, (wrong_state|not_found), 0 held|selection_changed, done, 6 held)$/),
        ]);
      },
    });
    expect(orders).toBeGreaterThan(5);
    expect(new Set(ends).size).toBe(2);
  });
});

describe('the filters of records', () => {
  test('that the kept counts can answer are counted as the rows are', async () => {
    const { productId, databaseId, heldIds } = await listHeld();
    await mark(heldIds.slice(0, 2), 'valid');
    await mark(heldIds.slice(2, 3), 'invalid');
    await recall({ databaseId, state: 'assigned', verdict: 'invalid' }, 1);
    const states = [undefined, 'available', 'assigned', 'archived'] as const;
    for (const place of [
      { productId },
      { databaseId },
      { productId, module: 'memberwd' as const },
      { databaseId, module: 'normal' as const },
    ]) {
      for (const state of states) {
        for (const verdict of [undefined, 'unvalidated', 'valid', 'invalid'] as const) {
          const filter = { ...place, ...(state === undefined ? {} : { state }), ...(verdict === undefined ? {} : { verdict }) };
          const { total, items } = await find(filter);
          expect([filter, total]).toEqual([filter, items.length]);
        }
      }
    }
  });

  test('are each a condition of their own', async () => {
    const { productId, databaseId, heldIds } = await listHeld();
    const [first = '', second = ''] = heldIds;
    await mark([first], 'invalid');
    await sql`update records set follow_up_on = '2026-12-01', contact_result = 'callBack', contact_attempts = 1 where id = ${second}`.execute(
      database.db,
    );
    await sql`update persons set do_not_contact = true where id = (select person_id from records where id = ${second})`.execute(
      database.db,
    );
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Jakarta' }).format(new Date());
    const count = async (filter: RecordFilter) => (await find({ productId, ...filter })).total;
    expect(await count({})).toBe(10);
    expect(await count({ staffId: `${rina.userId},${dewi.userId}` })).toBe(6);
    expect(await count({ staffId: dewi.userId })).toBe(0);
    expect(await count({ reasonId: await reasonId(database.db) })).toBe(1);
    expect(await count({ contactResult: 'callBack' })).toBe(1);
    expect(await count({ doNotContact: true })).toBe(1);
    expect(await count({ doNotContact: false })).toBe(9);
    expect(await count({ hasPhone: false })).toBe(10);
    expect(await count({ hasPhone: true })).toBe(0);
    expect(await count({ followUpFrom: '2026-12-01', followUpTo: '2026-12-01' })).toBe(1);
    expect(await count({ followUpFrom: '2026-12-02' })).toBe(0);
    expect(await count({ assignedFrom: today, assignedTo: today })).toBe(6);
    expect(await count({ assignedFrom: '2999-01-01' })).toBe(0);
    expect(await count({ replaced: false, replacement: false })).toBe(10);
    expect(await count({ ungrouped: false })).toBe(10);
    await recall({ databaseId, state: 'assigned', verdict: 'invalid' }, 1);
    expect(await count({ archivedFrom: today, archivedTo: today })).toBe(1);
    expect(await count({ archivedTo: '2020-01-01' })).toBe(0);
    expect(await count({ databaseId, state: 'assigned', verdict: 'unvalidated' })).toBe(5);
  });
});
