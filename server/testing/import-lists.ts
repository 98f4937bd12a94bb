import { sql } from 'kysely';
import type { Receipt } from '../../contract/databases.ts';
import type { CheckReceipt, Mapping } from '../../contract/uploads.ts';
import type { Module } from '../../contract/values.ts';
import { checkUpload } from '../domain/databases/check-upload.ts';
import { type ImportPlace, type ImportWatch, importFile, reserveDatabaseId } from '../domain/databases/import-file.ts';
import { storeUpload, type Workplace } from '../domain/databases/store-upload.ts';
import type { Actor } from '../platform/actor.ts';
import type { Database } from '../platform/db/database.ts';
import { program } from './client.ts';

/** Where acts of several transactions work in tests. */
export const placeOf = (database: Database): ImportPlace & Workplace => ({
  database,
  db: database.db,
  transact: (work, options) => database.transaction(work, options),
  settle: (work, options) => database.transaction(work, options),
});

/** Stores a file as an upload; answers its id. */
export function addUpload(database: Database, content: string | Buffer, fileName = 'daftar.csv', actor: Actor = program): Promise<string> {
  async function* pieces(): AsyncGenerator<Buffer> {
    yield Buffer.from(content);
  }
  return storeUpload(placeOf(database), actor, { fileName, content: pieces() });
}

export const listMapping: Mapping = { customerKey: 'Username', name: 'Nama', phone: 'Telepon' };

/** A list with the columns of `listMapping`, and one of notes, of the lines that are given. */
export const memberLines = (...lines: readonly string[]): string => ['Username,Nama,Telepon,Catatan', ...lines].join('\n');

/** So many members, each with name and phone, from a number on. */
export const memberList = (count: number, from = 1): string =>
  memberLines(
    ...Array.from(
      { length: count },
      (_, index) => `member${from + index},Member ${from + index},0812${String(from + index).padStart(8, '0')},`,
    ),
  );

export interface ListToImport {
  readonly productId: string;
  readonly content: string | Buffer;
  readonly mapping?: Mapping;
  readonly module?: Module;
  readonly duplicates?: 'skip' | 'keep';
  readonly actor?: Actor;
  readonly watch?: ImportWatch;
}

/** Uploads and imports a list as an admin does. */
export async function importList(
  database: Database,
  list: ListToImport,
): Promise<{ databaseId: string; uploadId: string; receipt: Receipt }> {
  const { productId, content, mapping = listMapping, module = 'memberwd', duplicates = 'skip', actor = program } = list;
  const uploadId = await addUpload(database, content);
  const databaseId = await database.transaction(reserveDatabaseId);
  const order = { databaseId, uploadId, name: 'Daftar', module, productId, mapping, duplicates };
  return { databaseId, uploadId, receipt: await importFile(placeOf(database), actor, order, list.watch) };
}

/** Uploads and checks a list. */
export async function checkList(
  database: Database,
  { productId, content, mapping = listMapping, module = 'memberwd' }: ListToImport,
): Promise<CheckReceipt> {
  const uploadId = await addUpload(database, content);
  return database.transaction((tx) => checkUpload(database, tx, { uploadId, productId, module, mapping }));
}

/** How many rows each table has that an import writes, to see that nothing was left or changed. */
export async function countEverything(database: Database): Promise<Record<string, number>> {
  const tables = [
    'persons',
    'customers',
    'records',
    'databases',
    'rejected_rows',
    'header_mappings',
    'database_count_changes',
    'events',
    'uploads',
    'upload_parts',
  ];
  const counts = await Promise.all(
    tables.map(async (table) => {
      const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`.execute(database.db);
      return [table, rows[0]?.count ?? -1] as const;
    }),
  );
  return Object.fromEntries(counts);
}
