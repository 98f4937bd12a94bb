import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { assignRecords as assignRequest } from '../../../contract/assignments.ts';
import type { Database } from '../../platform/db/database.ts';
import { addRows, addProduct, addReservation, addUser, keys, recordIdsOf, type Person } from '../../testing/builders.ts';
import { testDatabase } from '../../testing/database.ts';
import { assignRecords } from './assign-records.ts';
import { foreseeAssignment } from './assignments.queries.ts';
import { findBatches } from './batches.queries.ts';
import { foldCounts } from './fold-counts.ts';
import { findRecords } from './records.queries.ts';

let database: Database;
let admin: Person;
let rina: Person;
let dewi: Person;
let productId: string;

beforeAll(async () => {
  database = await testDatabase();
  admin = await addUser(database.db, 'admin', 'Lia');
  rina = await addUser(database.db, 'staff', 'Rina');
  dewi = await addUser(database.db, 'staff', 'Dewi');
  productId = await addProduct(database.db);
});

const noFilter = { page: 1, pageSize: 500, sort: 'rowNumber' } as const;
const assign = (input: Parameters<typeof assignRecords>[2]) => database.transaction((tx) => assignRecords(tx, admin, input));
const heldBy = async (staff: Person, databaseId: string) =>
  (await findRecords(database.db, admin, { ...noFilter, staffId: staff.userId, databaseId })).read().items;

async function countsOf(databaseId: string) {
  const { rows } = await sql`select * from database_counts where database_id = ${databaseId}`.execute(database.db);
  return rows[0];
}

