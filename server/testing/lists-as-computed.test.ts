import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { compareAlphabetically } from '../../contract/alphabetical.ts';
import { comparable } from '../../contract/comparable.ts';
import { listRecords, type RecordFilter } from '../../contract/records.ts';
import { memberFinder } from '../../contract/search.ts';
import { findRecords } from '../domain/records/records.queries.ts';
import { appendEvent } from '../domain/audit/append-event.ts';
import type { Actor } from '../platform/actor.ts';
import type { Database } from '../platform/db/database.ts';
import { addProduct, addUser, reasonId } from './builders.ts';
import { program } from './client.ts';
import { testDatabase } from './database.ts';
import { importList } from './import-lists.ts';
import { thorough } from './thoroughness.ts';

/** A record with everything that lists narrow down and order by, read without any of them. */
interface Row {
  readonly id: string;
  readonly databaseId: string;
  readonly module: string;
  readonly productId: string;
  readonly rowNumber: number;
  readonly key: string;
  readonly keyedByPhone: boolean;
  readonly customerText: string | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly phoneText: string | null;
  readonly state: string;
  readonly staffId: string | null;
  readonly batchId: string | null;
  readonly assignedAt: string | null;
  readonly verdict: string;
  readonly reasonId: string | null;
  readonly contactResult: string;
  readonly doNotContact: boolean;
  readonly conflict: boolean;
  readonly followUpOn: string | null;
  readonly archivedAt: string | null;
}

let database: Database;
let admin: Actor;
let rows: Row[];

const names = [
  'Adi',
  'andi',
  'bella',
  'BUDI',
  'René',
  'Rene\u0301',
  'Sri  Rahayu',
  ' sri rahayu',
  'Ｗati',
  '',
  'Żofia',
  'zulu 10',
  'zulu 9',
];

/** Lists in two modules of two products, some of their members on cards, worked, contested and archived. */
beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  admin = await addUser(db, 'admin', 'Lia');
  const staff = [await addUser(db, 'staff', 'Rina'), await addUser(db, 'staff', 'Dewi')];
  const products = [await addProduct(db), await addProduct(db)];
  for (const [list, module] of (['normal', 'normal', 'bonanza', 'normal'] as const).entries()) {
    const lines = Array.from({ length: 40 }, (_, row) => {
      const number = list * 40 + row;
      const username = row % 9 === 4 ? '' : `${row % 2 === 0 ? 'User' : 'user'}${number}`;
      const phone = row % 6 === 0 && username !== '' ? 'belum ada' : `0812${String(30_000_000 + number)}`;
      return `${username},"${names[number % names.length]}",${phone}`;
    });
    await importList(database, { productId: products[list % 2] ?? '', module, content: ['Username,Nama,Telepon', ...lines].join('\n') });
  }
  const reason = await reasonId(db, 'Nomor salah');
  await database.transaction(async (tx) => {
    await appendEvent(tx, program, { act: 'validation.set_verdict', subjectType: 'records', subjectId: null });
    const batch = async (index: number, databaseId: string) => {
      const made = await sql<{ id: string }>`
        insert into batches (product_id, module, database_id, staff_id, title, original_title)
        select product_id, module, id, ${staff[index]?.userId}, 'Kartu', 'Kartu' from databases where id = ${databaseId} returning id`.execute(
        tx,
      );
      return made.rows[0]?.id;
    };
    const { rows: lists } = await sql<{ id: string }>`select id from databases order by id`.execute(tx);
    for (const [index, { id }] of lists.entries()) {
      const staffId = staff[index % 2]?.userId;
      await sql`
        update records set state = 'assigned', staff_id = ${staffId}, batch_id = ${await batch(index % 2, id)},
          assigned_at = timestamptz '2026-01-01' + (id % 5) * interval '1 day'
        where database_id = ${id} and row_number % 3 > 0`.execute(tx);
    }
    const held = sql`state = 'assigned'`;
    await sql`update records set verdict = 'valid' where ${held} and id % 4 = 1`.execute(tx);
    await sql`update records set verdict = 'invalid', reason_id = ${reason} where ${held} and id % 8 = 3`.execute(tx);
    await sql`update records set contact_result = 'responded', contact_attempts = 1 where ${held} and id % 5 = 2`.execute(tx);
    await sql`update records set follow_up_on = date '2026-02-01' + (id % 4)::int where ${held} and id % 7 = 2`.execute(tx);
    await sql`
      update records set state = 'archived', archived_at = timestamptz '2026-03-01' + (id % 3) * interval '1 hour', last_staff_id = staff_id,
        last_batch_id = batch_id, staff_id = null, batch_id = null, assigned_at = null
      where verdict = 'invalid' and id % 16 = 3`.execute(tx);
    await sql`update persons set do_not_contact = true where id % 11 = 3`.execute(tx);
    await sql`
      insert into reservations (product_id, customer_id, person_id, staff_id, state, active_since)
      select product_id, customer_id, person_id, ${staff[0]?.userId}, 'active', now()
      from records where ${held} and staff_id <> ${staff[0]?.userId} and id % 6 = 1`.execute(tx);
  });
  // Of one list the texts are written, of another some, of the others none.
  for (let piece = 0; piece < 4; piece += 1) await sql`select write_due_record_texts(15)`.execute(db);
  const read = await sql<Row>`
    select record.id, database_id as "databaseId", module, record.product_id as "productId", row_number as "rowNumber", customer.key,
      customer.keyed_by_phone as "keyedByPhone", customer_text as "customerText", record.name, record.phone, phone_text as "phoneText", state, staff_id as "staffId",
      batch_id as "batchId", assigned_at as "assignedAt", verdict, reason_id as "reasonId", contact_result as "contactResult",
      person.do_not_contact as "doNotContact", exists (select from record_conflicts where record_id = record.id) as conflict,
      follow_up_on as "followUpOn", archived_at as "archivedAt"
    from records record join customers customer on customer.id = customer_id join persons person on person.id = record.person_id
    where state <> 'deleted'`.execute(db);
  ({ rows } = read);
});

