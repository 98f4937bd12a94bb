import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { findDatabases } from '../domain/databases/databases.queries.ts';
import { readBadgeCounts } from '../domain/notifications/notifications.queries.ts';
import { assignRecords } from '../domain/records/assign-records.ts';
import { findRecord, findRecords } from '../domain/records/records.queries.ts';
import { type Database, openDatabase } from '../platform/db/database.ts';
import { addProduct, addUser, type Person } from './builders.ts';
import { program } from './client.ts';
import { addressOf, testDatabase } from './database.ts';
import { importList, memberList } from './import-lists.ts';

interface Place {
  readonly admin: Person;
  readonly databaseId: string;
  readonly productId: string;
  readonly staffId: string;
  readonly recordId: string;
}

/** Reads whose plans are kept, on one connection. */
async function readAll({ db }: Database, { admin, databaseId, productId, staffId, recordId }: Place): Promise<void> {
  const page = { sort: 'rowNumber', page: 1, pageSize: 50 } as const;
  const filters = [
    {},
    { module: 'memberwd' },
    { productId },
    { databaseId },
    { staffId },
    { module: 'memberwd', verdict: 'valid' },
  ] as const;
  for (const filter of filters) await findRecords(db, admin, { ...page, ...filter });
  for (const hasPhone of [true, false]) await findRecords(db, admin, { ...page, module: 'memberwd', hasPhone });
  for (const sort of ['name', '-customerKey', 'verdict'] as const) await findRecords(db, admin, { ...page, sort, module: 'memberwd' });
  await findRecord(db, admin, recordId);
  await readBadgeCounts(db, admin);
  await findDatabases(db, admin, { page: 1, pageSize: 50, module: 'memberwd', sort: '-importedAt' });
}

/** The tables that the kept plans of a connection go through from end to end. */
async function walked({ db }: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string; parameters: number; statement: string }>`
    select name, coalesce(cardinality(parameter_types), 0) as parameters, statement from pg_prepared_statements where name like 'kept%'
  `.execute(db);
  expect(rows.length).toBeGreaterThan(10);
  await sql`set plan_cache_mode = force_generic_plan`.execute(db);
  const found: string[] = [];
  for (const { name, parameters, statement } of rows) {
    const nothing = parameters === 0 ? sql`` : sql`(${sql.join(Array.from({ length: parameters }, () => sql`null`))})`;
    const plan = await sql<{ 'QUERY PLAN': string }>`explain execute ${sql.ref(name)} ${nothing}`.execute(db);
    for (const { 'QUERY PLAN': line } of plan.rows) {
      const [, table = ''] = /Seq Scan on (\w+)/.exec(line) ?? [];
      if (['records', 'customers', 'persons', 'record_texts', 'record_changes'].includes(table))
        found.push(`${table}: ${statement.slice(0, 400)}`);
    }
  }
  return found;
}

test('plans that were made of little data are made anew after a large import, and are good for a small list beside it', async () => {
  const whole = await testDatabase();
  const { db } = whole;
  const admin = await addUser(db, 'admin', 'Budi');
  const staff = await addUser(db, 'staff', 'Rina');
  const productId = await addProduct(db);
  const { databaseId } = await importList(whole, { productId, content: memberList(20) });
  await whole.transaction((tx) => assignRecords(tx, program, { databaseId, staffIds: [staff.userId], quantity: 5, order: 'file' }));
  const { rows } = await sql<{ id: string }>`select id from records limit 1`.execute(db);
  const place = { admin, databaseId, productId, staffId: staff.userId, recordId: rows[0]?.id ?? '' };
  const database = openDatabase({ ...addressOf(whole), poolSize: 1 });
  try {
    await readAll(database, place);
    const large = await addProduct(db);
    await importList(whole, { productId: large, content: memberList(30_000, 100) });
    await readAll(database, place);
    expect(await walked(database)).toEqual([]);
  } finally {
    await database.close();
  }
});