describe('assigning from a database', () => {
  test('gives as many as asked, in one card, and the counts follow', async () => {
    const databaseId = await addRows(database.db, { productId, keys: keys(100, 'a') });
    const given = await assign({ databaseId, staffIds: [rina.userId], quantity: 40, order: 'random' });
    expect(given.assignments).toMatchObject([{ staffId: rina.userId, asked: 40, given: 40 }]);
    expect(await heldBy(rina, databaseId)).toHaveLength(40);
    expect(await countsOf(databaseId)).toMatchObject({
      imported: 100,
      available: 60,
      assigned: 40,
      unvalidated: 40,
      archived: 0,
      deleted: 0,
    });
    const cards = await findBatches(database.db, rina, { page: 1, pageSize: 50, sort: '-assignedAt', databaseId });
    expect(cards.items).toMatchObject([{ counts: { total: 40, unvalidated: 40 }, shortfall: 0 }]);
  });

  test('in file order the first rows are given, and the next ones after them', async () => {
    const databaseId = await addRows(database.db, { productId, keys: keys(30, 'b') });
    await assign({ databaseId, staffIds: [rina.userId], quantity: 10, order: 'file' });
    await assign({ databaseId, staffIds: [dewi.userId], quantity: 10, order: 'file' });
    expect((await heldBy(rina, databaseId)).map(({ customerKey }) => customerKey)).toEqual(keys(10, 'b'));
    expect((await heldBy(dewi, databaseId)).map(({ customerKey }) => customerKey)).toEqual(keys(20, 'b').slice(10));
  });

  test('a seed is where in the random order the draw begins; it wraps', async () => {
    const draw = async (seed: number) => {
      const databaseId = await addRows(database.db, { productId, keys: keys(200, `seeded${seed}.`) });
      await sql`update records set draw_key = row_number * 1000000 where database_id = ${databaseId}`.execute(database.db);
      await assign({ databaseId, staffIds: [rina.userId], quantity: 5, order: 'random', seed });
      return (await heldBy(rina, databaseId)).map(({ rowNumber }) => rowNumber);
    };
    expect(await draw(50_000_000)).toEqual([50, 51, 52, 53, 54]);
    expect(await draw(199_000_000)).toEqual([2, 3, 199, 200, 201]);
  });

  test('asking for more than there are gives those there are and says so', async () => {
    const databaseId = await addRows(database.db, { productId: await addProduct(database.db), keys: keys(7, 'c') });
    const given = await assign({ databaseId, staffIds: [rina.userId, dewi.userId], quantity: 5, order: 'random' });
    expect(given.assignments.map(({ asked, given: got }) => [asked, got])).toEqual([
      [5, 4],
      [5, 3],
    ]);
    const nothing = await assign({ databaseId, staffIds: [rina.userId], quantity: 5, order: 'random' });
    expect(nothing.assignments).toMatchObject([{ batchId: null, asked: 5, given: 0 }]);
  });

  test('asking for the most that can be asked gives those there are too', async () => {
    const databaseId = await addRows(database.db, { productId, keys: keys(4, 'most') });
    const most = assignRequest.body.parse({ databaseId, staffIds: [rina.userId], quantity: 2_147_483_647 });
    expect((await assign(most)).assignments).toMatchObject([{ asked: 2_147_483_647, given: 4 }]);
    const cards = await findBatches(database.db, rina, { page: 1, pageSize: 50, sort: '-assignedAt', databaseId });
    expect(cards.items).toMatchObject([{ counts: { total: 4 }, shortfall: 2_147_483_643 }]);
  });

  test('is foreseen for active staff alone, as it is done', async () => {
    const databaseId = await addRows(database.db, { productId, keys: keys(3) });
    const foresee = (staffId: string) =>
      foreseeAssignment(database.db, admin, { databaseId, staffIds: [staffId], quantity: 1, order: 'file' });
    await expect(foresee('999999')).rejects.toMatchObject({ code: 'not_found' });
    await expect(foresee(admin.userId)).rejects.toMatchObject({ code: 'not_staff' });
  });

  test('passes over by reason, in the order of the rule, and the preview says the same', async () => {
    const held = await addRows(database.db, { productId, keys: ['d4', 'd1'] });
    await assign({ databaseId: held, staffIds: [dewi.userId], quantity: 2, order: 'file' });
    const databaseId = await addRows(database.db, { productId, keys: ['d1', 'd2', 'd3', 'd4', 'd5', 'd5', 'd6'] });
    await addReservation(database.db, productId, 'd1', dewi.userId);
    await addReservation(database.db, productId, 'd2', rina.userId);
    await sql`update persons set do_not_contact = true where id = (select person_id from customers where key = 'd3')`.execute(database.db);
    const input = { databaseId, staffIds: [rina.userId], quantity: 10, order: 'file' as const };
    const expected = { reserved: 1, doNotContact: 1, held: 1, archived: 0, duplicate: 1 };
    const shares = [{ staffId: rina.userId, given: 3 }];
    expect(await foreseeAssignment(database.db, admin, input)).toEqual({ available: 7, eligible: 3, passedOver: expected, shares });
    const given = await assign(input);
    expect(given.passedOver).toEqual(expected);
    expect((await heldBy(rina, databaseId)).map(({ customerKey }) => customerKey)).toEqual(['d2', 'd5', 'd6']);
  });

  test('a person held in another module is passed over only where the product says so', async () => {
    for (const [holdAcrossModules, expected] of [
      [false, 1],
      [true, 0],
    ] as const) {
      const product = await addProduct(database.db, undefined, { holdAcrossModules });
      const normal = await addRows(database.db, { productId: product, module: 'normal', keys: ['wide'] });
      const memberwd = await addRows(database.db, { productId: product, keys: ['wide'] });
      await assign({ databaseId: normal, staffIds: [dewi.userId], quantity: 1, order: 'file' });
      const { assignments } = await assign({ databaseId: memberwd, staffIds: [rina.userId], quantity: 1, order: 'file' });
      expect(assignments[0]?.given).toBe(expected);
    }
  });
});

