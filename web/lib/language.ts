import type { Language } from './formats.ts';

const name = 'cermat:language';

/** The language chosen on this device; Indonesian where none was. */
export function readLanguage(): Language {
  try {
    return localStorage.getItem(name) === 'en' ? 'en' : 'id';
  } catch {
    return 'id';
  }
}

/** Keeps the choice on this device. */
export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(name, language);
  } catch {
    // Without storage the choice lasts until the page is left.
  }
}
