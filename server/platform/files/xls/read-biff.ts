import { excelPassword } from '../excel-password.ts';
import { refuseLongCell } from '../refuse-cell.ts';
import { storable, type TableRow } from '../table.ts';
import { UnreadableFile } from '../unreadable-file.ts';
import { formatNumber, type NumberStyle, numberStyle } from '../xlsx/format-cell.ts';
import { type BiffRecord, BlockReader, readRecords, recordIds, withContinuation } from './read-records.ts';
import { unlockBiff } from './unlock-biff.ts';

export interface BiffWorkbook {
  stream: Buffer;
  date1904: boolean;
  sheets: { name: string; hidden: boolean; offset: number }[];
  styles: NumberStyle[];
  strings: string[];
}

const biff8 = 0x0600;
const errorTexts: Record<number, string> = {
  0x00: '#NULL!',
  0x07: '#DIV/0!',
  0x0f: '#VALUE!',
  0x17: '#REF!',
  0x1d: '#NAME?',
  0x24: '#NUM!',
  0x2a: '#N/A',
};

/** Reads the part of a workbook stream that comes before its sheets. Throws UnreadableFile. */
export function readBiffWorkbook(given: Buffer): BiffWorkbook {
  const stream = unlockBiff(given, excelPassword);
  const workbook: BiffWorkbook = { stream, date1904: false, sheets: [], styles: [], strings: [] };
  const codes = new Map<number, string>();
  const formats: number[] = [];
  for (const record of readRecords(stream, 0)) {
    const { id, data } = record;
    if (record.offset === 0) requireBiff8(record);
    if (id === recordIds.end) break;
    if (id === recordIds.date1904) workbook.date1904 = data.readUInt16LE(0) === 1;
    else if (id === recordIds.format) codes.set(data.readUInt16LE(0), new BlockReader([data.subarray(4)]).text(data.readUInt16LE(2)));
    else if (id === recordIds.cellStyle) formats.push(data.readUInt16LE(2));
    else if (id === recordIds.sheet && data[5] === 0) {
      const name = storable(new BlockReader([data.subarray(7)]).text(data[6] ?? 0));
      workbook.sheets.push({ name, hidden: ((data[4] ?? 0) & 3) !== 0, offset: data.readUInt32LE(0) });
    } else if (id === recordIds.strings) workbook.strings = readStrings(stream, record);
  }
  workbook.styles = formats.map((id) => numberStyle(id, codes.get(id)));
  return workbook;
}

function requireBiff8({ id, data }: BiffRecord): void {
  if (id !== recordIds.begin) throw new UnreadableFile('file_damaged');
  if (data.readUInt16LE(0) !== biff8) throw new UnreadableFile('file_other_format', { format: 'Excel 95' });
}

function readStrings(stream: Buffer, record: BiffRecord): string[] {
  const reader = new BlockReader(withContinuation(stream, record));
  reader.skip(4);
  const count = reader.long();
  const strings: string[] = [];
  while (strings.length < count) strings.push(reader.text(reader.word()));
  return strings;
}

/** The rows of a sheet that hold text, in order. Throws UnreadableFile. */
export function readBiffSheet(workbook: BiffWorkbook, offset: number): TableRow[] {
  const rows = new Map<number, string[]>();
  /** Charts within a sheet are streams within its stream, with cells of their own. */
  let depth = 0;
  let formula: { row: number; column: number } | undefined;
  for (const record of readRecords(workbook.stream, offset)) {
    if (record.id === recordIds.begin) depth += 1;
    else if (record.id === recordIds.end) {
      depth -= 1;
      if (depth <= 0) break;
    } else if (depth === 1) {
      if (record.id === recordIds.formulaText && formula !== undefined) {
        const blocks = withContinuation(workbook.stream, record);
        place(rows, formula.row, formula.column, textAt(blocks, 0));
      } else formula = readCell(workbook, record, rows) ?? formula;
    }
  }
  return [...rows].toSorted(([one], [other]) => one - other).map(([row, cells]) => ({ rowNumber: row + 1, cells }));
}