type Compare = (one: Row, other: Row) => number;

const byNumber =
  (of: (row: Row) => number): Compare =>
  (one, other) =>
    of(one) - of(other);
const byId = byNumber(({ id }) => Number(id));
const byText =
  (of: (row: Row) => string): Compare =>
  (one, other) =>
    of(one) < of(other) ? -1 : of(one) > of(other) ? 1 : 0;
const inTurn =
  (...compares: readonly Compare[]): Compare =>
  (one, other) =>
    compares.reduce((so, compare) => so || compare(one, other), 0);
const backwards =
  (compare: Compare): Compare =>
  (one, other) =>
    compare(other, one);

/** What is missing comes last, either way. */
function lastWithout(of: (row: Row) => string | null, compare: (one: string, other: string) => number, back: boolean): Compare {
  return (one, other) => {
    const [first, second] = [of(one), of(other)];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    return back ? compare(second, first) : compare(first, second);
  };
}

const inBytes = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
const listByList = inTurn(
  byNumber(({ databaseId }) => Number(databaseId)),
  byNumber(({ rowNumber }) => rowNumber),
);

function orderOf(sort: string, filter: RecordFilter): Compare {
  const back = sort.startsWith('-');
  const tie = back ? backwards(byId) : byId;
  const either = (compare: Compare) => (back ? backwards(compare) : compare);
  const dated = (of: (row: Row) => string | null) => inTurn(lastWithout(of, inBytes, back), either(listByList));
  switch (sort.replace('-', '')) {
    case 'name':
      return inTurn(
        lastWithout(({ name, customerText }) => name ?? customerText, compareAlphabetically, back),
        tie,
      );
    case 'customerKey': {
      const keys: Compare = (one, other) => compareAlphabetically(one.key, other.key);
      return inTurn(
        byNumber(({ keyedByPhone }) => Number(keyedByPhone)),
        either(keys),
        tie,
      );
    }
    case 'assignedAt':
      return dated(({ assignedAt }) => assignedAt);
    case 'followUpOn':
      return dated(({ followUpOn }) => followUpOn);
    case 'archivedAt':
      return dated(({ archivedAt }) => archivedAt);
    case 'verdict':
      return either(
        inTurn(
          byText(({ verdict }) => verdict),
          listByList,
        ),
      );
    case 'rowNumber':
      return filter.databaseId === undefined && filter.batchId === undefined
        ? either(listByList)
        : either(
            inTurn(
              byNumber(({ rowNumber }) => rowNumber),
              byId,
            ),
          );
    default:
      return either(listByList);
  }
}

