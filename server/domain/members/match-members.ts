import { type RawBuilder, sql } from 'kysely';
import { containing } from '../../platform/db/find-page.ts';

/** Where a list keeps what a member is searched by. */
export interface MemberColumns {
  readonly key: RawBuilder<unknown>;
  readonly name: RawBuilder<unknown>;
  /** In E.164. */
  readonly phone: RawBuilder<unknown>;
  /** As the file has it. */
  readonly phoneText?: RawBuilder<unknown>;
}

/** Whether a member's Customer ID, name or phone contains a text; a phone also as people write it, where a leading 0 stands for the country's code. */
export function matchMembers(text: string, { key, name, phone, phoneText }: MemberColumns): RawBuilder<unknown> {
  const pattern = containing(text);
  const digits = text.replace(/[\s().+-]/g, '').replace(/^0+/, '');
  const phonePattern = /^\d{3,}$/.test(digits) ? containing(digits) : pattern;
  const asWritten = phoneText === undefined ? sql`` : sql`or ${phoneText} ilike ${pattern}`;
  return sql`(${name} ilike ${pattern} or ${key} ilike ${pattern} or ${phone} like ${phonePattern} ${asWritten})`;
}
