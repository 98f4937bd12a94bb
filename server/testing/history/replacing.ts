import assert from 'node:assert/strict';
import fc from 'fast-check';
import { replaceRecords } from '../../domain/validation/replace-records.ts';
import type { CardModel, ListModel, RecordModel } from './model.ts';
import { anyNumber, rarely, someNumbers, step } from './step.ts';
import { attempt, pick, pickSome, type World } from './world.ts';
import { refusalToProcess, waiting } from './working.ts';

type Replaced = Awaited<ReturnType<typeof replaceRecords>>;
type Pair = Replaced['pairs'][number];

const byId = (records: readonly RecordModel[]) => records.toSorted((one, other) => Number(one.id) - Number(other.id));

/** Invalid records give way to new ones on the same cards, from their own list and perhaps another one. */
export const replacing = fc.record({ records: someNumbers(6), any: rarely, filler: fc.option(anyNumber) }).map((data) =>
  step('replace', data, async (world, { records, any, filler }) => {
    const { model } = world;
    const chosen = byId(pickSome(any ? model.records : waiting(model), records));
    const fill = filler === null ? undefined : pick(model.lists, filler);
    if (chosen.length === 0) return;
    const input = { recordIds: chosen.map(({ id }) => id), ...(fill === undefined ? {} : { fillFromDatabaseId: fill.id }) };
    const answer = await attempt(world, (tx) => replaceRecords(tx, world.admin, input));
    const misfit = fill !== undefined && chosen.some(({ list }) => list.module !== fill.module) ? 'other_module_or_product' : null;
    const refusal = refusalToProcess(chosen) ?? misfit;
    if (typeof answer === 'string' || refusal !== null) return assert.equal(answer, refusal);
    const left = [...answer.pairs];
    for (const group of groupsOf(chosen)) {
      // Read before anything is replaced: what goes to the archive leaves its card.
      const [{ card, list }] = group;
      const sources = [list, ...(fill === undefined || fill === list ? [] : [fill])];
      for (const source of sources) expectReplaced(world, { card, group, source, left });
    }
    const replaced = answer.pairs.length;
    assert.partialDeepStrictEqual(answer, { archived: replaced, replaced, shortfall: chosen.length - replaced });
    assert.deepEqual(left, []);
  }),
);

/** By card and list, in the order in which each has its first record. */
function groupsOf(records: readonly RecordModel[]): [RecordModel, ...RecordModel[]][] {
  const groups: [RecordModel, ...RecordModel[]][] = [];
  for (const record of records) {
    const group = groups.find(([first]) => first.card === record.card && first.list === record.list);
    if (group === undefined) groups.push([record]);
    else group.push(record);
  }
  return groups;
}

interface Replacing {
  readonly card: CardModel | null;
  /** Those still to be replaced. */
  readonly group: RecordModel[];
  readonly source: ListModel;
  /** Pairs of the answer that have not been looked at. */
  readonly left: Pair[];
}

/** From one list as many as the rules allow, each for the next record of the group, and given by the rules of assigning. */
function expectReplaced({ model }: World, { card, group, source, left }: Replacing): void {
  if (card === null) return;
  const most = Math.min(group.length, model.eligible(model.of(source), [card.staffId]).size);
  const pairs = left.splice(0, most);
  const replaced = group.splice(0, most);
  const replacements = pairs.flatMap(({ replacementId }) => model.of(source).find(({ id }) => id === replacementId) ?? []);
  assert.deepEqual(
    pairs.map(({ recordId, batchId }) => [recordId, batchId]),
    replaced.map(({ id }) => [id, card.id]),
  );
  assert.deepEqual(
    replacements.map((record) => [record.state, model.reasonAgainst(record, [card.staffId])]),
    pairs.map(() => ['available', null]),
  );
  assert.equal(new Set(replacements.map(({ member }) => member.person)).size, most);
  for (const record of replaced) model.archive(record);
  replacements.forEach((replacement, index) => {
    const record = replaced[index];
    if (record !== undefined) model.replace(record, replacement, card);
  });
}
