-- Phones that cannot be read are counted of imported rows alone (docs/domain.md, Import); so far those of rejected rows were
-- counted too. Of a list from before, it is seen in its records: something with a letter or a digit stands in place of the
-- phone. What stood in records that were deleted for good is not known any more, and is not counted.

update databases set phones_unreadable = least(phones_unreadable, (
  select count(*)::integer from records
  where records.database_id = databases.id and state <> 'deleted' and phone is null
    and phone_text ~ '[0-9A-Za-z\u00C0-\u1FFF\u2C00-\u2DFF\u3005-\uFEFE\uFF10-\uFFEF]'
))
where phones_unreadable > 0 and rows_duplicate + rows_existing + rows_without_key + rows_unreadable > 0;