function isFound({ name, key, keyedByPhone, phone, phoneText }: Row, search: string): boolean {
  const texts = [name, keyedByPhone ? null : key, phone === null ? phoneText : null];
  return memberFinder(search)({ text: texts.map((text) => comparable(text ?? '')).join('\n'), phone });
}

function holds(row: Row, filter: RecordFilter): boolean {
  const { staffId, followUpFrom, followUpTo, hasPhone, q = '', ...equal } = filter;
  return (
    isFound(row, q) &&
    Object.entries(equal).every(([name, wanted]) => row[name as keyof Row] === wanted) &&
    (staffId === undefined || (row.staffId !== null && staffId.split(',').includes(row.staffId))) &&
    (hasPhone === undefined || (row.phone !== null) === hasPhone) &&
    (followUpFrom === undefined || (row.followUpOn !== null && row.followUpOn >= followUpFrom)) &&
    (followUpTo === undefined || (row.followUpOn !== null && row.followUpOn <= followUpTo))
  );
}

/** One of the values that the rows have, now and then. */
const sometimes = <Value>(of: (row: Row) => Value | null) =>
  fc.option(
    fc.nat(999).map((place) => rows.flatMap((row) => of(row) ?? [])[place % rows.flatMap((row) => of(row) ?? []).length] as Value),
    { nil: undefined, freq: 3 },
  );
const maybe = fc.option(fc.boolean(), { nil: undefined, freq: 5 });

const searches = [
  'andi',
  'AN',
  'rene',
  'sri rahayu',
  'user1',
  '12 user',
  '0812 3000',
  '00003',
  '0812-3000-0031',
  'belum',
  'z',
  '%',
  'tidak ada',
];

const sorts = listRecords.query.shape.sort.unwrap().options;

test('every filter and order of records answers what plainly computing it does, page by page, with its exact total', async () => {
  expect((await sql`select from record_texts`.execute(database.db)).rows).toHaveLength(55);
  const filters = fc.record({
    module: sometimes(({ module }) => module as 'normal'),
    productId: sometimes(({ productId }) => productId),
    databaseId: sometimes(({ databaseId }) => databaseId),
    state: sometimes(({ state }) => state as 'available'),
    staffId: sometimes(({ staffId }) => staffId),
    batchId: sometimes(({ batchId }) => batchId),
    verdict: sometimes(({ verdict }) => verdict as 'valid'),
    reasonId: sometimes((row) => row.reasonId),
    contactResult: sometimes(({ contactResult }) => contactResult as 'none'),
    doNotContact: maybe,
    conflict: maybe,
    hasPhone: maybe,
    followUpFrom: sometimes(({ followUpOn }) => followUpOn),
    followUpTo: sometimes(({ followUpOn }) => followUpOn),
    q: fc.option(fc.constantFrom(...searches), { nil: undefined, freq: 2 }),
  });
  const alone = { module: 'normal' } as const;
  const cases = [
    // Each order of everything and of a module, and each thing that most records are or are not.
    ...sorts.flatMap((sort) => [{}, alone, { ...alone, state: 'available' as const }].map((filter) => ({ filter, sort }))),
    ...[{ conflict: false }, { doNotContact: false }, { contactResult: 'none' as const }, { hasPhone: true }].flatMap((filter) =>
      sorts.map((sort) => ({ filter: { ...alone, ...filter }, sort })),
    ),
    ...searches.flatMap((q) =>
      [{ q }, { ...alone, q }, { databaseId: rows[0]?.databaseId, q }].map((filter) => ({ filter, sort: 'name' as const })),
    ),
    ...fc.sample(fc.record({ filter: filters, sort: fc.constantFrom(...sorts) }), thorough ? 5_000 : 100),
  ];
  for (const { filter: drawn, sort } of cases) {
    const filter = Object.fromEntries(Object.entries(drawn).filter(([, wanted]) => wanted !== undefined)) as RecordFilter;
    const wanted = rows.filter((row) => holds(row, filter)).toSorted(orderOf(sort, filter));
    for (const page of [1, 2]) {
      const { items, total } = (await findRecords(database.db, admin, { ...filter, sort, page, pageSize: 30 })).read();
      const expected = wanted.slice((page - 1) * 30, page * 30).map(({ id }) => id);
      expect({ filter, sort, page, total, ids: items.map(({ id }) => id) }).toEqual({
        filter,
        sort,
        page,
        total: wanted.length,
        ids: expected,
      });
    }
  }
});
