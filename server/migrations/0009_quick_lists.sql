-- Where to look for conflicts, so that finding them does not grow with the reservations; and counts of cards.

-- A reserved person of whom somebody else may hold a record. True at the latest when a conflict begins, which only a
-- reservation, a merge of persons or an inherited record can cause; true of all conflicts, and of some that are over.
alter table persons add column contested boolean not null default false;
create index persons_contested on persons (id) where contested;

create or replace function carry_reservations_to_persons() returns trigger language plpgsql as $$
begin
  update persons set reserved_by = holder.staff_id, contested = holder.contested
  from (
    select touched.person_id, active.staff_id, active.staff_id is not null and exists (
      select from records where records.person_id = touched.person_id and records.state = 'assigned' and records.staff_id <> active.staff_id
    ) as contested
    from (select distinct person_id from new_rows) touched
    left join active_reservations active on active.person_id = touched.person_id
  ) holder
  where persons.id = holder.person_id and (persons.reserved_by, persons.contested) is distinct from (holder.staff_id, holder.contested);
  return null;
end $$;

create function contest_merged_person() returns trigger language plpgsql as $$
begin
  update persons set contested = true where id = new.person_id and reserved_by is not null and not contested;
  return null;
end $$;
create trigger records_of_merged_person after update of person_id on records
  for each row when (new.person_id <> old.person_id and new.state = 'assigned') execute function contest_merged_person();

update persons set contested = true where id in (select person_id from record_conflicts);

create or replace view record_conflicts as
  select record.id as record_id, record.database_id, record.module, record.product_id, record.staff_id, record.batch_id,
    record.person_id, reservation.id as reservation_id, reservation.staff_id as reserved_by, reservation.active_since,
    kept.record_id is not null as kept, kept.kept_by, kept.at as kept_at, kept.note as kept_note
  from persons person
  join active_reservations reservation on reservation.person_id = person.id
  join records record on record.person_id = person.id and record.state = 'assigned'
  left join kept_conflicts kept on kept.record_id = record.id and kept.reservation_id = reservation.id
  where person.contested and record.staff_id <> reservation.staff_id;

-- Counts of cards, kept as those of databases are: each statement appends what it changes, a reader sums, a job folds.

create table batch_count_changes (
  batch_id bigint not null,
  -- The card's, which never change.
  staff_id bigint not null,
  module text not null,
  total integer not null,
  unvalidated integer not null,
  valid integer not null,
  invalid integer not null,
  -- Replacements that have no verdict yet.
  fresh integer not null,
  -- Records of the card that were processed as invalid and replaced.
  replaced integer not null
);
create index batch_count_changes_batch on batch_count_changes (batch_id);
create index batch_count_changes_staff on batch_count_changes (staff_id, module);

-- What these rows count for cards: on the card where they are held, and the card they left when they were replaced.
create function keep_batch_counts() returns trigger language plpgsql as $$
begin
  insert into batch_count_changes (batch_id, staff_id, module, total, unvalidated, valid, invalid, fresh, replaced)
  select batch_id, staff_id, module, sum(total), sum(unvalidated), sum(valid), sum(invalid), sum(fresh), sum(replaced)
  from (
    select batch_id, staff_id, module, 1 as total, (verdict = 'unvalidated')::int as unvalidated, (verdict = 'valid')::int as valid,
      (verdict = 'invalid')::int as invalid, (verdict = 'unvalidated' and replaces_id is not null)::int as fresh, 0 as replaced
    from new_rows where batch_id is not null
    union all
    select last_batch_id, last_staff_id, module, 0, 0, 0, 0, 0, 1
    from new_rows where replaced_by_id is not null and state in ('archived', 'deleted') and last_batch_id is not null
    union all
    select batch_id, staff_id, module, -1, -(verdict = 'unvalidated')::int, -(verdict = 'valid')::int,
      -(verdict = 'invalid')::int, -(verdict = 'unvalidated' and replaces_id is not null)::int, 0
    from old_rows where batch_id is not null
    union all
    select last_batch_id, last_staff_id, module, 0, 0, 0, 0, 0, -1
    from old_rows where replaced_by_id is not null and state in ('archived', 'deleted') and last_batch_id is not null
  ) change
  group by batch_id, staff_id, module
  having (sum(total), sum(unvalidated), sum(valid), sum(invalid), sum(fresh), sum(replaced)) <> (0, 0, 0, 0, 0, 0);
  return null;
end $$;
create trigger records_counted_on_cards after update on records referencing old table as old_rows new table as new_rows
  for each statement execute function keep_batch_counts();

-- Records are added and removed available; whatever adds or removes them on a card is counted too.
create function keep_batch_counts_of_added() returns trigger language plpgsql as $$
begin
  if not exists (select from new_rows where state <> 'available') then
    return null;
  end if;
  update persons set contested = true
  where reserved_by is not null and not contested and id in (select person_id from new_rows where state = 'assigned');
  insert into batch_count_changes (batch_id, staff_id, module, total, unvalidated, valid, invalid, fresh, replaced)
  select batch_id, staff_id, module, count(*), count(*) filter (where verdict = 'unvalidated'), count(*) filter (where verdict = 'valid'),
    count(*) filter (where verdict = 'invalid'), count(*) filter (where verdict = 'unvalidated' and replaces_id is not null), 0
  from new_rows where batch_id is not null group by batch_id, staff_id, module
  union all
  select last_batch_id, last_staff_id, module, 0, 0, 0, 0, 0, count(*)
  from new_rows where replaced_by_id is not null and state in ('archived', 'deleted') and last_batch_id is not null group by last_batch_id, last_staff_id, module;
  return null;
