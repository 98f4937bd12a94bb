import { sql } from 'kysely';
import type { FileLayout } from '../../../contract/file-layouts.ts';
import type { Mapping } from '../../../contract/uploads.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import type { FileInspection } from '../../platform/files/table.ts';
import { rulesOfReading } from '../../platform/files/worker-module.ts';
import { partsOf } from './read-upload.ts';
import { type FileToStage, fillRows, rowMapper, stagedColumns } from './stage-rows.ts';

/** Which upload is read, and as what. */
export interface FileReading extends FileLayout {
  readonly uploadId: string;
  readonly mapping: Mapping;
}

const tableOf = (id: string) => sql.table(`kept_rows_${id}`);

/**
 * Reads a file into a table of its own, which `import_rows` shows for the rest of the transaction, and which stays where
 * keepRows keeps it. Unlogged, since the file is still there to be read: after a crash it is empty. Answers its id.
 */
export async function stageRowsToKeep(database: Pick<Database, 'copyInto'>, tx: Tx, file: FileToStage): Promise<string> {
  const { rows } = await sql<{ id: string }>`select nextval(pg_get_serial_sequence('kept_readings', 'id')) as id`.execute(tx);
  const id = rows[0]?.id ?? '';
  await sql`create unlogged table ${tableOf(id)} (${stagedColumns}) with (autovacuum_enabled = false)`.execute(tx);
  await showRows(tx, id);
  await fillRows(database, tx, tableOf(id), file);
  return id;
}

async function showRows(tx: Tx, id: string): Promise<void> {
  await sql`create temporary view import_rows as select * from ${tableOf(id)}`.execute(tx);
}

/**
 * Keeps what was read into the table of this id for the import that follows, in place of what an earlier check has kept;
 * unless the upload has gone, is being imported, or is kept by another check right now.
 */
export async function keepRows(tx: Tx, id: string, reading: FileReading, inspection: FileInspection): Promise<void> {
  // It would outlast the transaction.
  await sql`drop view pg_temp.import_rows`.execute(tx);
  const { rows } = await sql`
    select from uploads where id = ${reading.uploadId} and state = 'ready' for no key update skip locked
  `.execute(tx);
  if (rows.length === 0) {
    await sql`drop table ${tableOf(id)}`.execute(tx);
    return;
  }
  await dropKeptRows(tx, reading.uploadId);
  await sql`
    insert into kept_readings (id, upload_id, reading, inspection)
    values (${id}, ${reading.uploadId}, ${readingOf(reading)}::jsonb, ${JSON.stringify(inspection)}::jsonb)
  `.execute(tx);
}

/**
 * Shows as `import_rows` what a check has kept of the upload, where it read it just so, by the rules of this very program;
 * answers what the file holds. The upload's row is locked. Undefined where the file has to be read.
 */
export async function takeKeptRows(tx: Tx, reading: FileReading): Promise<FileInspection | undefined> {
  const { rows } = await sql<{ id: string; inspection: FileInspection }>`
    select id, inspection from kept_readings where upload_id = ${reading.uploadId} and reading = ${readingOf(reading)}::jsonb
  `.execute(tx);
  const [kept] = rows;
  if (kept === undefined || !(await isThere(tx, kept.id, kept.inspection.rows))) return undefined;
  await showRows(tx, kept.id);
  return kept.inspection;
}

/** Where the server crashed, or a backup was made without what is not logged, the table has lost its rows. */
async function isThere(tx: Tx, id: string, wanted: number): Promise<boolean> {
  const { rows: tables } = await sql<{ there: boolean }>`select to_regclass(${`kept_rows_${id}`}) is not null as there`.execute(tx);
  if (tables[0]?.there !== true) return false;
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${tableOf(id)}`.execute(tx);
  return rows[0]?.count === wanted;
}

/** Forgets what was kept of an upload, and with it what `import_rows` shows of that. */
export async function dropKeptRows(tx: Tx, uploadId: string): Promise<void> {
  await sql`delete from kept_readings where upload_id = ${uploadId}`.execute(tx);
}

function readingOf({ mapping, ...layout }: FileReading): string {
  return JSON.stringify({ layout: partsOf(layout), mapping, rules: rulesOfReading(rowMapper) });
}
