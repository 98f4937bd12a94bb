import Papa from 'papaparse';

const candidates = [',', ';', '\t', '|'] as const;
const sampleRows = 200;

/** Excel's own first line `sep=;` names the delimiter and is no row. */
export function readSeparatorLine(text: string): { delimiter: string; length: number } | null {
  const match = /^"?sep=(.)"?(?:\r\n|\r|\n|$)/i.exec(text);
  return match?.[1] === undefined ? null : { delimiter: match[1], length: match[0].length };
}

/**
 * The delimiter under which the beginning of a file is most evenly a table; a comma where there is one column only.
 * `complete` says whether the text is the whole file, so that its last row is whole. Quotes are respected: `"Doe, John";1` speaks for the semicolon.
 */
export function detectDelimiter(text: string, newline: '\n' | '\r', complete: boolean): string {
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of candidates) {
    const score = scoreDelimiter(text, delimiter, newline, complete);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** 0 where the delimiter makes no columns; else the share of rows that agree on one width, more where the first row agrees and the quotes are whole. */
function scoreDelimiter(text: string, delimiter: string, newline: '\n' | '\r', complete: boolean): number {
  const parser = new Papa.Parser({ delimiter, newline, preview: sampleRows });
  const parsed = parser.parse(text, 0, !complete) as Papa.ParseResult<string[]>;
  const rows = parsed.data.filter((row) => row.some((cell) => cell.trim() !== ''));
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
  if (width === 1) return 0;
  const first = rows.find((row) => row.length > 1);
  const headerAgrees = first !== undefined && first.length === width && rows[0]?.length === width;
  const quotesAgree = parsed.errors.some((error) => error.type === 'Quotes') ? 0 : 0.5;
  return agreeing / rows.length + (headerAgrees ? 1 : 0) + quotesAgree + width / 100_000;
}
