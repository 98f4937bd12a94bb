/** Whatever XML 1.0 does not hold (its section 2.2, Char): control characters, U+FFFE, U+FFFF, halves of surrogate pairs. */
const unheld = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** Spreadsheet programs refuse a cell with more text, in UTF-16 units. */
const longestText = 32_767;

/** What looks like the format's own way of writing a character, in a text that means it as it stands. */
const escape = /_(?=x[0-9a-f]{4}_)/gi;

/** A text as a cell of a workbook can hold it; what it cannot is left out of the file, not of the data (docs/domain.md, Exports). */
export function workbookText(text: string): string {
  return within(text.replace(unheld, ''), longestText).replace(escape, '_x005F_');
}

/** Spreadsheet programs refuse a sheet with a longer name, with one of these characters, or with an apostrophe at either end. */
const longestName = 31;
const unnamed = /[\\/?*[\]:]|^[\s']+|[\s']+$/g;

/** A name as a sheet of a workbook can bear it. */
export function sheetName(text: string): string {
  const name = within(text.replace(unheld, ' '), longestName).replace(unnamed, ' ').trim();
  // Excel keeps this name for itself.
  return name === '' || /^history$/i.test(name) ? `Data ${name}`.trim() : name;
}

/** The beginning of a text, cut between characters where it is longer than so many UTF-16 units. */
function within(text: string, longest: number): string {
  return text.length <= longest ? text : text.slice(0, longest).replace(unheld, '');
}
