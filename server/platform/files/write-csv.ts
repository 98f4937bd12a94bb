/** Makes a program that opens the file as a spreadsheet read it as UTF-8. */
export const csvMark = '\uFEFF';

/** How a cell begins that a spreadsheet program would take for a formula. */
const formula = /^[=+\-@\t\r]/;

/**
 * One line of a CSV file, quoted where needed. A cell that a spreadsheet program would calculate gets an apostrophe
 * before it, and so stays text; likewise the part behind a semicolon.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** Where a spreadsheet program set to semicolons, as in Indonesia, would begin a cell of its own with a formula. */
const formulaBehind = /;(?=\s*[=+\-@])/g;

function csvCell(text: string): string {
  const cell = (formula.test(text) ? `'${text}` : text).replace(formulaBehind, ";'");
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
