import { findSettings } from '../domain/settings/settings.queries.ts';
import type { Db } from '../platform/db/database.ts';

/** The zone in which the business's times are written. */
export async function findZone(db: Db): Promise<string> {
  return (await findSettings(db)).timeZone;
}
