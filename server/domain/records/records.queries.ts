import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import { isolated } from '../../../contract/isolated.ts';
import type { listRecords, Record as RecordAnswer, RecordFilter, readTimeline } from '../../../contract/records.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db/database.ts';
import { asInstant, findJsonPage } from '../../platform/db/find-page.ts';
import { keptPlan } from '../../platform/db/keep-plans.ts';
import type { DetailedListQuery } from '../../platform/db/read-list.ts';
import { alphabetical } from '../../platform/db/texts.ts';
import { problem } from '../../platform/http/problem.ts';
import { JsonText } from '../../platform/json-text.ts';
import { byCustomerId, byCustomerIdBackwards } from '../members/order-members.ts';
import { mergeLists } from './merge-lists.ts';
import { hasOnePlan, keptTotal, matchingRecords, visibleTo } from './match-records.ts';
import { conflictReason } from './records.rules.ts';

type Query = z.output<typeof listRecords.query>;
type Timeline = z.input<typeof readTimeline.output>;

/** A record as a row of a file. */
export interface RecordRow extends Omit<RecordAnswer, 'contact' | 'conflict' | 'rejection' | 'lastStaffId' | 'lastBatchId'> {
  readonly contactResult: RecordAnswer['contact']['result'];
  readonly contactAttempts: number;
  readonly contactAt: string | null;
  readonly reserverName: string | null;
  readonly reservedDay: string | null;
}

/** What a record is told by, whoever reads it. */
const facts = sql`
  record.id::text, record.database_id::text as "databaseId", database.name as "databaseName", record.module,
  record.product_id::text as "productId", product.name as "productName", record.row_number as "rowNumber",
  record.customer_id::text as "customerId", customer.key as "customerKey", record.customer_text as "customerText", record.name, record.phone,
  record.phone_text as "phoneText", record.state, record.staff_id::text as "staffId", staff.name as "staffName",
  record.batch_id::text as "batchId", ${asInstant(sql`record.assigned_at`)} as "assignedAt", record.verdict,
  record.reason_id::text as "reasonId", reason.label as "reasonLabel", record.note, record.follow_up_on as "followUpOn",
  person.do_not_contact as "doNotContact", record.replaces_id::text as replaces, record.replaced_by_id::text as "replacedBy",
  ${asInstant(sql`record.archived_at`)} as "archivedAt"`;

const originals = sql`database.columns, record.cells`;
const noOriginals = sql`'{}'::text[] as columns, '{}'::text[] as cells`;

const contactAt = asInstant(sql`record.contact_at`);

const withNames = sql`
  left join databases database on database.id = record.database_id
  left join products product on product.id = record.product_id
  left join customers customer on customer.id = record.customer_id
  left join persons person on person.id = record.person_id
  left join users staff on staff.id = record.staff_id
  left join invalid_reasons reason on reason.id = record.reason_id`;

/** A record as the database writes it: of a conflict the day it began, from which its reason is put in words. */
type WrittenRecord = Omit<RecordAnswer, 'conflict'> & {
  readonly conflict: (Omit<NonNullable<RecordAnswer['conflict']>, 'reason'> & { readonly day: string }) | null;
};

/** Hardly any record has one, and is looked at further. */
const conflictOfRecord = sql`
  case when person.contested then (
    select json_build_object(
      'staffId', reserver.id::text, 'staffName', reserver.name, 'since', ${asInstant(sql`conflict.active_since`)},
      'day', business_day(conflict.active_since), 'kept', conflict.kept,
      'keeping', case when conflict.kept then
        json_build_object('byName', coalesce(keeper.name, '–'), 'at', ${asInstant(sql`conflict.kept_at`)}, 'note', conflict.kept_note)
      end
    )
    from record_conflicts conflict
    join users reserver on reserver.id = conflict.reserved_by
    left join users keeper on keeper.id = conflict.kept_by
    where conflict.record_id = record.id
  ) end`;

