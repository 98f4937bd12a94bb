import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../platform/db/database.ts';
import { addProduct, addReservation, addUser, type Person } from '../../testing/builders.ts';
import { program } from '../../testing/client.ts';
import { testDatabase } from '../../testing/database.ts';
import { countEverything, importList } from '../../testing/import-lists.ts';
import { forgetCustomer } from '../members/forget-customer.ts';
import { assignRecords } from '../records/assign-records.ts';
import { readUndoing, undoImport } from './undo-import.ts';

let database: Database;
let rina: Person;
let productId: string;

beforeAll(async () => {
  database = await testDatabase();
  rina = await addUser(database.db, 'staff', 'Rina');
});
beforeEach(async () => {
  productId = await addProduct(database.db);
});

const csv = (...lines: string[]) => ['Username,Nama,HP,Depo', ...lines].join('\n');

/** A column that is empty throughout is not mapped: that would be refused. */
function mappingOf(lines: readonly string[]) {
  const filled = (column: number) => lines.some((line) => (line.split(',')[column] ?? '') !== '');
  return {
    ...(filled(0) ? { customerKey: 'Username' } : {}),
    ...(filled(2) ? { phone: 'HP' } : {}),
    name: 'Nama',
    depositedBefore: 'Depo',
  };
}

async function add(lines: readonly string[], duplicates: 'skip' | 'keep' = 'keep'): Promise<string> {
  // A row that is there only so that there is something to import.
  const content = csv(...lines, ...(duplicates === 'skip' ? ['lain,Lain,081299999999,'] : []));
  const { databaseId } = await importList(database, { productId, content, mapping: mappingOf(lines), duplicates });
  return databaseId;
}

const undo = (databaseId: string) => database.transaction((tx) => undoImport(tx, program, databaseId));
const nothing = { usernames: 0, phones: 0, joined: 0, names: 0, deposits: 0 };

/** Everybody of the product: key, phone, name, marks, and with whom they are one person. */
async function members() {
  const { rows } = await sql<{ member: string }>`
    select concat_ws(' ', customer.key, case when keyed_by_phone then '(phone)' end, person.phone, customer.name,
      case when deposited_before then 'deposited' end, case when person.do_not_contact then 'dnc' end,
      'with ' || (select string_agg(other.key, '+' order by other.key) from customers other where other.person_id = person.id),
      'reserved ' || (person.reserved_by is not null)) as member
    from customers customer join persons person on person.id = customer.person_id
    where customer.product_id = ${productId} order by 1`.execute(database.db);
  return rows.map(({ member }) => member);
}

/** Lists that are there first, and one whose rows change what is known of their members. */
const cases: readonly (readonly [string, readonly string[], readonly string[], Partial<typeof nothing>])[] = [
  ['a phone that was given', ['budi,Budi,,'], ['budi,,081200000001,'], { phones: 1 }],
  ['a username that was taken over', [',Siti,081200000002,'], ['siti,,081200000002,'], { usernames: 1 }],
  ['persons who were joined', ['budi,Budi,,', 'eko,Eko,081200000003,'], ['budi,,081200000003,'], { joined: 1 }],
  ['a name and a deposit mark', ['budi,,081200000004,'], ['budi,Budi,081200000004,ya'], { names: 1, deposits: 1 }],
  [
    'all of it at once',
    ['budi,,,', 'eko,Eko,,', 'fajar,,081200000006,', ',,081200000007,'],
    ['budi,Budi,081200000005,ya', 'eko,,081200000006,', 'gita,Gita,081200000007,', 'baru,Baru,081200000005,'],
    { usernames: 1, phones: 1, joined: 1, names: 2, deposits: 1 },
  ],
];

test.each(cases)('undoing takes back %s, as it said before', async (_, first, second, effects) => {
  await add(first);
  const { events: __, header_mappings: ___, uploads: ____, ...counts } = await countEverything(database);
  const before = await members();
  const databaseId = await add(second);
  expect(await members()).not.toEqual(before);
  const said = await readUndoing(database.db, databaseId);
  expect(said).toEqual({ records: second.length, takenBack: { ...nothing, ...effects }, staying: nothing });
  expect(await undo(databaseId)).toEqual(said);
  expect(await members()).toEqual(before);
  expect(await countEverything(database)).toMatchObject(counts);
});

const uses: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['a later list', () => add(['budi,,,'], 'skip')],
  ['a later list, by the phone alone', () => add([',,081200000001,'], 'skip')],
  ['a reservation', () => addReservation(database.db, productId, 'budi', rina.userId)],
  ['the mark do not contact', () => sql`update persons set do_not_contact = true where product_id = ${productId}`.execute(database.db)],
];

