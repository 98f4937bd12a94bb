-- Emptied cards pile up over years. Of those whose records were replaced a row of counts stays, so lists and sums read by
-- what rows say of records that are held; an emptied card, once its counts are folded, has no such row.
create view held_count_changes as
  select batch_id, staff_id, module, total, unvalidated, valid, invalid
  from batch_count_changes
  where (total, unvalidated, valid, invalid, fresh) <> (0, 0, 0, 0, 0);
create index batch_count_changes_held on batch_count_changes (staff_id, module, batch_id) include (total, unvalidated, valid, invalid)
  where (total, unvalidated, valid, invalid, fresh) <> (0, 0, 0, 0, 0);
drop index batch_count_changes_staff;

create or replace view staff_counts as
  select staff_id, module, sum(total)::int as assigned, sum(unvalidated)::int as unvalidated, sum(invalid)::int as invalid
  from (
    select staff_id, module, total, unvalidated, invalid from held_count_changes
    union all
    select staff_id, module, 1, (verdict = 'unvalidated')::int, (verdict = 'invalid')::int
    from records where state = 'assigned' and batch_id is null
  ) held
  group by staff_id, module;
