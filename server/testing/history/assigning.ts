import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PassedOver } from '../../../contract/assignments.ts';
import { assignRecords } from '../../domain/records/assign-records.ts';
import type { PassedOverReason, PersonModel, RecordModel } from './model.ts';
import { anyNumber, rarely, someNumbers, step } from './step.ts';
import { attempt, cardsOf, pick, pickSome, type World } from './world.ts';

/** A quantity from a list for each of some staff. */
export const assigning = fc
  .record({
    list: anyNumber,
    staff: someNumbers(3),
    quantity: fc.integer({ min: 1, max: 6 }),
    order: fc.constantFrom('file', 'random'),
    seed: fc.nat(2 ** 31 - 1),
  })
  .map((data) =>
    step('assign', data, async (world, { list: wanted, staff, quantity, order, seed }) => {
      const list = pick(world.model.lists, wanted);
      if (list === undefined) return;
      const staffIds = pickSome(world.staff, staff).map(({ userId }) => userId);
      const offer = new Offer(world, world.model.of(list), new Map(staffIds.map((staffId) => [staffId, quantity])));
      const answer = await attempt(world, (tx) => assignRecords(tx, world.admin, { databaseId: list.id, staffIds, quantity, order, seed }));
      const given = await offer.takeOver(answer);
      // In random order the ones in between are known to nobody, unless all were looked at.
      if (order === 'file') assert.deepEqual(offer.passedOver, offer.onTheWayTo(given, staffIds.length * quantity));
      else if (given.size < staffIds.length * quantity) assert.equal(sumOf(offer.passedOver) + given.size, offer.available);
      else assert.ok(sumOf(offer.passedOver) + given.size <= offer.available);
    }),
  );

/** Hand-picked records, which must all be available and of one module. */
export const picking = fc.record({ records: someNumbers(6), staff: someNumbers(3), any: rarely }).map((data) =>
  step('pick', data, async (world, { records, staff, any }) => {
    const { model } = world;
    const free = model.records.filter(({ state }) => state === 'available');
    const picked = pickSome(any ? model.records : free, records);
    if (picked.length === 0) return;
    const staffIds = pickSome(world.staff, staff).map(({ userId }) => userId);
    const ranked = model.ranked(picked[0]?.list.module ?? '', staffIds);
    const wishes = staffIds.map((staffId) => [staffId, Math.ceil((picked.length - ranked.indexOf(staffId)) / staffIds.length)] as const);
    const offer = new Offer(world, picked, new Map(wishes.filter(([, wish]) => wish > 0)));
    const answer = await attempt(world, (tx) => assignRecords(tx, world.admin, { recordIds: picked.map(({ id }) => id), staffIds }));
    if (typeof answer === 'string') assert.equal(answer, refusalOf(picked));
    if (refusalOf(picked) !== null) return assert.equal(answer, refusalOf(picked));
    const given = await offer.takeOver(answer);
    assert.deepEqual(offer.passedOver, offer.onTheWayTo(given, Infinity));
  }),
);

function refusalOf(picked: readonly RecordModel[]): string | null {
  if (picked.some(({ state }) => state === 'deleted')) return 'not_found';
  if (picked.some(({ state }) => state !== 'available')) return 'wrong_state';
  return new Set(picked.map(({ list }) => list.module)).size > 1 ? 'records_of_several_databases' : null;
}

const sumOf = (counts: PassedOver) => Object.values(counts).reduce((sum, count) => sum + count, 0);

type Assigned = Awaited<ReturnType<typeof assignRecords>>;

/** Records as they stood before an assigning, to hold against the rules what it did. */
class Offer {
  passedOver: PassedOver = { reserved: 0, doNotContact: 0, held: 0, archived: 0, duplicate: 0 };
  readonly #world: World;
  readonly #wishes: ReadonlyMap<string, number>;
  /** Of available records, in the order of the act: why each may be given to nobody. */
  readonly #reasons: ReadonlyMap<RecordModel, PassedOverReason | null>;
  readonly #most: number;
  readonly #module: string;

