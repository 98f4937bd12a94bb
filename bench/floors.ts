/**
 * What a good engineer would write by hand for one page each, knowing its filter: one prepared statement that answers with the
 * very bytes the program answers with (in another order of fields), counts taken from where they are kept.
 */
export interface Floor {
  readonly text: string;
  readonly values: readonly unknown[];
}

const instant = (moment: string) => `replace((${moment} at time zone 'UTC')::text, ' ', 'T') || 'Z'`;

/** A record by itself; `chosen` is the page, its records whole and in order. */
const records = (chosen: string, order: string, total: string, originals = 'd.columns, r.cells') => `
  select json_build_object('items', coalesce(json_agg(item), '[]'), 'total', (${total}), 'page', 1, 'pageSize', 50)::text as answer
  from (
    select r.id::text, r.database_id::text as "databaseId", d.name as "databaseName", r.module, r.product_id::text as "productId",
      p.name as "productName", r.row_number as "rowNumber", r.customer_id::text as "customerId", c.key as "customerKey",
      r.customer_text as "customerText", r.name, r.phone, r.phone_text as "phoneText", ${originals}, r.state,
      r.staff_id::text as "staffId", s.name as "staffName", r.batch_id::text as "batchId", ${instant('r.assigned_at')} as "assignedAt",
      r.verdict, r.reason_id::text as "reasonId", i.label as "reasonLabel", r.note, r.follow_up_on as "followUpOn",
      h.do_not_contact as "doNotContact", r.replaces_id::text as replaces, r.replaced_by_id::text as "replacedBy",
      ${instant('r.archived_at')} as "archivedAt",
      json_build_object('result', r.contact_result, 'attempts', r.contact_attempts, 'lastAt', ${instant('r.contact_at')}) as contact,
      (select json_build_object('staffId', v.staff_id::text) from reservations v
        where h.contested and v.person_id = h.id and v.state = 'active' and v.staff_id <> r.staff_id) as conflict,
      case when r.rejected_note is not null then json_build_object('note', r.rejected_note, 'at', ${instant('r.rejected_at')}) end as rejection,
      r.last_staff_id::text as "lastStaffId", r.last_batch_id::text as "lastBatchId"
    from (${chosen}) r
    join databases d on d.id = r.database_id
    join products p on p.id = r.product_id
    join customers c on c.id = r.customer_id
    join persons h on h.id = r.person_id
    left join users s on s.id = r.staff_id
    left join invalid_reasons i on i.id = r.reason_id
    order by ${order}
  ) item`;

/** A card, in file order. */
export const cardFloor = (batchId: string): Floor => ({
  text: records(
    `select * from records where batch_id = $1 and state <> 'deleted' order by row_number, id limit 50`,
    'r.row_number, r.id',
    'select sum(total)::int from batch_count_changes where batch_id = $1',
  ),
  values: [batchId],
});

/** What a staff member holds, newest first, without the original columns. */
export const heldFloor = (staffId: string): Floor => ({
  text: records(
    `select * from records where staff_id = $1 and state = 'assigned' order by assigned_at desc nulls last, database_id desc, row_number desc limit 50`,
    'r.assigned_at desc nulls last, r.database_id desc, r.row_number desc',
    'select sum(total)::int from batch_count_changes where staff_id = $1',
    `'{}'::text[] as columns, '{}'::text[] as cells`,
  ),
  values: [staffId],
});

/** What is available of a database, by name. */
export const availableFloor = (databaseId: string): Floor => ({
  text: records(
    `select r.*, t.called from record_texts t join records r on r.id = t.record_id
      where t.database_id = $1 and r.state = 'available' order by t.called, t.record_id limit 50`,
    'r.called, r.id',
    'select sum(available)::int from database_count_changes where database_id = $1',
  ),
  values: [databaseId],
});

/** What waits for an admin. */
export const badgesFloor = (userId: string): Floor => {
  const byModule = (from: string) =>
    `(select json_build_object(${['normal', 'bonanza', 'memberwd'].map((m) => `'${m}', count(*) filter (where module = '${m}')`).join()}) from ${from})`;
  return {
    text: `
      select json_build_object('omsetPending', 0, 'leaveRequested', 0, 'recordRequests', 0, 'health', 0,
        'reservationsRequested', (select count(*) from reservations where state = 'requested'),
        'invalid', ${byModule(`records where state = 'assigned' and verdict = 'invalid'`)},
        'conflictsByModule', ${byModule('record_conflicts where not kept')},
        'conflicts', (select count(*) from record_conflicts where not kept),
        'followUpsDue', (select count(*) from records where state = 'assigned' and follow_up_on <= business_today()),
        'unvalidated', (select coalesce(sum(unvalidated), 0) from database_count_changes),
        'unread', (select count(*) from notification_recipients where user_id = $1 and read_at is null))::text as answer`,
    values: [userId],
  };
};

const figures = ['imported', 'total', 'available', 'assigned', 'archived', 'deleted', 'unvalidated', 'valid', 'invalid', 'conflict'];

/** The databases of a module with their counts. */
export const moduleFloor = (module: string): Floor => ({
  text: `
    with kept as (
      select database_id, sum(available) as available, sum(assigned) as assigned, sum(archived) as archived, sum(deleted) as deleted,
        sum(unvalidated) as unvalidated, sum(valid) as valid, sum(invalid) as invalid
      from database_count_changes group by database_id
    ), counted as (
      select d.*, p.name as product, u.name as importer, k.available, k.assigned, k.archived, k.deleted, k.unvalidated, k.valid, k.invalid,
        k.available + k.assigned + k.archived + k.deleted as imported, k.available + k.assigned + k.archived as total,
        (select count(*) from record_conflicts x where x.database_id = d.id and not x.kept) as conflict
      from databases d join kept k on k.database_id = d.id join products p on p.id = d.product_id left join users u on u.id = d.imported_by
      where d.module = $1 order by d.imported_at desc, d.id desc limit 50
    )
    select json_build_object('items', json_agg(json_build_object('id', id::text, 'name', name, 'module', module, 'productId', product_id::text,
        'productName', product, 'columns', columns, 'fileName', file_name, 'importedAt', ${instant('imported_at')}, 'importedBy', importer,
        'receipt', json_build_object('rows', imported + rows_duplicate + rows_existing + rows_without_key + rows_unreadable, 'imported', imported,
          'duplicateInFile', rows_duplicate, 'existing', rows_existing, 'emptyKey', rows_without_key, 'unreadable', rows_unreadable,
          'phonesUnreadable', phones_unreadable),
        'counts', json_build_object(${figures.map((name) => `'${name}', ${name}`).join()})) order by imported_at desc, id desc),
      'counts', json_build_object(${figures.map((name) => `'${name}', sum(${name})`).join()}),
      'total', count(*), 'page', 1, 'pageSize', 50)::text as answer
    from counted`,
  values: [module],
});
