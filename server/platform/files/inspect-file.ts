import { detectHeaderRow } from './detect-header.ts';
import { limits } from './limits.ts';
import { nameColumns } from './name-columns.ts';
import { openTable } from './open-table.ts';
import { type FileInspection, filledWidth, isBlank, storable, type TableFormat, type TableRow } from './table.ts';
import { UnreadableFile } from './unreadable-file.ts';

/** Rows among which the header is looked for. */
const topRows = 50;
const sampleRows = 20;
/** A cell of the sample is cut here: it is for looking at, and it travels with the answer. */
const sampleCellCharacters = 1000;

/**
 * Reads a file once to its end and says what table it holds. `sheet` chooses another sheet than the first visible one
 * with cells. Throws UnreadableFile.
 */
export async function inspectFile(path: string, { sheet }: { sheet?: string } = {}): Promise<FileInspection> {
  const table = await openTable(path);
  try {
    const layout = await table.layout();
    const chosen = chooseSheet(layout, sheet);
    return { ...layout, sheet: chosen, ...(await examine(table.rows(chosen))) };
  } finally {
    table.close();
  }
}

function chooseSheet({ format, sheets }: { format: TableFormat; sheets: readonly string[] }, wanted: string | undefined): string | null {
  if (format === 'csv' || format === 'tsv') return null;
  if (sheets[0] === undefined) throw new UnreadableFile('file_empty');
  if (wanted !== undefined && !sheets.includes(wanted)) throw new UnreadableFile('sheet_missing', { sheet: wanted });
  return wanted ?? sheets[0];
}

type Findings = Pick<FileInspection, 'headerRow' | 'columns' | 'sample' | 'rows'>;

async function examine(source: AsyncIterable<TableRow[]>): Promise<Findings> {
  const top: TableRow[] = [];
  let headerRow = -1;
  let rows = 0;
  let width = 0;
  const take = (row: TableRow) => {
    if (row.rowNumber <= headerRow) return;
    rows += 1;
    width = Math.max(width, widthWithin(row));
  };
  for await (const chunk of source) {
    for (const row of chunk) {
      if (isBlank(row.cells)) continue;
      if (headerRow >= 0) {
        take(row);
        continue;
      }
      top.push(row);
      if (top.length === topRows) {
        headerRow = detectHeaderRow(top);
        top.forEach(take);
      }
    }
  }
  if (headerRow < 0) {
    headerRow = detectHeaderRow(top);
    top.forEach(take);
  }
  if (top.length === 0) throw new UnreadableFile('file_empty');
  const header = top.find((row) => row.rowNumber === headerRow);
  if (header !== undefined) width = Math.max(width, widthWithin(header));
  if (rows === 0) throw new UnreadableFile('file_without_rows');
  const columns = nameColumns(header?.cells ?? [], width);
  return { headerRow, columns, sample: cutSample(top, headerRow, columns.length), rows };
}

function widthWithin(row: TableRow): number {
  const width = filledWidth(row.cells);
  if (width > limits.columns) throw new UnreadableFile('too_many_columns', { row: row.rowNumber, limit: limits.columns });
  return width;
}

function cutSample(top: readonly TableRow[], headerRow: number, width: number): string[][] {
  return top
    .filter((row) => row.rowNumber > headerRow)
    .slice(0, sampleRows)
    .map((row) => Array.from({ length: width }, (_, column) => cut(row.cells[column] ?? '')));
}

function cut(cell: string): string {
  return storable(cell.length > sampleCellCharacters ? `${cell.slice(0, sampleCellCharacters)}…` : cell);
}
