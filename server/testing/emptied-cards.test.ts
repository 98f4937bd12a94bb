import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { findDatabases } from '../domain/databases/databases.queries.ts';
import { readBadgeCounts } from '../domain/notifications/notifications.queries.ts';
import { assignRecords } from '../domain/records/assign-records.ts';
import { foreseeAssignment } from '../domain/records/assignments.queries.ts';
import { findBatches } from '../domain/records/batches.queries.ts';
import { foldCounts } from '../domain/records/fold-counts.ts';
import { findUsers } from '../domain/users/users.queries.ts';
import { findInvalidRecords } from '../domain/validation/validation.queries.ts';
import type { Database, Tx } from '../platform/db/database.ts';
import { addList, addProduct, addUser, type Person } from './builders.ts';
import { testDatabase } from './database.ts';
import { thorough } from './thoroughness.ts';

const held = 500;
const emptied = thorough ? 100_000 : 25_000;
const onCard = 4;

let database: Database;
let admin: Person;
let rina: Person;
let staffIds: string[];
let databaseId: string;
let before: Map<string, number>;
let after: Map<string, number>;

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  admin = await addUser(db, 'admin', 'Budi');
  rina = await addUser(db, 'staff', 'Rina');
  staffIds = [rina.userId];
  while (staffIds.length < 20) staffIds.push((await addUser(db, 'staff', `Staf ${staffIds.length}`)).userId);
  const productId = await addProduct(db);
  ({ databaseId } = await addList(db, { productId, records: held * onCard + 1_000 }));
  for (let cards = 0; cards < held; cards += staffIds.length) {
    await database.transaction((tx) => assignRecords(tx, admin, { databaseId, staffIds, quantity: onCard, order: 'file' }));
  }
  await settle();
  before = await measure();
  await addEmptied();
  await settle();
  after = await measure();
}, 300_000);

/** As the clock and autovacuum leave it. */
async function settle(): Promise<void> {
  await database.transaction(foldCounts);
  await sql`vacuum analyze`.execute(database.db);
}

/** Years of cards from which everything has left, every other one with records that were replaced. */
async function addEmptied(): Promise<void> {
  await sql`
    with made as (
      insert into batches (product_id, module, database_id, staff_id, title, original_title, created_at)
      select product_id, module, id, (${staffIds}::bigint[])[1 + number % ${staffIds.length}::int], name || number, name,
        now() - interval '31 days' - number * interval '10 minutes'
      from databases, generate_series(1, ${emptied}::int) number where id = ${databaseId}
      returning id, staff_id, module, created_at
    ), counted as (
      insert into batch_count_changes (batch_id, staff_id, module, total, unvalidated, valid, invalid, fresh, replaced)
      select id, staff_id, module, 0, 0, 0, 0, 0, 3 from made where id % 2 = 0
    )
    insert into assignments (event_id, database_id, staff_id, batch_id, asked, given, draw_order, passed_reserved, passed_do_not_contact,
      passed_held, passed_archived, passed_duplicate, at)
    select (select min(id) from events), ${databaseId}::bigint, staff_id, id, 4, 4, 'file', 0, 0, 0, 0, 0, created_at from made
  `.execute(database.db);
}

const page = { page: 1, pageSize: 50 } as const;
const newest = { ...page, sort: '-assignedAt' } as const;

const allAvailable = () => ({ filter: { databaseId, state: 'available' as const }, expected: 1_000 });

const reads: { readonly [name: string]: (tx: Tx) => Promise<unknown> } = {
  'the cards of all staff': (tx) => findBatches(tx, admin, newest),
  'the cards of a module': (tx) => findBatches(tx, admin, { ...newest, module: 'memberwd' }),
  'the cards of a database': (tx) => findBatches(tx, admin, { ...newest, databaseId }),
  'the cards of one of the staff': (tx) => findBatches(tx, admin, { ...newest, staffId: rina.userId }),
  'unfinished cards by title': (tx) => findBatches(tx, admin, { ...page, finished: false, sort: 'title' }),
  'cards that are looked for': (tx) => findBatches(tx, admin, { ...page, q: 'staf 1', sort: '-unvalidated' }),
  "one's own cards": (tx) => findBatches(tx, rina, newest),
  'the badges of an admin': (tx) => readBadgeCounts(tx, admin),
  'the badges of a staff member': (tx) => readBadgeCounts(tx, rina),
  'the databases of a module': (tx) => findDatabases(tx, admin, { ...page, module: 'memberwd', sort: '-importedAt' }),
  'staff with what they hold': (tx) => findUsers(tx, { ...page, role: 'staff', sort: 'unvalidated' }),
  'records marked invalid': (tx) => findInvalidRecords(tx, {}),
  'what an assigning would give': (tx) => foreseeAssignment(tx, admin, { databaseId, staffIds, quantity: 2, order: 'file' }),
  'an assigning': (tx) => assignRecords(tx, admin, { databaseId, staffIds, quantity: 2, order: 'file' }),
  'an assigning with one left over': (tx) => assignRecords(tx, admin, { ...allAvailable(), staffIds: staffIds.slice(0, 3) }),
  'the emptied cards': (tx) => findBatches(tx, admin, { ...newest, empty: true }),
};

/** Rows of cards, of what is kept of them and of assignments that this transaction's connection has read, in tables and indexes. */
async function rowsRead(tx: Tx): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    with cards as (
      select oid from pg_class where relnamespace = 'public'::regnamespace and relname in ('batches', 'batch_count_changes', 'assignments')
    )
    select sum(pg_stat_get_xact_tuples_returned(place.oid))::int as read
    from (select oid from cards union all select indexrelid from pg_index where indrelid in (select oid from cards)) place
  `.execute(tx);
  return rows[0]?.read ?? 0;
}

class Undone extends Error {}

/** How many rows each of the reads takes; what an act does is undone. */
async function measure(): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const [name, read] of Object.entries(reads)) {
    const undone = database.transaction(async (tx) => {
      const first = await rowsRead(tx);
      await read(tx);
      found.set(name, (await rowsRead(tx)) - first);
      throw new Undone();
    });
    await expect(undone).rejects.toBeInstanceOf(Undone);
  }
  return found;
}

test.each(Object.keys(reads).filter((name) => name !== 'the emptied cards'))('cards that were emptied cost nothing: %s', (name) => {
  expect([name, after.get(name)]).toEqual([name, expect.toSatisfy((rows: number) => rows <= 1.5 * (before.get(name) ?? 0))]);
});

test('a list of emptied cards reads each of them once, and tells of those it shows what was replaced on them', async () => {
  expect(after.get('the emptied cards')).toBeLessThan(1.1 * emptied + 3 * held);
  const { items, total, counts } = await findBatches(database.db, admin, { ...newest, empty: true });
  expect([total, counts.total]).toEqual([emptied, 0]);
  expect(items.every(({ id, replaced, counts: own }) => own.total === 0 && replaced === (Number(id) % 2 === 0 ? 3 : 0))).toBe(true);
  const full = await findBatches(database.db, admin, newest);
  expect([full.total, full.counts.total]).toEqual([held, held * onCard]);
});
