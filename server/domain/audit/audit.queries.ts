import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { listAudit } from '../../../contract/audit.ts';
import type { Db } from '../../platform/db/database.ts';

type Filter = z.output<typeof listAudit.query>;
type Answer = z.input<typeof listAudit.output>;

/** `type:id`. Of a record, the acts that changed it are meant too, whatever their own subject. */
function aboutSubject(subject: string): RawBuilder<unknown> {
  const [, type, id] = /^([^:]*):(.*)$/s.exec(subject) ?? [];
  if (type === undefined || id === undefined) return sql`event.subject_type = ${subject}`;
  const itself = sql`(event.subject_type = ${type} and event.subject_id = ${id})`;
  if (type !== 'record' || !/^[1-9]\d{0,17}$/.test(id)) return itself;
  return sql`(${itself} or event.id in (select event_id from record_changes where record_id = ${id}))`;
}

function conditions({ actor, act, subject, from, to, q }: Filter): RawBuilder<unknown> {
  const parts = [sql`true`];
  if (actor !== undefined) parts.push(sql`event.actor_id = ${actor}`);
  if (act !== undefined) parts.push(sql`event.act = ${act}`);
  if (subject !== undefined) parts.push(aboutSubject(subject));
  if (from !== undefined) parts.push(sql`event.at >= ${from}::date::timestamp at time zone 'Asia/Jakarta'`);
  if (to !== undefined) parts.push(sql`event.at < (${to}::date + 1)::timestamp at time zone 'Asia/Jakarta'`);
  if (q !== undefined && q !== '') {
    parts.push(sql`(strpos(event.act, lower(${q})) > 0
      or event.actor_id in (select id from users where strpos(lower(name), lower(${q})) > 0))`);
  }
  return sql.join(parts, sql` and `);
}

/** Events, newest first, a page of them; `from` and `to` are business days, both included. */
export async function findEvents(db: Db, filter: Filter): Promise<Answer> {
  const { page, pageSize } = filter;
  const where = conditions(filter);
  // The records are counted for the page's events only.
  const { rows: items } = await sql<Answer['items'][number]>`
    select event.id, event.at, event.actor_id as "actorId", actor.name as "actorName", event.act,
      event.subject_type as "subjectType", event.subject_id as "subjectId", event.data, event.request_id as "requestId",
      (select count(*)::int from record_changes change where change.event_id = event.id) as records
    from (
      select * from events event where ${where} order by event.id desc limit ${pageSize} offset ${(page - 1) * pageSize}
    ) event
    left join users actor on actor.id = event.actor_id
    order by event.id desc
  `.execute(db);
  const { rows } = await sql<{ total: number }>`select count(*)::int as total from events event where ${where}`.execute(db);
  return { items, total: rows[0]?.total ?? 0, page, pageSize };
}
