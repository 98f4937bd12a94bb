-- Reservations are searched in and ordered by their members, of whom there are as many as reservations and not as many as customers
-- (docs/decisions/0036).

create table reserved_members (
  customer_id bigint primary key references customers on delete cascade,
  keyed_by_phone boolean not null,
  -- An index takes no more than so many letters.
  customer_key text collate alphabetical not null,
  words text not null,
  phone text
);
create index reserved_members_by_key on reserved_members (keyed_by_phone, customer_key, customer_id);
create index reserved_members_searched on reserved_members using gin (words gin_trgm_ops, phone gin_trgm_ops);

-- The texts of customers as they should be.
create view member_texts_now as
  select customer.id as customer_id, customer.keyed_by_phone, left(customer.key, 400) collate alphabetical as customer_key,
    member_words(customer.name, customer.key, customer.keyed_by_phone, person.phone, null) as words, person.phone
  from customers customer join persons person on person.id = customer.person_id;

insert into reserved_members select * from member_texts_now where customer_id in (select customer_id from reservations);

create function keep_reserved_members() returns trigger language plpgsql as $$
begin
  insert into reserved_members
    select now.* from member_texts_now now where now.customer_id in (select customer_id from new_rows)
    on conflict (customer_id) do nothing;
  return null;
end $$;
create trigger reservations_have_members after insert on reservations referencing new table as new_rows
  for each statement execute function keep_reserved_members();

create function rewrite_reserved_members(changed bigint[]) returns void language sql as $$
  update reserved_members member
    set keyed_by_phone = now.keyed_by_phone, customer_key = now.customer_key, words = now.words, phone = now.phone
    from member_texts_now now where now.customer_id = member.customer_id and member.customer_id = any(changed)
$$;

create function rewrite_reserved_members_of_customers() returns trigger language plpgsql as $$
declare
  changed bigint[] := array(
    select new_rows.id from new_rows join old_rows on old_rows.id = new_rows.id
    where (new_rows.key, new_rows.keyed_by_phone, new_rows.name, new_rows.person_id)
      is distinct from (old_rows.key, old_rows.keyed_by_phone, old_rows.name, old_rows.person_id)
  );
begin
  if changed <> '{}' then
    perform rewrite_reserved_members(changed);
  end if;
  return null;
end $$;
create trigger customers_reserved_changed after update on customers referencing old table as old_rows new table as new_rows
  for each statement execute function rewrite_reserved_members_of_customers();

create function rewrite_reserved_members_of_person() returns trigger language plpgsql as $$
begin
  perform rewrite_reserved_members(array(select id from customers where person_id = new.id));
  return null;
end $$;
create trigger persons_reserved_changed after update of phone on persons
  for each row when (new.phone is distinct from old.phone) execute function rewrite_reserved_members_of_person();