  constructor(world: World, records: readonly RecordModel[], wishes: ReadonlyMap<string, number>) {
    const available = records.filter(({ state }) => state === 'available');
    this.#world = world;
    this.#wishes = wishes;
    this.#reasons = new Map(available.map((record) => [record, world.model.reasonAgainst(record, [...wishes.keys()])]));
    this.#most = world.model.mostToGive(records, wishes);
    this.#module = records[0]?.list.module ?? '';
  }

  get available(): number {
    return this.#reasons.size;
  }

  /** Takes over into the model what was given, if the rules allow it. */
  async takeOver(answer: Assigned | string): Promise<Set<RecordModel>> {
    if (typeof answer === 'string') throw new Error(`The assigning was refused: ${answer}`);
    const { model } = this.#world;
    this.passedOver = answer.passedOver;
    const cards = await cardsOf(this.#world, [...this.#reasons.keys()]);
    const given = [...cards.keys()];
    assert.equal(given.length, this.#most);
    assert.equal(new Set(given.map(({ member }) => member.person)).size, given.length);
    for (const [record, { staffId }] of cards) assert.deepEqual([record.id, model.reasonAgainst(record, [staffId])], [record.id, null]);
    const hands = [...this.#wishes].map(([staffId, asked]) => ({
      staffId,
      asked,
      got: given.filter((record) => cards.get(record)?.staffId === staffId),
    }));
    const told = answer.assignments.map(({ staffId, asked, given: count, batchId }) => ({ staffId, asked, count, batchId }));
    const card = (record: RecordModel | undefined) => (record === undefined ? null : (cards.get(record)?.id ?? null));
    assert.deepEqual(
      told,
      hands.map(({ staffId, asked, got }) => ({ staffId, asked, count: got.length, batchId: card(got[0]) })),
    );
    expectEven(hands);
    expectInTurn(hands, model.ranked(this.#module, [...this.#wishes.keys()]));
    for (const { staffId, got } of hands) model.noteAssigned(this.#module, staffId, got.length);
    for (const [record, place] of cards) model.give(record, place);
    return new Set(given);
  }

  /** Passed over in the order of the act, until as many as were asked for had been given. */
  onTheWayTo(given: ReadonlySet<RecordModel>, asked: number): PassedOver {
    const passedOver = { reserved: 0, doNotContact: 0, held: 0, archived: 0, duplicate: 0 };
    const drawn = new Set<PersonModel>();
    for (const [record, reason] of this.#reasons) {
      if (drawn.size === asked) break;
      if (given.has(record)) drawn.add(record.member.person);
      // What is reserved for a receiver who has enough is passed over as reserved.
      else passedOver[reason ?? (drawn.has(record.member.person) ? 'duplicate' : 'reserved')] += 1;
    }
    return passedOver;
  }
}

interface Hand {
  readonly staffId: string;
  readonly asked: number;
  readonly got: readonly RecordModel[];
}

const ownOf = ({ staffId, got }: Hand) => got.filter(({ member }) => member.person.reservedBy === staffId).length;

/** What was left over went to those whose turn it was. */
function expectInTurn(hands: readonly Hand[], ranked: readonly string[]): void {
  const outOfTurn = hands.filter((more) =>
    hands.some(
      (less) =>
        more.got.length === less.got.length + 1 &&
        more.got.length > ownOf(more) &&
        less.got.length < less.asked &&
        ranked.indexOf(less.staffId) < ranked.indexOf(more.staffId),
    ),
  );
  assert.deepEqual(outOfTurn, []);
}

/** The same number for each, give or take one, but for what is reserved for one of them. */
function expectEven(hands: readonly Hand[]): void {
  const uneven = hands.filter((more) =>
    hands.some((less) => more.got.length > less.got.length + 1 && more.got.length > ownOf(more) && less.got.length < less.asked),
  );
  assert.deepEqual(uneven, []);
}
