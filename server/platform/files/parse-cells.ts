import Papa from 'papaparse';
import type { QuoteMark } from '../../../contract/text-layouts.ts';
import type { LineEnds } from './line-ends.ts';

interface CellLayout {
  readonly delimiter: string;
  readonly quote: QuoteMark;
  /** Where they are mixed, the text has been given LF everywhere (line-ends.ts). */
  readonly lineEnds: LineEnds;
}

/** A parser that cuts text into rows and cells; of the first `rows` only, where that is said. */
export function parserOf({ delimiter, quote, lineEnds }: CellLayout, rows?: number): Papa.Parser {
  return new Papa.Parser({
    delimiter,
    newline: lineEnds === 'cr' ? '\r' : '\n',
    ...(quote === 'none' ? { fastMode: true } : { quoteChar: quote, escapeChar: quote }),
    ...(rows === undefined ? {} : { preview: rows }),
  });
}
