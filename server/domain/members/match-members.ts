import { type RawBuilder, sql } from 'kysely';
import { type Piece, readMemberSearch } from '../../../contract/search.ts';
import { allOf, contains, oneOf } from '../../platform/db/texts.ts';

/** Where a list keeps what a member is searched by; `customer` is the member's row of customers. */
export interface MemberColumns {
  readonly name: RawBuilder<unknown>;
  /** In E.164. */
  readonly phone: RawBuilder<unknown>;
  /** As the file has it. */
  readonly phoneText?: RawBuilder<unknown>;
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

/** Who is known by phone alone has no Customer ID, and a phone that could not be read is shown as the file has it. */
function isFound({ text, phones }: Piece, { name, phone, phoneText }: MemberColumns): RawBuilder<unknown> {
  const places = [contains(name, text), sql`(not customer.keyed_by_phone and ${contains(sql`customer.key`, text)})`];
  if (phones.length > 0) places.push(sql`${phone} like any(${phones.map((part) => `%${part}%`)}::text[])`);
  if (phoneText !== undefined) places.push(sql`(${phone} is null and ${contains(phoneText, text)})`);
  return oneOf(places);
}