describe('assigning hand-picked records', () => {
  test('spreads them over the staff', async () => {
    const databaseId = await addRows(database.db, { productId: await addProduct(database.db), keys: keys(5, 'e') });
    const recordIds = await recordIdsOf(database.db, databaseId);
    const { assignments } = await assign({ recordIds, staffIds: [rina.userId, dewi.userId] });
    expect(assignments.map(({ given }) => given)).toEqual([3, 2]);
  });

  test('one that somebody holds already stops the whole act', async () => {
    const databaseId = await addRows(database.db, { productId, keys: keys(3, 'f') });
    const recordIds = await recordIdsOf(database.db, databaseId);
    await assign({ recordIds: recordIds.slice(0, 1), staffIds: [dewi.userId] });
    await expect(assign({ recordIds, staffIds: [rina.userId] })).rejects.toMatchObject({ code: 'wrong_state' });
    expect(await heldBy(rina, databaseId)).toHaveLength(0);
  });
});

describe('what is left over', () => {
  let sari: Person;
  let product: string;
  let made = 0;
  beforeEach(async () => {
    sari = await addUser(database.db, 'staff', 'Sari');
    product = await addProduct(database.db);
  });
  const all = () => [rina.userId, dewi.userId, sari.userId];
  const list = (count: number, module: 'memberwd' | 'normal' = 'memberwd') => {
    made += 1;
    return addRows(database.db, { productId: product, module, keys: keys(count, `left${made}.`) });
  };
  type Given = Awaited<ReturnType<typeof assign>>;
  const shareOf = ({ assignments }: Given) => assignments.map(({ staffId, given }) => ({ staffId, given }));

  /** How many each of the three got of these acts. */
  const totals = (acts: readonly Given[]) =>
    all().map((id) => acts.flatMap(shareOf).reduce((sum, { staffId, given }) => sum + (staffId === id ? given : 0), 0));

  test.each(['drawn', 'picked'])('evens out over the acts of a day, of %s records', async (way) => {
    const acts: Given[] = [];
    for (let act = 1; act <= 20; act += 1) {
      const databaseId = await list(4);
      const input =
        way === 'drawn'
          ? { databaseId, staffIds: all(), quantity: 2, order: 'random' as const }
          : { recordIds: await recordIdsOf(database.db, databaseId), staffIds: all() };
      const foreseen = await foreseeAssignment(database.db, admin, input);
      const given = await assign(input);
      expect(foreseen.shares).toEqual(shareOf(given));
      expect(given.assignments.map(({ staffId }) => staffId)).toEqual(all());
      acts.push(given);
      expect(Math.max(...totals(acts)) - Math.min(...totals(acts))).toBeLessThanOrEqual(1);
    }
    expect(totals(acts).toSorted((one, other) => one - other)).toEqual([26, 27, 27]);
  });

  test('goes to who got fewest of this module and product today, then lately, then to who was named first', async () => {
    const one = async (module: 'memberwd' | 'normal' = 'memberwd') =>
      shareOf(await assign({ databaseId: await list(1, module), staffIds: all(), quantity: 1, order: 'file' })).map(({ given }) => given);
    expect(await one()).toEqual([1, 0, 0]);
    expect(await one('normal')).toEqual([1, 0, 0]);
    expect(await one()).toEqual([0, 1, 0]);
    await assign({ databaseId: await list(9), staffIds: [sari.userId], quantity: 9, order: 'file' });
    expect(await one()).toEqual([1, 0, 0]);
    expect(await one()).toEqual([0, 1, 0]);
    // Another day: nobody has anything yet, and Sari has had most lately.
    await sql`update assignments set at = at - interval '1 day'`.execute(database.db);
    expect(await one()).toEqual([1, 0, 0]);
    expect(await one()).toEqual([0, 1, 0]);
    expect(await one()).toEqual([0, 0, 1]);
  });

  test('evens out where many give at once', async () => {
    const lists = await Promise.all(Array.from({ length: 9 }, () => list(4)));
    const acts = await Promise.all(lists.map((databaseId) => assign({ databaseId, staffIds: all(), quantity: 2, order: 'random' })));
    expect(totals(acts)).toEqual([12, 12, 12]);
  });

  test('is foreseen where what is reserved goes to its reserver and no further', async () => {
    const databaseId = await list(5);
    for (const key of keys(3, `left${made}.`)) await addReservation(database.db, product, key, dewi.userId);
    const input = { databaseId, staffIds: all(), quantity: 2, order: 'file' as const };
    const expected = [
      { staffId: rina.userId, given: 1 },
      { staffId: dewi.userId, given: 2 },
      { staffId: sari.userId, given: 1 },
    ];
    expect(await foreseeAssignment(database.db, admin, input)).toMatchObject({ eligible: 5, shares: expected });
    expect(shareOf(await assign(input))).toEqual(expected);
  });
});

