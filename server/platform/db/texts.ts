import { type RawBuilder, sql } from 'kysely';
import { wordsOf } from '../../../contract/search.ts';

type Condition = RawBuilder<unknown>;

/** All of several conditions. */
export const allOf = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions, sql` and `)})`;

/** One of several conditions. */
export const oneOf = (conditions: readonly Condition[]): Condition => sql`(${sql.join(conditions, sql` or `)})`;

/** Whether a text of the database contains one that was typed, by what a page shows of both. Rule: docs/domain.md, Searching. */
export const contains = (text: RawBuilder<unknown>, typed: string): Condition => sql`searchable(${text}) like containing(${typed})`;

/** What a search asks for: for every word of it what the caller says; nothing where it is too long. */
export function everyWord(search: string, found: (word: string) => Condition): Condition {
  const words = wordsOf(search);
  // A word that is there twice asks for nothing more, and would be looked for twice in every row.
  return words === undefined ? sql`false` : allOf([...new Set(words)].map(found));
}

/** Whether every word of a search is found in one of the texts. Rule: docs/domain.md, Searching. */
export const textsHold = (search: string, texts: readonly RawBuilder<unknown>[]): Condition =>
  everyWord(search, (word) => oneOf(texts.map((text) => contains(text, word))));

/** A text that people wrote, to order by. Rule: docs/domain.md, Texts that are compared. */
export const alphabetical = (text: RawBuilder<unknown>): RawBuilder<unknown> => sql`${text} collate alphabetical`;
