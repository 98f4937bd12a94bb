import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { keptHours } from './live.rules.ts';

/** Forgets what changed so long ago that no reader can resume there. */
export async function forgetLiveEvents(tx: Tx): Promise<void> {
  await sql`delete from live_events where at < now() - make_interval(hours => ${keptHours})`.execute(tx);
}
