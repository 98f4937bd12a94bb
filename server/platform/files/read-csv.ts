import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import iconv from 'iconv-lite';
import type Papa from 'papaparse';
import { detectDelimiter, readSeparatorLine } from './detect-delimiter.ts';
import type { QuoteMark, TextEncoding } from '../../../contract/text-layouts.ts';
import { detectEncoding, requireUtf8 } from './detect-encoding.ts';
import type { EncodingChoice } from './judge-encodings.ts';
import { unguardFormulas } from './formula-guard.ts';
import { limits } from './limits.ts';
import { detectLineEnds, type LineEnds, LineEndUnifier } from './line-ends.ts';
import { parserOf } from './parse-cells.ts';
import { columnLetters, refuseLongCell } from './refuse-cell.ts';
import type { TableRow } from './table.ts';
import { UnreadableFile } from './unreadable-file.ts';

const headBytes = 256 * 1024;

/** How a text file is to be read. */
export interface TextLayout {
  encoding: TextEncoding;
  encodingChoices: readonly EncodingChoice[];
  delimiter: string;
  quote: QuoteMark;
  lineEnds: LineEnds;
}

/** What of a layout is known before the file is looked at. */
export type KnownLayout = { readonly [Part in 'encoding' | 'delimiter' | 'quote']?: TextLayout[Part] | undefined };

/** Finds encoding, separator and line ends of a text file, as far as they are not known. Throws UnreadableFile for empty, binary and undecodable ones. */
export async function detectTextLayout(path: string, known: KnownLayout = {}): Promise<TextLayout> {
  const head = await readHead(path);
  const { encoding, choices } =
    known.encoding === undefined ? await detectEncoding(path, head) : { encoding: known.encoding, choices: [] as const };
  if (known.encoding === 'utf-8') await requireUtf8(path);
  const text = iconv.decode(head, encoding);
  refuseBinary(text);
  const lineEnds = await detectLineEnds(path, encoding);
  const quote = known.quote ?? '"';
  const complete = head.length < headBytes;
  const delimiter = known.delimiter ?? readSeparatorLine(text)?.delimiter ?? detectDelimiter(text, { lineEnds, quote, complete });
  return { encoding, encodingChoices: choices, delimiter, quote, lineEnds };
}

async function readHead(path: string): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
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

/** Every row of a text file from its top, blank ones included, in chunks. A line `sep=;` at the top is no row. Throws UnreadableFile. */
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
  private readonly layout: TextLayout;
  private readonly unifier: LineEndUnifier | undefined;
  private rest = '';
  private rowNumber = 0;

  constructor(layout: TextLayout) {
    const { delimiter, quote, lineEnds } = layout;
    this.layout = layout;
    this.parser = parserOf(layout);
    if (lineEnds === 'mixed') this.unifier = new LineEndUnifier(delimiter, quote === 'none' ? null : quote);
  }

  push(text: string): TableRow[] {
    return this.parse(this.rest + (this.unifier?.push(text) ?? text), false);
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
    if (this.layout.lineEnds === 'lf') stripCarriageReturns(rows);
    this.refuseImpossibleLetters(rows, text);
    for (const row of rows) refuseLongCells(row);
    // Our own exports put it before formulas; it is none of the text (docs/domain.md, Import).
    if (text.includes("'")) for (const row of rows) row.cells = row.cells.map(unguardFormulas);
    return rows;
  }

  /** Complaints about the row that is kept back do not count: it is read again when more of it is there. */
  private refuseBrokenQuotes(parsed: Papa.ParseResult<string[]>, last: boolean): void {
    const broken = parsed.errors.find((error) => error.type === 'Quotes' && (last || (error.row ?? 0) < parsed.data.length));
    if (broken !== undefined) throw new UnreadableFile('quote_unclosed', { row: this.rowNumber + 1 + (broken.row ?? 0) });
  }

  private refuseEndlessRow(row: number): never {
    if (this.layout.quote !== 'none' && this.rest.includes(this.layout.quote)) throw new UnreadableFile('quote_unclosed', { row });
    throw new UnreadableFile('row_too_long', { row, limit: limits.rowCharacters });
  }

  /** Looked for in the text as a whole: hardly any file has them, and cells are many. */
  private refuseImpossibleLetters(rows: readonly TableRow[], text: string): void {
    const { encoding } = this.layout;
    const nul = placeOf(rows, text, '\0');
    if (nul !== undefined) throw new UnreadableFile('nul_character', nul);
    // In Unicode somebody may have written it; elsewhere it is a letter the encoding does not have.
    const misfit = encoding.startsWith('utf-') ? undefined : placeOf(rows, text, '\uFFFD');
    if (misfit !== undefined) throw new UnreadableFile('encoding_misfit', { row: misfit.row, encoding });
  }
}

/** The first cell of the rows with a letter; the text is what they were cut from. */
function placeOf(rows: readonly TableRow[], text: string, letter: string): { row: number; column: string } | undefined {
  if (!text.includes(letter)) return undefined;
  for (const { rowNumber, cells } of rows) {
    const column = cells.findIndex((cell) => cell.includes(letter));
    if (column >= 0) return { row: rowNumber, column: columnLetters(column) };
  }
  return undefined;
}

function refuseLongCells({ rowNumber, cells }: TableRow): void {
  for (let column = 0; column < cells.length; column += 1) refuseLongCell(cells[column] ?? '', rowNumber, column);
}

/** Rows were cut at LF, and no CR of the file is without one: a CR behind the last cell of a row belongs to the line end. */
function stripCarriageReturns(rows: TableRow[]): void {
  for (const { cells } of rows) {
    const last = cells.length - 1;
    const cell = cells[last];
    if (cell?.endsWith('\r') === true) cells[last] = cell.slice(0, -1);
  }
}
