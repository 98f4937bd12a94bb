import type { adminWords } from './admin-words.ts';
import type { everydayWords } from './everyday-words.ts';

// A new group of texts goes into everyday-words.ts, or into admin-words.ts where no staff member meets it.

type Texts<T> = { readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };

/** The same texts in any language. */
export type Words = Texts<typeof everydayWords & typeof adminWords>;

type Counted<T> = { readonly [K in keyof T & string as T[K] extends string ? `${K}_one` : never]?: string };

/** The texts of a language that tells one from many. */
export type CountedWords = { readonly [Group in keyof Words]: Words[Group] & Counted<Words[Group]> };
