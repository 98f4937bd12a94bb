import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { assignment, listAssignments, PassedOver, previewAssignment } from '../../../contract/assignments.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db/database.ts';
import { findPage } from '../../platform/db/find-page.ts';
import { problem } from '../../platform/http/problem.ts';
import { requireStaffNow } from '../users/require-staff.ts';
import { matchingRecords } from './match-records.ts';
import { rankReceivers } from './rank-receivers.ts';
import { evenWishes, foreseeShares, sumOf } from './records.rules.ts';

type Assignment = z.input<typeof assignment>;
type Query = z.output<typeof listAssignments.query>;
type Preview = z.input<typeof previewAssignment.output>;
type PreviewInput = z.output<typeof previewAssignment.body>;

/**
 * Available records of a database, among hand-picked ones or of a filter, why some would be passed over, and how many each
 * would get. Throws not_found, not_staff; selection_changed where the filter holds others than it did.
 */
export async function foreseeAssignment(db: Db, viewer: Actor, input: PreviewInput): Promise<Preview> {
  await requireStaffNow(db, input.staffIds);
  if ('databaseId' in input) {
    const database = await db.selectFrom('databases').select('id').where('id', '=', input.databaseId).executeTakeFirst();
    if (database === undefined) throw problem('not_found');
  }
  const foreseen = await lookThrough(db, viewer, input);
  const { available, suited, eligible, found, reserved, doNotContact, held, archived } = foreseen;
  if ('filter' in input && found !== input.expected) throw problem('selection_changed', { expected: input.expected, found: found ?? 0 });
  const shares = await foreseeEach(db, input, foreseen);
  return { available, eligible, passedOver: { reserved, doNotContact, held, archived, duplicate: suited - eligible }, shares };
}

interface Foreseen extends Omit<PassedOver, 'duplicate'> {
  readonly available: number;
  /** Not passed over for a reason of their own; several may be of one person. */
  readonly suited: number;
  readonly eligible: number;
  /** Of the eligible, those who are reserved by one of the receivers. */
  readonly ofReceivers: { readonly [staffId: string]: number };
  /** A list that some of them are of. */
  readonly listId: string | null;
  /** All records of the filter, whatever their state. */
  readonly found: number | null;
}

async function lookThrough(db: Db, viewer: Actor, input: PreviewInput): Promise<Foreseen> {
  const reason = sql`passed_over_reason(reserved_by, do_not_contact, held, archived, ${input.staffIds}::bigint[])`;
  const chosen = chosenBy(viewer, input);
  const { rows } = await sql<Foreseen>`
    select count(*)::int as available,
      count(*) filter (where reason is null)::int as suited,
      count(distinct person_id) filter (where reason is null)::int as eligible,
      count(*) filter (where reason = 'reserved')::int as reserved,
      count(*) filter (where reason = 'doNotContact')::int as "doNotContact",
      count(*) filter (where reason = 'held')::int as held,
      count(*) filter (where reason = 'archived')::int as archived,
      min(database_id)::text as "listId",
      coalesce((
        select jsonb_object_agg(reserved_by, persons) from (
          select reserved_by, count(distinct person_id)::int as persons
          from drawable_records where ${chosen} and reserved_by = any(${input.staffIds}::bigint[]) and ${reason} is null group by reserved_by
        ) of_receivers
      ), '{}') as "ofReceivers",
      ${'filter' in input ? sql`(select count(*)::int ${matchingRecords(viewer, input.filter)})` : sql`null::int`} as found
    from (select database_id, person_id, ${reason} as reason from drawable_records where ${chosen}) looked_at
  `.execute(db);
  const [foreseen] = rows;
  if (foreseen === undefined) throw new Error('Counts were not read');
  return foreseen;
}

/** How many each would get, in the order they were named. */
async function foreseeEach(db: Db, input: PreviewInput, { eligible, ofReceivers, listId }: Foreseen): Promise<Preview['shares']> {
  const ranked = await rankReceivers(db, 'databaseId' in input ? input.databaseId : (listId ?? '0'), input.staffIds);
  const wishes =
    'databaseId' in input
      ? new Map(ranked.map((staffId) => [staffId, input.quantity]))
      : evenWishes('filter' in input ? input.expected : input.recordIds.length, ranked);
  const reserved = new Map(Object.entries(ofReceivers));
  const shares = foreseeShares(wishes, { reserved, free: eligible - sumOf(reserved) });
  return input.staffIds.map((staffId) => ({ staffId, given: shares.get(staffId) ?? 0 }));
}

function chosenBy(viewer: Actor, input: PreviewInput): RawBuilder<unknown> {
  if ('databaseId' in input) return sql`database_id = ${input.databaseId}`;
  if ('filter' in input) return sql`id in (select record.id ${matchingRecords(viewer, input.filter)})`;
  return sql`id = any(${input.recordIds}::bigint[])`;
}

interface AssignmentRow extends Omit<Assignment, 'passedOver'>, PassedOver {}

const columns = sql`
  assignment.id, assignment.database_id as "databaseId", database.name as "databaseName", assignment.staff_id as "staffId",
  staff.name as "staffName", assignment.batch_id as "batchId", assignment.actor_id as "actorId", actor.name as "actorName", assignment.at,
  assignment.draw_order as "order", assignment.seed, assignment.asked, assignment.given, assignment.passed_reserved as reserved,
  assignment.passed_do_not_contact as "doNotContact", assignment.passed_held as held, assignment.passed_archived as archived,
  assignment.passed_duplicate as duplicate`;

const tables = sql`
  from assignments assignment
  join users staff on staff.id = assignment.staff_id
  left join users actor on actor.id = assignment.actor_id
  left join databases database on database.id = assignment.database_id`;

const order: { readonly [Key in Query['sort']]: RawBuilder<unknown> } = {
  at: sql`assignment.at, assignment.id`,
  '-at': sql`assignment.at desc, assignment.id desc`,
};

function toAnswer({ reserved, doNotContact, held, archived, duplicate, ...assigned }: AssignmentRow): Assignment {
  return { ...assigned, passedOver: { reserved, doNotContact, held, archived, duplicate } };
}

/** A page of the acts of assigning. */
export async function findAssignments(db: Db, query: Query): Promise<z.input<typeof listAssignments.output>> {
  const wanted = [sql`true`];
  if (query.staffId !== undefined) wanted.push(sql`assignment.staff_id = ${query.staffId}`);
  if (query.databaseId !== undefined) wanted.push(sql`assignment.database_id = ${query.databaseId}`);
  const source = sql`${tables} where ${sql.join(wanted, sql` and `)}`;
  const { page, pageSize } = query;
  const { rows, total } = await findPage<AssignmentRow>(db, { columns, source, orderBy: order[query.sort], page, pageSize });
  return { items: rows.map(toAnswer), total, page, pageSize };
}

/** One act of assigning. Throws not_found. */
export async function findAssignment(db: Db, assignmentId: string): Promise<Assignment> {
  const { rows } = await sql<AssignmentRow>`select ${columns} ${tables} where assignment.id = ${assignmentId}`.execute(db);
  const [row] = rows;
  if (row === undefined) throw problem('not_found');
  return toAnswer(row);
}
