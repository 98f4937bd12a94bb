-- What a module's records are narrowed to, where only few of them are meant.
create index records_assigned on records (module, assigned_at desc nulls last, id desc) where state = 'assigned';
create index records_contact on records (module, contact_result) where contact_result <> 'none';
create index records_reason on records (module, reason_id) where reason_id is not null;
create index records_replaced on records (module) where replaced_by_id is not null;
create index records_replacements on records (module) where replaces_id is not null;
create index persons_do_not_contact on persons (id) where do_not_contact;
