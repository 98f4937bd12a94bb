import { looksEmpty } from '../../../contract/invisible-characters.ts';
import { longestColumnName } from '../../../contract/upload-limits.ts';
import { storable } from './table.ts';

/**
 * Unique names for the columns of a table: headers trimmed and on one line, those beyond the longest name cut, an equal header
 * told apart as `Telepon (2)`, a column without one named by its place, `Kolom 3`. A name that stands in the file is never
 * taken by a made one.
 */
export function nameColumns(headers: readonly string[], width: number): string[] {
  const written = Array.from({ length: width }, (_, index) => tidy(headers[index] ?? ''));
  const taken = new Set(written);
  const used = new Set<string>();
  return written.map((header, index) => {
    const wanted = header === '' ? `Kolom ${index + 1}` : header;
    const free = header === '' ? !taken.has(wanted) : !used.has(wanted);
    const name = free ? wanted : nextFree(wanted, taken, used);
    used.add(name);
    return name;
  });
}

/** Makes what says whether a row has the same cells as the header that gave these names: lists that were put together have it again further down. */
export function repeatsHeaderOf(columns: readonly string[]): (cells: readonly string[]) => boolean {
  const [first = ''] = columns;
  const madeUp = first === 'Kolom 1';
  return (cells) => {
    const cell = cells[0] ?? '';
    // Almost every row is told from the header by the first letter.
    if (cell.trimStart()[0] !== first[0] && !looksEmpty(cell[0] ?? '')) return false;
    const name = tidy(cell);
    return (name === first || (madeUp && name === '')) && nameColumns(cells, columns.length).every((one, index) => one === columns[index]);
  };
}

function tidy(header: string): string {
  if (looksEmpty(header)) return '';
  const lines = storable(header).split(/[\r\n]+/);
  const line = lines
    .map((one) => one.trim())
    .join(' ')
    .trim();
  return line.length > longestColumnName ? `${beginning(line, longestColumnName - 1)}…` : line;
}

function nextFree(wanted: string, taken: ReadonlySet<string>, used: ReadonlySet<string>): string {
  for (let count = 2; ; count += 1) {
    const ending = ` (${count})`;
    const name = beginning(wanted, longestColumnName - ending.length) + ending;
    if (!taken.has(name) && !used.has(name)) return name;
  }
}

/** No half of a letter is left at the end, and no blank, which a request would lose. */
function beginning(text: string, longest: number): string {
  return text.length <= longest
    ? text
    : text
        .slice(0, longest)
        .replace(/[\uD800-\uDBFF]$/, '')
        .trimEnd();
}