end $$;
create trigger records_added_to_cards after insert on records referencing new table as new_rows
  for each statement execute function keep_batch_counts_of_added();

create function keep_batch_counts_of_removed() returns trigger language plpgsql as $$
begin
  if not exists (select from old_rows where state <> 'available') then
    return null;
  end if;
  insert into batch_count_changes (batch_id, staff_id, module, total, unvalidated, valid, invalid, fresh, replaced)
  select batch_id, staff_id, module, -count(*), -count(*) filter (where verdict = 'unvalidated'), -count(*) filter (where verdict = 'valid'),
    -count(*) filter (where verdict = 'invalid'), -count(*) filter (where verdict = 'unvalidated' and replaces_id is not null), 0
  from old_rows where batch_id is not null group by batch_id, staff_id, module
  union all
  select last_batch_id, last_staff_id, module, 0, 0, 0, 0, 0, -count(*)
  from old_rows where replaced_by_id is not null and state in ('archived', 'deleted') and last_batch_id is not null group by last_batch_id, last_staff_id, module;
  return null;
end $$;
create trigger records_removed_from_cards after delete on records referencing old table as old_rows
  for each statement execute function keep_batch_counts_of_removed();

-- What is there already; no record changes until this is committed, since creating a trigger holds writers off.
insert into batch_count_changes (batch_id, staff_id, module, total, unvalidated, valid, invalid, fresh, replaced)
select batch_id, staff_id, module, sum(total), sum(unvalidated), sum(valid), sum(invalid), sum(fresh), sum(replaced)
from (
  select batch_id, staff_id, module, 1 as total, (verdict = 'unvalidated')::int as unvalidated, (verdict = 'valid')::int as valid,
    (verdict = 'invalid')::int as invalid, (verdict = 'unvalidated' and replaces_id is not null)::int as fresh, 0 as replaced
  from records where batch_id is not null
  union all
  select last_batch_id, last_staff_id, module, 0, 0, 0, 0, 0, 1
  from records where replaced_by_id is not null and state in ('archived', 'deleted') and last_batch_id is not null
) counted
group by batch_id, staff_id, module;

create view batch_counts as
  select batch.id as batch_id, coalesce(kept.total, 0) as total, coalesce(kept.unvalidated, 0) as unvalidated,
    coalesce(kept.valid, 0) as valid, coalesce(kept.invalid, 0) as invalid, coalesce(kept.fresh, 0) as fresh,
    coalesce(kept.replaced, 0) as replaced
  from batches batch
  left join lateral (
    select sum(total)::int as total, sum(unvalidated)::int as unvalidated, sum(valid)::int as valid, sum(invalid)::int as invalid,
      sum(fresh)::int as fresh, sum(replaced)::int as replaced
    from batch_count_changes change where change.batch_id = batch.id
  ) kept on true;

-- Only the cards that have changed are written anew, and what has come to nothing is left out.
create function fold_batch_counts() returns void language sql as $$
  with changed as materialized (
    select batch_id from batch_count_changes group by batch_id having count(*) > 1
  ), folded as (
    delete from batch_count_changes where batch_id in (select batch_id from changed) returning *
  )
  insert into batch_count_changes
  select batch_id, staff_id, module, sum(total), sum(unvalidated), sum(valid), sum(invalid), sum(fresh), sum(replaced)
  from folded group by batch_id, staff_id, module
  having (sum(total), sum(unvalidated), sum(valid), sum(invalid), sum(fresh), sum(replaced)) <> (0, 0, 0, 0, 0, 0)
$$;

-- What each staff member holds in each module, with and without a card.
create view staff_counts as
  select staff_id, module, sum(total)::int as assigned, sum(unvalidated)::int as unvalidated, sum(invalid)::int as invalid
  from (
    select staff_id, module, total, unvalidated, invalid from batch_count_changes
    union all
    select staff_id, module, 1, (verdict = 'unvalidated')::int, (verdict = 'invalid')::int
    from records where state = 'assigned' and batch_id is null
  ) held
  group by staff_id, module;

-- Held records that have no card: counted beside the cards, from the index alone. Nearly always there are none; the
-- statistics tell a planner so, which would take records without a card (all that are available) to be held as often.
create index records_ungrouped on records (staff_id, module, verdict, product_id) where state = 'assigned' and batch_id is null;
create statistics records_held (mcv) on state, batch_id from records;
-- Follow-ups by day and card: how many are due is counted from the index alone.
create index records_due on records (follow_up_on, staff_id, batch_id) where state = 'assigned' and follow_up_on is not null;
-- What a record stands for, asked when that one comes back.
create index records_replaces on records (replaces_id) where replaces_id is not null;

-- An archived record names its replacement, and the replacement it. A replacement that went back to the pool was left named.
update records archived set replaced_by_id = null
from records replacement
where replacement.id = archived.replaced_by_id and replacement.replaces_id is distinct from archived.id;

-- That a conflict is left as it is changes no record, and is on the record that its holder sees.
create function note_live_kept_conflicts() returns trigger language plpgsql as $$
begin
  insert into live_events (topic, user_id)
  select distinct 'conflicts', record.staff_id from new_rows join records record on record.id = new_rows.record_id where record.staff_id is not null;
  return null;
end $$;
create trigger kept_conflicts_added_are_live after insert on kept_conflicts referencing new table as new_rows
  for each statement execute function note_live_kept_conflicts();
create trigger kept_conflicts_changed_are_live after update on kept_conflicts referencing new table as new_rows
  for each statement execute function note_live_kept_conflicts();
