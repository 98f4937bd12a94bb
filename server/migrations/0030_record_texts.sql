-- What lists of records are searched in and ordered by (docs/architecture.md, Reading). Beside the records: whoever is given a
-- record, marks it or sends it back leaves its texts alone, and none of their indexes is touched.

create extension if not exists pg_trgm;

-- Plans are made for whatever a table holds when a connection first needs them, and kept: what looks rows up here does so by index
-- even where the table was empty then (enable_seqscan).

-- The texts of a member that a word of a search may be found in, each on a line of its own; a word has no blanks, so that it is
-- found within one of them or not at all. Who is known by phone alone has no Customer ID, and a phone that could not be read is
-- shown as the file has it. Rule: docs/domain.md, Searching.
-- Not in SQL, which would be written out in every statement that searches, and planned with it.
create function member_words(name text, key text, keyed_by_phone boolean, phone text, phone_text text) returns text
  language plpgsql immutable parallel safe as $$
begin
  return coalesce(searchable(name), '') || E'\n' || case when keyed_by_phone then '' else coalesce(searchable(key), '') end
    || E'\n' || case when phone is null then coalesce(searchable(phone_text), '') else '' end;
end $$;

create table record_texts (
  record_id bigint primary key,
  database_id bigint not null,
  -- Name, else Customer ID: what a page calls the member. An index takes no more than so many letters.
  called text collate alphabetical,
  keyed_by_phone boolean not null,
  customer_key text collate alphabetical not null,
  words text not null,
  phone text
);
create index record_texts_by_name on record_texts (database_id, called, record_id);
create index record_texts_by_key on record_texts (database_id, keyed_by_phone, customer_key, record_id);
create index record_texts_searched on record_texts using gin (words gin_trgm_ops, phone gin_trgm_ops);

-- Lists whose texts are not all written yet, and from which row on. An import does not wait for them (docs/decisions/0035).
create table record_texts_due (
  database_id bigint primary key references databases on delete cascade,
  from_row integer not null
);
insert into record_texts_due select id, 0 from databases;

create function record_texts_become_due() returns trigger language plpgsql as $$
begin
  insert into record_texts_due select database_id, min(row_number) from new_rows group by database_id
    on conflict (database_id) do update set from_row = least(record_texts_due.from_row, excluded.from_row);
  return null;
end $$;
create trigger records_texts_added after insert on records referencing new table as new_rows
  for each statement execute function record_texts_become_due();

-- The texts of records as they should be; tombstones have none.
create view record_texts_now as
  select record.id as record_id, record.database_id, record.row_number,
    left(coalesce(record.name, record.customer_text), 400) collate alphabetical as called, customer.keyed_by_phone,
    left(customer.key, 400) collate alphabetical as customer_key,
    member_words(record.name, customer.key, customer.keyed_by_phone, record.phone, record.phone_text) as words, record.phone
  from records record join customers customer on customer.id = record.customer_id
  where record.state <> 'deleted';

-- Writes some of what is due, of one list; answers how many records that were, or null where nothing is due.
-- Whoever changes a text that is being written waits for it, as this passes over whom such a change is under way for.
create function write_due_record_texts(most integer) returns integer language plpgsql as $$
declare
  due record;
  last_row integer;
  written integer;
begin
  select * into due from record_texts_due order by database_id limit 1 for update skip locked;
  if not found then
    return null;
  end if;
  select count(*), max(row_number) into written, last_row from (
    select row_number from records where database_id = due.database_id and row_number >= due.from_row order by row_number limit most
  ) piece;
  insert into record_texts
    select record_id, database_id, called, keyed_by_phone, customer_key, words, phone from record_texts_now
    where database_id = due.database_id and row_number between due.from_row and last_row
    order by row_number
    on conflict (record_id) do nothing;
  if written < most then
    delete from record_texts_due where database_id = due.database_id;
  else
    update record_texts_due set from_row = last_row + 1 where database_id = due.database_id;
  end if;
  return written;
end $$;

create function rewrite_record_texts(changed bigint[]) returns void language plpgsql set enable_seqscan = off as $$
begin
  perform from record_texts_due where database_id in (select database_id from records where id = any(changed)) for share;
  update record_texts text
    set called = now.called, keyed_by_phone = now.keyed_by_phone, customer_key = now.customer_key, words = now.words, phone = now.phone
    from record_texts_now now where now.record_id = text.record_id and text.record_id = any(changed);
