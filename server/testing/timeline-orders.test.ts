import { beforeAll, expect, test } from 'vitest';
import type { Database } from '../platform/db/database.ts';
import { addList, addProduct, addUser, type Person } from './builders.ts';
import { testDatabase } from './database.ts';
import { type SteppedAct, stepThroughOrders } from './step-connections.ts';
import { setVerdict } from '../domain/validation/set-verdict.ts';
import { assignRecords } from '../domain/records/assign-records.ts';
import { recallRecords } from '../domain/records/recall-records.ts';
import { findRecord, findTimeline } from '../domain/records/records.queries.ts';
import { transferRecords } from '../domain/records/transfer-records.ts';

let database: Database;
let admin: Person;
let rina: Person;
let dewi: Person;
let tono: Person;

beforeAll(async () => {
  database = await testDatabase();
  admin = await addUser(database.db, 'admin', 'Budi');
  rina = await addUser(database.db, 'staff', 'Rina');
  dewi = await addUser(database.db, 'staff', 'Dewi');
  tono = await addUser(database.db, 'staff', 'Tono');
});

/** A record that Rina holds. */
async function heldRecord(): Promise<string> {
  const productId = await addProduct(database.db);
  const { recordIds } = await addList(database.db, { productId, records: 1 });
  const [recordId = ''] = recordIds;
  await database.transaction((tx) => assignRecords(tx, admin, { recordIds: [recordId], staffIds: [rina.userId] }));
  return recordId;
}

/** Where a timeline does not lead from one entry to the next, as `act after act`, and to how the record is now. */
async function breaksOf(recordId: string): Promise<string[]> {
  const { items } = await findTimeline(database.db, admin, recordId);
  const breaks = items.flatMap(({ act, from, at }, index) => {
    const before = items[index - 1];
    const fits = before === undefined || (JSON.stringify(before.to) === JSON.stringify(from) && before.at <= at);
    return fits ? [] : [`${act} after ${before?.act}`];
  });
  const record = await findRecord(database.db, admin, recordId);
  const last = items.at(-1)?.to;
  const ends = last?.state === record.state && last.staffName === record.staffName && last.verdict === record.verdict;
  return ends ? [...breaks, ...(await strayFor(recordId, record.staffId))] : [...breaks, `ends with ${last?.state} ${last?.staffName}`];
}

/** The holder's own timeline begins when the record came to them, and holds nothing from before. */
async function strayFor(recordId: string, holder: string | null): Promise<string[]> {
  const staff = [rina, dewi, tono].find(({ userId }) => userId === holder);
  if (staff === undefined) return [];
  const { items } = await findTimeline(database.db, staff, recordId);
  const came = items.filter(({ from, to }) => from.staffName !== to.staffName);
  return came.length === 1 && came[0] === items[0] && items[0]?.to.staffName === staff.name
    ? []
    : [`${staff.name} sees ${items.length} entries`];
}

async function breaksInAnyOrder(acts: (recordId: string) => readonly SteppedAct[]): Promise<string[]> {
  const faults: string[] = [];
  const orders = await stepThroughOrders({
    database,
    build: heldRecord,
    acts,
    pauseAt: /\b(persons|records)\b/,
    check: async (recordId, { name }) => {
      faults.push(...(await breaksOf(recordId)).map((fault) => `${name}: ${fault}`));
    },
  });
  expect(orders).toBeGreaterThan(3);
  return faults;
}

const recall =
  (recordId: string): SteppedAct =>
  (tx) =>
    recallRecords(tx, admin, { recordIds: [recordId] });
const mark =
  (recordId: string): SteppedAct =>
  (tx) =>
    setVerdict(tx, rina, { recordIds: [recordId], verdict: 'valid' });
const moveTo =
  (recordId: string, staff: Person): SteppedAct =>
  (tx) =>
    transferRecords(tx, admin, { recordIds: [recordId], toStaffId: staff.userId });

test('an act that waited for another stands after it in the timeline', async () => {
  expect(await breaksInAnyOrder((recordId) => [recall(recordId), mark(recordId)])).toEqual([]);
});

test('a record moved twice at the same moment was with each in turn', async () => {
  expect(await breaksInAnyOrder((recordId) => [moveTo(recordId, dewi), moveTo(recordId, tono)])).toEqual([]);
});