test('only active staff receive records', async () => {
  const databaseId = await addRows(database.db, { productId, keys: keys(3, 'g') });
  await expect(assign({ databaseId, staffIds: [admin.userId], quantity: 1, order: 'file' })).rejects.toMatchObject({ code: 'not_staff' });
  await expect(assign({ databaseId, staffIds: ['0'], quantity: 1, order: 'file' })).rejects.toMatchObject({ code: 'not_found' });
});

test('eight admins assigning at once from one database hand no record out twice and lose none', async () => {
  const databaseId = await addRows(database.db, { productId, keys: keys(2_000, 'h') });
  const staff = await Promise.all(Array.from({ length: 8 }, (_, index) => addUser(database.db, 'staff', `Staff${index}`)));
  const acts = staff.flatMap(({ userId }) =>
    [1, 2, 3, 4, 5].map(() => assign({ databaseId, staffIds: [userId], quantity: 50, order: 'random' })),
  );
  const given = (await Promise.all(acts)).flatMap(({ assignments }) => assignments.map((assignment) => assignment.given));
  expect(given).toEqual(Array.from({ length: 40 }, () => 50));
  expect(await countsOf(databaseId)).toMatchObject({ imported: 2_000, available: 0, assigned: 2_000 });
  const { rows } = await sql<{ handed: number }>`
    select count(*)::int as handed from record_changes change join records record on record.id = change.record_id
    where record.database_id = ${databaseId} and change.to_state = 'assigned'
  `.execute(database.db);
  expect(rows[0]?.handed).toBe(2_000);
});

test('a reserved person is refused by the database itself', async () => {
  const databaseId = await addRows(database.db, { productId, keys: ['guarded'] });
  await addReservation(database.db, productId, 'guarded', dewi.userId);
  const forced = database.transaction(async (tx) => {
    const batch = await tx
      .insertInto('batches')
      .values({
        product_id: productId,
        module: 'memberwd',
        database_id: databaseId,
        staff_id: rina.userId,
        title: 'x',
        original_title: 'x',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await sql`select set_config('cermat.event', '1', true)`.execute(tx);
    await sql`
      update records set state = 'assigned', staff_id = ${rina.userId}::bigint, batch_id = ${batch.id}::bigint, assigned_at = now()
      where database_id = ${databaseId}
    `.execute(tx);
  });
  await expect(forced).rejects.toMatchObject({ constraint: 'reserved_person_stays' });
});

test('folding the counts changes none of them and leaves one row a database', async () => {
  const databaseId = await addRows(database.db, { productId, keys: keys(10, 'i') });
  await assign({ databaseId, staffIds: [rina.userId], quantity: 4, order: 'file' });
  const before = await sql`select * from database_counts order by database_id`.execute(database.db);
  await database.transaction(foldCounts);
  expect((await sql`select * from database_counts order by database_id`.execute(database.db)).rows).toEqual(before.rows);
  const { rows } = await sql<{
    rows: number;
  }>`select count(*)::int as rows from database_count_changes where database_id = ${databaseId}`.execute(database.db);
  expect(rows).toEqual([{ rows: 1 }]);
});
