import type { FileLayout } from '../../../contract/file-layouts.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { enqueueJob } from '../../platform/jobs/enqueue-job.ts';
import type { CheckOrder } from './check-upload.ts';
import { type ImportOrder, reserveDatabaseId } from './import-file.ts';
import { isInspected, requireDecided, requireLayout, requireMappedColumns, requireUpload, type Upload } from './read-upload.ts';
import { requireProduct } from './require-product.ts';

/** What the jobs of kind `import` and `check` are given. */
export interface FileJob<Order> {
  readonly actor: Actor;
  readonly order: Order;
}

/**
 * Queues an import and says which id its database will have. Throws not_found, upload_used, product_inactive,
 * mapping_column_missing, UnreadableFile; what only the whole file can tell fails the job.
 */
export async function requestImport(
  tx: Tx,
  actor: Actor,
  wanted: Omit<ImportOrder, 'databaseId'>,
): Promise<{ jobId: string; databaseId: string }> {
  await requireReadable(tx, wanted);
  const databaseId = await reserveDatabaseId(tx);
  const input: FileJob<ImportOrder> = { actor, order: { ...wanted, databaseId } };
  return { jobId: await enqueueJob(tx, 'import', actor.userId, input), databaseId };
}

/** Queues a check, as requestImport does an import. */
export async function requestCheck(tx: Tx, actor: Actor, order: CheckOrder): Promise<{ jobId: string }> {
  await requireReadable(tx, order);
  const input: FileJob<CheckOrder> = { actor, order };
  return { jobId: await enqueueJob(tx, 'check', actor.userId, input) };
}

/** What can be refused without reading the file. */
async function requireReadable(tx: Tx, { uploadId, productId, mapping, ...layout }: CheckOrder): Promise<void> {
  const upload = await requireUpload(tx, uploadId);
  await requireProduct(tx, productId);
  requireLayout(upload, layout);
  requireDecided(upload, layout);
  if (isInspected(upload, layout)) requireMappedColumns(upload.inspection.columns, mapping);
}

/** Files below these take less than a second to check. */
const quickRows = 20_000;
const quickBytes = 2 * 1024 * 1024;

/** Whether a check is quick enough to be waited for. */
export function isQuickToCheck(upload: Upload, layout: FileLayout): boolean {
  return isInspected(upload, layout) ? upload.inspection.rows < quickRows : upload.bytes < quickBytes;
}
