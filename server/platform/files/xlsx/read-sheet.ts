import { limits } from '../limits.ts';
import { refuseLongCell } from '../refuse-cell.ts';
import type { TableRow } from '../table.ts';
import { UnreadableFile } from '../unreadable-file.ts';
import { textCollector, unescapeText } from './collect-text.ts';
import { formatIsoDate, formatNumber } from './format-cell.ts';
import { parseXml } from './parse-xml.ts';
import type { Workbook } from './read-workbook.ts';

/** Rows gathered before they are handed on. */
const chunkRows = 2000;

/**
 * The rows of a worksheet that hold text, in chunks. Formulas are read as their stored values; merged cells have their
 * value in the first; hidden rows and columns are read like others. Throws UnreadableFile.
 */
export async function* readSheet(chunks: AsyncIterable<Buffer>, workbook: Workbook): AsyncGenerator<TableRow[]> {
  const sheet = new SheetRows(workbook);
  for await (const _ of parseXml(chunks, sheet)) {
    if (sheet.rows.length >= chunkRows) yield sheet.takeRows();
  }
  if (sheet.rows.length > 0) yield sheet.takeRows();
}

/** Turns the elements of a worksheet into rows. */
class SheetRows {
  rows: TableRow[] = [];
  private readonly workbook: Workbook;
  private readonly inline = textCollector();
  private inData = false;
  private rowNumber = 0;
  private cells: string[] = [];
  private column = -1;
  private type = 'n';
  private style = 0;
  private value = '';
  private inValue = false;
  private inInline = false;

  constructor(workbook: Workbook) {
    this.workbook = workbook;
  }

  takeRows(): TableRow[] {
    const rows = this.rows;
    this.rows = [];
    return rows;
  }

  readonly open = (name: string, attributes: Record<string, string>): void => {
    if (this.inInline) this.inline.open(name);
    else if (name === 'c') this.openCell(attributes);
    else if (name === 'v') this.inValue = true;
    else if (name === 'row') this.openRow(attributes['r']);
    else if (name === 'is') {
      this.inInline = true;
      this.inline.start();
    } else if (name === 'sheetData') this.inData = true;
  };

  readonly text = (text: string): void => {
    if (this.inValue) this.value += text;
    else if (this.inInline) this.inline.text(text);
  };

  readonly close = (name: string): void => {
    if (name === 'is') {
      this.inInline = false;
      this.value = this.inline.take();
    } else if (this.inInline) this.inline.close(name);
    else if (name === 'v') this.inValue = false;
    else if (name === 'c') this.closeCell();
    else if (name === 'row') this.closeRow();
    else if (name === 'sheetData') this.inData = false;
  };

  private openRow(reference: string | undefined): void {
    if (!this.inData) return;
    const number = reference === undefined ? this.rowNumber + 1 : Number(reference);
    if (!Number.isInteger(number) || number <= this.rowNumber) throw new UnreadableFile('file_damaged');
    if (number > limits.sheetRows) throw new UnreadableFile('too_many_rows', { limit: limits.sheetRows });
    this.rowNumber = number;
    this.column = -1;
    this.cells = [];
  }

  private openCell(attributes: Record<string, string>): void {
    const reference = attributes['r'];
    this.column = reference === undefined ? this.column + 1 : columnOf(reference);
    const isNowhere = this.column < 0 || this.column >= limits.sheetColumns || (this.inData && this.rowNumber === 0);
    if (isNowhere) throw new UnreadableFile('file_damaged');
    this.type = attributes['t'] ?? 'n';
    this.style = Number(attributes['s'] ?? 0);
    this.value = '';
  }

  private closeCell(): void {
    if (!this.inData || this.value === '') return;
    const text = this.readValue();
    if (text === '') return;
    refuseLongCell(text, this.rowNumber, this.column);
    if (this.column >= limits.columns) {
      if (text.trim() === '') return;
      throw new UnreadableFile('too_many_columns', { row: this.rowNumber, limit: limits.columns });
    }
    while (this.cells.length < this.column) this.cells.push('');
    this.cells[this.column] = text;
  }

  private readValue(): string {
    const { strings, styles, date1904 } = this.workbook;
    switch (this.type) {
      case 's': {
        const text = strings.get(Number(this.value));
        if (text === undefined) throw new UnreadableFile('file_damaged');
        return text;
      }
      case 'inlineStr':
        return this.value;
      case 'str':
        return unescapeText(this.value);
      case 'b':
        return this.value.trim() === '1' || this.value.trim() === 'true' ? 'TRUE' : 'FALSE';
      case 'd':
        return formatIsoDate(this.value);
      case 'e':
        return this.value;
      default:
        return formatNumber(this.value, styles[this.style] ?? { kind: 'plain' }, date1904);
    }
  }

  private closeRow(): void {
    if (this.cells.length > 0) this.rows.push({ rowNumber: this.rowNumber, cells: this.cells });
    this.cells = [];
  }
}

/** Index of the column that a reference such as `AB12` names; -1 where it names none. */
function columnOf(reference: string): number {
  let column = 0;
  for (let index = 0; index < reference.length; index += 1) {
    const code = reference.charCodeAt(index);
    if (code >= 65 && code <= 90) column = column * 26 + code - 64;
    else if (code >= 97 && code <= 122) column = column * 26 + code - 96;
    else if (index > 0 && code >= 48 && code <= 57) return column - 1;
    else return -1;
    if (index > 3) return -1;
  }
  return -1;
}
