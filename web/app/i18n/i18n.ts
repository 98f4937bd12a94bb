import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { isolated } from '../../../contract/isolated.ts';
import { setCallLanguage } from '../../lib/client.ts';
import { type Language, setFormatLanguage } from '../../lib/formats.ts';
import { readLanguage, rememberLanguage } from '../../lib/language.ts';
import { everydayWords } from './everyday-words.ts';
import type { Words } from './words.ts';

// Message keys are checked by the compiler: a wrong one does not build.
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: Words };
  }
}

function apply(language: Language): void {
  setCallLanguage(language);
  setFormatLanguage(language);
  document.documentElement.lang = language;
}

async function load(language: Language): Promise<void> {
  if (language === 'id' || i18next.hasResourceBundle('en', 'translation')) return;
  const english = await import('./english.ts');
  i18next.addResourceBundle('en', 'translation', english.words);
}

/** Starts the texts in the language chosen on this device; English is fetched only where it is wanted. */
export async function startTexts(): Promise<void> {
  const language = readLanguage();
  await i18next.use(initReactI18next).init({
    lng: 'id',
    fallbackLng: 'id',
    resources: { id: { translation: everydayWords } },
    // React escapes; what a name could do to a sentence is turn the words around it.
    interpolation: { escape: isolated },
    react: { useSuspense: false },
  });
  await changeLanguage(language);
}

/** Adds the texts of admins' pages; staff do without them. */
export async function loadAdminTexts(): Promise<void> {
  const { adminWords } = await import('./admin-words.ts');
  i18next.addResourceBundle('id', 'translation', adminWords, true);
}

/** Draws every text anew, for a change of how days and times are written. */
export async function redrawTexts(): Promise<void> {
  await i18next.changeLanguage(i18next.language);
}

/** Switches the interface, its formats and the server's sentences to a language, and remembers it on this device. */
export async function changeLanguage(language: Language): Promise<void> {
  await load(language);
  apply(language);
  await i18next.changeLanguage(language);
  rememberLanguage(language);
}
