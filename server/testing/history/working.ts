import assert from 'node:assert/strict';
import fc from 'fast-check';
import { foldCounts } from '../../domain/records/fold-counts.ts';
import { noteWork } from '../../domain/records/note-work.ts';
import { archiveRecords } from '../../domain/validation/archive-records.ts';
import { purgeRecord } from '../../domain/validation/purge-record.ts';
import { rejectVerdict } from '../../domain/validation/reject-verdict.ts';
import { restoreRecord } from '../../domain/validation/restore-record.ts';
import { setVerdict } from '../../domain/validation/set-verdict.ts';
import type { HistoryModel, RecordModel } from './model.ts';
import { anyNumber, rarely, someNumbers, step } from './step.ts';
import { attempt, pick, pickSome, staffOf, type World } from './world.ts';

const idsOf = (records: readonly RecordModel[]) => records.map(({ id }) => id);

/** A staff member marks records, mostly their own; now and then an admin does. */
export const marking = fc
  .record({
    staff: anyNumber,
    records: someNumbers(6),
    any: rarely,
    byAdmin: rarely,
    verdict: fc.constantFrom('unvalidated', 'valid', 'invalid', 'invalid', 'invalid'),
    aboutCustomer: fc.boolean(),
  })
  .map((data) =>
    step('mark', data, async (world, { staff, records, any, byAdmin, verdict, aboutCustomer }) => {
      const { model, marks, reasons } = world;
      const actor = byAdmin ? world.admin : pick(world.staff, staff);
      if (actor === undefined) return;
      const chosen = pickSome(any ? model.records : model.held(byAdmin ? undefined : actor.userId), records);
      if (chosen.length === 0) return;
      const reasonId = verdict === 'invalid' ? reasons[aboutCustomer ? 'aboutCustomer' : 'other'] : undefined;
      const answer = await attempt(world, (tx) => setVerdict(tx, actor, { recordIds: idsOf(chosen), verdict, reasonId }));
      const missing = chosen.some((record) => record.state === 'deleted' || (actor.role === 'staff' && staffOf(record) !== actor.userId));
      if (missing || chosen.some(({ state }) => state !== 'assigned')) return assert.equal(answer, missing ? 'not_found' : 'wrong_state');
      const changed = chosen.filter((one) => one.verdict !== verdict || (verdict === 'invalid' && one.aboutCustomer !== aboutCustomer));
      assert.deepEqual(answer, { changed: changed.length });
      for (const record of changed) {
        if (verdict !== 'invalid' && record.verdict === 'invalid') marks.undone(record);
        if (verdict === 'invalid' && record.verdict !== 'invalid') marks.marked(record, actor.userId);
        model.mark(record, verdict, aboutCustomer);
      }
    }),
  );

/** What can be done with some invalid records: all of them are, or nothing is. */
const processing = (name: string, act: (world: World, records: readonly RecordModel[]) => Promise<unknown>) =>
  fc.record({ records: someNumbers(6), any: rarely }).map((data) =>
    step(name, data, async (world, { records, any }) => {
      const chosen = pickSome(any ? world.model.records : waiting(world.model), records);
      if (chosen.length > 0) await act(world, chosen);
    }),
  );

/** Records marked invalid that wait to be processed. */
export const waiting = (model: HistoryModel): RecordModel[] => model.held().filter(({ verdict }) => verdict === 'invalid');

/** Why the chosen cannot be processed as invalid; null where they can. */
export function refusalToProcess(chosen: readonly RecordModel[]): string | null {
  if (chosen.some(({ state }) => state === 'deleted')) return 'not_found';
  return chosen.every(({ state, verdict }) => state === 'assigned' && verdict === 'invalid') ? null : 'wrong_state';
}

export const rejecting = processing('reject', async (world, chosen) => {
  const answer = await attempt(world, (tx) => rejectVerdict(tx, world.admin, idsOf(chosen), 'cek ulang'));
  assert.deepEqual(answer, refusalToProcess(chosen) ?? { changed: chosen.length });
  if (refusalToProcess(chosen) !== null) return;
  for (const record of chosen) {
    world.marks.undone(record);
    world.model.mark(record, 'unvalidated', false);
  }
});

export const archiving = processing('archive', async (world, chosen) => {
  const answer = await attempt(world, (tx) => archiveRecords(tx, world.admin, idsOf(chosen)));
  assert.deepEqual(answer, refusalToProcess(chosen) ?? { archived: chosen.length });
  if (refusalToProcess(chosen) === null) for (const record of chosen) world.model.archive(record);
});

export const restoring = fc.record({ record: anyNumber, any: rarely, to: fc.constantFrom('pool', 'batch') }).map((data) =>
  step('restore', data, async (world, { record: number, any, to }) => {
    const { model } = world;
    const archived = model.records.filter(({ state }) => state === 'archived');
    const record = pick(any ? model.records : archived, number);
    if (record === undefined) return;
    const answer = await attempt(world, (tx) => restoreRecord(tx, world.admin, record.id, to));
    const refusal = refusalToRestore(model, record, to);
    assert.deepEqual(
      answer,
      refusal ?? (to === 'pool' ? { state: 'available', batchId: null } : { state: 'assigned', batchId: record.lastCard?.id }),
    );
    if (refusal !== null) return;
    model.unlink(record);
    if (to === 'pool' || record.lastCard === null) return model.release(record);
    model.mark(record, 'unvalidated', false);
    model.give(record, record.lastCard);
  }),
);

function refusalToRestore(model: HistoryModel, record: RecordModel, to: 'pool' | 'batch'): string | null {
  const { state, member, lastCard } = record;
  if (state !== 'archived') return state === 'deleted' ? 'not_found' : 'wrong_state';
  if (to === 'pool') return null;
  const { reservedBy } = member.person;
  if (reservedBy !== null && reservedBy !== lastCard?.staffId) return 'already_reserved';
  const sameModule = (other: RecordModel) => model.holdAcrossModules || other.list.module === record.list.module;
  const held = model.held().some((other) => other.member.person === member.person && sameModule(other));
  return held ? 'person_held' : null;
}

export const purging = fc.record({ record: anyNumber, any: rarely }).map((data) =>
  step('purge', data, async (world, { record: number, any }) => {
    const archived = world.model.records.filter(({ state }) => state === 'archived');
    const record = pick(any ? world.model.records : archived, number);
    if (record === undefined) return;
    const { state } = record;
    const answer = await attempt(world, (tx) => purgeRecord(tx, world.admin, record.id));
    assert.equal(answer, state === 'archived' ? undefined : state === 'deleted' ? 'not_found' : 'wrong_state');
    if (state === 'archived') record.state = 'deleted';
  }),
);

/** **Jangan hubungi lagi**, set and taken back by whoever holds a record of the person. */
export const barring = fc.record({ record: anyNumber, doNotContact: fc.boolean() }).map((data) =>
  step('do not contact', data, async (world, { record: number, doNotContact }) => {
    const record = pick(world.model.held(), number);
    const holder = world.staff.find(({ userId }) => record !== undefined && userId === staffOf(record));
    if (record === undefined || holder === undefined) return;
    await attempt(world, (tx) => noteWork(tx, holder, record.id, { doNotContact }));
    record.member.person.doNotContact = doNotContact;
  }),
);

/** What the program does by itself now and then; nobody sees a difference. */
export const folding = fc.constant(null).map((data) =>
  step('fold counts', data, async (world) => {
    await attempt(world, foldCounts);
  }),
);
