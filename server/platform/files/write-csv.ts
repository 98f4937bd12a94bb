import { guardFormulas } from './formula-guard.ts';

/** Makes a program that opens the file as a spreadsheet read it as UTF-8. */
export const csvMark = '\uFEFF';

/** One line of a CSV file, quoted where needed, in which no cell begins as a formula, whatever the program that opens it separates by. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(text: string): string {
  const cell = guardFormulas(text);
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
