import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { HeldChoice } from '../../domain/records/choose-held-records.ts';
import { recallRecords } from '../../domain/records/recall-records.ts';
import { transferRecords } from '../../domain/records/transfer-records.ts';
import { moveReservation } from '../../domain/reservations/move-reservation.ts';
import { releaseReservation } from '../../domain/reservations/release-reservation.ts';
import { reserveCustomer } from '../../domain/reservations/reserve-customer.ts';
import type { Person } from '../builders.ts';
import type { CardModel, HistoryModel, ListModel, Member, RecordModel } from './model.ts';
import { anyNumber, rarely, someNumbers, step } from './step.ts';
import { attempt, cardsOf, pick, pickSome, staffOf, type World } from './world.ts';

interface Choosing {
  readonly by: 'records' | 'card' | 'staff' | 'unvalidated';
  readonly numbers: readonly number[];
  /** Whatever is there, held or not. */
  readonly any: boolean;
}

const choosing: fc.Arbitrary<Choosing> = fc.record({
  by: fc.constantFrom('records', 'records', 'card', 'staff', 'unvalidated'),
  numbers: someNumbers(6),
  any: rarely,
});

interface Chosen {
  readonly choice: HeldChoice;
  readonly records: readonly RecordModel[];
  /** Why the choice cannot be acted upon. */
  readonly refusal: string | null;
}

function choose({ model, staff }: World, { by, numbers, any }: Choosing, except?: Person): Chosen | undefined {
  const [number = 0] = numbers;
  if (by === 'records') {
    const held = model.held().filter((record) => staffOf(record) !== except?.userId);
    const records = pickSome(any ? model.records : held, numbers);
    return records.length === 0 ? undefined : { choice: { recordIds: records.map(({ id }) => id) }, records, refusal: refusalOf(records) };
  }
  if (by === 'card') {
    const card = pick(model.cards, number);
    return card && { choice: { batchId: card.id }, records: model.onCard(card), refusal: null };
  }
  const userId = pick(staff, number)?.userId ?? '';
  const held = model.held(userId);
  if (by === 'staff') return { choice: { staffId: userId }, records: held, refusal: null };
  const unvalidated = held.filter(({ verdict }) => verdict === 'unvalidated');
  return { choice: { staffId: userId, unvalidatedOnly: true }, records: unvalidated, refusal: null };
}

function refusalOf(records: readonly RecordModel[]): string | null {
  if (records.some(({ state }) => state === 'deleted')) return 'not_found';
  return records.some(({ state }) => state !== 'assigned') ? 'wrong_state' : null;
}

/** Takes records back in the model; answers how many went where. */
function takeBack(model: HistoryModel, records: readonly RecordModel[]) {
  const ways = records.map((record) => model.takeBack(record));
  return { recalled: ways.filter((way) => way === 'recalled').length, archived: ways.filter((way) => way === 'archived').length };
}

export const recalling = choosing.map((data) =>
  step('recall', data, async (world) => {
    const chosen = choose(world, data);
    if (chosen === undefined) return;
    const answer = await attempt(world, (tx) => recallRecords(tx, world.admin, chosen.choice));
    assert.deepEqual(answer, chosen.refusal ?? takeBack(world.model, chosen.records));
  }),
);

export const transferring = fc.record({ choosing, to: anyNumber }).map((data) =>
  step('transfer', data, async (world, { choosing: what, to }) => {
    const { model } = world;
    const receiver = pick(world.staff, to);
    const chosen = choose(world, what, receiver);
    if (chosen === undefined || receiver === undefined) return;
    const { choice, records } = chosen;
    const answer = await attempt(world, (tx) => transferRecords(tx, world.admin, { ...choice, toStaffId: receiver.userId }));
    const own = choice.staffId === receiver.userId || records.some((record) => staffOf(record) === receiver.userId);
    const refusal = chosen.refusal ?? (own ? 'same_staff' : null);
    if (typeof answer === 'string' || refusal !== null) return assert.equal(answer, refusal);
    const forbidden = records.filter(({ member }) => member.person.reservedBy !== null && member.person.reservedBy !== receiver.userId);
    const moved = records.filter((record) => !forbidden.includes(record));
    const wholeCards = what.by === 'card' || what.by === 'staff';
    const batchIds = await expectMoved(world, moved, receiver, ({ card }) => (wholeCards ? card : (card?.list ?? null)));
    assert.deepEqual(
      { ...answer, batchIds: answer.batchIds.toSorted() },
      {
        transferred: moved.length,
        ...takeBack(model, forbidden),
        batchIds,
      },
    );
  }),
);

