import { readFile } from 'node:fs/promises';
import type { OpenTable } from './open-table.ts';
import { isBlank, noTextLayout, type TableRow } from './table.ts';
import { UnreadableFile } from './unreadable-file.ts';
import { type BiffWorkbook, readBiffSheet, readBiffWorkbook } from './xls/read-biff.ts';
import { type ContainerStream, readContainer } from './xls/read-container.ts';

/** Rows handed on at a time. */
const chunkRows = 2000;

/** Streams by which other documents in the same kind of container are known. */
const otherDocuments: readonly [stream: string, format: string][] = [
  ['Book', 'Excel 95'],
  ['WordDocument', 'Word'],
  ['PowerPoint Document', 'PowerPoint'],
];

/** Opens a workbook of Excel 97–2003, whose own format bounds its size: 65,536 rows a sheet. Throws UnreadableFile. */
export async function openXls(path: string): Promise<OpenTable> {
  const bytes = await readFile(path);
  const workbook = refuseCut(() => readBiffWorkbook(workbookStream(readContainer(bytes))));
  return {
    layout: async () => ({ format: 'xls', ...noTextLayout, sheets: filledSheets(workbook) }),
    rows: (sheet) => inChunks(readRows(workbook, sheet ?? '')),
    close: () => {},
  };
}

function workbookStream(streams: readonly ContainerStream[]): Buffer {
  const named = (name: string) => streams.find((stream) => stream.name.toLowerCase() === name.toLowerCase());
  const workbook = named('Workbook');
  if (workbook !== undefined) return workbook.read();
  if (named('EncryptedPackage') !== undefined) throw new UnreadableFile('file_encrypted');
  const other = otherDocuments.find(([name]) => named(name) !== undefined);
  if (other === undefined) throw new UnreadableFile('file_not_a_table');
  throw new UnreadableFile('file_other_format', { format: other[1] });
}

function readRows(workbook: BiffWorkbook, name: string): TableRow[] {
  const sheet = workbook.sheets.find((candidate) => candidate.name === name);
  if (sheet === undefined) throw new UnreadableFile('sheet_missing', { sheet: name });
  return refuseCut(() => readBiffSheet(workbook, sheet.offset));
}

/** Names of the sheets that hold text, visible ones first. */
function filledSheets(workbook: BiffWorkbook): string[] {
  return workbook.sheets
    .toSorted((one, other) => Number(one.hidden) - Number(other.hidden))
    .map(({ name }) => name)
    .filter((name) => readRows(workbook, name).some((row) => !isBlank(row.cells)));
}

async function* inChunks(rows: readonly TableRow[]): AsyncGenerator<TableRow[]> {
  for (let start = 0; start < rows.length; start += chunkRows) yield rows.slice(start, start + chunkRows);
}

/** Reading beyond the end of a buffer means that something is missing there. */
function refuseCut<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw error instanceof RangeError ? new UnreadableFile('file_damaged') : error;
  }
}
