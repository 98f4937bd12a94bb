import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import iconv from 'iconv-lite';
import Papa from 'papaparse';
import { detectDelimiter, readSeparatorLine } from './detect-delimiter.ts';
import { detectEncoding, type TextEncoding } from './detect-encoding.ts';
import { limits } from './limits.ts';
import { columnLetters, refuseLongCell } from './refuse-cell.ts';
import type { TableRow } from './table.ts';
import { UnreadableFile } from './unreadable-file.ts';

const headBytes = 256 * 1024;

/** How a text file is to be read. */
export interface TextLayout {
  encoding: TextEncoding;
  delimiter: string;
  /** Rows end with LF or CRLF; with CR alone only where the beginning of the file has no LF at all. */
  newline: '\n' | '\r';
}

/** Finds encoding and delimiter of a text file. Throws UnreadableFile for empty, binary and undecodable ones. */
export async function detectTextLayout(path: string): Promise<TextLayout> {
  const handle = await open(path, 'r');
  let head: Buffer;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    head = buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
  const encoding = await detectEncoding(path, head);
  const complete = head.length < headBytes;
  const text = iconv.decode(head, encoding);
  refuseBinary(text);
  const newline = text.includes('\n') || !text.includes('\r') ? '\n' : '\r';
  const separator = readSeparatorLine(text);
  return { encoding, newline, delimiter: separator?.delimiter ?? detectDelimiter(text, newline, complete) };
}

/** Text has hardly any control characters; a file of another kind that got this far is full of them. */
function refuseBinary(text: string): void {
  let control = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 32 && unit !== 9 && unit !== 10 && unit !== 13) control += 1;
  }
  if (control > 8 && control > text.length * 0.02) throw new UnreadableFile('file_not_a_table');
}

async function* decode(path: string, encoding: TextEncoding): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(encoding);
  for await (const chunk of createReadStream(path, { highWaterMark: headBytes }) as AsyncIterable<Buffer>) {
    const text = decoder.write(chunk);
    if (text !== '') yield text;
  }
  const rest = decoder.end() ?? '';
  if (rest !== '') yield rest;
}

/** Every row of a text file from its top, blank ones included, in chunks. A line `sep=;` at the top is no row. */
export async function* readCsvRows(path: string, layout: TextLayout): AsyncGenerator<TableRow[]> {
  let parser: CsvRows | undefined;
  for await (const text of decode(path, layout.encoding)) {
    let body = text;
    if (parser === undefined) {
      parser = new CsvRows(layout);
      body = text.slice(readSeparatorLine(text)?.length ?? 0);
    }
    const rows = parser.push(body);
    if (rows.length > 0) yield rows;
  }
  const rows = parser?.finish() ?? [];
  if (rows.length > 0) yield rows;
}

/** Cuts a stream of text into rows; what may still go on in the next piece is kept back. */
class CsvRows {
  private readonly parser: Papa.Parser;
  private readonly delimiter: string;
  private readonly newline: '\n' | '\r';
  private rest = '';
  private rowNumber = 0;

  constructor({ delimiter, newline }: TextLayout) {
    this.delimiter = delimiter;
    this.newline = newline;
    this.parser = new Papa.Parser({ delimiter, newline });
  }

  push(text: string): TableRow[] {
    return this.parse(this.rest + text, false);
  }

  finish(): TableRow[] {
    return this.rest === '' ? [] : this.parse(this.rest, true);
  }

  private parse(text: string, last: boolean): TableRow[] {
    const parsed = this.parser.parse(text, 0, !last) as Papa.ParseResult<string[]>;
    const first = this.rowNumber + 1;
    this.refuseBrokenQuotes(parsed, last);
    this.rest = last ? '' : text.slice(parsed.meta.cursor);
    if (this.rest.length > limits.rowCharacters) this.refuseEndlessRow(first + parsed.data.length);
    const rows = parsed.data.map((cells, index) => ({ rowNumber: first + index, cells }));
    this.rowNumber += rows.length;
    if (this.rowNumber > limits.textRows) throw new UnreadableFile('too_many_rows', { limit: limits.textRows });
    if (this.newline === '\n') stripCarriageReturns(rows, text, this.delimiter);
    for (const row of rows) refuseImpossibleCells(row);
    return rows;
  }

  /** Complaints about the row that is kept back do not count: it is read again when more of it is there. */
  private refuseBrokenQuotes(parsed: Papa.ParseResult<string[]>, last: boolean): void {
    const broken = parsed.errors.find((error) => error.type === 'Quotes' && (last || (error.row ?? 0) < parsed.data.length));
    if (broken !== undefined) throw new UnreadableFile('quote_unclosed', { row: this.rowNumber + 1 + (broken.row ?? 0) });
  }

  private refuseEndlessRow(row: number): never {
    if (this.rest.includes('"')) throw new UnreadableFile('quote_unclosed', { row });
    throw new UnreadableFile('row_too_long', { row, limit: limits.rowCharacters });
  }
}

/**
 * Rows were cut at LF, so the last cell of a CRLF row ends with a CR that belongs to the line end, unless that cell
 * was quoted and the CR is its own.
 */
function stripCarriageReturns(rows: TableRow[], text: string, delimiter: string): void {
  const quotedReturns = text.includes('\r"');
  for (const { cells } of rows) {
    const last = cells.length - 1;
    const cell = cells[last];
    if (cell === undefined || !cell.endsWith('\r')) continue;
    const quoted = quotedReturns ? `${cells.length > 1 ? delimiter : ''}"${cell.replaceAll('"', '""')}"` : '';
    if (quotedReturns && text.includes(quoted)) continue;
    cells[last] = cell.slice(0, -1);
  }
}

function refuseImpossibleCells({ rowNumber, cells }: TableRow): void {
  for (let column = 0; column < cells.length; column += 1) {
    const cell = cells[column] ?? '';
    refuseLongCell(cell, rowNumber, column);
    if (cell.includes('\0')) throw new UnreadableFile('nul_character', { row: rowNumber, column: columnLetters(column) });
  }
}
