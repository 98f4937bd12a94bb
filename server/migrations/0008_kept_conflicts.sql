-- Conflicts that an admin has decided to leave as they are. A conflict itself is still derived from the reservations.

create table kept_conflicts (
  -- A record that was held once stays for good, so this needs no foreign key.
  record_id bigint not null,
  -- Another reservation of the same person is another conflict.
  reservation_id bigint not null references reservations,
  kept_by bigint references users,
  at timestamptz not null default clock_timestamp(),
  note text check (note <> '' and char_length(note) <= 2000),
  primary key (record_id, reservation_id)
);
create index kept_conflicts_reservation on kept_conflicts (reservation_id);

create or replace view record_conflicts as
  select record.id as record_id, record.database_id, record.module, record.product_id, record.staff_id, record.batch_id,
    record.person_id, reservation.id as reservation_id, reservation.staff_id as reserved_by, reservation.active_since,
    kept.record_id is not null as kept, kept.kept_by, kept.at as kept_at, kept.note as kept_note
  from active_reservations reservation
  join records record on record.person_id = reservation.person_id and record.state = 'assigned'
  left join kept_conflicts kept on kept.record_id = record.id and kept.reservation_id = reservation.id
  where record.staff_id <> reservation.staff_id;

-- One that is kept leaves the counts.
create or replace view database_counts as
  select database.id as database_id,
    coalesce(kept.available + kept.assigned + kept.archived + kept.deleted, 0) as imported,
    coalesce(kept.available + kept.assigned + kept.archived, 0) as total,
    coalesce(kept.available, 0) as available, coalesce(kept.assigned, 0) as assigned,
    coalesce(kept.archived, 0) as archived, coalesce(kept.deleted, 0) as deleted,
    coalesce(kept.unvalidated, 0) as unvalidated, coalesce(kept.valid, 0) as valid, coalesce(kept.invalid, 0) as invalid,
    (select count(*)::int from record_conflicts conflict where conflict.database_id = database.id and not conflict.kept) as conflict
  from databases database
  left join lateral (
    select sum(available)::int as available, sum(assigned)::int as assigned, sum(archived)::int as archived, sum(deleted)::int as deleted,
      sum(unvalidated)::int as unvalidated, sum(valid)::int as valid, sum(invalid)::int as invalid
    from database_count_changes change where change.database_id = database.id
  ) kept on true;
