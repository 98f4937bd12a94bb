import { sql } from 'kysely';
import type { Settings } from '../../../contract/settings.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { announceEvent } from '../audit/announce-event.ts';
import { appendEvent } from '../audit/append-event.ts';
import { findSettings } from './settings.queries.ts';

/** Replaces the settings; its event says what was and what is. Throws invalid_input for a time zone the database does not know. */
export async function changeSettings(tx: Tx, actor: Actor, wanted: Settings): Promise<Settings> {
  await sql`select from settings for no key update`.execute(tx);
  const before = await findSettings(tx);
  if (wanted.timeZone !== before.timeZone) await requireTimeZone(tx, wanted.timeZone);
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

async function requireTimeZone(tx: Tx, name: string): Promise<void> {
  const { rows } = await sql`select from pg_timezone_names where name = ${name}`.execute(tx);
  if (rows.length > 0) return;
  const message = { id: 'Zona waktu ini tidak dikenal database.', en: 'The database does not know this time zone.' };
  throw problem('invalid_input', {}, [{ path: 'timeZone', message }]);
}
