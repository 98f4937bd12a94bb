import type { Browser } from 'playwright-core';
import { assignRecords } from '../server/domain/records/assign-records.ts';
import { reserveCustomer } from '../server/domain/reservations/reserve-customer.ts';
import { archiveRecords } from '../server/domain/validation/archive-records.ts';
import { setVerdict } from '../server/domain/validation/set-verdict.ts';
import type { Database } from '../server/platform/db/database.ts';
import { addList, addProduct, customerKey, reasonId } from '../server/testing/builders.ts';
import { makeUser, program as system } from '../server/testing/client.ts';
import { leaveBrowser, openBrowser } from './browser.ts';
import { startProgram } from './start-program.ts';

/** Name and path of each. */
type Pages = readonly (readonly [name: string, path: string])[];

interface Work {
  readonly admin: string;
  readonly staff: string;
  readonly batchId: string;
  readonly conflictId: string;
}

interface Role {
  readonly username: string;
  readonly pages: Pages;
}

/** A team's program and a browser, with every page that each role can open. */
export interface Team {
  readonly url: string;
  readonly database: Database;
  readonly browser: Browser;
  readonly admin: Role;
  readonly staff: Role;
  readonly stop: () => Promise<void>;
}

/** Starts the program with a team at work in it. */
export async function startTeam(): Promise<Team> {
  const [program, browser] = await Promise.all([startProgram(), openBrowser()]);
  const work = await buildWork(program.database);
  return {
    url: program.url,
    database: program.database,
    browser,
    admin: { username: work.admin, pages: adminPages(work) },
    staff: { username: work.staff, pages: staffPages(work) },
    stop: async () => {
      await leaveBrowser(browser);
      await program.stop();
    },
  };
}

/** A team at work: a card with verdicts, one record reserved by somebody else, one archived, one database untouched. */
async function buildWork(database: Database): Promise<Work> {
  const productId = await addProduct(database.db, 'Sagaraya');
  const admin = await makeUser(database, 'owner');
  const staff = await makeUser(database, 'staff');
  const other = await makeUser(database, 'staff');
  await addList(database.db, { productId, name: 'Member lama Q3', records: 60, firstCustomer: 500 });
  const { databaseId } = await addList(database.db, { productId, name: 'WD Oktober, gelombang 2', records: 120 });
  const given = await database.transaction((tx) =>
    assignRecords(tx, system, { databaseId, staffIds: [staff.id], quantity: 40, order: 'file' }),
  );
  const batchId = given.assignments[0]?.batchId ?? '';
  const held = await database.db.selectFrom('records').select('id').where('batch_id', '=', batchId).orderBy('row_number').execute();
  const ids = held.map(({ id }) => id);
  const wrong = await reasonId(database.db);
  const worker = { ...system, userId: staff.id, role: 'staff' as const };
  await database.transaction((tx) => setVerdict(tx, worker, { recordIds: ids.slice(0, 12), verdict: 'valid' }));
  await database.transaction((tx) => setVerdict(tx, worker, { recordIds: ids.slice(12, 17), verdict: 'invalid', reasonId: wrong }));
  await database.transaction((tx) => archiveRecords(tx, system, ids.slice(12, 14)));
  await database.transaction((tx) =>
    reserveCustomer(tx, system, { productId, customerKey: customerKey(21), permanent: false, staffId: other.id }),
  );
  return { admin: admin.username, staff: staff.username, batchId, conflictId: ids[20] ?? '' };
}

const adminPages = ({ batchId }: Work): Pages => [
  ['memberwd', '/memberwd'],
  ['memberwd-batch', '/memberwd?tab=batch'],
  ['memberwd-invalid', '/memberwd?tab=invalid'],
  ['memberwd-arsip', '/memberwd?tab=arsip'],
  ['memberwd-konflik', '/memberwd?tab=konflik'],
  ['konflik', '/konflik'],
  ['normal', '/normal'],
  ['bonanza', '/bonanza'],
  ['reserved-member', '/reserved-member'],
  ['pengguna', '/pengguna'],
  ['produk', '/produk'],
  ['riwayat', '/riwayat'],
  ['alasan', '/alasan'],
  ['template-pesan', '/template-pesan'],
  ['pengaturan', '/pengaturan'],
  ['sesi', '/sesi'],
  ['admin-kartu', `/kartu/${batchId}`],
];

const staffPages = ({ batchId, conflictId }: Work): Pages => [
  ['staff-data-saya', '/data-saya'],
  ['staff-kartu', `/kartu/${batchId}`],
  ['staff-record-konflik', `/kartu/${batchId}?record=${conflictId}`],
  ['staff-tindak-lanjut', '/tindak-lanjut'],
  ['staff-memberwd', '/memberwd'],
  ['staff-sesi', '/sesi'],
];
