import { sql } from 'kysely';
import type { Settings } from '../../../contract/settings.ts';
import type { Db } from '../../platform/db/database.ts';

/** The settings of the business (docs/domain.md, Settings). */
export async function findSettings(db: Db): Promise<Settings> {
  const { rows } = await sql<Settings>`
    select business_name as "businessName", time_zone as "timeZone", session_idle_hours as "sessionIdleHours",
      session_days as "sessionDays", assign_order as "assignOrder"
    from settings`.execute(db);
  const [found] = rows;
  if (found === undefined) throw new Error('The settings have no row');
  return found;
}
