-- An import adds a customer and a record for each of its rows. That they name a person and a customer who are there was looked up
-- row by row, by foreign keys, which took a fifth of an import's time. It is looked at once a statement now, with the same
-- lock, as 0017 has it for products and databases (docs/decisions/0034). What this transaction has written itself nobody else can
-- take away, and needs no lock.

-- All of it is looked up by index, whatever the planner knows: a plan that a connection made while a table was empty would walk
-- through the whole of it for every row of the first large list (enable_seqscan).

-- The persons of customers.
create function require_persons() returns trigger language plpgsql set enable_seqscan = off as $$
declare
  own xid := pg_current_xact_id()::xid;
begin
  if not exists (
    select from new_rows
    left join lateral (select xmin as writer from persons where persons.id = new_rows.person_id limit 1) person on true
    where person.writer is distinct from own
  ) then
    return null;
  end if;
  perform from new_rows cross join lateral (select from persons where persons.id = new_rows.person_id limit 1 for key share) person;
  if exists (
    select from new_rows left join lateral (select true as there from persons where persons.id = new_rows.person_id limit 1) person on true
    where person.there is null
  ) then
    raise exception 'a customer names a person that does not exist' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger customers_of_person after insert on customers referencing new table as new_rows
  for each statement execute function require_persons();

create function require_person() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  perform from persons where id = new.person_id for key share;
  if not found then
    raise exception 'customer % names person %, who does not exist', new.id, new.person_id using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger customers_of_other_person after update of person_id on customers
  for each row when (new.person_id <> old.person_id) execute function require_person();

create function keep_person_of_customers() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if exists (select from customers where person_id = old.id) then
    raise exception 'person % still has customers', old.id using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger persons_of_customers_stay after delete on persons for each row execute function keep_person_of_customers();
create trigger persons_keep_id before update of id on persons
  for each row when (new.id <> old.id) execute function refuse_change();

-- The customers of records, who are of the record's person.
create function require_customers() returns trigger language plpgsql set enable_seqscan = off as $$
declare
  own xid := pg_current_xact_id()::xid;
begin
  if not exists (
    select from new_rows
    left join lateral (
      select xmin as writer from customers
      where customers.id = new_rows.customer_id and customers.person_id = new_rows.person_id limit 1
    ) customer on true
    where customer.writer is distinct from own
  ) then
    return null;
  end if;
  perform from new_rows cross join lateral (
    select from customers where customers.id = new_rows.customer_id and customers.person_id = new_rows.person_id limit 1 for key share
  ) customer;
  if exists (
    select from new_rows
    left join lateral (
      select true as there from customers where customers.id = new_rows.customer_id and customers.person_id = new_rows.person_id limit 1
    ) customer on true
    where customer.there is null
  ) then
    raise exception 'a record names a customer that does not exist, or that is another person''s' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger records_of_customer after insert on records referencing new table as new_rows
  for each statement execute function require_customers();

create function require_customer() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  perform from customers where id = new.customer_id and person_id = new.person_id for key share;
  if not found then
    raise exception 'record % names customer % of person %, who does not exist', new.id, new.customer_id, new.person_id
      using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger records_of_other_customer after update of person_id, customer_id on records
  for each row when ((new.person_id, new.customer_id) <> (old.person_id, old.customer_id)) execute function require_customer();

-- As with a foreign key, what counts is what a statement leaves: persons are merged by moving customers and records together.
create function keep_customer_of_records() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if exists (select from records where person_id = old.person_id and customer_id = old.id) then
    raise exception 'customer % still has records', old.id using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger customers_of_records_stay after delete on customers for each row execute function keep_customer_of_records();
create trigger customers_of_records_move after update of person_id on customers
  for each row when (new.person_id <> old.person_id) execute function keep_customer_of_records();
create trigger customers_keep_id before update of id on customers
  for each row when (new.id <> old.id) execute function refuse_change();

alter table customers drop constraint customers_person_id_fkey;
alter table records drop constraint records_person_id_customer_id_fkey;

-- What an imported row has nothing of: a reserver, a reason, a card. A foreign key looks at each row all the same, to find nothing.

-- Reservations, whose staff are looked up, carry their reserver to the person; users stay for good.
alter table persons drop constraint persons_reserved_by_fkey;

create function require_reason_and_card() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if exists (
    select from new_rows where reason_id is not null and not exists (select from invalid_reasons where invalid_reasons.id = new_rows.reason_id)
  ) then
    raise exception 'a record names a reason that does not exist' using errcode = 'foreign_key_violation';
  end if;
  if exists (
    select from new_rows where batch_id is not null and staff_id is not null and not exists (
      select from batches where (batches.id, batches.staff_id, batches.product_id, batches.module)
        = (new_rows.batch_id, new_rows.staff_id, new_rows.product_id, new_rows.module)
    )
  ) then
    raise exception 'a record is in a card that does not exist, or is another holder''s' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger records_of_reason_and_card after insert on records referencing new table as new_rows
  for each statement execute function require_reason_and_card();

create function require_reason() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if not exists (select from invalid_reasons where id = new.reason_id) then
    raise exception 'record % names reason %, which does not exist', new.id, new.reason_id using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger records_of_other_reason after update of reason_id on records
  for each row when (new.reason_id is distinct from old.reason_id and new.reason_id is not null) execute function require_reason();
create trigger invalid_reasons_stay before delete or truncate on invalid_reasons for each statement execute function refuse_change();
create trigger invalid_reasons_keep_id before update of id on invalid_reasons
  for each row when (new.id <> old.id) execute function refuse_change();

create function require_card() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if not exists (
    select from batches where (id, staff_id, product_id, module) = (new.batch_id, new.staff_id, new.product_id, new.module)
  ) then
    raise exception 'record % is in card %, which does not exist or is another holder''s', new.id, new.batch_id
      using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger records_of_other_card after update of batch_id, staff_id on records
  for each row when (
    (new.batch_id, new.staff_id) is distinct from (old.batch_id, old.staff_id) and new.batch_id is not null and new.staff_id is not null
  ) execute function require_card();
create trigger batches_keep_holder before update of id, staff_id, product_id, module on batches
  for each row when ((new.id, new.staff_id, new.product_id, new.module) <> (old.id, old.staff_id, old.product_id, old.module))
  execute function refuse_change();

alter table records drop constraint records_reason_id_fkey;
alter table records drop constraint records_batch_id_staff_id_product_id_module_fkey;
