import { useSyncExternalStore } from 'react';
import { isolated } from '../../contract/isolated.ts';
import type { Language } from './formats.ts';

/**
 * Declared where the texts are (web/app/i18n), so that a key which is none does not build.
 * @public
 */
export interface TextsDeclared {}

type TextTree = { readonly [Key in string]?: string | TextTree | undefined };
type KeyOf<Tree> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? Key : `${Key}.${KeyOf<Tree[Key]>}`;
}[keyof Tree & string];

type Declared = TextsDeclared extends { readonly words: infer Words } ? Words : never;
/** A text by its group and name: `common.save`. */
export type TextKey = KeyOf<Declared>;
/** What is filled into a text. A `count` also chooses between one and many where the language does. */
type TextValues = Readonly<Record<string, unknown>>;

export interface Texts {
  readonly language: Language;
  /** The text of a key with its placeholders filled in; the key itself where there is no text. */
  readonly t: (key: TextKey, values?: TextValues) => string;
  /** The same in the pieces around a `<name/>` that stands in it. */
  readonly around: (key: TextKey, name: string, values?: TextValues) => readonly string[];
  /** Whether a name from elsewhere is a text's key. */
  readonly isKey: (key: string) => key is TextKey;
  /** The names in a group of texts. */
  readonly namesIn: (group: keyof Declared) => readonly string[];
}

const trees = new Map<Language, TextTree>();
const listeners = new Set<() => void>();

function find(language: Language, key: string): string | TextTree | undefined {
  return key
    .split('.')
    .reduce<string | TextTree | undefined>(
      (tree, part) => (typeof tree === 'object' && Object.hasOwn(tree, part) ? tree[part] : undefined),
      trees.get(language),
    );
}

const numbers = { id: new Intl.NumberFormat('id'), en: new Intl.NumberFormat('en') } as const;
const plurals = { id: new Intl.PluralRules('id'), en: new Intl.PluralRules('en') } as const;

/** The text itself: in the language, else in Indonesian; that for such a count, else that for any. */
function textOf(language: Language, key: string, count: unknown): string | undefined {
  const counted = (one: Language) => (typeof count === 'number' ? find(one, `${key}_${plurals[one].select(count)}`) : undefined);
  const text = counted(language) ?? find(language, key) ?? counted('id') ?? find('id', key);
  return typeof text === 'string' ? text : undefined;
}

const placeholder = /\{\{(\w+)(, number)?\}\}/g;

/** Fills in `{{name}}` and `{{count, number}}`; what a value could do to the sentence is turn the words around it. */
function filled(language: Language, text: string, values: TextValues): string {
  return text.replace(placeholder, (_, name: string, asNumber: string | undefined) => {
    const value = values[name];
    if (asNumber !== undefined && typeof value === 'number') return numbers[language].format(value);
    return isolated(String(value ?? ''));
  });
}

/** The texts as they are written in a language. */
export const textsIn = (language: Language): Texts => ({
  language,
  t: (key, values = {}) => filled(language, textOf(language, key, values['count']) ?? key, values),
  around: (key, name, values = {}) =>
    (textOf(language, key, values['count']) ?? key).split(`<${name}/>`).map((piece) => filled(language, piece, values)),
  isKey: (key): key is TextKey => textOf(language, key, undefined) !== undefined,
  namesIn: (group) => Object.keys(find(language, group) ?? {}),
});

let current = textsIn('id');

/** Draws every text anew, as after a change of how days and times are written. */
export function redrawTexts(): void {
  current = textsIn(current.language);
  for (const listener of listeners) listener();
}

/** Adds groups of texts to a language. */
export function addTexts(language: Language, texts: TextTree): void {
  trees.set(language, { ...trees.get(language), ...texts });
  redrawTexts();
}

/** Whether a language has texts yet. */
export const hasTexts = (language: Language): boolean => trees.has(language);

/** Has every text of the page written in a language from now on. */
export function setTextLanguage(language: Language): void {
  current = textsIn(language);
  for (const listener of listeners) listener();
}

function listen(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

/** The texts in the language chosen; drawn anew when another is. */
export function useTexts(): Texts {
  return useSyncExternalStore(listen, () => current);
}
