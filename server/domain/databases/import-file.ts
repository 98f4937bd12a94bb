import { sql } from 'kysely';
import type { Receipt } from '../../../contract/databases.ts';
import type { FileLayout } from '../../../contract/file-layouts.ts';
import type { Mapping } from '../../../contract/uploads.ts';
import type { Module } from '../../../contract/values.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { violatedConstraint } from '../../platform/db/database-errors.ts';
import type { FileInspection } from '../../platform/files/table.ts';
import { problem } from '../../platform/http/problem.ts';
import type { Transact } from '../../platform/http/handlers.ts';
import { announceEvent } from '../audit/announce-event.ts';
import { appendEvent } from '../audit/append-event.ts';
import { addRecords, addRejectedRows, refreshStatistics } from './add-records.ts';
import { classifyRows, countOutcomes, type RowCounts } from './classify-rows.ts';
import { withUploadFile } from './fetch-upload.ts';
import { dropKeptRows, takeKeptRows } from './keep-rows.ts';
import { headerHash, inspectAs, requireMappedColumns, requireUpload, type Upload } from './read-upload.ts';
import { keepNotes } from './note-effects.ts';
import { requireProduct } from './require-product.ts';
import { type FileWatch, prepareForFile, stageRows } from './stage-rows.ts';
import { takeCustomers } from './take-customers.ts';
import { waitForImports } from './wait-for-imports.ts';

export interface ImportOrder extends FileLayout {
  /** Drawn by reserveDatabaseId; the database that has it is the proof that the import was done. */
  readonly databaseId: string;
  readonly uploadId: string;
  readonly name: string;
  readonly module: Module;
  readonly productId: string;
  readonly mapping: Mapping;
  readonly duplicates: 'skip' | 'keep';
}

type Copier = Pick<Database, 'copyInto'>;

/** Where an import runs: it opens its one transaction itself, because it may have to begin again. */
export interface ImportPlace {
  readonly database: Copier;
  readonly transact: Transact;
}

export interface ImportWatch extends FileWatch {
  /** Runs last in the import's transaction. */
  readonly onDone?: ((tx: Tx, receipt: Receipt) => Promise<void>) | undefined;
}

/** How far an import of 300,000 rows is, as it was measured, when it has read the file, classified it, taken its customers. */
const shares = { read: 0.12, classified: 0.2, taken: 0.62 };

/** Draws the id of a database that is going to be imported. */
export async function reserveDatabaseId(tx: Tx): Promise<string> {
  const { rows } = await sql<{ id: string }>`select nextval(pg_get_serial_sequence('databases', 'id')) as id`.execute(tx);
  const [drawn] = rows;
  if (drawn === undefined) throw new Error('No id was drawn for a database');
  return drawn.id;
}

/** Customers and phones that a reservation was just making when the import came to them. */
const madeMeanwhile = new Set(['persons_phone', 'customers_product_id_key_key']);
const mostAttempts = 5;

/**
 * Imports an upload as a database in one transaction, all or nothing, and returns the receipt; done once, it returns
 * the same receipt again. Imports of one product wait for each other. Throws not_found, upload_used, product_inactive,
 * mapping_column_missing, mapping_column_empty, nothing_to_import, UnreadableFile.
 */
export async function importFile(
  { database, transact }: ImportPlace,
  actor: Actor,
  order: ImportOrder,
  watch: ImportWatch = {},
): Promise<Receipt> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const receipt = await transact(async (tx) => {
        const imported = await importOnce(database, tx, actor, order, watch);
        await watch.onDone?.(tx, imported);
        return imported;
      });
      await transact((tx) => refreshStatistics(tx, receipt.imported));
      return receipt;
    } catch (error) {
      if (attempt >= mostAttempts || !madeMeanwhile.has(violatedConstraint(error) ?? '')) throw error;
    }
  }
}

async function importOnce(database: Copier, tx: Tx, actor: Actor, order: ImportOrder, watch: ImportWatch): Promise<Receipt> {
  await prepareForFile(tx);
  // Another import may take its time; whoever holds a single member for longer than a minute does not.
  await sql`set local lock_timeout = 0`.execute(tx);
  await waitForImports(tx, order.productId);
  await sql`set local lock_timeout = '60s'`.execute(tx);
  const done = await findReceipt(tx, order.databaseId);
  if (done !== undefined) return done;
  await sql`select from uploads where id = ${order.uploadId} for update`.execute(tx);
  const upload = await requireUpload(tx, order.uploadId);
  const product = await requireProduct(tx, order.productId);
  const inspection = await stageUpload(database, tx, upload, order, watch);
  const report = (share: number) => watch.onProgress?.(Math.floor(inspection.rows * share), inspection.rows);
  await classifyRows(tx, product);
  report(shares.classified);
  const receipt = receiptOf(await countOutcomes(tx), order.duplicates);
  if (receipt.imported === 0) throw problem('nothing_to_import');
  const eventId = await appendImport(tx, actor, order, receipt);
  await takeCustomers(tx, { productId: product.id, matchPhones: product.matchPhones, duplicates: order.duplicates });
  report(shares.taken);
  await addDatabase(tx, actor, order, { upload, inspection, receipt });
  await keepNotes(tx, order.databaseId);
  await addRecords(tx, order, (share) => report(shares.taken + share * (1 - shares.taken)));
  if (receipt.imported < receipt.rows) await addRejectedRows(tx, order);
  await closeUpload(tx, upload, inspection, order.mapping);
  await announceEvent(tx, { id: eventId, act: 'databases.import', actor });
  return receipt;
}

