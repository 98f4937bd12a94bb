import assert from 'node:assert/strict';
import fc from 'fast-check';
import { resolveConflicts } from '../../domain/validation/resolve-conflicts.ts';
import type { RecordModel } from './model.ts';
import { rarely, someNumbers, step } from './step.ts';
import { attempt, pickSome, staffOf, type World } from './world.ts';

type Resolved = Awaited<ReturnType<typeof resolveConflicts>>;

const actions = ['recall', 'replace', 'keep', 'moveReservation'] as const;

const byId = (records: readonly RecordModel[]) => records.toSorted((one, other) => Number(one.id) - Number(other.id));

/** An admin resolves conflicts; now and then of records that are in none. */
export const resolving = fc.record({ records: someNumbers(3), any: rarely, action: fc.constantFrom(...actions) }).map((data) =>
  step('resolve', data, async (world, { records, any, action }) => {
    const { model } = world;
    const chosen = byId(pickSome(any ? model.records : model.records.filter((record) => model.isConflict(record)), records));
    if (chosen.length === 0) return;
    const recordIds = chosen.map(({ id }) => id);
    const answer = await attempt(world, (tx) => resolveConflicts(tx, world.admin, { recordIds, action, note: 'sudah kenal' }));
    const refusal = refusalToResolve(world, chosen, action);
    if (typeof answer === 'string' || refusal !== null) return assert.equal(answer, refusal);
    assert.equal(answer.resolved, chosen.length - answer.shortfall);
    if (action === 'recall') expectRecalled(world, chosen, answer);
    if (action === 'replace') expectReplaced(world, chosen, answer);
    if (action === 'keep') for (const record of chosen) model.kept.add(`${record.id} ${model.reservationOf(record.member.person)}`);
    if (action === 'moveReservation') await expectMoved(world, chosen, answer);
  }),
);

function refusalToResolve({ model }: World, chosen: readonly RecordModel[], action: (typeof actions)[number]): string | null {
  if (chosen.some(({ state }) => state === 'deleted')) return 'not_found';
  if (chosen.some((record) => !model.isConflict(record))) return 'conflict_ended';
  const holders = (record: RecordModel) => chosen.filter((other) => other.member.person === record.member.person).map(staffOf);
  return action === 'moveReservation' && chosen.some((record) => new Set(holders(record)).size > 1) ? 'several_holders' : null;
}

function expectRecalled({ model }: World, chosen: readonly RecordModel[], answer: Resolved): void {
  const ways = chosen.map((record) => model.takeBack(record));
  const count = (way: string) => ways.filter((one) => one === way).length;
  assert.deepEqual([answer.recalled, answer.archived], [count('recalled'), count('archived')]);
}

/** On each card as many as the rules of assigning give for it, and nothing leaves a card without a replacement. */
function expectReplaced({ model }: World, chosen: readonly RecordModel[], answer: Resolved): void {
  const left = [...answer.pairs];
  const went = { recalled: 0, archived: 0 };
  const groups = new Set(chosen.map(({ card, list }) => `${card?.id} ${list.id}`));
  for (const group of groups) {
    const leaving = chosen.filter(({ card, list, state }) => state === 'assigned' && `${card?.id} ${list.id}` === group);
    const [first] = leaving;
    const card = first?.card ?? null;
    if (first === undefined || card === null) continue;
    const most = Math.min(leaving.length, model.eligible(model.of(first.list), [card.staffId]).size);
    const pairs = left.splice(0, most);
    assert.deepEqual(
      pairs.map(({ recordId, batchId }) => [recordId, batchId]),
      leaving.slice(0, most).map(({ id }) => [id, card.id]),
    );
    const replacements = pairs.flatMap(({ replacementId }) => model.of(first.list).find(({ id }) => id === replacementId) ?? []);
    for (const record of replacements) assert.equal(record.state, 'available');
    for (const record of replacements) assert.equal(model.reasonAgainst(record, [card.staffId]), null);
    assert.equal(new Set(replacements.map(({ member }) => member.person)).size, most);
    leaving.slice(0, most).forEach((record, index) => {
      const way = model.takeBack(record);
      went[way] += 1;
      const replacement = replacements[index];
      if (replacement === undefined) return;
      if (way === 'archived') model.replace(record, replacement, card);
      else model.give(replacement, card);
    });
  }
  assert.deepEqual(left, []);
  assert.deepEqual(
    [answer.recalled, answer.archived, answer.shortfall],
    [went.recalled, went.archived, chosen.length - answer.pairs.length],
  );
}

/** The reservation is now the holder's; what others hold of the person is in conflict with it. */
async function expectMoved({ model, database }: World, chosen: readonly RecordModel[], answer: Resolved): Promise<void> {
  for (const record of chosen) {
    const { person } = record.member;
    const before = model.reservationOf(person) ?? '';
    const kept = model.reservations.get(before);
    const holder = staffOf(record);
    if (kept === undefined || holder === undefined || kept.staffId === holder) continue;
    person.reservedBy = holder;
    model.reservations.delete(before);
    const { id } = await database.db
      .selectFrom('records')
      .innerJoin('active_reservations', 'active_reservations.person_id', 'records.person_id')
      .where('records.id', '=', record.id)
      .select('active_reservations.id')
      .executeTakeFirstOrThrow();
    model.reservations.set(id ?? '', { member: kept.member, staffId: holder });
  }
  const persons = new Set(chosen.map(({ member }) => member.person));
  const others = model.records.filter((record) => persons.has(record.member.person) && model.isConflict(record));
  assert.deepEqual(
    answer.conflicts,
    byId(others).map(({ id }) => id),
  );
}
