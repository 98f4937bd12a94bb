import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { FileLayout } from '../../../contract/file-layouts.ts';
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

/** An upload that is whole and not imported yet. Throws not_found, upload_used; UnreadableFile for one from before that is read no more. */
export async function requireUpload(db: Db, uploadId: string): Promise<Upload> {
  const { rows } = await sql<Upload & { state: string }>`
    select id, file_name as "fileName", bytes::float8 as bytes, content_hash as "contentHash", inspection, state from uploads where id = ${uploadId}
  `.execute(db);
  const [upload] = rows;
  if (upload === undefined || upload.state === 'receiving') throw problem('not_found');
  if (upload.state === 'used') throw problem('upload_used');
  if (isComplete(upload.inspection)) return upload;
  return { ...upload, inspection: await withUploadFile(db, uploadId, (path) => inspectTable(path)) };
}

/** An upload that came before an upgrade was looked at by a program that saw less in it. */
const isComplete = (inspection: Partial<FileInspection>): boolean =>
  [inspection.top, inspection.encodingChoices, inspection.quote, inspection.emptyColumns].every((part) => part !== undefined);

/** How an upload reads with a layout: as it was found when it came, or looked at now. Throws UnreadableFile. */
export async function inspectAs(upload: Upload, path: string, layout: FileLayout, signal?: AbortSignal): Promise<FileInspection> {
  requireLayout(upload, layout);
  requireDecided(upload, layout);
  return isInspected(upload, layout) ? upload.inspection : inspectTable(path, partsOf(layout), { signal });
}

/** An upload as its admin sees it, with a layout; not read on where nobody waits for it. Throws not_found, upload_used, UnreadableFile. */
export async function readUpload(db: Db, uploadId: string, layout: FileLayout = {}, gone?: AbortSignal): Promise<Uploaded> {
  const upload = await requireUpload(db, uploadId);
  requireLayout(upload, layout);
  const inspection = isInspected(upload, layout)
    ? upload.inspection
    : await withUploadFile(db, uploadId, (path) => inspectTable(path, partsOf(layout), { signal: gone }));
  const { sheets, top, columns, emptyColumns, sample, rows, encodingChoices: _choices, ...detected } = inspection;
  const remembered = await rememberedMapping(db, columns);
  const filled = [...columns.keys()].filter((place) => !emptyColumns.includes(place));
  const ofFilled = (texts: readonly string[]) => filled.map((place) => texts[place] ?? '');
  const suggested = remembered ?? guessMapping(ofFilled(columns), sample.map(ofFilled));
  return {
    uploadId,
    fileName: upload.fileName,
    bytes: upload.bytes,
    sheets,
    detected,
    // Whatever was chosen, they can be chosen from again.
    encodingChoices: [...upload.inspection.encodingChoices],
    top,
    columns,
    sample,
    rows,
    suggestedMapping: mappingWithin(suggested, ofFilled(columns)),
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

/** What of a mapping has a column with anything in it: one that is empty would be refused (mapping_column_empty). */
function mappingWithin(mapping: Mapping, filled: readonly string[]): Mapping {
  return Object.fromEntries(Object.entries(mapping).filter(([, column]) => column !== undefined && filled.includes(column)));
}

/** Of what an order says, how the file is to be read. */
export const partsOf = ({ sheet, encoding, delimiter, quote, headerRow }: FileLayout): FileLayout => ({
  sheet,
  encoding,
  delimiter,
  quote,
  headerRow,
});

/** Whether an upload was looked at with just this layout when it came. */
export function isInspected({ inspection }: Upload, layout: FileLayout): boolean {
  const parts = partsOf(layout);
  return (Object.keys(parts) as (keyof FileLayout)[]).every((part) => parts[part] === undefined || parts[part] === inspection[part]);
}

/** Throws sheet_missing where the file has no such sheet, as a CSV file has none at all, and layout_misfit where a workbook is told how to read text. */
export function requireLayout({ inspection }: Upload, { sheet, encoding, delimiter, quote }: FileLayout): void {
  if (sheet !== undefined && !inspection.sheets.includes(sheet)) throw new UnreadableFile('sheet_missing', { sheet });
  const forText = [encoding, delimiter, quote].some((part) => part !== undefined);
  if (forText && inspection.encoding === null) throw new UnreadableFile('layout_misfit');
}

/** Throws encoding_undecided where the letters can be read in several ways and nobody has chosen one. */
export function requireDecided({ inspection }: Upload, { encoding }: FileLayout): void {
  if (encoding === undefined && inspection.encodingChoices.length > 0) throw new UnreadableFile('encoding_undecided');
}

/** Throws mapping_column_missing where the mapping names a column the file does not have. */
export function requireMappedColumns(columns: readonly string[], mapping: Mapping): void {
  const missing = Object.values(mapping).find((column) => column !== undefined && !columns.includes(column));
  if (missing !== undefined) throw problem('mapping_column_missing', { column: missing });
}
