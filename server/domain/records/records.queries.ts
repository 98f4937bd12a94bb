import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import { isolated } from '../../../contract/isolated.ts';
import type { listRecords, Record as RecordAnswer, RecordFilter, readTimeline } from '../../../contract/records.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db/database.ts';
import { findDetailedPage } from '../../platform/db/find-page.ts';
import type { DetailedListQuery } from '../../platform/db/read-list.ts';
import { alphabetical } from '../../platform/db/texts.ts';
import { problem } from '../../platform/http/problem.ts';
import { byCustomerId, byCustomerIdBackwards } from '../members/order-members.ts';
import { keptTotal, matchingRecords, visibleTo } from './match-records.ts';
import { conflictReason } from './records.rules.ts';

type Query = z.output<typeof listRecords.query>;
type Timeline = z.input<typeof readTimeline.output>;

export interface RecordRow extends Omit<RecordAnswer, 'contact' | 'conflict' | 'rejection'> {
  readonly contactResult: RecordAnswer['contact']['result'];
  readonly contactAttempts: number;
  readonly contactAt: string | null;
  readonly reservedBy: string | null;
  readonly reserverName: string | null;
  readonly reservedSince: string | null;
  readonly reservedDay: string | null;
  readonly keptBy: string | null;
  readonly keptAt: string | null;
  readonly keptNote: string | null;
  readonly rejectedNote: string | null;
  readonly rejectedAt: string | null;
}

const columns = sql`
  record.id, record.database_id as "databaseId", database.name as "databaseName", record.module, record.product_id as "productId",
  product.name as "productName", record.row_number as "rowNumber", record.customer_id as "customerId", customer.key as "customerKey", record.customer_text as "customerText",
  record.name, record.phone, record.phone_text as "phoneText", database.columns, record.cells, record.state,
  record.staff_id as "staffId", staff.name as "staffName", record.batch_id as "batchId", record.assigned_at as "assignedAt",
  record.verdict, record.reason_id as "reasonId", reason.label as "reasonLabel", record.note,
  record.contact_result as "contactResult", record.contact_attempts as "contactAttempts", record.contact_at as "contactAt",
  record.follow_up_on as "followUpOn", person.do_not_contact as "doNotContact",
  conflict.reserved_by as "reservedBy", reserver.name as "reserverName", conflict.active_since as "reservedSince", business_day(conflict.active_since) as "reservedDay",
  case when conflict.kept then coalesce(keeper.name, '–') end as "keptBy", conflict.kept_at as "keptAt", conflict.kept_note as "keptNote",
  record.rejected_note as "rejectedNote", record.rejected_at as "rejectedAt",
  record.replaces_id as "replaces", record.replaced_by_id as "replacedBy", record.last_staff_id as "lastStaffId",
  record.last_batch_id as "lastBatchId", record.archived_at as "archivedAt"`;

const details = sql`
  left join databases database on database.id = record.database_id
  left join products product on product.id = record.product_id
  left join customers customer on customer.id = record.customer_id
  left join persons person on person.id = record.person_id
  left join users staff on staff.id = record.staff_id
  left join invalid_reasons reason on reason.id = record.reason_id
  left join record_conflicts conflict on conflict.record_id = record.id
  left join users reserver on reserver.id = conflict.reserved_by
  left join users keeper on keeper.id = conflict.kept_by`;

/** What a page calls a member: by name, else by Customer ID; who has neither comes last. There is an index of its first letters. */
const called = alphabetical(sql`left(coalesce(record.name, record.customer_text), 400)`);

const order: { readonly [Key in Query['sort']]: RawBuilder<unknown> } = {
  rowNumber: sql`record.row_number, record.id`,
  '-rowNumber': sql`record.row_number desc, record.id desc`,
  name: sql`${called} nulls last, record.id`,
  '-name': sql`${called} desc nulls last, record.id desc`,
  customerKey: sql`${byCustomerId}, record.id`,
  '-customerKey': sql`${byCustomerIdBackwards}, record.id desc`,
  assignedAt: sql`record.assigned_at nulls last, record.id`,
  '-assignedAt': sql`record.assigned_at desc nulls last, record.id desc`,
  followUpOn: sql`record.follow_up_on nulls last, record.id`,
  '-followUpOn': sql`record.follow_up_on desc nulls last, record.id desc`,
  verdict: sql`record.verdict, record.row_number, record.id`,
  '-verdict': sql`record.verdict desc, record.row_number, record.id`,
  archivedAt: sql`record.archived_at nulls last, record.id`,
  '-archivedAt': sql`record.archived_at desc nulls last, record.id desc`,
  database: sql`record.database_id, record.row_number`,
  '-database': sql`record.database_id desc, record.row_number desc`,
};

function toAnswer(viewer: Actor, row: RecordRow): RecordAnswer {
  const {
    contactResult,
    contactAttempts,
    contactAt,
    reservedBy,
    reserverName,
    reservedSince,
    reservedDay,
    keptBy,
    keptAt,
    keptNote,
    ...rest
  } = row;
  const { rejectedNote, rejectedAt, ...record } = rest;
  return {
    ...record,
    cells: row.columns.map((_, place) => row.cells[place] ?? ''),
    contact: { result: contactResult, attempts: contactAttempts, lastAt: contactAt },
    conflict:
      reservedBy === null || reserverName === null || reservedSince === null || reservedDay === null
        ? null
        : {
            staffId: reservedBy,
            staffName: reserverName,
            since: reservedSince,
            reason: conflictReason(isolated(reserverName), reservedDay, viewer.language),
            kept: keptBy !== null,
            keeping: keptBy === null || keptAt === null ? null : { byName: keptBy, at: keptAt, note: keptNote },
          },
    rejection: rejectedNote === null || rejectedAt === null ? null : { note: rejectedNote, at: rejectedAt },
  };
}

/** The records of a filter that a viewer may see, in their order. */
export function listOfRecords(viewer: Actor, query: RecordFilter & Pick<Query, 'sort'>): DetailedListQuery {
  return {
    id: sql`record.id`,
    columns,
    source: matchingRecords(viewer, query, { keys: query.sort.endsWith('customerKey') }),
    details: sql`left join records record on record.id = page.id ${details}`,
    orderBy: order[query.sort],
    total: keptTotal(viewer, query),
  };
}

/** A page of the records a viewer may see. */
export async function findRecords(db: Db, viewer: Actor, query: Query): Promise<z.input<typeof listRecords.output>> {
  const { page, pageSize } = query;
  const { rows, total } = await findDetailedPage<RecordRow>(db, { ...listOfRecords(viewer, query), page, pageSize });
  return { items: rows.map((row) => toAnswer(viewer, row)), total, page, pageSize };
}

/** One record. Throws not_found where it does not exist for the viewer. */
export async function findRecord(db: Db, viewer: Actor, recordId: string): Promise<RecordAnswer> {
  const { rows } =
    await sql<RecordRow>`select ${columns} from records record ${details} where record.id = ${recordId} and ${visibleTo(viewer)}`.execute(
      db,
    );
  const [row] = rows;
  if (row === undefined) throw problem('not_found');
  return toAnswer(viewer, row);
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