test.each(uses)('what %s has used since stays, and is said to', async (_, use) => {
  await add(['budi,Budi,,']);
  const databaseId = await add(['budi,,081200000001,']);
  await use();
  const { takenBack, staying } = await undo(databaseId);
  expect([takenBack, staying]).toEqual([nothing, { ...nothing, phones: 1 }]);
  expect((await members()).filter((member) => member.startsWith('budi +6281200000001'))).toHaveLength(1);
});

test('a phone that makes another member one with them, of whom a later list speaks, stays', async () => {
  await add(['budi,Budi,,', 'cici,Cici,,']);
  const databaseId = await add(['budi,,081200000001,', 'ani,Ani,081200000001,', 'cici,,081200000001,']);
  await add(['ani,,,', 'cici,,,']);
  const { takenBack, staying } = await undo(databaseId);
  expect([takenBack, staying]).toEqual([nothing, { ...nothing, phones: 1, joined: 1 }]);
  expect((await members()).every((member) => member.includes('+6281200000001') && member.includes('with ani+budi+cici'))).toBe(true);
});

test('a phone stays with members who stay joined, since the mark do not contact was taken off', async () => {
  await add(['budi,Budi,,', 'cici,Cici,,']);
  await sql`
    update persons set do_not_contact = true where id = (select person_id from customers where product_id = ${productId} and key = 'cici')
  `.execute(database.db);
  const databaseId = await add(['budi,,081200000001,', 'cici,,081200000001,']);
  await sql`update persons set do_not_contact = false where product_id = ${productId}`.execute(database.db);
  expect(await undo(databaseId)).toMatchObject({ takenBack: nothing, staying: { phones: 1, joined: 1 } });
  expect((await members()).every((member) => member.includes('+6281200000001') && member.includes('with budi+cici'))).toBe(true);
});

test('a username stays where somebody else has the phone for a Customer ID by now', async () => {
  await add([',Siti,081200000002,']);
  const databaseId = await add(['siti,,081200000002,']);
  await add(['+6281200000002,Lain,,']);
  expect(await undo(databaseId)).toMatchObject({ takenBack: nothing, staying: { usernames: 1 } });
  expect((await members()).map((member) => member.split(' ')[0])).toEqual(['+6281200000002', 'siti']);
});

test('what an act on a record of the other list has used since stays', async () => {
  const first = await add(['budi,Budi,,', 'eko,Eko,081200000003,']);
  const databaseId = await add(['budi,,081200000003,']);
  await database.transaction((tx) =>
    assignRecords(tx, program, { databaseId: first, staffIds: [rina.userId], quantity: 1, order: 'file' }),
  );
  expect(await undo(databaseId)).toMatchObject({ takenBack: nothing, staying: { joined: 1 } });
  expect((await members())[0]).toContain('with budi+eko');
});

test('a reservation that was there before goes with its customer, and so does the mark do not contact', async () => {
  await add(['budi,Budi,,', 'eko,Eko,081200000003,']);
  await addReservation(database.db, productId, 'budi', rina.userId);
  await sql`update persons set do_not_contact = true where product_id = ${productId} and phone is null`.execute(database.db);
  const before = await members();
  const databaseId = await add(['budi,,081200000003,']);
  expect((await members()).every((member) => member.includes('reserved true') && member.includes('dnc'))).toBe(true);
  expect(await undo(databaseId)).toMatchObject({ takenBack: { joined: 1 }, staying: nothing });
  expect(await members()).toEqual(before);
});

test('whoever is forgotten but for do not contact leaves no name behind among what an import did', async () => {
  await database.transaction(async (tx) => {
    await sql`insert into persons (product_id, do_not_contact) values (${productId}, true)`.execute(tx);
    await sql`
      insert into customers (product_id, person_id, key) select ${productId}, id, 'budi' from persons where product_id = ${productId}`.execute(
      tx,
    );
  });
  const databaseId = await add(['budi,Budi Rahasia,,', 'siti,Siti,,']);
  await database.transaction(async (tx) => {
    const { rows } = await sql<{ id: string }>`select id from customers where product_id = ${productId} and key = 'budi'`.execute(tx);
    await sql`delete from records where customer_id = ${rows[0]?.id}`.execute(tx);
    await forgetCustomer(tx, rows[0]?.id ?? '');
  });
  const { rows } = await sql`select from import_effects where database_id = ${databaseId} and given = 'Budi Rahasia'`.execute(database.db);
  expect(rows).toEqual([]);
});
