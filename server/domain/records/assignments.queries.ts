import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { assignment, listAssignments, PassedOver, previewAssignment } from '../../../contract/assignments.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db/database.ts';
import { findPage } from '../../platform/db/find-page.ts';
import { problem } from '../../platform/http/problem.ts';
import { requireStaffNow } from '../users/require-staff.ts';
import { matchingRecords } from './match-records.ts';

type Assignment = z.input<typeof assignment>;
type Query = z.output<typeof listAssignments.query>;
type Preview = z.input<typeof previewAssignment.output>;

/**
 * Available records of a database, among hand-picked ones or of a filter, and why some would be passed over. Throws
 * not_found, not_staff; selection_changed where the filter holds others than it did.
 */
export async function foreseeAssignment(db: Db, viewer: Actor, input: z.output<typeof previewAssignment.body>): Promise<Preview> {
  await requireStaffNow(db, input.staffIds);
  if ('databaseId' in input) {
    const database = await db.selectFrom('databases').select('id').where('id', '=', input.databaseId).executeTakeFirst();
    if (database === undefined) throw problem('not_found');
  }
  const { rows } = await sql<Foreseen>`
    select count(*)::int as available,
      count(*) filter (where reason is null)::int as suited,
      count(distinct person_id) filter (where reason is null)::int as eligible,
      count(*) filter (where reason = 'reserved')::int as reserved,
      count(*) filter (where reason = 'doNotContact')::int as "doNotContact",
      count(*) filter (where reason = 'held')::int as held,
      count(*) filter (where reason = 'archived')::int as archived,
      ${'filter' in input ? sql`(select count(*)::int ${matchingRecords(viewer, input.filter)})` : sql`null::int`} as found
    from (
      select person_id, passed_over_reason(reserved_by, do_not_contact, held, archived, ${input.staffIds}::bigint[]) as reason
      from drawable_records where ${chosenBy(viewer, input)}
    ) looked_at
  `.execute(db);
  const { available, suited, eligible, found, ...passedOver } = rows[0] ?? nothing;
  if ('filter' in input && found !== input.expected) throw problem('selection_changed', { expected: input.expected, found: found ?? 0 });
  return { available, eligible, passedOver: { ...passedOver, duplicate: suited - eligible } };
}

interface Foreseen extends Omit<PassedOver, 'duplicate'> {
  readonly available: number;
  /** Not passed over for a reason of their own; several may be of one person. */
  readonly suited: number;
  readonly eligible: number;
  /** All records of the filter, whatever their state. */
  readonly found: number | null;
}

function chosenBy(viewer: Actor, input: z.output<typeof previewAssignment.body>): RawBuilder<unknown> {
  if ('databaseId' in input) return sql`database_id = ${input.databaseId}`;
  if ('filter' in input) return sql`id in (select record.id ${matchingRecords(viewer, input.filter)})`;
  return sql`id = any(${input.recordIds}::bigint[])`;
}

const nothing: Foreseen = { found: null, available: 0, suited: 0, eligible: 0, reserved: 0, doNotContact: 0, held: 0, archived: 0 };

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
