-- Each record of a notification looked its notification up, by a foreign key: 500 times for an assignment of 500. Both are added
-- by one statement; it is looked at once a statement, as docs/decisions/0017 has it, and goes with the notification as before.
create function require_notifications() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if exists (
    select from (select distinct notification_id from new_rows) named
    where not exists (select from notifications where notifications.id = named.notification_id)
  ) then
    raise exception 'a record is named by a notification that does not exist' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger notification_records_of_notifications after insert on notification_records referencing new table as new_rows
  for each statement execute function require_notifications();

create function remove_notification_records() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  delete from notification_records using old_rows where notification_records.notification_id = old_rows.id;
  return null;
end $$;
create trigger notifications_removed after delete on notifications referencing old table as old_rows
  for each statement execute function remove_notification_records();

alter table notification_records drop constraint notification_records_notification_id_fkey;
