-- A name may be as long as a cell of a list, what stands in an index may not: one list with a text of a few thousand letters in the
-- column of names could not be imported. The first 400 letters decide where a member stands.
drop index records_by_name;
create index records_by_name on records (database_id, (left(coalesce(name, customer_text), 400) collate alphabetical), id) where state <> 'deleted';
