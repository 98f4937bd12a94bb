import type Papa from 'papaparse';
import type { QuoteMark } from '../../../contract/text-layouts.ts';
import { type LineEnds, LineEndUnifier } from './line-ends.ts';
import { parserOf } from './parse-cells.ts';
import { filledWidth, isBlank } from './table.ts';

const candidates = [',', ';', '\t', '|'] as const;
const sampleRows = 200;

/** Excel's own first line `sep=;` names the delimiter and is no row. */
export function readSeparatorLine(text: string): { delimiter: string; length: number } | null {
  const match = /^"?sep=(.)"?(?:\r\n|\r|\n|$)/i.exec(text);
  return match?.[1] === undefined ? null : { delimiter: match[1], length: match[0].length };
}

interface Beginning {
  readonly lineEnds: LineEnds;
  readonly quote: QuoteMark;
  /** Whether the text is the whole file, so that its last row is whole. */
  readonly complete: boolean;
}

/**
 * The delimiter under which the beginning of a file is most evenly a table; a comma where there is one column only.
 * Quotes are respected: `"Doe, John";1` speaks for the semicolon.
 */
export function detectDelimiter(text: string, beginning: Beginning): string {
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of candidates) {
    const score = scoreDelimiter(text, delimiter, beginning);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** What a row counts for that is shorter than the table, as one without its last cells, and longer. */
const shorter = 0.7;
const longer = 0.3;
/** What each doubling of the columns counts for: a separator people see makes more of them than a comma in an address. */
const doubling = 0.1;

/**
 * 0 where the delimiter makes no columns; else how far rows agree on one width, more where the first row agrees and the
 * quotes are whole, less where blanks follow the delimiter as they follow a comma in a sentence.
 */
function scoreDelimiter(text: string, delimiter: string, { lineEnds, quote, complete }: Beginning): number {
  const layout = { delimiter, quote, lineEnds };
  const unified = lineEnds === 'mixed' ? new LineEndUnifier(delimiter, quote === 'none' ? null : quote).push(text) : text;
  const parsed = parserOf(layout, sampleRows).parse(unified, 0, !complete) as Papa.ParseResult<string[]>;
  const rows = parsed.data.filter((row) => !isBlank(row));
  const width = usualWidth(rows);
  if (width === 1) return 0;
  const agreement = rows.reduce((sum, row) => sum + agreementOf(row, width), 0) / rows.length;
  const [first] = rows;
  const headerAgrees = first !== undefined && agreementOf(first, width) === 1 ? 1 : 0;
  const quotesAgree = parsed.errors.some((error) => error.type === 'Quotes') ? 0 : 0.5;
  return agreement * (1 + doubling * Math.log2(width)) + headerAgrees + quotesAgree - shareOfSentences(rows) / 2;
}

function usualWidth(rows: readonly string[][]): number {
  const tally = new Map<number, number>();
  for (const row of rows) tally.set(row.length, (tally.get(row.length) ?? 0) + 1);
  let width = 1;
  let agreeing = 0;
  for (const [candidate, count] of tally) {
    if (candidate > 1 && (count > agreeing || (count === agreeing && candidate > width))) {
      width = candidate;
      agreeing = count;
    }
  }
  return width;
}

function agreementOf(row: readonly string[], width: number): number {
  const filled = filledWidth(row);
  if (row.length === width || filled === width || (row.length > width && filled <= width)) return 1;
  if (row.length === 1) return 0;
  return row.length < width ? shorter : longer;
}

function shareOfSentences(rows: readonly string[][]): number {
  const cells = rows.flatMap((row) => row.slice(1));
  return cells.length === 0 ? 0 : cells.filter((cell) => /^ \S/.test(cell)).length / cells.length;
}
