-- The name of a list stands on the cards made from it.

create function note_live_database_names() returns trigger language plpgsql as $$
begin
  insert into live_events (topic, user_id) select distinct 'databases', staff_id from batches where database_id = new.id;
  return null;
end $$;
create trigger database_names_are_live after update of name on databases for each row
  when (new.name <> old.name) execute function note_live_database_names();
