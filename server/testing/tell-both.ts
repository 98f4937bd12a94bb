import { type RawBuilder, sql } from 'kysely';
import type { Plan } from '../demo/scene.ts';
import { tellStory } from '../demo/tell-story.ts';
import type { Database } from '../platform/db/database.ts';
import { withDatabase } from './database.ts';
import { findEmptyLists } from './find-empty-lists.ts';

/** A card's title without the day it was made on, which is the day before where today has only just begun. */
const titleOf = (column: string): RawBuilder<unknown> => sql`regexp_replace(${sql.ref(column)}, ' · [0-9]+ [^ ]+ [0-9]{4}$', '')`;

/** What a story leaves, in the order in which it came to be, without ids and times: two tellings of one story agree in it. */
const leftovers = {
  records: sql`
    select databases.name, databases.module, records.row_number, records.draw_key, records.state, records.verdict, records.note,
      records.contact_result, records.follow_up_on, records.rejected_note, users.username, ${titleOf('batches.title')} as title, reason.label as reason
    from records join databases on databases.id = records.database_id left join users on users.id = records.staff_id
    left join batches on batches.id = records.batch_id left join invalid_reasons reason on reason.id = records.reason_id
    order by records.id`,
  cards: sql`
    select ${titleOf('batches.title')} as title, ${titleOf('batches.original_title')} as original, users.username
    from batches join users on users.id = batches.staff_id order by batches.id`,
  reservations: sql`
    select customers.key, users.username, reservations.state, reservations.permanent
    from reservations join customers on customers.id = reservations.customer_id join users on users.id = reservations.staff_id
    order by reservations.id`,
  events: sql`
    select events.act, users.username, events.subject_type, events.subject_id, events.data
    from events left join users on users.id = events.actor_id order by events.id`,
  notifications: sql`
    select users.username, notifications.kind, databases.name, recipients.read_at is null as unread,
      (select count(*) from notification_records told where told.notification_id = notifications.id)::int as records
    from notification_recipients recipients join notifications on notifications.id = recipients.notification_id
    join users on users.id = recipients.user_id left join databases on databases.id = notifications.database_id
    order by users.id, notifications.id`,
} as const;

type Leftover = Readonly<Record<keyof typeof leftovers, readonly unknown[]>>;

/** Reads what a story has left. */
export async function readStory(database: Database): Promise<Leftover> {
  const read = async (name: keyof typeof leftovers): Promise<readonly unknown[]> => (await leftovers[name].execute(database.db)).rows;
  const [records, cards, reservations, events, notifications] = await Promise.all([
    read('records'),
    read('cards'),
    read('reservations'),
    read('events'),
    read('notifications'),
  ]);
  return { records, cards, reservations, events, notifications };
}

/** What a telling leaves, and what it has nothing to show in. */
interface Telling extends Leftover {
  readonly emptyLists: readonly string[];
}

/**
 * Tells two stories at the same time on two databases and reads what each has left. At the same time, so that what depends on
 * how long something takes or on what the planner has learned meanwhile shows. Throws where a figure is not conserved.
 */
export async function tellBoth(one: Plan, other: Plan): Promise<readonly [Telling, Telling]> {
  const tell = (plan: Plan): Promise<Telling> =>
    withDatabase(async (database) => {
      await tellStory(database, plan);
      return { ...(await readStory(database)), emptyLists: await findEmptyLists(database, plan.calendar) };
    });
  return Promise.all([tell(one), tell(other)]);
}
