import { type RawBuilder, sql } from 'kysely';
import { comparable } from '../../../contract/comparable.ts';
import { type Piece, readMemberSearch, type Ways } from '../../../contract/search.ts';
import { allOf, oneOf } from '../../platform/db/texts.ts';

/** Where a list has what a member is searched by. */
export interface MemberColumns {
  /** The texts shown of them, as `member_words` writes these. */
  readonly words: RawBuilder<unknown>;
  /** In E.164. */
  readonly phone: RawBuilder<unknown>;
}

/**
 * Whether every word of a search is found in a member's name, Customer ID or phone; a phone also as people write it. Rule:
 * docs/domain.md, Searching.
 */
export function matchMembers(search: string, columns: MemberColumns): RawBuilder<unknown> {
  const wanted = readMemberSearch(search);
  if (wanted === undefined) return sql`false`;
  return allOf(wanted.map((ways) => oneOf(ways.map((pieces) => allOf(pieces.map((piece) => isFound(piece, columns)))))));
}

function isFound({ text, phones }: Piece, { words, phone }: MemberColumns): RawBuilder<unknown> {
  // One by one, since an index of parts of texts knows no lists of patterns.
  return oneOf([sql`${words} like containing(${text})`, ...phones.map((part) => sql`${phone} like ${`%${part}%`}`)]);
}

/** Three letters or figures in a row are what an index of parts of texts goes by. */
const findable = /[\p{L}\p{N}]{3}/u;

const isFindable = (ways: Ways) => ways.every((pieces) => pieces.some(({ text }) => findable.test(comparable(text))));

/** Whether an index can find what a search asks for, or all members have to be looked at one by one. */
export const goesByIndex = (search: string): boolean => readMemberSearch(search)?.some(isFindable) ?? true;
