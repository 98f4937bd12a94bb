/** Texts of one language by their keys, in groups: `{ common: { save: 'Simpan' } }`. */
export interface Catalogue {
  readonly [key: string]: string | Catalogue;
}

const placeholder = /\{\{\s*([\w.]+)\s*(?:,\s*(\w+)\s*)?\}\}/g;

/** Each text with its key as the components name it: `common.save`. */
export function flatten(catalogue: Catalogue, path = ''): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(catalogue)) {
    if (typeof value === 'string') texts.set(path + key, value);
    else for (const [below, text] of flatten(value, `${path}${key}.`)) texts.set(below, text);
  }
  return texts;
}

/** What is filled into a text, with how it is written (`count, number`), and what stands in it as a component (`<subject/>`). */
function placeholdersOf(text: string): string[] {
  const found = [...text.matchAll(placeholder)].map(([, name = '', format]) => (format === undefined ? name : `${name}, ${format}`));
  const parts = [...text.matchAll(/<\w+\/?>/g)].map(([tag]) => tag);
  return [...new Set([...found, ...parts])].toSorted();
}

/** An English number word that has to change when there is one: "12 records", "3 staff members". */
const manyOf = /\{\{\s*count\b[^}]*\}\}\s+(?:\p{L}+\s+){0,2}?(?!(?:this|is|was|has|less)\b)\p{L}{2,}s\b/u;

/**
 * Faults of the texts in both languages: a key that one of them misses, an empty text, a placeholder that only one fills in
 * or writes otherwise, a number that does not know one from many.
 */
export function checkCatalogues(indonesian: Catalogue, english: Catalogue): string[] {
  const [texts, translations] = [flatten(indonesian), flatten(english)];
  const faults: string[] = [];
  for (const [key, text] of texts) {
    const translation = translations.get(key);
    if (text.trim() === '') faults.push(`${key}: empty in Indonesian`);
    if (translation === undefined) faults.push(`${key}: missing in English`);
    else if (placeholdersOf(text).join('; ') !== placeholdersOf(translation).join('; ')) {
      faults.push(
        `${key}: fills in {${placeholdersOf(text).join('; ')}} in Indonesian, {${placeholdersOf(translation).join('; ')}} in English`,
      );
    }
    if (/\{\{\s*count\s*\}\}/.test(text)) faults.push(`${key}: a count is written {{count, number}}, so that thousands are told apart`);
  }
  for (const [key, translation] of translations) faults.push(...checkTranslation(key, translation, texts, translations));
  return faults;
}

function checkTranslation(
  key: string,
  translation: string,
  texts: ReadonlyMap<string, string>,
  translations: ReadonlyMap<string, string>,
): string[] {
  if (translation.trim() === '') return [`${key}: empty in English`];
  if (!key.endsWith('_one') || texts.has(key)) {
    if (!texts.has(key)) return [`${key}: missing in Indonesian`];
    return manyOf.test(translation) && !translations.has(`${key}_one`) ? [`${key}: no English text for one (${key}_one)`] : [];
  }
  const many = translations.get(key.slice(0, -'_one'.length));
  if (many === undefined) return [`${key}: one of nothing; there is no text for many`];
  const known = new Set(placeholdersOf(many));
  return placeholdersOf(translation)
    .filter((name) => !known.has(name))
    .map((name) => `${key}: fills in {${name}}, which the text for many does not`);
}

/** A sentence of the server in both languages, with its own placeholders: `{count}`. */
interface Sentence {
  readonly id: string;
  readonly en: string;
}

/** Faults of the sentences by which the server refuses. */
export function checkSentences(sentences: Readonly<Record<string, Sentence>>): string[] {
  const filled = (text: string): string =>
    [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].toSorted().join(', ');
  return Object.entries(sentences).flatMap(([name, { id, en }]) => {
    if (id.trim() === '' || en.trim() === '') return [`${name}: a language is empty`];
    return filled(id) === filled(en) ? [] : [`${name}: fills in {${filled(id)}} in Indonesian, {${filled(en)}} in English`];
  });
}
