import { type RawBuilder, sql } from 'kysely';

/** The moment a business day begins; in a subselect, so that it is looked up once and not for every row that is compared with it. */
export const beginOfDay = (day: string): RawBuilder<unknown> => sql`(select business_day_start(${day}::date))`;

/** The moment a business day has ended. */
export const endOfDay = (day: string): RawBuilder<unknown> => sql`(select business_day_start(${day}::date + 1))`;
