-- Notes, contact results and follow-ups are part of a record's history: a change that writes them is kept like one that moves the
-- record, with what was written under `wrote`.
create or replace function keep_changed_records() returns trigger language plpgsql as $$
declare
  event bigint := nullif(current_setting('cermat.event', true), '');
  moment timestamptz := clock_timestamp();
  unlogged boolean;
begin
  with changed as materialized (
    select o.id, o.database_id, n.person_id,
      -- What somebody wrote: of a record that stays with its holder.
      case when n.state = 'assigned' and n.staff_id = o.staff_id then
        case when n.note is distinct from o.note then jsonb_build_object('note', n.note) else '{}' end
        || case when (n.contact_result, n.contact_attempts) <> (o.contact_result, o.contact_attempts)
          then jsonb_build_object('contactResult', n.contact_result) else '{}' end
        || case when n.follow_up_on is distinct from o.follow_up_on then jsonb_build_object('followUpOn', n.follow_up_on) else '{}' end
      end as wrote,
      o.state as from_state, n.state as to_state, o.staff_id as from_staff, n.staff_id as to_staff,
      o.batch_id as from_batch, n.batch_id as to_batch, o.verdict as from_verdict, n.verdict as to_verdict, n.reason_id,
      case when (o.note, o.reason_id, o.follow_up_on, o.rejected_note) is distinct from (n.note, n.reason_id, n.follow_up_on, n.rejected_note)
          or o.contact_attempts <> n.contact_attempts then
        nullif(jsonb_strip_nulls(jsonb_build_object(
          'note', o.note, 'reasonId', o.reason_id::text, 'followUpOn', o.follow_up_on, 'rejection', coalesce(n.rejected_note, o.rejected_note),
          'contactResult', nullif(o.contact_result, 'none'), 'contactAttempts', nullif(o.contact_attempts, 0))), '{}')
      end as kept
    -- Each row has its other half. A connection keeps the plan it made for a few rows also for thousands; a full join is never
    -- planned as comparing each with each.
    from old_rows o full join new_rows n on n.id = o.id
    where (o.state, o.verdict) <> (n.state, n.verdict)
      or o.staff_id is distinct from n.staff_id or o.batch_id is distinct from n.batch_id
      or (o.note, o.contact_result, o.contact_attempts, o.follow_up_on) is distinct from (n.note, n.contact_result, n.contact_attempts, n.follow_up_on)
  ), given as (
    -- Giving a record changes its person's row, where a reservation made meanwhile refuses it.
    update persons set given_to = holder.to_staff, given_at = clock_timestamp()
    from (select distinct on (person_id) person_id, to_staff from changed
          where to_staff is not null and to_staff is distinct from from_staff) holder
    where persons.id = holder.person_id
  ), logged as (
    insert into record_changes (event_id, record_id, at, from_state, to_state, from_staff_id, to_staff_id,
      from_batch_id, to_batch_id, from_verdict, to_verdict, reason_id, kept)
    select event, id, moment, from_state, to_state, from_staff, to_staff, from_batch, to_batch, from_verdict, to_verdict, reason_id,
      case when wrote is null or wrote = '{}' then kept else coalesce(kept, '{}') || jsonb_build_object('wrote', wrote) end
    from changed where event is not null
  ), counted as (
    insert into database_count_changes (database_id, available, assigned, archived, deleted, unvalidated, valid, invalid)
    select database_id,
      sum((to_state = 'available')::int - (from_state = 'available')::int),
      sum((to_state = 'assigned')::int - (from_state = 'assigned')::int),
      sum((to_state = 'archived')::int - (from_state = 'archived')::int),
      sum((to_state = 'deleted')::int - (from_state = 'deleted')::int),
      sum((to_state = 'assigned' and to_verdict = 'unvalidated')::int - (from_state = 'assigned' and from_verdict = 'unvalidated')::int),
      sum((to_state = 'assigned' and to_verdict = 'valid')::int - (from_state = 'assigned' and from_verdict = 'valid')::int),
      sum((to_state = 'assigned' and to_verdict = 'invalid')::int - (from_state = 'assigned' and from_verdict = 'invalid')::int)
    from changed where (from_state, from_verdict) <> (to_state, to_verdict) group by database_id
  )
  select event is null and exists (
    select from changed where (from_state, from_verdict) <> (to_state, to_verdict)
      or from_staff is distinct from to_staff or from_batch is distinct from to_batch
  ) into unlogged;
  if unlogged then
    raise exception 'records change only as part of an event' using errcode = 'integrity_constraint_violation', constraint = 'records_change_by_events';
  end if;
  return null;
end $$;
