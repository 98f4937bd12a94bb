import { storable } from './table.ts';

/**
 * Unique names for the columns of a table: headers trimmed and on one line, an equal header told apart as
 * `Telepon (2)`, a column without one named by its place, `Kolom 3`. A name that stands in the file is never taken by a made one.
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

function tidy(header: string): string {
  const lines = storable(header).split(/[\r\n]+/);
  return lines
    .map((line) => line.trim())
    .join(' ')
    .trim();
}

function nextFree(wanted: string, taken: ReadonlySet<string>, used: ReadonlySet<string>): string {
  for (let count = 2; ; count += 1) {
    const name = `${wanted} (${count})`;
    if (!taken.has(name) && !used.has(name)) return name;
  }
}
