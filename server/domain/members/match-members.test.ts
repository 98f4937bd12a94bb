import { beforeAll, expect, test } from 'vitest';
import type { Database } from '../../platform/db/database.ts';
import { addList, addProduct, addUser, customerKey, type Person, reasonId } from '../../testing/builders.ts';
import { testDatabase } from '../../testing/database.ts';
import { assignRecords } from '../records/assign-records.ts';
import { findRecords } from '../records/records.queries.ts';
import { findReservations } from '../reservations/reservations.queries.ts';
import { reserveCustomer } from '../reservations/reserve-customer.ts';
import { archiveRecords } from '../validation/archive-records.ts';
import { setVerdict } from '../validation/set-verdict.ts';
import { findArchive } from '../validation/validation.queries.ts';

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
  ['%', 0],
  ['0811 0000 0099', 0],
])('%s finds the same %i member in every list', async (q, found) => {
  const { db } = database;
  const records = await findRecords(db, admin, { ...page, productId, sort: 'rowNumber', q });
  const archive = await findArchive(db, { ...page, productId, sort: 'archivedAt', q });
  const reservations = await findReservations(db, admin, { ...page, productId, sort: 'requestedAt', q });
  expect([records.total, archive.total, reservations.total]).toEqual([found, found, found]);
});
