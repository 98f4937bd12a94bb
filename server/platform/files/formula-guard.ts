/** Signs by which spreadsheet programs know a formula, as plain, full-width and small letters. */
const signs = '=+\\-@＝＋－＠﹦﹢﹣﹫';

/** What they may take no notice of before it: blanks, quotes, what cannot be seen. */
const passed = '[[\\s\\p{Cc}\\p{Cf}"]--[\\t\\r\\n]]';

/** A cell that begins with a tab or a line break is guarded whatever follows. */
const atBeginning = `'*${passed}*[${signs}\\t\\r\\n]`;

/** Where a program begins a cell of its own that has another separator, and so takes no notice of our quotes: a row, too. */
const behind = '(?<=[;\\|\\t\\n]|\\r(?!\\n))';
const furtherOn = `'*${passed}*[${signs}]`;

const unguarded = new RegExp(`^(?=${atBeginning})|${behind}(?=${furtherOn})`, 'gv');
const guarded = new RegExp(`^'(?=${atBeginning})|${behind}'(?=${furtherOn})`, 'gv');

/**
 * A text for a cell of CSV with an apostrophe before whatever a spreadsheet program would calculate, at its beginning, behind
 * what separates cells elsewhere, and behind line breaks; also before an apostrophe that stands at such a place already, so
 * that unguardFormulas() gives back every text as it was (docs/domain.md, Exports).
 */
export function guardFormulas(text: string): string {
  return text.replace(unguarded, "'");
}

/** The text that guardFormulas() was given: one apostrophe is taken off wherever it puts one, and nothing else. */
export function unguardFormulas(text: string): string {
  return text.includes("'") ? text.replace(guarded, '') : text;
}
