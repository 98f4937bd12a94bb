import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { listNotifications, Notification, readBadges } from '../../../contract/notifications.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db/database.ts';
import { keptPlan } from '../../platform/db/keep-plans.ts';
import { findDetailedPage } from '../../platform/db/find-page.ts';
import { contains, everyWord, oneOf } from '../../platform/db/texts.ts';
import { linkOf, namesInSentence, type NameTold, namesTold, type Place, titleOf, type Told } from './notifications.rules.ts';

type Filter = z.output<typeof listNotifications.query>;
type Badges = z.input<typeof readBadges.output>;
type Row = Omit<Notification, 'title' | 'link'> & Told & Place & { readonly cardOf: string | null };

/** An import speaks of all records of its database, everything else of those that were put to it. */
const counted = sql`
  case when notification.kind like 'import%' then coalesce((select imported from database_counts where database_id = notification.database_id), 0)
  else (select count(*)::int from notification_records told where told.notification_id = notification.id) end
`;

const columns = sql`
  notification.id, notification.kind, ${counted} as count, notification.staff_id as "staffId", staff.name as "staffName",
  notification.database_id as "databaseId", coalesce(database.name, job.input #>> '{order,name}') as "databaseName",
  notification.batch_id as "batchId", batch.title as "batchTitle",
  notification.batch_id is null and notification.database_id is not null as "severalCards",
  coalesce(batch.module, database.module, job.input #>> '{order,module}') as module, notification.created_at as "createdAt",
  notification.updated_at as "updatedAt", known.read_at as "readAt", reserver.name as "reserverName",
  notification.data ->> 'resolution' as resolution, (notification.data ->> 'freeBytes')::float8 as "freeBytes", batch.staff_id as "cardOf"
`;

const withNames = (notificationId: RawBuilder<unknown>) => sql`
  left join notifications notification on notification.id = ${notificationId}
  left join users staff on staff.id = notification.staff_id
  left join databases database on database.id = notification.database_id
  left join batches batch on batch.id = notification.batch_id
  left join jobs job on job.id = notification.job_id
  left join users reserver on reserver.id = (notification.data ->> 'reservedById')::bigint
`;

const named: { readonly [Name in NameTold]: RawBuilder<unknown> } = {
  who: sql`staff.name`,
  database: sql`coalesce(database.name, job.input #>> '{order,name}')`,
  card: sql`coalesce(batch.title, database.name)`,
  reserver: sql`reserver.name`,
};

/** Whether one of the names that the sentence has contains the word: what a notification does not tell does not find it. */
function tells(word: string): RawBuilder<unknown> {
  const kindsWith = (name: NameTold) => Object.entries(namesInSentence).flatMap(([kind, names]) => (names.includes(name) ? [kind] : []));
  return oneOf(namesTold.map((name) => sql`(notification.kind = any(${kindsWith(name)}::text[]) and ${contains(named[name], word)})`));
}

/** What to choose and count from: the names are looked up only where one is searched for. */
function chosen(viewer: Actor, { unread, q }: Filter): RawBuilder<unknown> {
  const searched = q !== undefined && q !== '';
  const parts = [sql`recipient.user_id = ${viewer.userId}`];
  if (unread !== undefined) parts.push(unread ? sql`recipient.read_at is null` : sql`recipient.read_at is not null`);
  if (searched) parts.push(everyWord(q, tells));
  const names = searched ? withNames(sql`recipient.notification_id`) : sql``;
  return sql`from notification_recipients recipient ${names} where ${sql.join(parts, sql` and `)}`;
}

/** One's own notifications, those told last first, in one's language. */
export async function findNotifications(db: Db, viewer: Actor, filter: Filter): Promise<z.input<typeof listNotifications.output>> {
  const { page, pageSize } = filter;
  const { rows, total } = await findDetailedPage<Row>(db, {
    id: sql`recipient.notification_id`,
    source: chosen(viewer, filter),
    orderBy: sql`recipient.told_at desc, recipient.notification_id desc`,
    columns,
    details: sql`
      left join notification_recipients known on known.user_id = ${viewer.userId} and known.notification_id = page.id
      ${withNames(sql`page.id`)}
    `,
    page,
    pageSize,
  });
  const items = rows.map(({ cardOf, ...row }) => ({
    ...row,
    title: titleOf(row, viewer.language),
    link: linkOf({ ...row, ofAnother: cardOf !== viewer.userId }, viewer.role),
  }));
  return { items, total, page, pageSize, unread: await countUnread(db, viewer) };
}

/** How many of one's notifications are unread. */
export async function countUnread(db: Db, viewer: Actor): Promise<number> {
  const { rows } = await sql<{ unread: number }>`${keptPlan}
    select count(*)::int as unread from notification_recipients where user_id = ${viewer.userId} and read_at is null
  `.execute(db);
  return rows[0]?.unread ?? 0;
}

const modules = ['normal', 'bonanza', 'memberwd'] as const;
type ByModule = Badges['invalid'];

/** Counts of the rows by module, as one value. */
const byModule = sql`jsonb_build_object(${sql.join(
  modules.map((module) => sql`${sql.lit(module)}, count(*) filter (where module = ${sql.lit(module)})`),
)})`;

/** From the counts the database keeps of each staff member's cards and of each database. */
const ownUnvalidated = (viewer: Actor) => sql`select coalesce(sum(unvalidated), 0) from staff_counts where staff_id = ${viewer.userId}`;
const allUnvalidated = sql`select coalesce(sum(unvalidated), 0) from database_counts`;

/** What waits for the viewer: each figure is the count of the list it leads to, of staff only what they hold. */
export async function readBadgeCounts(db: Db, viewer: Actor): Promise<Badges> {
  const staff = viewer.role === 'staff';
  const own = staff ? sql`staff_id = ${viewer.userId}` : sql`true`;
  const { rows } = await sql<Omit<Badges, 'conflicts'>>`${keptPlan}
    select 0 as "omsetPending", 0 as "leaveRequested", 0 as "recordRequests", 0 as health,
      (select count(*)::int from reservations where state = 'requested' and ${own}) as "reservationsRequested",
      (select ${byModule} from records where state = 'assigned' and verdict = 'invalid' and ${own}) as invalid,
      (select ${byModule} from record_conflicts where not kept and ${own}) as "conflictsByModule",
      (select count(*)::int from records where state = 'assigned' and follow_up_on <= business_today() and ${own}) as "followUpsDue",
      (${staff ? ownUnvalidated(viewer) : allUnvalidated})::int as unvalidated,
      (select count(*)::int from notification_recipients where user_id = ${viewer.userId} and read_at is null) as unread
  `.execute(db);
  const [counts] = rows;
  if (counts === undefined) throw new Error('Counts without a row');
  return { ...counts, conflicts: sumOf(counts.conflictsByModule) };
}

const sumOf = (counts: ByModule): number => modules.reduce((sum, module) => sum + counts[module], 0);
