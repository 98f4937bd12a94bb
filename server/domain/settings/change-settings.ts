import { sql } from 'kysely';
import type { Settings } from '../../../contract/settings.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { announceEvent } from '../audit/announce-event.ts';
import { appendEvent } from '../audit/append-event.ts';
import { zoneAmong } from './settings.rules.ts';
import { findSettings } from './settings.queries.ts';

/** Replaces the settings; its event says what was and what is. Throws invalid_input for a time zone the database does not know. */
export async function changeSettings(tx: Tx, actor: Actor, asked: Settings): Promise<Settings> {
  await sql`select from settings for no key update`.execute(tx);
  const before = await findSettings(tx);
  const timeZone = asked.timeZone === before.timeZone ? before.timeZone : await requireTimeZone(tx, asked.timeZone);
  const wanted = { ...asked, timeZone };
  await sql`
    update settings set business_name = ${wanted.businessName}, time_zone = ${wanted.timeZone},
      session_idle_hours = ${wanted.sessionIdleHours}, session_days = ${wanted.sessionDays}, assign_order = ${wanted.assignOrder}`.execute(
    tx,
  );
  const changes = changesBetween(before, wanted);
  if (Object.keys(changes).length > 0) {
    const act = 'settings.change';
    const eventId = await appendEvent(tx, actor, { act, subjectType: 'settings', subjectId: null, data: { changes } });
    await announceEvent(tx, { id: eventId, act, actor });
  }
  return findSettings(tx);
}

function changesBetween(before: Settings, wanted: Settings): Record<string, { from: unknown; to: unknown }> {
  const names = Object.keys(before) as (keyof Settings)[];
  return Object.fromEntries(
    names.filter((name) => before[name] !== wanted[name]).map((name) => [name, { from: before[name], to: wanted[name] }]),
  );
}

/** The zone by the database's name for it. */
async function requireTimeZone(tx: Tx, wanted: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`select name from pg_timezone_names`.execute(tx);
  const found = zoneAmong(
    rows.map(({ name }) => name),
    wanted,
  );
  if (found !== undefined) return found;
  const message = { id: 'Zona waktu ini tidak dikenal database.', en: 'The database does not know this time zone.' };
  throw problem('invalid_input', {}, [{ path: 'timeZone', message }]);
}
