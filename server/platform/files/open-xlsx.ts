import type { OpenTable } from './open-table.ts';
import { isBlank, noTextLayout, type TableRow } from './table.ts';
import { requireRefusalOfSheet, UnreadableFile } from './unreadable-file.ts';
import { type Archive, openArchive } from './xlsx/open-archive.ts';
import { readSheet } from './xlsx/read-sheet.ts';
import { readWorkbook, type Workbook } from './xlsx/read-workbook.ts';

/** Opens an XLSX or XLSM workbook. Throws UnreadableFile. */
export async function openXlsx(path: string): Promise<OpenTable> {
  const archive = await openArchive(path);
  try {
    const workbook = await readWorkbook(archive);
    const read = (name: string): AsyncGenerator<TableRow[]> => {
      const sheet = workbook.sheets.find((candidate) => candidate.name === name);
      if (sheet === undefined) throw new UnreadableFile('sheet_missing', { sheet: name });
      return readSheet(archive.read(sheet.path), workbook);
    };
    return {
      layout: async () => ({ format: 'xlsx', ...noTextLayout, sheets: await filledSheets(workbook, read) }),
      rows: (sheet) => read(sheet ?? ''),
      placeOf: (sheet) => workbook.sheets.find(({ name }) => name === sheet)?.path,
      close: () => closeAll(archive, workbook),
    };
  } catch (error) {
    archive.close();
    throw error;
  }
}

function closeAll(archive: Archive, workbook: Workbook): void {
  workbook.strings.close();
  archive.close();
}

/** Names of the sheets that hold text: visible ones first, so that the first of them is the one people mean. */
async function filledSheets(workbook: Workbook, read: (name: string) => AsyncGenerator<TableRow[]>): Promise<string[]> {
  const inOrder = workbook.sheets.toSorted((one, other) => Number(one.hidden) - Number(other.hidden));
  const filled: string[] = [];
  /** A damaged or malicious workbook may have one sheet under hundreds of names. */
  const known = new Map<string, boolean>();
  for (const { name, path } of inOrder) {
    const holds = known.get(path) ?? (await holdsText(read(name)));
    known.set(path, holds);
    if (holds) filled.push(name);
  }
  return filled;
}

/** What is refused for its shape holds something. */
async function holdsText(rows: AsyncGenerator<TableRow[]>): Promise<boolean> {
  try {
    for await (const chunk of rows) {
      if (chunk.some((row) => !isBlank(row.cells))) return true;
    }
    return false;
  } catch (error) {
    requireRefusalOfSheet(error);
    return true;
  }
}
