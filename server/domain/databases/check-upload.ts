import { sql } from 'kysely';
import type { FileLayout } from '../../../contract/file-layouts.ts';
import type { CheckReceipt, Mapping } from '../../../contract/uploads.ts';
import type { Module } from '../../../contract/values.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { classifyRows, countOutcomes } from './classify-rows.ts';
import { withUploadFile } from './fetch-upload.ts';
import { keepRows, stageRowsToKeep } from './keep-rows.ts';
import { inspectAs, requireMappedColumns, requireUpload, type Upload } from './read-upload.ts';
import { requireProduct } from './require-product.ts';
import { type FileToStage, type FileWatch, prepareForFile, stageRows } from './stage-rows.ts';

export interface CheckOrder extends FileLayout {
  readonly uploadId: string;
  readonly productId: string;
  readonly module: Module;
  readonly mapping: Mapping;
}

export interface CheckWatch extends FileWatch {
  /** Whether what was read is kept for the import that follows: for a file that takes a while to read. */
  readonly keep?: boolean;
}

/**
 * What importing an upload would do, found by the import's own statements on tables that end with the transaction;
 * no member is changed. Throws not_found, upload_used, product_inactive, mapping_column_missing, mapping_column_empty,
 * UnreadableFile.
 */
export async function checkUpload(
  database: Pick<Database, 'copyInto'>,
  tx: Tx,
  order: CheckOrder,
  watch: CheckWatch = {},
): Promise<CheckReceipt> {
  await prepareForFile(tx);
  const upload = await requireUpload(tx, order.uploadId);
  const product = await requireProduct(tx, order.productId);
  const { mapping } = order;
  const keep = watch.keep === true;
  const read = await withUploadFile(tx, upload.id, async (path) => {
    const inspection = await inspectAs(upload, path, order, watch.signal);
    requireMappedColumns(inspection.columns, mapping);
    const onRows = (rows: number) => watch.onProgress?.(rows, inspection.rows);
    const file: FileToStage = { path, inspection, mapping, withCells: keep, signal: watch.signal, onRows };
    if (keep) return { inspection, keptId: await stageRowsToKeep(database, tx, file) };
    await stageRows(database, tx, file);
    return { inspection, keptId: undefined };
  });
  await classifyRows(tx, product);
  const receipt = await summarise(tx, order, upload);
  if (read.keptId !== undefined) await keepRows(tx, read.keptId, order, read.inspection);
  return receipt;
}

async function summarise(tx: Tx, order: CheckOrder, upload: Upload): Promise<CheckReceipt> {
  const counts = await countOutcomes(tx);
  const sameFile = await findSameFile(tx, order, upload);
  return {
    ...counts,
    reserved: counts.new === 0 ? 0 : await countReserved(tx),
    existingIn: counts.existing === 0 ? [] : await findExisting(tx),
    ...(sameFile === undefined ? {} : { sameFileAs: sameFile }),
  };
}

async function countReserved(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count
    from import_customers customer
    left join import_known_phones known on known.phone = customer.phone
    cross join lateral (
      select reserved_by from persons where persons.id = coalesce(customer.person_id, known.person_id) limit 1
    ) person
    where not customer.existing and person.reserved_by is not null
  `.execute(tx);
  return rows[0]?.count ?? 0;
}

/** The databases that have the existing customers, those with the most first. */
async function findExisting(tx: Tx): Promise<CheckReceipt['existingIn']> {
  const { rows } = await sql<CheckReceipt['existingIn'][number]>`
    select record.database_id as "databaseId", database.name, count(distinct record.customer_id)::int as count
    from import_customers customer
    cross join lateral (
      select * from records
      where records.person_id = customer.person_id and records.customer_id = customer.customer_id and records.state <> 'deleted' offset 0
    ) record
    join databases database on database.id = record.database_id
    where customer.existing
    group by record.database_id, database.name order by 3 desc, record.database_id
  `.execute(tx);
  return rows;
}

async function findSameFile(tx: Tx, { productId }: CheckOrder, { contentHash }: Upload): Promise<CheckReceipt['sameFileAs']> {
  const { rows } = await sql<NonNullable<CheckReceipt['sameFileAs']>>`
    select id as "databaseId", name, imported_at as "importedAt" from databases
    where product_id = ${productId} and content_hash = ${contentHash} order by id desc limit 1
  `.execute(tx);
  return rows[0];
}
