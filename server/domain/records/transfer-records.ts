import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { announceEvent } from '../audit/announce-event.ts';
import { appendEvent } from '../audit/append-event.ts';
import { chooseHeldRecords, choiceOf, type HeldChoice, isOfWholeCards, subjectOf } from './choose-held-records.ts';
import type { LockedRecord } from './lock-records.ts';
import { recallHeld } from './recall-records.ts';
import { cardTitle } from './records.rules.ts';
import { requireStaff } from '../users/require-staff.ts';

export interface Transferred {
  readonly transferred: number;
  readonly recalled: number;
  readonly archived: number;
  readonly batchIds: string[];
}

/** Whether each card that records come from becomes one of the receiver's, or all of a database come to one. */
type Cards = 'kept' | 'gathered';

/**
 * Moves held records to another staff member (docs/domain.md, Transfer). Throws not_found, wrong_state, selection_changed,
 * not_staff, same_staff where the receiver holds one of them already.
 */
export async function transferRecords(tx: Tx, actor: Actor, choice: HeldChoice & { readonly toStaffId: string }): Promise<Transferred> {
  const { toStaffId } = choice;
  if (choice.staffId === toStaffId) throw problem('same_staff');
  const cards = isOfWholeCards(choice) ? 'kept' : 'gathered';
  const eventId = await appendEvent(tx, actor, {
    act: 'records.transfer',
    ...subjectOf(choice),
    data: { toStaffId, cards, ...choiceOf(choice) },
  });
  // Users before persons, as a deactivation locks them.
  await requireStaff(tx, [toStaffId]);
  const held = await chooseHeldRecords(tx, actor, choice);
  if (held.some(({ staffId }) => staffId === toStaffId)) throw problem('same_staff');
  const transferred = await transferHeld(tx, actor, held, { toStaffId, cards });
  await announceEvent(tx, { id: eventId, act: 'records.transfer', actor });
  return transferred;
}

/**
 * Part of an act that has its event: locked, assigned records go to another staff member with their verdicts and notes, on
 * new cards. What an admin wrote to the holder when sending a mark back stays behind. Those whose person is reserved by a
 * third are recalled. The caller has made sure of the receiver (requireStaff) before it locked persons.
 */
export async function transferHeld(
  tx: Tx,
  actor: Actor,
  held: readonly LockedRecord[],
  { toStaffId, cards }: { readonly toStaffId: string; readonly cards: Cards },
): Promise<Transferred> {
  const forbidden = await findReservedForOthers(tx, held, toStaffId);
  const back = await recallHeld(
    tx,
    actor,
    held.filter(({ personId }) => forbidden.has(personId)),
  );
  const moving = held.filter(({ personId }) => !forbidden.has(personId)).map(({ id }) => id);
  const places = await findPlaces(tx, moving, cards);
  return { transferred: moving.length, ...back, batchIds: await moveRecords(tx, moving, places, { toStaffId, cards }) };
}

async function findReservedForOthers(tx: Tx, held: readonly LockedRecord[], toStaffId: string): Promise<Set<string>> {
  const persons = held.map(({ personId }) => personId);
  const reserved = await tx
    .selectFrom('persons')
    .select('id')
    .where(sql<boolean>`id = any(${persons}::bigint[]) and reserved_by <> ${toStaffId}`)
    .execute();
  return new Set(reserved.map(({ id }) => id));
}

/** What goes to one new card: records that are on cards of one database (their own where they have no card), and of one card where cards are kept. */
interface Place {
  readonly databaseId: string;
  /** 0 where records of several cards are gathered, and for those that have no card. */
  readonly source: string;
  readonly title: string;
  readonly originalTitle: string;
}

const placesOf = (recordIds: readonly string[], cards: Cards) => sql`
  select record.id, coalesce(batch.database_id, record.database_id) as database_id, record.batch_id,
    ${cards === 'kept' ? sql`coalesce(record.batch_id, 0)` : sql`0::bigint`} as source
  from records record left join batches batch on batch.id = record.batch_id
  where record.id = any(${recordIds}::bigint[])
`;

/** The titles: the card's where all of a place come from one, as when assigning where they do not. */
async function findPlaces(tx: Tx, recordIds: readonly string[], cards: Cards): Promise<Place[]> {
  type Found = Pick<Place, 'databaseId' | 'source'> & { name: string; today: string; title: string | null; originalTitle: string };
  const { rows } = await sql<Found>`
    select place.database_id as "databaseId", place.source, database.name, business_today() as today, old.title,
      old.original_title as "originalTitle"
    from (
      select database_id, source, case when count(batch_id) = count(*) and min(batch_id) = max(batch_id) then min(batch_id) end as only_batch_id
      from (${placesOf(recordIds, cards)}) moving group by database_id, source
    ) place
    join databases database on database.id = place.database_id
    left join batches old on old.id = place.only_batch_id
    order by place.database_id, place.source
  `.execute(tx);
  return rows.map(({ databaseId, source, name, today, title, originalTitle }) => {
    const usual = cardTitle(name, today);
    return { databaseId, source, title: title ?? usual, originalTitle: title === null ? usual : originalTitle };
  });
}

/** Makes a card for each place and answers their ids. */
async function moveRecords(
  tx: Tx,
  recordIds: readonly string[],
  places: readonly Place[],
  { toStaffId, cards }: { readonly toStaffId: string; readonly cards: Cards },
): Promise<string[]> {
  const listed = <Name extends keyof Place>(name: Name) => places.map((place) => place[name]);
  const { rows } = await sql<{ id: string }>`
    with card as materialized (
      select nextval(pg_get_serial_sequence('batches', 'id')) as id, place.*
      from unnest(${listed('databaseId')}::bigint[], ${listed('source')}::bigint[], ${listed('title')}::text[], ${listed('originalTitle')}::text[])
        as place (database_id, source, title, original_title)
    ), made as (
      insert into batches (id, product_id, module, database_id, staff_id, title, original_title)
      select card.id, database.product_id, database.module, card.database_id, ${toStaffId}::bigint, card.title, card.original_title
      from card join databases database on database.id = card.database_id
      returning id
    ), moved as (
      update records set staff_id = ${toStaffId}::bigint, batch_id = card.id, assigned_at = statement_timestamp(), inherited = false,
        rejected_note = null, rejected_at = null
      from (${placesOf(recordIds, cards)}) moving join card on (card.database_id, card.source) = (moving.database_id, moving.source)
      where records.id = moving.id
    )
    select id from made order by id
  `.execute(tx);
  return rows.map(({ id }) => id);
}