/**
 * Each place the records come from (a card where whole ones are moved, else all cards of a list) became one new card of the
 * receiver, of the same list. Answers the new cards' ids.
 */
async function expectMoved(
  world: World,
  moved: readonly RecordModel[],
  receiver: Person,
  placeOf: (record: RecordModel) => CardModel | ListModel | null,
): Promise<string[]> {
  const { model } = world;
  const known = new Set(model.cards);
  const lists = new Map(moved.map((record) => [record, record.card?.list]));
  const cards = await cardsOf(world, moved);
  const places = new Map(moved.map((record) => [placeOf(record), cards.get(record)]));
  for (const record of moved) {
    const card = cards.get(record);
    assert.equal(card, places.get(placeOf(record)));
    assert.deepEqual([card?.staffId, card?.list, card?.shortfall], [receiver.userId, lists.get(record), 0]);
  }
  const made = new Set([...cards.values()].filter((card) => !known.has(card)));
  assert.equal(made.size, places.size);
  for (const [record, card] of cards) model.give(record, card);
  return [...made].map(({ id }) => id).toSorted();
}

const conflictsOf = ({ model }: World, member: Member, staffId: string): string[] =>
  model
    .held()
    .filter((record) => record.member.person === member.person && staffOf(record) !== staffId)
    .map(({ id }) => id)
    .toSorted((one, other) => Number(one) - Number(other));

export const reserving = fc.record({ member: anyNumber, staff: anyNumber }).map((data) =>
  step('reserve', data, async (world, { member: number, staff }) => {
    const [member, holder] = [pick(world.model.members, number), pick(world.staff, staff)];
    if (member === undefined || holder === undefined) return;
    const { key: customerKey, phone, person } = member;
    const input = {
      productId: world.productId,
      customerKey,
      staffId: holder.userId,
      permanent: false,
      ...(phone === null ? {} : { phone }),
    };
    const answer = await attempt(world, (tx) => reserveCustomer(tx, world.admin, input));
    if (typeof answer === 'string' || person.reservedBy !== null) return assert.equal(answer, 'already_reserved');
    assert.partialDeepStrictEqual(answer, { state: 'active', customerKey, conflicts: conflictsOf(world, member, holder.userId) });
    person.reservedBy = holder.userId;
    world.model.reservations.set(answer.id, { member, staffId: holder.userId });
  }),
);

export const releasing = fc.record({ reservation: anyNumber }).map((data) =>
  step('release', data, async (world, { reservation }) => {
    const [id, kept] = pick([...world.model.reservations], reservation) ?? [];
    if (id === undefined || kept === undefined) return;
    assert.partialDeepStrictEqual(await attempt(world, (tx) => releaseReservation(tx, world.admin, id)), { id, state: 'released' });
    assert.equal(await attempt(world, (tx) => releaseReservation(tx, world.admin, id)), 'conflict');
    kept.member.person.reservedBy = null;
    world.model.reservations.delete(id);
  }),
);

export const handingOver = fc.record({ reservation: anyNumber, staff: anyNumber }).map((data) =>
  step('move reservation', data, async (world, { reservation, staff }) => {
    const [id, kept] = pick([...world.model.reservations], reservation) ?? [];
    const receiver = pick(world.staff, staff);
    if (id === undefined || kept === undefined || receiver === undefined) return;
    const answer = await attempt(world, (tx) => moveReservation(tx, world.admin, { id, staffId: receiver.userId }));
    if (typeof answer === 'string' || kept.staffId === receiver.userId) return assert.equal(answer, 'same_staff');
    assert.partialDeepStrictEqual(answer, { state: 'active', conflicts: conflictsOf(world, kept.member, receiver.userId) });
    kept.member.person.reservedBy = receiver.userId;
    world.model.reservations.delete(id);
    world.model.reservations.set(answer.id, { member: kept.member, staffId: receiver.userId });
  }),
);
