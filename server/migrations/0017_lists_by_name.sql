-- A list in the order of its names. Without this, one page of a list of 200,000 sorts all of them: 0.4 s of a processor.
create index records_name on records (database_id, name, id) where state <> 'deleted';
