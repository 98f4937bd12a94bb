import { invisibleCharacters } from './invisible-characters.ts';

/** Everything that parts words on a page: blanks of every width, ends of lines, control characters, the blank of Braille. */
export const blanks = /[\s\p{Cc}\u2800]+/gu;

/**
 * The form by which texts are compared: what looks the same on a page is the same. Invisible characters are left out, accents are
 * composed, full-width and other dressed-up letters plain, every run of blanks one, letters small. The function of that name in
 * the database is the same rule (migration 0018), which a test holds the two to. Rule: docs/domain.md, Texts that are compared.
 */
export function comparable(text: string): string {
  return isPlain(text) ? text.toLowerCase() : plainForm(text);
}

/** Most texts are ASCII with single blanks, and need nothing but small letters. */
const isPlain = (text: string): boolean => /^(?:[!-~]+(?: [!-~]+)*)?$/.test(text);

function plainForm(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(invisibleCharacters, '')
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll('ς', 'σ')
      // A small letter may compose with an accent that its capital does not.
      .normalize('NFKC')
      .replace(blanks, ' ')
      .trim()
  );
}
