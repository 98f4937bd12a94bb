import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Mapping, Uploaded } from '../../../contract/uploads.ts';
import type { Db } from '../../platform/db/database.ts';
import { inspectTable } from '../../platform/files/read-table.ts';
import type { FileInspection } from '../../platform/files/table.ts';
import { UnreadableFile } from '../../platform/files/unreadable-file.ts';
import { problem } from '../../platform/http/problem.ts';
import { guessMapping } from './databases.rules.ts';
import { withUploadFile } from './fetch-upload.ts';

export interface Upload {
  readonly id: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly contentHash: Buffer;
  readonly inspection: FileInspection;
}

/** An upload that is whole and not imported yet. Throws not_found, upload_used. */
export async function requireUpload(db: Db, uploadId: string): Promise<Upload> {
  const { rows } = await sql<Upload & { state: string }>`
    select id, file_name as "fileName", bytes::float8 as bytes, content_hash as "contentHash", inspection, state from uploads where id = ${uploadId}
  `.execute(db);
  const [upload] = rows;
  if (upload === undefined || upload.state === 'receiving') throw problem('not_found');
  if (upload.state === 'used') throw problem('upload_used');
  return upload;
}

/** How one sheet of an upload reads: as it was found when it came, or looked at now. Throws UnreadableFile. */
export async function inspectSheet(upload: Upload, path: string, sheet: string | undefined): Promise<FileInspection> {
  requireSheet(upload, sheet);
  return sheet === undefined || sheet === upload.inspection.sheet ? upload.inspection : inspectTable(path, { sheet });
}

/** An upload as its admin sees it, for one of its sheets; not read on where nobody waits for it. Throws not_found, upload_used, UnreadableFile. */
export async function readUpload(db: Db, uploadId: string, sheet: string | undefined, gone?: AbortSignal): Promise<Uploaded> {
  const upload = await requireUpload(db, uploadId);
  requireSheet(upload, sheet);
  const known = sheet === undefined || sheet === upload.inspection.sheet;
  const inspection = known ? upload.inspection : await withUploadFile(db, uploadId, (path) => inspectTable(path, { sheet, signal: gone }));
  const { sheets, columns, sample, rows, ...detected } = inspection;
  const remembered = await rememberedMapping(db, columns);
  return {
    uploadId,
    fileName: upload.fileName,
    bytes: upload.bytes,
    sheets,
    detected,
    columns,
    sample,
    rows,
    suggestedMapping: remembered ?? guessMapping(columns, sample),
    mappingRemembered: remembered !== undefined,
  };
}

/** Under what a mapping is remembered: the same columns in the same order. */
export function headerHash(columns: readonly string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(columns)).digest();
}

async function rememberedMapping(db: Db, columns: readonly string[]): Promise<Mapping | undefined> {
  const { rows } = await sql<{ mapping: Mapping }>`select mapping from header_mappings where header_hash = ${headerHash(columns)}`.execute(
    db,
  );
  return rows[0]?.mapping;
}

/** Throws sheet_missing where the file has no such sheet, as a CSV file has none at all. */
export function requireSheet({ inspection }: Upload, sheet: string | undefined): void {
  if (sheet !== undefined && !inspection.sheets.includes(sheet)) throw new UnreadableFile('sheet_missing', { sheet });
}

/** Throws mapping_column_missing where the mapping names a column the file does not have. */
export function requireMappedColumns(columns: readonly string[], mapping: Mapping): void {
  const missing = Object.values(mapping).find((column) => column !== undefined && !columns.includes(column));
  if (missing !== undefined) throw problem('mapping_column_missing', { column: missing });
}
