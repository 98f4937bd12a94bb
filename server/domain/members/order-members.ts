import { sql } from 'kysely';
import { alphabetical } from '../../platform/db/texts.ts';

/** An index of it takes no more than its first letters. */
const key = alphabetical(sql`left(customer.key, 400)`);

/** The same by texts that are written beside the members, `text` being theirs. */
export const byWrittenId = sql`text.keyed_by_phone, text.customer_key`;
export const byWrittenIdBackwards = sql`text.keyed_by_phone, text.customer_key desc`;

/** Members by Customer ID, `customer` being their row of customers; whoever is known by phone alone comes last, either way. */
export const byCustomerId = sql`customer.keyed_by_phone, ${key}`;
export const byCustomerIdBackwards = sql`customer.keyed_by_phone, ${key} desc`;
