-- Which act changed something, and which fields where its event names them: what depends on nothing of that is not read again.
-- Earlier programs go by the topic, which stays.

alter table live_events add column act text, add column fields text[];

create function named_fields(data jsonb) returns text[] language sql immutable
return case when jsonb_typeof(data -> 'fields') = 'array' then array(select jsonb_array_elements_text(data -> 'fields')) end;

create or replace function note_live_act() returns trigger language plpgsql as $$
declare
  word text := split_part(new.act, '.', 1);
  subject bigint := case when new.subject_id ~ '^[1-9][0-9]{0,17}$' then new.subject_id::bigint end;
  holder bigint;
  -- A colleague's name stands in notifications and conflicts.
  renames boolean := new.act = 'users.change' and coalesce(new.data -> 'fields' ? 'name', false);
begin
  if word = '' then
    return null;
  end if;
  holder := case new.subject_type
    when 'user' then subject
    when 'record' then (select staff_id from records where id = subject)
    when 'batch' then (select staff_id from batches where id = subject)
  end;
  insert into live_events (topic, act, fields, user_id, for_everyone, actor_id, request_id)
  select word, new.act, named_fields(new.data), concerned.user_id,
    concerned.user_id is null and (word in ('products', 'reasons', 'templates', 'settings') or renames), new.actor_id, new.request_id
  from (select null::bigint union select holder union select new.actor_id) concerned (user_id);
  return null;
end $$;

-- Whose card an archived record came from sees on it how many were replaced, and by which record.
create or replace function note_live_records() returns trigger language plpgsql as $$
begin
  insert into live_events (topic, act, fields, user_id, actor_id, request_id)
  select 'records', event.act, named_fields(event.data), holder.staff_id, event.actor_id, event.request_id
  from (
    select event_id, from_staff_id as staff_id from new_rows where from_staff_id is not null
    union
    select event_id, to_staff_id from new_rows where to_staff_id is not null
    union
    select change.event_id, batch.staff_id
    from new_rows change
    join lateral (
      select earlier.from_batch_id as id from record_changes earlier
      where earlier.record_id = change.record_id and earlier.from_batch_id is not null
      order by earlier.at desc limit 1
    ) card on true
    join batches batch on batch.id = card.id
    where change.from_state = 'archived'
  ) holder
  left join events event on event.id = holder.event_id;
  return null;
end $$;

create or replace function note_live_work() returns trigger language plpgsql as $$
begin
  insert into live_events (topic, act, fields, user_id, actor_id, request_id)
  select 'records', event.act, named_fields(event.data), new.staff_id, event.actor_id, event.request_id
  from (select nullif(current_setting('cermat.event', true), '')::bigint as id) current
  left join events event on event.id = current.id;
  return null;
end $$;

-- The act that is under way, so that the browser whose request it is knows what it has caused besides.
create or replace function note_live_reservations() returns trigger language plpgsql as $$
begin
  insert into live_events (topic, user_id, actor_id, request_id)
  select 'reservations', concerned.staff_id, event.actor_id, event.request_id
  from (
    select staff_id from new_rows
    union
    select record.staff_id
    from new_rows
    join records record on record.person_id = new_rows.person_id and record.state = 'assigned'
  ) concerned
  left join events event on event.id = nullif(current_setting('cermat.event', true), '')::bigint;
  return null;
end $$;

create or replace function note_live_notifications() returns trigger language plpgsql as $$
begin
  insert into live_events (topic, user_id, actor_id, request_id)
  select 'notifications', concerned.user_id, coalesce(event.actor_id, reader.id), coalesce(event.request_id, reader.request)
  from (select distinct user_id from touched_rows) concerned
  left join events event on event.id = nullif(current_setting('cermat.event', true), '')::bigint
  -- To read one's own notifications is no event.
  left join (
    select nullif(current_setting('cermat.reader', true), '')::bigint as id, current_setting('cermat.request', true) as request
  ) reader on reader.id = concerned.user_id;
  return null;
end $$;

create or replace function note_live_kept_conflicts() returns trigger language plpgsql as $$
begin
  insert into live_events (topic, user_id, actor_id, request_id)
  select 'conflicts', concerned.staff_id, event.actor_id, event.request_id
  from (
    select distinct record.staff_id from new_rows join records record on record.id = new_rows.record_id where record.staff_id is not null
  ) concerned
  left join events event on event.id = nullif(current_setting('cermat.event', true), '')::bigint;
  return null;
end $$;
