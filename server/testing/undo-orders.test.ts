import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { undoImport } from '../domain/databases/undo-import.ts';
import { assignRecords } from '../domain/records/assign-records.ts';
import { checkReserved } from '../domain/reservations/reservations.queries.ts';
import { reserveCustomer } from '../domain/reservations/reserve-customer.ts';
import { archiveRecords } from '../domain/validation/archive-records.ts';
import { purgeRecord } from '../domain/validation/purge-record.ts';
import { setVerdict } from '../domain/validation/set-verdict.ts';
import type { Database } from '../platform/db/database.ts';
import { addList, addProduct, addReservation, addUser, customerKey, type Person, reasonId } from './builders.ts';
import { testDatabase } from './database.ts';
import { findFaults } from './find-faults.ts';
import { importList } from './import-lists.ts';
import { type Order, stepThroughOrders } from './step-connections.ts';
import { outermost } from './thoroughness.ts';

let database: Database;
let admin: Person;
let rina: Person;
let dewi: Person;

beforeAll(async () => {
  database = await testDatabase();
  admin = await addUser(database.db, 'admin', 'Budi');
  rina = await addUser(database.db, 'staff', 'Rina');
  dewi = await addUser(database.db, 'staff', 'Dewi');
});

interface World {
  readonly productId: string;
  readonly databaseId: string;
}

async function untouchedList(): Promise<World> {
  const productId = await addProduct(database.db);
  return { productId, databaseId: (await addList(database.db, { productId, records: 2 })).databaseId };
}

/** The code of each act's refusal; null where it was done. */
const refusals = ({ ends }: Order): (string | null)[] =>
  ends.map((end) => {
    if (end.status === 'fulfilled') return null;
    const reason: unknown = end.reason;
    return reason instanceof Error ? String('code' in reason ? reason.code : reason) : 'something else';
  });

const isThere = async (databaseId: string) =>
  (await sql`select from databases where id = ${databaseId}`.execute(database.db)).rows.length > 0;

test('a member of a list that is just being undone is reserved all the same', async () => {
  const faults: string[] = [];
  const orders = await stepThroughOrders({
    database,
    build: untouchedList,
    pauseAt: /\b(persons|customers|reservations)\b/,
    acts: ({ productId, databaseId }) => [
      (tx) => undoImport(tx, admin, databaseId),
      (tx) => reserveCustomer(tx, admin, { productId, customerKey: customerKey(1), staffId: rina.userId, permanent: false }),
    ],
    check: async ({ productId, databaseId }, order) => {
      const { reserved } = await checkReserved(database.db, { productId, customerKey: customerKey(1) });
      const refused = refusals(order).filter((code) => code !== null);
      if (refused.length > 0 || reserved === null || (await isThere(databaseId))) faults.push(`${order.name}: ${refused.join()}`);
      faults.push(...(await findFaults(database.db, productId)));
    },
  });
  expect(orders).toBeGreaterThan(3);
  expect(faults).toEqual([]);
});

const takenBack: readonly (readonly [string, string, string, { readonly customerKey: string; readonly phone?: string }, string])[] = [
  ['with another’s phone', 'budi,', 'budi,081200000001', { customerKey: 'cici', phone: '081200000001' }, '081200000001'],
  ['by a phone', 'budi,', 'budi,081200000001', { customerKey: '081200000001' }, '081200000001'],
  ['by a username', ',081200000001', 'siti,081200000001', { customerKey: 'siti' }, 'siti'],
];

test.each(outermost(takenBack))(
  'a member who is reserved %s that is just being taken back has it all the same',
  async (_, first, second, wish, asked) => {
    const faults: string[] = [];
    const content = (row: string) => `Username,HP\n${row}\nlain,081200000002`;
    const mapping = { customerKey: 'Username', phone: 'HP' };
    const orders = await stepThroughOrders({
      database,
      build: async () => {
        const productId = await addProduct(database.db);
        await importList(database, { productId, content: content(first), mapping });
        const { databaseId } = await importList(database, { productId, content: content(second), mapping, duplicates: 'keep' });
        return { productId, databaseId };
      },
      pauseAt: /\b(persons|customers|reservations)\b/,
      acts: ({ productId, databaseId }) => [
        (tx) => undoImport(tx, admin, databaseId),
        (tx) => reserveCustomer(tx, admin, { productId, ...wish, staffId: rina.userId, permanent: false }),
      ],
      check: async ({ productId }, order) => {
        const { reserved } = await checkReserved(database.db, { productId, customerKey: asked });
        const refused = refusals(order).filter((code) => code !== null);
        if (refused.length > 0 || reserved === null) faults.push(`${order.name}: ${refused.join()}`);
        faults.push(...(await findFaults(database.db, productId)));
      },
    });
    expect(orders).toBeGreaterThan(3);
    expect(faults).toEqual([]);
  },
);

