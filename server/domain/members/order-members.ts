import { sql } from 'kysely';
import { alphabetical } from '../../platform/db/texts.ts';

/** Members by Customer ID, `customer` being their row of customers; whoever is known by phone alone comes last, either way. */
export const byCustomerId = sql`customer.keyed_by_phone, ${alphabetical(sql`customer.key`)}`;
export const byCustomerIdBackwards = sql`customer.keyed_by_phone, ${alphabetical(sql`customer.key`)} desc`;
