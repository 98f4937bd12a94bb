-- Lists of a whole module are read from an index, however many records there are (docs/architecture.md, Reading).

-- The few that are not as most are.
create index records_marked on records (module, verdict) where verdict <> 'unvalidated' and state <> 'deleted';
create index records_without_phone on records (module, id) where phone is null and state <> 'deleted';
-- The archive in its order, and by who held a record last.
create index records_archived on records (archived_at desc, id desc) where state = 'archived';
create index records_last_staff on records (last_staff_id, archived_at) where state = 'archived';
