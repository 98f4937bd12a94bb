import { rmSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { excelPassword } from './excel-password.ts';
import type { OpenTable } from './open-table.ts';
import { openXlsx } from './open-xlsx.ts';
import { scratchFolder } from './scratch.ts';
import { isBlank, noTextLayout, type TableRow } from './table.ts';
import { UnreadableFile } from './unreadable-file.ts';
import { type BiffWorkbook, readBiffSheet, readBiffWorkbook } from './xls/read-biff.ts';
import { type ContainerStream, readContainer } from './xls/read-container.ts';
import { unlockPackage } from './xlsx/unlock-package.ts';

/** Rows handed on at a time. */
const chunkRows = 2000;

/** Streams by which other documents in the same kind of container are known. */
const otherDocuments: readonly [stream: string, format: string][] = [
  ['Book', 'Excel 95'],
  ['WordDocument', 'Word'],
  ['PowerPoint Document', 'PowerPoint'],
];

/**
 * Opens a workbook of Excel 97–2003, whose own format bounds its size: 65,536 rows a sheet; or an XLSX that lies locked in such
 * a container. What Excel opens without asking for a password is read. Throws UnreadableFile.
 */
export async function openXls(path: string): Promise<OpenTable> {
  const bytes = await readFile(path);
  const streams = refuseCut(() => readContainer(bytes));
  const locked = findStream(streams, 'EncryptedPackage');
  const info = findStream(streams, 'EncryptionInfo');
  if (locked !== undefined && info !== undefined)
    return openUnlocked(refuseCut(() => unlockPackage(info.read(), locked.read(), excelPassword)));
  const workbook = refuseCut(() => readBiffWorkbook(workbookStream(streams)));
  return {
    layout: async () => ({ format: 'xls', ...noTextLayout, sheets: filledSheets(workbook) }),
    rows: (sheet) => inChunks(readRows(workbook, sheet ?? '')),
    placeOf: (sheet) => workbook.sheets.find(({ name }) => name === sheet)?.offset,
    close: () => {},
  };
}

/** An archive is read from a file of its own, which is gone when it is closed. */
async function openUnlocked(archive: Buffer): Promise<OpenTable> {
  const folder = await mkdtemp(join(scratchFolder(), 'unlocked-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const path = join(folder, 'workbook');
    await writeFile(path, archive, { mode: 0o600 });
    const table = await openXlsx(path);
    const close = () => {
      table.close();
      remove();
    };
    return { ...table, close };
  } catch (error) {
    remove();
    throw error;
  }
}

const findStream = (streams: readonly ContainerStream[], name: string): ContainerStream | undefined =>
  streams.find((stream) => stream.name.toLowerCase() === name.toLowerCase());

function workbookStream(streams: readonly ContainerStream[]): Buffer {
  const workbook = findStream(streams, 'Workbook');
  if (workbook !== undefined) return workbook.read();
  if (findStream(streams, 'EncryptedPackage') !== undefined) throw new UnreadableFile('file_encrypted');
  const other = otherDocuments.find(([name]) => findStream(streams, name) !== undefined);
  if (other === undefined) throw new UnreadableFile('file_not_a_table');
  throw new UnreadableFile('file_other_format', { format: other[1] });
}

function readRows(workbook: BiffWorkbook, name: string): TableRow[] {
  const sheet = workbook.sheets.find((candidate) => candidate.name === name);
  if (sheet === undefined) throw new UnreadableFile('sheet_missing', { sheet: name });
  return refuseCut(() => readBiffSheet(workbook, sheet.offset));
}

/** Names of the sheets that hold text, visible ones first. A damaged or malicious workbook may have one sheet under hundreds of names. */
function filledSheets(workbook: BiffWorkbook): string[] {
  const known = new Map<number, boolean>();
  const holdsText = ({ name, offset }: BiffWorkbook['sheets'][number]) => {
    const holds = known.get(offset) ?? readRows(workbook, name).some((row) => !isBlank(row.cells));
    known.set(offset, holds);
    return holds;
  };
  return workbook.sheets
    .toSorted((one, other) => Number(one.hidden) - Number(other.hidden))
    .filter(holdsText)
    .map(({ name }) => name);
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
