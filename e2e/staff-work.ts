import { sql } from 'kysely';
import { assignRecords } from '../server/domain/records/assign-records.ts';
import { addList, addProduct } from '../server/testing/builders.ts';
import { makeUser, program as system } from '../server/testing/client.ts';
import type { RunningProgram } from './start-program.ts';

/** The page shows a mark before the server has it. */
export const patiently = { timeout: 10_000 };

/** A staff member with a card. */
export interface StaffWork {
  readonly username: string;
  readonly batchId: string;
  readonly ids: readonly string[];
}

let first = 1;

/** A staff member of their own with a card of 30 records: names of every kind, two without a phone that can be read. */
export async function makeStaffWork({ database }: RunningProgram): Promise<StaffWork> {
  const staff = await makeUser(database, 'staff');
  const productId = await addProduct(database.db);
  const { databaseId } = await addList(database.db, { productId, name: 'WD Oktober', records: 40, firstCustomer: first });
  first += 100;
  const given = await database.transaction((tx) =>
    assignRecords(tx, system, { databaseId, staffIds: [staff.id], quantity: 30, order: 'file' }),
  );
  const batchId = given.assignments[0]?.batchId ?? '';
  const held = await database.db.selectFrom('records').select('id').where('batch_id', '=', batchId).orderBy('row_number').execute();
  const ids = held.map(({ id }) => id);
  const columns = Array.from({ length: 60 }, (_, index) => `Kolom ${index + 1}`);
  await sql`update databases set columns = ${columns} where id = ${databaseId}`.execute(database.db);
  await sql`update records set cells = ${columns.map((name) => `isi ${name}`)} where batch_id = ${batchId}`.execute(database.db);
  const names = ['Maya Kinanti', 'M'.repeat(200), '🎉 Sinta 👩‍👩‍👧', 'محمد عبد الله'];
  for (const [index, name] of names.entries()) await sql`update records set name = ${name} where id = ${ids[index]}`.execute(database.db);
  await sql`update records set name = null where id = ${ids[4]}`.execute(database.db);
  await sql`update records set phone = null, phone_text = null where id = ${ids[5]}`.execute(database.db);
  await sql`update records set phone = null, phone_text = '08xx' where id = ${ids[6]}`.execute(database.db);
  return { username: staff.username, batchId, ids };
}

/** What a record is marked, and how often it was marked so. */
export async function verdictOf(
  { database }: RunningProgram,
  recordId: string | undefined,
): Promise<{ verdict: string; changes: number } | undefined> {
  const { rows } = await sql<{ verdict: string; changes: number }>`
    select verdict, (select count(*)::int from record_changes where record_id = records.id and to_verdict = records.verdict) as changes
    from records where id = ${recordId}
  `.execute(database.db);
  return rows[0];
}

/** The page of the card. */
export const cardOf = ({ batchId }: StaffWork, search = '') => `/kartu/${batchId}${search}`;
