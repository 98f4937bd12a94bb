import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { assignRecords as endpoint, PassedOver } from '../../../contract/assignments.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { announceEvent } from '../audit/announce-event.ts';
import { appendEvent } from '../audit/append-event.ts';
import { withoutSearch } from '../audit/audit.rules.ts';
import { drawRecords } from './draw-records.ts';
import { giveRecords } from './give-records.ts';
import { makeBatches } from './make-batches.ts';
import { pickRecords } from './pick-records.ts';
import { lockRanks } from './rank-receivers.ts';
import { type Candidate, dealOut, inOrder, sumOf } from './records.rules.ts';
import { requireStaff } from '../users/require-staff.ts';

type Input = z.output<typeof endpoint.body>;
type Output = z.input<typeof endpoint.output>;

interface Choice {
  readonly databaseId: string;
  readonly wishes: ReadonlyMap<string, number>;
  readonly order: 'random' | 'file' | 'picked';
  readonly seed: number | null;
  readonly candidates: readonly Candidate[];
  readonly passedOver: PassedOver;
  readonly endedAt: number | null;
}

type Order = 'random' | 'file';
type DrawnInput = Omit<Extract<Input, { databaseId: string }>, 'order'> & { readonly order: Order };

const seeds = 2 ** 31;

/**
 * Gives records to staff, each receiving staff member one new card (docs/domain.md, Assigning). Gives what there is
 * where fewer qualify than asked. Throws not_found, not_staff, wrong_state,
 * selection_changed.
 */
export async function assignRecords(tx: Tx, actor: Actor, asked: Input): Promise<Output> {
  await requireStaff(tx, asked.staffIds);
  const input = 'databaseId' in asked ? { ...asked, order: asked.order ?? (await usualOrder(tx)) } : asked;
  const eventId = await appendEvent(tx, actor, {
    act: 'records.assign',
    subjectType: 'databaseId' in input ? 'database' : 'records',
    subjectId: 'databaseId' in input ? input.databaseId : null,
    data: { staffIds: input.staffIds, ...chosenBy(input) },
  });
  const choice = 'databaseId' in input ? await drawFrom(tx, input) : await pickRecords(tx, actor, input);
  const hands = inOrder(dealOut(choice.candidates, await rankedWishes(tx, choice)), input.staffIds);
  const receivers = [...hands].filter(([, hand]) => hand.length > 0).map(([staffId]) => staffId);
  const batches = await makeBatches(tx, choice.databaseId, receivers);
  await giveRecords(
    tx,
    receivers.map((staffId) => ({ staffId, batchId: batches.get(staffId) ?? '', recordIds: hands.get(staffId) ?? [] })),
  );
  const assignments = await keepAssignments(tx, actor, eventId, choice, hands, batches);
  await announceEvent(tx, { id: eventId, act: 'records.assign', actor });
  return { assignments, passedOver: choice.passedOver };
}

/** Whoever is to get one more than others comes first, where not all get what they were to. */
async function rankedWishes(tx: Tx, { wishes, candidates, databaseId }: Choice): Promise<ReadonlyMap<string, number>> {
  if (wishes.size === 1 || candidates.length === 0 || candidates.length === sumOf(wishes)) return wishes;
  return inOrder(wishes, await lockRanks(tx, databaseId, [...wishes.keys()]));
}

/** The order of a draw that names none (docs/domain.md, Settings). */
async function usualOrder(tx: Tx): Promise<Order> {
  const { rows } = await sql<{ order: Order }>`select assign_order as "order" from settings`.execute(tx);
  return rows[0]?.order ?? 'random';
}

/** How the records were chosen, for the event. */
function chosenBy(input: Input): Record<string, unknown> {
  if ('databaseId' in input) return { quantity: input.quantity, order: input.order };
  return 'filter' in input ? { filter: withoutSearch(input.filter) } : {};
}

async function drawFrom(tx: Tx, input: DrawnInput): Promise<Choice> {
  const { databaseId, order } = input;
  const known = await tx.selectFrom('databases').select('id').where('id', '=', databaseId).executeTakeFirst();
  if (known === undefined) throw problem('not_found');
  const wishes = new Map(input.staffIds.map((staffId) => [staffId, input.quantity]));
  const seed = input.seed ?? randomInt(seeds);
  const draw = await drawRecords(tx, { databaseId, wishes, order, seed });
  return { databaseId, wishes, order, seed: order === 'random' ? seed : null, ...draw };
}

async function keepAssignments(
  tx: Tx,
  actor: Actor,
  eventId: string,
  choice: Choice,
  hands: ReadonlyMap<string, readonly string[]>,
  batches: ReadonlyMap<string, string>,
): Promise<Output['assignments']> {
  const { passedOver } = choice;
  const staffIds = [...hands.keys()];
  const { rows } = await sql<Output['assignments'][number]>`
    insert into assignments (event_id, database_id, staff_id, batch_id, actor_id, asked, given, draw_order, seed, ended_at_key,
      passed_reserved, passed_do_not_contact, passed_held, passed_archived, passed_duplicate)
    select ${eventId}::bigint, ${choice.databaseId}::bigint, hand.staff_id, hand.batch_id, ${actor.userId}::bigint, hand.asked, hand.given,
      ${choice.order}, ${choice.seed}::integer, ${choice.endedAt}::integer, ${passedOver.reserved}::integer, ${passedOver.doNotContact}::integer,
      ${passedOver.held}::integer, ${passedOver.archived}::integer, ${passedOver.duplicate}::integer
    from unnest(
      ${staffIds}::bigint[],
      ${staffIds.map((staffId) => batches.get(staffId) ?? null)}::bigint[],
      ${staffIds.map((staffId) => choice.wishes.get(staffId) ?? 0)}::integer[],
      ${staffIds.map((staffId) => hands.get(staffId)?.length ?? 0)}::integer[]
    ) with ordinality as hand (staff_id, batch_id, asked, given, place)
    order by hand.place
    returning id, staff_id as "staffId", batch_id as "batchId", asked, given
  `.execute(tx);
  return rows;
}
