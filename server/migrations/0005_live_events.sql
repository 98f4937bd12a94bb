-- What has changed, for whom to look again: topics only, written by the database itself, so that no act can forget them.

create table live_events (
  -- Its transaction. A reader has seen what a snapshot of its shows, so a late committer is never passed over.
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null default clock_timestamp(),
  -- The first word of the act's name (`records` of `records.assign`), or the table's.
  topic text not null check (topic <> ''),
  -- Whom it concerns: one person; where there is none, all admins, or everyone.
  user_id bigint,
  for_everyone boolean not null default false,
  -- Whose act it was and in which request, so that its own browser knows it again.
  actor_id bigint,
  request_id text,
  check (user_id is null or not for_everyone)
);
create index live_events_xid on live_events (xid);

-- PostgreSQL sends equal notifications of one transaction once, and none of one that is rolled back.
create function tell_of_live_events() returns trigger language plpgsql as $$
begin
  perform pg_notify('live_events', '');
  return null;
end $$;
create trigger live_events_told after insert on live_events for each statement execute function tell_of_live_events();

-- Every act concerns admins; what everyone reads concerns everyone; what is about one person, record or card its holder.
create function note_live_act() returns trigger language plpgsql as $$
declare
  word text := split_part(new.act, '.', 1);
  subject bigint := case when new.subject_id ~ '^[1-9][0-9]{0,17}$' then new.subject_id::bigint end;
  holder bigint;
begin
  if word = '' then
    return null;
  end if;
  holder := case new.subject_type
    when 'user' then subject
    when 'record' then (select staff_id from records where id = subject)
    when 'batch' then (select staff_id from batches where id = subject)
  end;
  insert into live_events (topic, user_id, for_everyone, actor_id, request_id)
  select word, concerned.user_id, concerned.user_id is null and word in ('products', 'reasons', 'templates', 'settings'),
    new.actor_id, new.request_id
  from (select null::bigint union select holder union select new.actor_id) concerned (user_id);
  return null;
end $$;
create trigger events_are_live after insert on events for each row execute function note_live_act();

-- Who had a record and who has it now.
create function note_live_records() returns trigger language plpgsql as $$
begin
  insert into live_events (topic, user_id, actor_id, request_id)
  select 'records', holder.staff_id, event.actor_id, event.request_id
  from (
    select event_id, from_staff_id as staff_id from new_rows where from_staff_id is not null
    union
    select event_id, to_staff_id from new_rows where to_staff_id is not null
  ) holder
  left join events event on event.id = holder.event_id;
  return null;
end $$;
create trigger record_changes_are_live after insert on record_changes referencing new table as new_rows
  for each statement execute function note_live_records();

-- What its holder sees of a record besides what makes a change of it.
create function note_live_work() returns trigger language plpgsql as $$
begin
  insert into live_events (topic, user_id, actor_id, request_id)
  select 'records', new.staff_id, event.actor_id, event.request_id
  from (select nullif(current_setting('cermat.event', true), '')::bigint as id) current
  left join events event on event.id = current.id;
  return null;
end $$;
create trigger records_work_is_live after update on records for each row
  when (new.staff_id is not null and new.staff_id = old.staff_id and new.verdict = old.verdict
    and (new.note is distinct from old.note or new.contact_attempts <> old.contact_attempts or new.contact_result <> old.contact_result
      or new.follow_up_on is distinct from old.follow_up_on or new.reason_id is distinct from old.reason_id))
  execute function note_live_work();

-- A reservation concerns whom it is for, and whoever holds a record of the person: the record is in conflict, or no longer.
create function note_live_reservations() returns trigger language plpgsql as $$
begin
  insert into live_events (topic, user_id)
  select 'reservations', staff_id from new_rows
  union
  select 'reservations', record.staff_id
  from new_rows
  join records record on record.person_id = new_rows.person_id and record.state = 'assigned';
  return null;
end $$;
create trigger reservations_added_are_live after insert on reservations referencing new table as new_rows
  for each statement execute function note_live_reservations();
create trigger reservations_changed_are_live after update on reservations referencing new table as new_rows
  for each statement execute function note_live_reservations();

-- The rows of one statement about people, whatever it did with them.
create function note_live_notifications() returns trigger language plpgsql as $$
begin
  insert into live_events (topic, user_id) select distinct 'notifications', user_id from touched_rows;
  return null;
end $$;
create trigger notification_recipients_added_are_live after insert on notification_recipients referencing new table as touched_rows
  for each statement execute function note_live_notifications();
create trigger notification_recipients_changed_are_live after update on notification_recipients referencing new table as touched_rows
  for each statement execute function note_live_notifications();
create trigger notification_recipients_removed_are_live after delete on notification_recipients referencing old table as touched_rows
  for each statement execute function note_live_notifications();

-- A session that has ended: streams that belong to one are looked at again.
create function tell_of_ended_sessions() returns trigger language plpgsql as $$
begin
  perform pg_notify('sessions_ended', '');
  return null;
end $$;
create trigger sessions_end after delete on sessions for each statement execute function tell_of_ended_sessions();
