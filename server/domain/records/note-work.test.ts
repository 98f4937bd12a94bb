import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../platform/db/database.ts';
import { addList, addProduct, addUser, type Person, recordIdsOf } from '../../testing/builders.ts';
import { program } from '../../testing/client.ts';
import { testDatabase } from '../../testing/database.ts';
import { findEvents } from '../audit/audit.queries.ts';
import { setVerdict } from '../validation/set-verdict.ts';
import { assignRecords } from './assign-records.ts';
import { noteWork, type Work } from './note-work.ts';
import { recallRecords } from './recall-records.ts';
import { findTimeline } from './records.queries.ts';

let database: Database;
let rina: Person;
let admin: Person;
let recordId: string;

beforeAll(async () => {
  database = await testDatabase();
  rina = await addUser(database.db, 'staff', 'Rina');
  admin = await addUser(database.db, 'admin', 'Sari');
});
beforeEach(async () => {
  const productId = await addProduct(database.db);
  const { databaseId } = await addList(database.db, { productId, records: 1 });
  await database.transaction((tx) => assignRecords(tx, program, { databaseId, staffIds: [rina.userId], quantity: 1, order: 'file' }));
  [recordId = ''] = await recordIdsOf(database.db, databaseId);
});

const note = (work: Work) => database.transaction((tx) => noteWork(tx, rina, recordId, work));
const noteNow = async () =>
  (await sql<{ note: string | null }>`select note from records where id = ${recordId}`.execute(database.db)).rows[0]?.note;
const wrote = async () =>
  (await findTimeline(database.db, rina, recordId)).items.flatMap(({ kept }) => ('wrote' in kept ? [kept['wrote']] : []));

test('notes, contact results and follow-ups stand in the history, in their order, and nothing else does', async () => {
  await note({ note: 'Telepon besok', contactResult: 'callBack' });
  await note({ contactResult: 'callBack' });
  await note({ followUpOn: '2026-12-05' });
  await note({ note: 'Telepon besok' });
  await note({ note: null, followUpOn: null });
  expect(await wrote()).toEqual([
    { note: 'Telepon besok', contactResult: 'callBack' },
    { contactResult: 'callBack' },
    { followUpOn: '2026-12-05' },
    { note: null, followUpOn: null },
  ]);
});

test('a mark with a note keeps both in one entry; a recall writes nothing', async () => {
  await database.transaction((tx) => setVerdict(tx, rina, { recordIds: [recordId], verdict: 'valid', note: 'Cocok' }));
  expect(await wrote()).toEqual([{ note: 'Cocok' }]);
  await database.transaction((tx) => recallRecords(tx, admin, { recordIds: [recordId] }));
  const { items } = await findTimeline(database.db, admin, recordId);
  expect(items.at(-1)?.kept).toMatchObject({ note: 'Cocok' });
  expect(items.at(-1)?.kept).not.toHaveProperty('wrote');
});

test('what is written moves no record, in the audit and in the counts alike', async () => {
  const counts = async () =>
    (await sql`select available, assigned, unvalidated from database_counts order by database_id`.execute(database.db)).rows;
  const before = await counts();
  await note({ note: 'Satu', contactResult: 'responded' });
  expect(await counts()).toEqual(before);
  const { items } = await findEvents(database.db, { page: 1, pageSize: 1 });
  expect(items[0]).toMatchObject({ act: 'records.note', records: 0 });
});

test('a note that was typed upon another one than stands there overwrites nothing', async () => {
  await note({ note: 'Pertama', noteBefore: null });
  await expect(note({ note: 'Draf lama', noteBefore: null })).rejects.toMatchObject({ code: 'note_changed' });
  await expect(note({ note: 'Draf lama', noteBefore: 'Lain', contactResult: 'refused' })).rejects.toMatchObject({ code: 'note_changed' });
  expect(await noteNow()).toBe('Pertama');
  await note({ note: 'Kedua', noteBefore: 'Pertama ' });
  // The same once more, because the answer was lost, is no other's note.
  await note({ note: 'Kedua', noteBefore: 'Pertama' });
  expect(await noteNow()).toBe('Kedua');
  await note({ note: null, noteBefore: 'Kedua' });
  expect(await noteNow()).toBeNull();
});