/** A record as it is answered. Who held it before, and on which card, is told to admins. */
const answeredFor = (
  { role }: Actor,
  { cells = true }: { readonly cells?: boolean | undefined },
) => sql`${facts}, ${cells ? originals : noOriginals},
  json_build_object('result', record.contact_result, 'attempts', record.contact_attempts, 'lastAt', ${contactAt}) as contact,
  ${conflictOfRecord} as conflict,
  case when record.rejected_note is not null then
    json_build_object('note', record.rejected_note, 'at', ${asInstant(sql`record.rejected_at`)})
  end as rejection,
  ${role === 'staff' ? sql`null` : sql`record.last_staff_id::text`} as "lastStaffId",
  ${role === 'staff' ? sql`null` : sql`record.last_batch_id::text`} as "lastBatchId"`;

/** A record for a row of a file. */
const columns = sql`${facts}, ${originals},
  record.contact_result as "contactResult", record.contact_attempts as "contactAttempts", ${contactAt} as "contactAt",
  reserver.name as "reserverName", business_day(conflict.active_since) as "reservedDay"`;

const details = sql`${withNames}
  left join record_conflicts conflict on conflict.record_id = record.id
  left join users reserver on reserver.id = conflict.reserved_by`;

/** What a page calls a member: by name, else by Customer ID; who has neither comes last. Of many letters, the first. */
const called = alphabetical(sql`left(coalesce(record.name, record.customer_text), 400)`);
/** Only what is archived is told since when. */
const archivedAt = sql`case when record.state = 'archived' then record.archived_at end`;
const inFile = sql`record.database_id, record.row_number`;
const inFileBackwards = sql`record.database_id desc, record.row_number desc`;

const order: { readonly [Key in Query['sort']]: RawBuilder<unknown> } = {
  rowNumber: sql`record.row_number, record.id`,
  '-rowNumber': sql`record.row_number desc, record.id desc`,
  name: sql`${called} nulls last, record.id`,
  '-name': sql`${called} desc nulls last, record.id desc`,
  customerKey: sql`${byCustomerId}, record.id`,
  '-customerKey': sql`${byCustomerIdBackwards}, record.id desc`,
  assignedAt: sql`record.assigned_at nulls last, ${inFile}`,
  '-assignedAt': sql`record.assigned_at desc nulls last, ${inFileBackwards}`,
  followUpOn: sql`record.follow_up_on nulls last, ${inFile}`,
  '-followUpOn': sql`record.follow_up_on desc nulls last, ${inFileBackwards}`,
  verdict: sql`record.verdict, ${inFile}`,
  '-verdict': sql`record.verdict desc, ${inFileBackwards}`,
  archivedAt: sql`${archivedAt} nulls last, ${inFile}`,
  '-archivedAt': sql`${archivedAt} desc nulls last, ${inFileBackwards}`,
  database: inFile,
  '-database': inFileBackwards,
};

function withReason(viewer: Actor, { conflict, ...record }: WrittenRecord): RecordAnswer {
  if (conflict === null) return { ...record, conflict };
  const { day, ...told } = conflict;
  return { ...record, conflict: { ...told, reason: conflictReason(isolated(told.staffName), day, viewer.language) } };
}

/** Records as they are answered; most lists have no conflict, and are not read for one. */
function inWords(viewer: Actor, items: string): string {
  // Within a text of JSON each quotation mark has a backslash before it, so that this is found nowhere else.
  if (!items.includes('"conflict":{')) return items;
  return JSON.stringify((JSON.parse(items) as WrittenRecord[]).map((record) => withReason(viewer, record)));
}

/** File order is of one list; of several, list by list. */
const orderOf = ({ sort, databaseId, batchId }: RecordFilter & Pick<Query, 'sort'>): Query['sort'] => {
  if (databaseId !== undefined || batchId !== undefined) return sort;
  return sort === 'rowNumber' ? 'database' : sort === '-rowNumber' ? '-database' : sort;
};

/** The records of a filter that a viewer may see, in their order. */
export function listOfRecords(viewer: Actor, query: RecordFilter & Pick<Query, 'sort'>): DetailedListQuery {
  return {
    id: sql`record.id`,
    columns,
    source: matchingRecords(viewer, query, { keys: query.sort.endsWith('customerKey') }),
    details: sql`left join records record on record.id = page.id ${details}`,
    orderBy: order[orderOf(query)],
    total: keptTotal(viewer, query),
  };
}

