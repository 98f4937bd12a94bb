import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { listAudit } from '../../../contract/audit.ts';
import { beginOfDay, endOfDay } from '../../platform/db/business-days.ts';
import type { Db } from '../../platform/db/database.ts';
import { findDetailedPage } from '../../platform/db/find-page.ts';
import type { DetailedListQuery } from '../../platform/db/read-list.ts';
import { contains, everyWord } from '../../platform/db/texts.ts';

type Filter = z.output<typeof listAudit.query>;
type Answer = z.input<typeof listAudit.output>;

/** `type:id`. Of a record, the acts that changed it are meant too, whatever their own subject. */
function aboutSubject(subject: string): RawBuilder<unknown> {
  const [, type, id] = /^([^:]*):(.*)$/s.exec(subject) ?? [];
  if (type === undefined || id === undefined) return sql`event.subject_type = ${subject}`;
  if (type !== 'record' || !/^[1-9]\d{0,17}$/.test(id)) return sql`(event.subject_type = ${type} and event.subject_id = ${id})`;
  return sql`event.id in (
    select id from events where subject_type = 'record' and subject_id = ${id}
    union select event_id from record_changes where record_id = ${id}
  )`;
}

function conditions({ actor, act, subject, from, to, q }: Omit<Filter, 'page' | 'pageSize'>): RawBuilder<unknown> {
  const parts = [sql`true`];
  if (actor !== undefined) parts.push(sql`event.actor_id = ${actor}`);
  if (act !== undefined) parts.push(sql`event.act = ${act}`);
  if (subject !== undefined) parts.push(aboutSubject(subject));
  if (from !== undefined) parts.push(sql`event.at >= ${beginOfDay(from)}`);
  if (to !== undefined) parts.push(sql`event.at < ${endOfDay(to)}`);
  if (q !== undefined && q !== '') parts.push(everyWord(q, tells));
  return sql.join(parts, sql` and `);
}

/** Whether the act, who did it or what it is about is called by a word. */
function tells(word: string): RawBuilder<unknown> {
  const called = (name: string) => contains(sql.ref(name), word);
  return sql`(
    ${called('event.act')} or event.actor_id in (select id from users where ${called('name')})
    or (event.subject_type, event.subject_id) in (
      select 'user', id::text from users where ${called('name')}
      union all select 'product', id::text from products where ${called('name')}
      union all select 'database', id::text from databases where ${called('name')}
      union all select 'batch', id::text from batches where ${called('title')}
      union all select 'invalid_reason', id::text from invalid_reasons where ${called('label')}
      union all select 'message_template', id::text from message_templates where ${called('label')}
    )
  )`;
}

const subjectName = sql`
  case event.subject_type
    when 'user' then (select name from users where id = subject.id)
    when 'product' then (select name from products where id = subject.id)
    when 'database' then (select name from databases where id = subject.id)
    when 'batch' then (select title from batches where id = subject.id)
    when 'invalid_reason' then (select label from invalid_reasons where id = subject.id)
    when 'message_template' then (select label from message_templates where id = subject.id)
  end`;

const subjectModule = sql`
  case
    when event.subject_type = 'database' then (select module from databases where id = subject.id)
    when event.subject_type = 'batch' then (select module from batches where id = subject.id)
    when event.subject_type in ('record', 'records') then (select module from records where id = subject.id and state <> 'deleted')
  end`;

/** Where acts keep the ids of people: docs/architecture.md, History. */
const people = sql`
  coalesce((
    select jsonb_object_agg(person.id, person.name)
    from jsonb_path_query(event.data, '$.keyvalue() ? (@.key like_regex "^(staffIds|(staff|toStaff|fromStaff)Id|handTo|moveTo)$").value[*]') named
    join users person on person.id = case when named #>> '{}' ~ '^[1-9][0-9]{0,17}$' then (named #>> '{}')::bigint end
  ), '{}')`;

/** The events of a filter, newest first; `from` and `to` are business days, both included. */
export function listOfEvents(filter: Omit<Filter, 'page' | 'pageSize'>): DetailedListQuery {
  return {
    id: sql`event.id`,
    source: sql`from events event where ${conditions(filter)}`,
    orderBy: sql`event.id desc`,
    columns: sql`
      event.id, event.at, event.actor_id as "actorId", actor.name as "actorName", event.act, event.subject_type as "subjectType",
      event.subject_id as "subjectId", event.data, event.request_id as "requestId", ${subjectName} as "subjectName",
      ${subjectModule} as "subjectModule", ${people} as people,
      (
        select count(*)::int from record_changes change where change.event_id = event.id
          and ((from_state, from_verdict) <> (to_state, to_verdict)
            or from_staff_id is distinct from to_staff_id or from_batch_id is distinct from to_batch_id)
      ) as records
    `,
    details: sql`
      left join events event on event.id = page.id
      left join users actor on actor.id = event.actor_id
      left join lateral (
        select case when event.subject_id ~ '^[1-9][0-9]{0,17}$' then event.subject_id::bigint end as id
      ) subject on true
    `,
  };
}

/** A page of the events of a filter. */
export async function findEvents(db: Db, filter: Filter): Promise<Answer> {
  const { page, pageSize } = filter;
  const { rows, total } = await findDetailedPage<Answer['items'][number]>(db, {
    ...listOfEvents(filter),
    countsOnTheWay: (filter.q ?? '') !== '',
    page,
    pageSize,
  });
  return { items: rows, total, page, pageSize };
}