end $$;

create function rewrite_texts_of_record() returns trigger language plpgsql as $$
begin
  perform rewrite_record_texts(array[new.id]);
  return null;
end $$;
create trigger records_texts_changed after update of name, customer_text, phone, phone_text, customer_id on records
  for each row when (
    (new.name, new.customer_text, new.phone, new.phone_text, new.customer_id)
    is distinct from (old.name, old.customer_text, old.phone, old.phone_text, old.customer_id)
  ) execute function rewrite_texts_of_record();

create function rewrite_texts_of_customers() returns trigger language plpgsql set enable_seqscan = off as $$
declare
  changed bigint[];
begin
  -- Each row has its other half: a full join is never planned as comparing each with each, however few rows the plan was made for.
  with renamed as materialized (
    select n.id, n.person_id from old_rows o full join new_rows n on n.id = o.id
    where (n.key, n.keyed_by_phone) is distinct from (o.key, o.keyed_by_phone)
  )
  select coalesce(array_agg(record.id), '{}') into changed
  from renamed cross join lateral (
    select id from records where records.person_id = renamed.person_id and records.customer_id = renamed.id offset 0
  ) record;
  if changed <> '{}' then
    perform rewrite_record_texts(changed);
  end if;
  return null;
end $$;
create trigger customers_texts_changed after update on customers referencing old table as old_rows new table as new_rows
  for each statement execute function rewrite_texts_of_customers();

create function remove_record_texts() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  perform from record_texts_due where database_id in (select database_id from old_rows) for share;
  delete from record_texts using old_rows where record_texts.record_id = old_rows.id;
  return null;
end $$;
create function remove_text_of_record() returns trigger language plpgsql as $$
begin
  perform from record_texts_due where database_id = new.database_id for share;
  delete from record_texts where record_id = new.id;
  return null;
end $$;
create trigger records_texts_of_tombstones after update of state on records
  for each row when (new.state = 'deleted') execute function remove_text_of_record();

create trigger records_texts_removed after delete on records referencing old table as old_rows
  for each statement execute function remove_record_texts();

-- Searches that are refused rather than slow; the program puts both into words (database-errors.ts). Few records are looked at one
-- by one soon enough, whatever is searched.
create function are_many(few integer) returns boolean language sql stable as $$
  select coalesce(sum(available + assigned + archived), 0) > few from database_count_changes
$$;

-- Within a list that was chosen, there is no other to choose.
create function few_enough(record_ids bigint[], most integer, within_list boolean) returns bigint[] language plpgsql stable as $$
begin
  if cardinality(record_ids) > most then
    raise exception 'a search finds too many records'
      using errcode = case when within_list then 'CM003' else 'CM001' end, detail = most::text;
  end if;
  return record_ids;
end $$;

create function require_few(few integer) returns boolean language plpgsql stable as $$
begin
  if are_many(few) then
    raise exception 'a search has no word that an index could find' using errcode = 'CM002', detail = few::text;
  end if;
  return true;
end $$;

drop index records_by_name;

-- That assigned records are in a card of their holder was looked at record by record; it is looked at once a statement.
create function require_cards() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if exists (
    select from (select distinct batch_id, staff_id, product_id, module from new_rows where batch_id is not null and staff_id is not null) held
    where not exists (
      select from batches
      where (batches.id, batches.staff_id, batches.product_id, batches.module) = (held.batch_id, held.staff_id, held.product_id, held.module)
    )
  ) then
    raise exception 'a record is in a card that does not exist, or is another holder''s' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
drop trigger records_of_other_card on records;
drop function require_card();
create trigger records_of_other_cards after update on records referencing new table as new_rows
  for each statement execute function require_cards();

-- Orders of a whole module: what has a date by it, what is marked by its mark, each in file order.
create index records_followed_up on records (module, follow_up_on) where follow_up_on is not null;
drop index records_marked;
create index records_marked on records (module, verdict, database_id, row_number) where verdict <> 'unvalidated' and state <> 'deleted';
drop index records_assigned;
create index records_assigned on records (module, assigned_at) where state = 'assigned';

-- Records with a reason are found, counted and put in file order from the index alone.
drop index records_reason;
create index records_reason on records (module, reason_id, database_id, row_number) include (state, verdict)
  where reason_id is not null and state <> 'deleted';
