-- Reservations are searched in and ordered by their members, of whom there are as many as reservations and not as many as customers
-- (docs/decisions/0036).

create table reserved_members (
  customer_id bigint primary key references customers on delete cascade,
  keyed_by_phone boolean not null,
  -- An index takes no more than so many letters.
  customer_key text collate alphabetical not null,
  words text not null,
  phone text,
  -- Whoever reserves does not wait for an import that is just giving the member a name, and might not see it: until the chore has
  -- looked again, the member is searched as they are.
  settled boolean not null default false
);
create index reserved_members_unsettled on reserved_members (customer_id) where not settled;
create index reserved_members_by_key on reserved_members (keyed_by_phone, customer_key, customer_id);
-- Who is known by phone alone comes last either way, which no walk of the other index gives.
create index reserved_members_by_key_backwards on reserved_members (keyed_by_phone, customer_key desc, customer_id desc);
create index reserved_members_searched on reserved_members using gin (words gin_trgm_ops, phone gin_trgm_ops);

-- The texts of customers as they should be.
create view member_texts_now as
  select customer.id as customer_id, customer.keyed_by_phone, left(customer.key, 400) collate alphabetical as customer_key,
    member_words(customer.name, customer.key, customer.keyed_by_phone, person.phone, null) as words, person.phone
  from customers customer join persons person on person.id = customer.person_id;

insert into reserved_members select now.*, true from member_texts_now now where customer_id in (select customer_id from reservations);

create function keep_reserved_members() returns trigger language plpgsql as $$
begin
  insert into reserved_members
    select now.* from member_texts_now now where now.customer_id in (select customer_id from new_rows)
    on conflict (customer_id) do nothing;
  return null;
end $$;
create trigger reservations_have_members after insert on reservations referencing new table as new_rows
  for each statement execute function keep_reserved_members();

create function rewrite_reserved_members(changed bigint[]) returns void language plpgsql set enable_seqscan = off as $$
begin
  update reserved_members member
    set keyed_by_phone = now.keyed_by_phone, customer_key = now.customer_key, words = now.words, phone = now.phone
    from member_texts_now now where now.customer_id = member.customer_id and member.customer_id = any(changed);
end $$;

-- Looks again at members reserved since, but for whom somebody is changing just now. Whoever changes them from here on sees their row.
create function settle_reserved_members() returns void language plpgsql as $$
declare
  chosen bigint[] := array(
    select id from customers where id in (select customer_id from reserved_members where not settled) for share skip locked
  );
begin
  perform rewrite_reserved_members(chosen);
  update reserved_members set settled = true where customer_id = any(chosen);
end $$;

create function rewrite_reserved_members_of_customers() returns trigger language plpgsql set enable_seqscan = off as $$
declare
  changed bigint[];
begin
  -- Each row has its other half: a full join is never planned as comparing each with each, however few rows the plan was made for.
  with renamed as materialized (
    select n.id from old_rows o full join new_rows n on n.id = o.id
    where (n.key, n.keyed_by_phone, n.name, n.person_id) is distinct from (o.key, o.keyed_by_phone, o.name, o.person_id)
  )
  select coalesce(array_agg(customer_id), '{}') into changed
  from renamed cross join lateral (select customer_id from reserved_members where customer_id = renamed.id offset 0) reserved;
  if changed <> '{}' then
    perform rewrite_reserved_members(changed);
  end if;
  return null;
end $$;
create trigger customers_reserved_changed after update on customers referencing old table as old_rows new table as new_rows
  for each statement execute function rewrite_reserved_members_of_customers();

create function rewrite_reserved_members_of_person() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  perform from customers join reserved_members on reserved_members.customer_id = customers.id where customers.person_id = new.id;
  if found then
    perform rewrite_reserved_members(array(select id from customers where person_id = new.id));
  end if;
  return null;
end $$;
create trigger persons_reserved_changed after update of phone on persons
  for each row when (new.phone is distinct from old.phone) execute function rewrite_reserved_members_of_person();