/** A text with its length before it. */
function textAt(blocks: Buffer[], offset: number): string {
  const reader = new BlockReader(blocks);
  reader.skip(offset);
  return reader.text(reader.word());
}

/** Puts what a record says into the rows; a formula whose text follows in a record of its own is answered with its place. */
function readCell(workbook: BiffWorkbook, record: BiffRecord, rows: Map<number, string[]>): { row: number; column: number } | undefined {
  const { id, data } = record;
  if (!cellRecords.has(id)) return undefined;
  const row = data.readUInt16LE(0);
  const column = data.readUInt16LE(2);
  const number = (value: number, at: number, style: number) =>
    place(rows, row, at, formatNumber(String(value), workbook.styles[style] ?? { kind: 'plain' }, workbook.date1904));
  switch (id) {
    case recordIds.sharedText:
      place(rows, row, column, sharedText(workbook, data.readUInt32LE(6)));
      break;
    case recordIds.text:
    case recordIds.richText:
      place(rows, row, column, textAt(withContinuation(workbook.stream, record), 6));
      break;
    case recordIds.number:
      number(data.readDoubleLE(6), column, data.readUInt16LE(4));
      break;
    case recordIds.smallNumber:
      number(smallNumber(data.readUInt32LE(6)), column, data.readUInt16LE(4));
      break;
    case recordIds.severalSmallNumbers:
      for (let at = 4; at + 8 <= data.length; at += 6)
        number(smallNumber(data.readUInt32LE(at + 2)), column + (at - 4) / 6, data.readUInt16LE(at));
      break;
    case recordIds.booleanOrError:
      place(rows, row, column, data[7] === 1 ? errorText(data[6]) : booleanText(data[6]));
      break;
    case recordIds.formula:
    case recordIds.formulaOfExcel3:
    case recordIds.formulaOfExcel4:
      if (data.readUInt16LE(12) !== 0xffff) number(data.readDoubleLE(6), column, data.readUInt16LE(4));
      else if (data[6] === 0) return { row, column };
      else if (data[6] === 1) place(rows, row, column, booleanText(data[8]));
      else if (data[6] === 2) place(rows, row, column, errorText(data[8]));
  }
  return undefined;
}

const cellRecords: ReadonlySet<number> = new Set([
  recordIds.sharedText,
  recordIds.text,
  recordIds.richText,
  recordIds.number,
  recordIds.smallNumber,
  recordIds.severalSmallNumbers,
  recordIds.booleanOrError,
  recordIds.formula,
  recordIds.formulaOfExcel3,
  recordIds.formulaOfExcel4,
]);

function sharedText(workbook: BiffWorkbook, index: number): string {
  const text = workbook.strings[index];
  if (text === undefined) throw new UnreadableFile('file_damaged');
  return text;
}

const booleanText = (value: number | undefined) => (value === 1 ? 'TRUE' : 'FALSE');
const errorText = (value: number | undefined) => errorTexts[value ?? 0] ?? '#N/A';

/** A number in 30 bits: a whole number or the upper half of a double, perhaps times a hundred. */
function smallNumber(stored: number): number {
  const isWhole = (stored & 2) !== 0;
  const double = Buffer.alloc(8);
  double.writeUInt32LE((stored & 0xfffffffc) >>> 0, 4);
  const value = isWhole ? (stored | 0) >> 2 : double.readDoubleLE(0);
  return (stored & 1) === 0 ? value : value / 100;
}

function place(rows: Map<number, string[]>, row: number, column: number, text: string): void {
  if (text === '') return;
  refuseLongCell(text, row + 1, column);
  let cells = rows.get(row);
  if (cells === undefined) {
    cells = [];
    rows.set(row, cells);
  }
  while (cells.length < column) cells.push('');
  cells[column] = text;
}
