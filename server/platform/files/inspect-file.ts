import { type FileLayout, headerRows } from '../../../contract/file-layouts.ts';
import { looksEmpty } from '../../../contract/invisible-characters.ts';
import { detectHeaderRow } from './detect-header.ts';
import { limits } from './limits.ts';
import { nameColumns } from './name-columns.ts';
import { type OpenTable, openTable } from './open-table.ts';
import { type FileInspection, filledWidth, isBlank, storable, type TableFormat, type TableRow, type TopRow } from './table.ts';
import { requireRefusalOfSheet, UnreadableFile } from './unreadable-file.ts';

const sampleRows = 20;
/** Of the rows among which the header is chosen, so many are shown, and so much of each. */
const topRowsShown = 15;
const topCellsShown = 8;
const topCellCharacters = 80;
/** A cell of the sample is cut here: it is for looking at, and it travels with the answer. */
const sampleCellCharacters = 1000;

/**
 * Reads a file once to its end and says what table it holds. Of its layout, what is not said is found: the sheet is the
 * first that can be read as a table, visible ones first. Throws UnreadableFile.
 */
export async function inspectFile(path: string, layout: FileLayout = {}): Promise<FileInspection> {
  const table = await openTable(path, layout);
  try {
    const found = await table.layout();
    const look = async (sheet: string | null) => ({ ...found, sheet, ...(await examine(table.rows(sheet), layout.headerRow)) });
    return await firstReadable(sheetsToTry(found, layout.sheet, table.placeOf), look);
  } finally {
    table.close();
  }
}

function sheetsToTry(
  { format, sheets }: { format: TableFormat; sheets: readonly string[] },
  wanted: string | undefined,
  placeOf: OpenTable['placeOf'],
): (string | null)[] {
  if (format === 'csv' || format === 'tsv') return [null];
  if (sheets.length === 0) throw new UnreadableFile('file_empty');
  if (wanted === undefined) return firstNames(sheets, placeOf);
  if (!sheets.includes(wanted)) throw new UnreadableFile('sheet_missing', { sheet: wanted });
  return [wanted];
}

/** What is refused under one name is refused under every other. */
function firstNames(sheets: readonly string[], placeOf: OpenTable['placeOf']): string[] {
  const names = new Map<ReturnType<typeof placeOf>, string>();
  for (const sheet of sheets) {
    const place = placeOf(sheet);
    if (!names.has(place)) names.set(place, sheet);
  }
  return [...names.values()];
}

/** A cover comes before the list as often as not: what the first sheet is refused for counts where all others are, too. */
async function firstReadable<Sheet, Result>(sheets: readonly Sheet[], look: (sheet: Sheet) => Promise<Result>): Promise<Result> {
  let refusal: UnreadableFile | undefined;
  for (const sheet of sheets) {
    try {
      return await look(sheet);
    } catch (error) {
      refusal ??= requireRefusalOfSheet(error);
    }
  }
  throw refusal ?? new UnreadableFile('file_empty');
}

type Findings = Pick<FileInspection, 'headerRow' | 'top' | 'columns' | 'emptyColumns' | 'sample' | 'rows'>;

async function examine(source: AsyncIterable<TableRow[]>, chosenHeader: number | undefined): Promise<Findings> {
  const top: TableRow[] = [];
  let headerRow = -1;
  let rows = 0;
  let width = 0;
  const filled = new FilledColumns();
  const take = (row: TableRow) => {
    if (row.rowNumber <= headerRow) return;
    rows += 1;
    width = Math.max(width, widthWithin(row));
    filled.add(row.cells);
  };
  const decide = () => {
    headerRow = chosenHeader ?? detectHeaderRow(top);
    top.forEach(take);
  };
  for await (const chunk of source) {
    for (const row of chunk) {
      if (isBlank(row.cells)) continue;
      if (headerRow >= 0) {
        take(row);
        continue;
      }
      top.push(row);
      if (top.length === headerRows) decide();
    }
  }
  if (headerRow < 0) decide();
  if (top.length === 0) throw new UnreadableFile('file_empty');
  const header = top.find((row) => row.rowNumber === headerRow);
  if (header === undefined && headerRow > 0) throw new UnreadableFile('header_missing', { row: headerRow });
  if (header !== undefined) width = Math.max(width, widthWithin(header));
  if (rows === 0) throw new UnreadableFile('file_without_rows');
  const columns = nameColumns(header?.cells ?? [], width);
  const emptyColumns = filled.missing(columns.length);
  return { headerRow, top: cutTop(top, headerRow), columns, emptyColumns, sample: cutSample(top, headerRow, columns.length), rows };
}

/** Which columns hold something in any row; each is looked at until it does. */
class FilledColumns {
  #known = 0;
  #empty: number[] = [];

  add(cells: readonly string[]): void {
    for (; this.#known < cells.length; this.#known += 1) this.#empty.push(this.#known);
    if (this.#empty.length > 0) this.#empty = this.#empty.filter((column) => looksEmpty(cells[column] ?? ''));
  }

  /** Those of the first so many that hold nothing. */
  missing(columns: number): number[] {
    for (; this.#known < columns; this.#known += 1) this.#empty.push(this.#known);
    return this.#empty.filter((column) => column < columns);
  }
}

/** The first rows, and the header wherever it is. */
function cutTop(top: readonly TableRow[], headerRow: number): TopRow[] {
  return top
    .filter(({ rowNumber }, index) => index < topRowsShown || rowNumber === headerRow)
    .map(({ rowNumber, cells }) => ({ rowNumber, cells: cells.slice(0, topCellsShown).map((cell) => cut(cell, topCellCharacters)) }));
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
    .map((row) => Array.from({ length: width }, (_, column) => cut(row.cells[column] ?? '', sampleCellCharacters)));
}

function cut(cell: string, characters: number): string {
  return storable(cell.length > characters ? `${cell.slice(0, characters)}…` : cell);
}