test('a member whose only record is just being deleted for good is reserved all the same, as somebody new where they are gone', async () => {
  const faults: string[] = [];
  const reason = await reasonId(database.db);
  const orders = await stepThroughOrders({
    database,
    build: async () => {
      const productId = await addProduct(database.db);
      const [recordId = ''] = (await addList(database.db, { productId, records: 1 })).recordIds;
      await database.transaction(async (tx) => {
        await assignRecords(tx, admin, { recordIds: [recordId], staffIds: [dewi.userId] });
        await setVerdict(tx, admin, { recordIds: [recordId], verdict: 'invalid', reasonId: reason });
        await archiveRecords(tx, admin, [recordId]);
      });
      return { productId, recordId };
    },
    pauseAt: /\b(persons|customers|reservations)\b/,
    acts: ({ productId, recordId }) => [
      (tx) => purgeRecord(tx, admin, recordId),
      (tx) => reserveCustomer(tx, admin, { productId, customerKey: customerKey(1), staffId: rina.userId, permanent: false }),
    ],
    check: async ({ productId, recordId }, order) => {
      const { reserved } = await checkReserved(database.db, { productId, customerKey: customerKey(1) });
      const refused = refusals(order).filter((code) => code !== null);
      const { rows } = await sql`select from records join customers on customers.id = records.customer_id
        where records.id = ${recordId} and state = 'deleted' and customers.key = ' '`.execute(database.db);
      if (refused.length > 0 || reserved === null || rows.length === 0) faults.push(`${order.name}: ${refused.join()}`);
      faults.push(...(await findFaults(database.db, productId)));
    },
  });
  expect(orders).toBeGreaterThan(3);
  expect(faults).toEqual([]);
});

interface Outcome {
  readonly undone: boolean;
  readonly undo: string | null | undefined;
  readonly assign: string | null | undefined;
}

/** Orders of undoing a list and assigning from it whose outcome is none of those that may be. */
async function strayOrders(build: () => Promise<World>, pauseAt: RegExp, mayBe: (outcome: Outcome) => boolean): Promise<string[]> {
  const faults: string[] = [];
  const orders = await stepThroughOrders({
    database,
    build,
    pauseAt,
    acts: ({ databaseId }) => [
      (tx) => undoImport(tx, admin, databaseId),
      (tx) => assignRecords(tx, admin, { databaseId, staffIds: [rina.userId], quantity: 1, order: 'file' }),
    ],
    check: async ({ productId, databaseId }, order) => {
      const [undo, assign] = refusals(order);
      const undone = !(await isThere(databaseId));
      if (!mayBe({ undone, undo, assign })) faults.push(`${order.name}: undone ${undone}, undo ${undo}, assign ${assign}`);
      faults.push(...(await findFaults(database.db, productId)));
    },
  });
  expect(orders).toBeGreaterThan(5);
  return faults;
}

test('a list is undone or given from, never both', async () => {
  const faults = await strayOrders(untouchedList, /\b(persons|databases|drawable_records)\b/, ({ undone, undo, assign }) =>
    undone ? undo === null && assign === 'not_found' : undo === 'import_worked' && assign === null,
  );
  expect(faults).toEqual([]);
});

test('a list of which nothing can be given is undone whoever tries it meanwhile', async () => {
  const reserved = async (): Promise<World> => {
    const world = await untouchedList();
    for (const number of [1, 2]) await addReservation(database.db, world.productId, customerKey(number), dewi.userId);
    return world;
  };
  const faults = await strayOrders(
    reserved,
    /\b(assignments|batches)\b|delete from (records|databases)/,
    ({ undone, undo, assign }) => undone && undo === null && (assign === null || assign === 'not_found'),
  );
  expect(faults).toEqual([]);
});
