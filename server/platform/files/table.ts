import type { QuoteMark, TextEncoding } from '../../../contract/text-layouts.ts';
import type { EncodingChoice } from './judge-encodings.ts';
import { looksEmpty } from '../../../contract/invisible-characters.ts';

export type TableFormat = 'csv' | 'tsv' | 'xlsx' | 'xls';

/** One row as the file has it. `rowNumber` counts from 1 as a spreadsheet program shows it: a row with a line break inside a cell is one row. */
export interface TableRow {
  rowNumber: number;
  cells: string[];
}

/** What a workbook has none of. */
export const noTextLayout = { encoding: null, encodingChoices: [], delimiter: null, quote: null } as const;

/** A row as it is shown for choosing the header. */
export interface TopRow {
  rowNumber: number;
  cells: string[];
}

/** What a file holds, found by reading it once to the end. */
export interface FileInspection {
  format: TableFormat;
  /** Of text files, as are the next three. */
  encoding: TextEncoding | null;
  /** Several where somebody has to choose: the rest was then found in the likeliest. */
  encodingChoices: readonly EncodingChoice[];
  delimiter: string | null;
  quote: QuoteMark | null;
  /** Every sheet that holds cells, visible ones first. */
  sheets: string[];
  sheet: string | null;
  /** Row number of the header; 0 where the first row is already data. */
  headerRow: number;
  /** Rows from the top of the file, shortened, among which the header can be chosen. */
  top: TopRow[];
  /** Unique names, one for each column that has a header or holds text anywhere. */
  columns: string[];
  /** Places of the columns, from 0, that hold nothing in any row below the header. */
  emptyColumns: number[];
  /** The first 20 data rows, padded to the columns. */
  sample: string[][];
  /** Data rows below the header, blank ones not counted. */
  rows: number;
}

/** The text as a database can hold it: NUL and half a surrogate pair become U+FFFD. */
export function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed();
}

/** A row in whose cells nothing is seen is no row. */
export function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) {
    if (cell !== '' && !looksEmpty(cell)) return false;
  }
  return true;
}

/** How many cells a row has up to its last one with text. */
export function filledWidth(cells: readonly string[]): number {
  let width = cells.length;
  while (width > 0 && (cells[width - 1] ?? '').trim() === '') width -= 1;
  return width;
}
