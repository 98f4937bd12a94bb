import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { comparable } from '../../../contract/comparable.ts';
import { memberFinder } from '../../../contract/search.ts';
import type { Database } from '../../platform/db/database.ts';
import { addList, addProduct, addUser, customerKey, type Person, reasonId } from '../../testing/builders.ts';
import { testDatabase } from '../../testing/database.ts';
import { thorough } from '../../testing/thoroughness.ts';
import { assignRecords } from '../records/assign-records.ts';
import { findRecords } from '../records/records.queries.ts';
import { findReservations } from '../reservations/reservations.queries.ts';
import { reserveCustomer } from '../reservations/reserve-customer.ts';
import { archiveRecords } from '../validation/archive-records.ts';
import { setVerdict } from '../validation/set-verdict.ts';
import { findArchive } from '../validation/validation.queries.ts';
import { matchMembers } from './match-members.ts';

let database: Database;
let admin: Person;
let productId: string;

const page = { page: 1, pageSize: 50 } as const;

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  admin = await addUser(db, 'admin', 'Budi');
  const rina = await addUser(db, 'staff', 'Rina');
  productId = await addProduct(db);
  // Member 7 has the phone +6281100000007.
  const { recordIds } = await addList(db, { productId, records: 12 });
  const chosen = recordIds.slice(6, 7);
  await database.transaction((tx) => assignRecords(tx, admin, { recordIds: chosen, staffIds: [rina.userId] }));
  const marked = { recordIds: chosen, verdict: 'invalid', reasonId: await reasonId(db) } as const;
  await database.transaction((tx) => setVerdict(tx, admin, marked));
  await database.transaction((tx) => archiveRecords(tx, admin, chosen));
  const reservation = { productId, customerKey: customerKey(7), staffId: rina.userId, permanent: false };
  await database.transaction((tx) => reserveCustomer(tx, admin, reservation));
});

test.each([
  ['MEMBER7', 1],
  ['ember 7', 1],
  ['081100000007', 1],
  ['+62 811-0000-0007', 1],
  ['1100-0000 07', 1],
  ['member 0007', 1],
  ['0007 MEMBER', 1],
  ['Member7 0811 0000 0007', 1],
  ['7 +62 811 0000 0007', 1],
  ['0062811 0000 0007', 1],
  ['+62 0811 00000007', 1],
  ['０８１１-００００-０００７', 1],
  ['(0811) 0000 - 0007', 1],
  ['Member 07', 0],
  ['abc0007', 0],
  ['+811 0000 0007', 0],
  ['%', 0],
  ['0811 0000 0099', 0],
])('%s finds the same %i member in every list', async (q, found) => {
  const { db } = database;
  const records = (await findRecords(db, admin, { ...page, productId, sort: 'rowNumber', q })).read();
  const archive = await findArchive(db, { ...page, productId, sort: 'archivedAt', q });
  const reservations = await findReservations(db, admin, { ...page, productId, sort: 'requestedAt', q });
  expect([records.total, archive.total, reservations.total]).toEqual([found, found, found]);
});

describe('a card in the browser and a list of the server', () => {
  const names = ['Wati', 'wati lestari', 'Sri  Rahayu', 'Rene\u0301', '2024 VIP', 'ＢＵＤＩ77', 'Dewi\u200B Ayu', ''];
  const ids = ['abc1234', 'vip 7177', '100%budi', '0812', '--', 'a_b'];
  const phones = ['+6281234567177', '+628110007177', '+62217177000', '+60123456789', null];
  const words = [
    'wati WATI 7177 717 abc1234 1234 % _ rené budi ayu - --',
    '0812 +62 62812 0062 812 3456 0812-3456-7177 +6281234567177 081234567177 0123456789 (021) 2024',
  ].flatMap((line) => line.split(' '));

  async function foundInDatabase(member: { name: string; id: string; phone: string | null }, search: string): Promise<boolean> {
    const texts = sql`member_words(record.name, customer.key, customer.keyed_by_phone, record.phone, null)`;
    const columns = { words: texts, phone: sql`record.phone` };
    const { rows } = await sql<{ found: boolean }>`
      select coalesce(${matchMembers(search, columns)}, false) as found
      from (select ${member.name}::text as name, ${member.phone}::text as phone) record,
        (select ${member.id}::text as key, false as keyed_by_phone) customer
    `.execute(database.db);
    return rows[0]?.found === true;
  }

  test('find the same members', async () => {
    const member = fc.record({ name: fc.constantFrom(...names), id: fc.constantFrom(...ids), phone: fc.constantFrom(...phones) });
    const search = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 4 }).map((typed) => typed.join(' '));
    let found = 0;
    await fc.assert(
      fc.asyncProperty(member, search, async (known, typed) => {
        const shown = { text: [known.name, known.id].map(comparable).join('\n'), phone: known.phone };
        const finds = memberFinder(typed)(shown);
        if (finds) found += 1;
        expect([known, typed, await foundInDatabase(known, typed)]).toEqual([known, typed, finds]);
      }),
      { numRuns: thorough ? 20_000 : 2_000 },
    );
    expect(found).toBeGreaterThan(50);
  });
});
