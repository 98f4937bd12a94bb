import { limits } from './limits.ts';
import { UnreadableFile } from './unreadable-file.ts';

/** What a spreadsheet program calls a column, of which the first is 0: A to Z, AA to ZZ, and so on. */
export function columnLetters(column: number): string {
  const before = Math.floor(column / 26);
  return (before === 0 ? '' : columnLetters(before - 1)) + String.fromCharCode(65 + (column % 26));
}

/** Throws `cell_too_long` with the cell's place. Rows count from 1, columns from 0. */
export function refuseLongCell(text: string, row: number, column: number): void {
  if (text.length <= limits.cellCharacters) return;
  throw new UnreadableFile('cell_too_long', { row, column: columnLetters(column), limit: limits.cellCharacters });
}
