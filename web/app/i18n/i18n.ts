import { setCallLanguage } from '../../lib/client.ts';
import { type Language, setFormatLanguage } from '../../lib/formats.ts';
import { readLanguage, rememberLanguage } from '../../lib/language.ts';
import { addTexts, hasTexts, setTextLanguage } from '../../lib/texts.ts';
import { everydayWords } from './everyday-words.ts';
import type { Words } from './words.ts';

// Message keys are checked by the compiler: a wrong one does not build.
declare module '../../lib/texts.ts' {
  interface TextsDeclared {
    readonly words: Words;
  }
}

function apply(language: Language): void {
  setCallLanguage(language);
  setFormatLanguage(language);
  document.documentElement.lang = language;
}

async function load(language: Language): Promise<void> {
  if (hasTexts(language)) return;
  const english = await import('./english.ts');
  addTexts('en', english.words);
}

/** Starts the texts in the language chosen on this device; English is fetched only where it is wanted. */
export async function startTexts(): Promise<void> {
  addTexts('id', everydayWords);
  await changeLanguage(readLanguage());
}

/** Adds the texts of admins' pages; staff do without them. */
export async function loadAdminTexts(): Promise<void> {
  const { adminWords } = await import('./admin-words.ts');
  addTexts('id', adminWords);
}

/** Switches the interface, its formats and the server's sentences to a language, and remembers it on this device. */
export async function changeLanguage(language: Language): Promise<void> {
  await load(language);
  apply(language);
  setTextLanguage(language);
  rememberLanguage(language);
}