/** Begins where the check has ended, or reads the file. */
async function stageUpload(database: Copier, tx: Tx, upload: Upload, order: ImportOrder, watch: ImportWatch): Promise<FileInspection> {
  const kept = await takeKeptRows(tx, order);
  if (kept !== undefined) return kept;
  const { mapping } = order;
  return withUploadFile(tx, upload.id, async (path) => {
    const inspection = await inspectAs(upload, path, order, watch.signal);
    requireMappedColumns(inspection.columns, mapping);
    const onRows = (rows: number) => watch.onProgress?.(Math.floor(rows * shares.read), inspection.rows);
    await stageRows(database, tx, { path, inspection, mapping, withCells: true, signal: watch.signal, onRows });
    return inspection;
  });
}

function receiptOf(counts: RowCounts, duplicates: 'skip' | 'keep'): Receipt {
  const { rows, duplicateInFile, emptyKey, unreadable } = counts;
  const kept = duplicates === 'keep' ? counts.existing : 0;
  const phonesUnreadable = counts.phonesUnreadable + (duplicates === 'keep' ? counts.existingPhonesUnreadable : 0);
  return { rows, imported: counts.new + kept, duplicateInFile, existing: counts.existing - kept, emptyKey, unreadable, phonesUnreadable };
}

function appendImport(tx: Tx, actor: Actor, order: ImportOrder, receipt: Receipt): Promise<string> {
  const { module, productId, duplicates } = order;
  return appendEvent(tx, actor, {
    act: 'databases.import',
    subjectType: 'database',
    subjectId: order.databaseId,
    data: { module, productId, duplicates, ...receipt },
  });
}

interface Found {
  readonly upload: Upload;
  readonly inspection: FileInspection;
  readonly receipt: Receipt;
}

async function addDatabase(tx: Tx, actor: Actor, order: ImportOrder, { upload, inspection, receipt }: Found): Promise<void> {
  await sql`
    insert into databases (id, name, module, product_id, columns, file_name, content_hash, mapping, duplicates,
      rows_duplicate, rows_existing, rows_without_key, rows_unreadable, phones_unreadable, imported_by)
    values (${order.databaseId}, ${order.name}, ${order.module}, ${order.productId}, ${inspection.columns}::text[], ${upload.fileName},
      ${upload.contentHash}, ${JSON.stringify(order.mapping)}::jsonb, ${order.duplicates},
      ${receipt.duplicateInFile}, ${receipt.existing}, ${receipt.emptyKey}, ${receipt.unreadable}, ${receipt.phonesUnreadable}, ${actor.userId})
  `.execute(tx);
}

/** The mapping is remembered for the same header; the file's bytes and first rows have done their work. */
async function closeUpload(tx: Tx, upload: Upload, inspection: FileInspection, mapping: Mapping): Promise<void> {
  await sql`
    insert into header_mappings (header_hash, mapping) values (${headerHash(inspection.columns)}, ${JSON.stringify(mapping)}::jsonb)
    on conflict (header_hash) do update set mapping = excluded.mapping, used_at = now()
  `.execute(tx);
  await sql`update uploads set state = 'used', inspection = null where id = ${upload.id}`.execute(tx);
  await sql`delete from upload_parts where upload_id = ${upload.id}`.execute(tx);
  await dropKeptRows(tx, upload.id);
}

/** The receipt of an import that was done before. */
async function findReceipt(tx: Tx, databaseId: string): Promise<Receipt | undefined> {
  const { rows } = await sql<Receipt>`
    select counts.imported, database.rows_duplicate as "duplicateInFile", database.rows_existing as existing,
      database.rows_without_key as "emptyKey", database.rows_unreadable as unreadable, database.phones_unreadable as "phonesUnreadable",
      counts.imported + database.rows_duplicate + database.rows_existing + database.rows_without_key + database.rows_unreadable as rows
    from databases database join database_counts counts on counts.database_id = database.id
    where database.id = ${databaseId}
  `.execute(tx);
  return rows[0];
}