/** A page of the records a viewer may see. */
export async function findRecords(db: Db, viewer: Actor, query: Query): Promise<JsonText<z.input<typeof listRecords.output>>> {
  const { page, pageSize, sort } = query;
  const list = {
    ...listOfRecords(viewer, query),
    ...mergeLists(viewer, query, { sort, until: page * pageSize }),
    columns: answeredFor(viewer, query),
    details: sql`join records record on record.id = page.id ${withNames}`,
    page,
    pageSize,
    keepsPlan: page === 1 && hasOnePlan(query),
    countsOnTheWay: (query.q ?? '') !== '' || query.doNotContact === true,
  };
  const { items, total } = await findJsonPage(db, list);
  return new JsonText(`{"items":${inWords(viewer, items)},"total":${total},"page":${page},"pageSize":${pageSize}}`);
}

/** One record. Throws not_found where it does not exist for the viewer. */
export async function findRecord(db: Db, viewer: Actor, recordId: string): Promise<RecordAnswer> {
  const { rows } = await sql<{ record: WrittenRecord }>`${keptPlan}
    select row_to_json(item) as record from (
      select ${answeredFor(viewer, {})} from records record ${withNames} where record.id = ${recordId} and ${visibleTo(viewer)}
    ) item
  `.execute(db);
  const [found] = rows;
  if (found === undefined) throw problem('not_found');
  return withReason(viewer, found.record);
}

interface TimelineRow {
  readonly eventId: string;
  readonly at: string;
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly act: string;
  readonly fromState: string;
  readonly toState: string;
  readonly fromStaffName: string | null;
  readonly toStaffName: string | null;
  readonly fromBatchId: string | null;
  readonly toBatchId: string | null;
  readonly fromVerdict: string;
  readonly toVerdict: string;
  readonly kept: Record<string, unknown>;
}

/**
 * What happened to a record, oldest first; staff see what happened since it came to them, and of its coming not where it came
 * from. Throws not_found.
 */
export async function findTimeline(db: Db, viewer: Actor, recordId: string): Promise<Timeline> {
  await findRecord(db, viewer, recordId);
  const { rows } = await sql<TimelineRow>`
    select event.id as "eventId", change.at, event.actor_id as "actorId", actor.name as "actorName", event.act,
      change.from_state as "fromState", change.to_state as "toState", from_staff.name as "fromStaffName", to_staff.name as "toStaffName",
      change.from_batch_id as "fromBatchId", change.to_batch_id as "toBatchId", change.from_verdict as "fromVerdict", change.to_verdict as "toVerdict",
      coalesce(change.kept, '{}') || case when change.reason_id is null then '{}' else jsonb_build_object('toReasonId', change.reason_id::text) end as kept
    from record_changes change
    join events event on event.id = change.event_id
    left join users actor on actor.id = event.actor_id
    left join users from_staff on from_staff.id = change.from_staff_id
    left join users to_staff on to_staff.id = change.to_staff_id
    where change.record_id = ${recordId} and (${viewer.role !== 'staff'} or change.at >= (
      select max(came.at) from record_changes came
      where came.record_id = ${recordId} and came.to_staff_id = ${viewer.userId} and came.from_staff_id is distinct from came.to_staff_id
    ))
    order by change.at, change.event_id
  `.execute(db);
  const came = viewer.role === 'staff' ? rows[0] : undefined;
  return {
    items: rows.map((row) => ({
      eventId: row.eventId,
      at: row.at,
      actorId: row.actorId,
      actorName: row.actorName,
      act: row.act,
      from: {
        state: row.fromState,
        staffName: row === came ? null : row.fromStaffName,
        batchId: row === came ? null : row.fromBatchId,
        verdict: row.fromVerdict,
      },
      to: { state: row.toState, staffName: row.toStaffName, batchId: row.toBatchId, verdict: row.toVerdict },
      kept: row === came ? {} : row.kept,
    })),
  };
}
