import assert from 'node:assert/strict';
import { findDatabases } from '../../domain/databases/databases.queries.ts';
import { findNotifications, readBadgeCounts } from '../../domain/notifications/notifications.queries.ts';
import { foreseeAssignment } from '../../domain/records/assignments.queries.ts';
import { findBatches } from '../../domain/records/batches.queries.ts';
import { findRecords } from '../../domain/records/records.queries.ts';
import { findReservations } from '../../domain/reservations/reservations.queries.ts';
import { findUser } from '../../domain/users/users.queries.ts';
import { findConflicts } from '../../domain/validation/conflicts.queries.ts';
import { findArchive, findInvalidRecords } from '../../domain/validation/validation.queries.ts';
import type { Person } from '../builders.ts';
import type { CardModel, RecordModel } from './model.ts';
import { staffOf, type World } from './world.ts';

export type Badges = Awaited<ReturnType<typeof readBadgeCounts>>;

const everything = { page: 1, pageSize: 500 } as const;
const modules = ['normal', 'bonanza', 'memberwd'] as const;
const byId = <Item extends { id: string }>(items: readonly Item[]): Item[] =>
  items.toSorted((one, other) => Number(one.id) - Number(other.id));

/** Asks every figure the program gives of the world, and the model for the same. */
export async function expectFigures(world: World): Promise<void> {
  await Promise.all([
    expectLists(world),
    expectRecords(world),
    expectCards(world),
    expectWaiting(world),
    expectConflicts(world),
    expectBadges(world, world.watcher),
    expectForesight(world),
    expectReservations(world),
    ...world.staff.map((one) => expectOwn(world, one)),
  ]);
}

function countsOf({ model }: World, records: readonly RecordModel[]) {
  const count = (wanted: (record: RecordModel) => boolean) => records.filter(wanted).length;
  const assigned = records.filter(({ state }) => state === 'assigned');
  const verdict = (wanted: string) => assigned.filter((record) => record.verdict === wanted).length;
  return {
    imported: records.length,
    total: count(({ state }) => state !== 'deleted'),
    available: count(({ state }) => state === 'available'),
    assigned: assigned.length,
    archived: count(({ state }) => state === 'archived'),
    deleted: count(({ state }) => state === 'deleted'),
    unvalidated: verdict('unvalidated'),
    valid: verdict('valid'),
    invalid: verdict('invalid'),
    conflict: count((record) => model.isOpenConflict(record)),
  };
}

async function expectLists(world: World): Promise<void> {
  const { database, watcher, productId, model } = world;
  const answer = await findDatabases(database.db, watcher, { ...everything, productId, sort: 'importedAt' });
  const lists = answer.items.map((item) => ('receipt' in item ? { id: item.id, counts: item.counts, receipt: item.receipt } : item));
  const expected = model.lists.map((list) => {
    const counts = countsOf(world, model.of(list));
    const { duplicateInFile, existing } = list.rejected;
    const rows = counts.imported + duplicateInFile + existing;
    return {
      id: list.id,
      counts,
      receipt: { rows, imported: counts.imported, ...list.rejected, emptyKey: 0, unreadable: 0, phonesUnreadable: 0 },
    };
  });
  assert.deepEqual(
    { lists: byId(lists), sums: 'counts' in answer && answer.counts },
    {
      lists: byId(expected),
      sums: countsOf(world, model.records),
    },
  );
}

/** Every record as it is, and the counts of the filters that lead to it. */
async function expectRecords(world: World): Promise<void> {
  const { database, watcher, productId, model } = world;
  const { items } = (await findRecords(database.db, watcher, { ...everything, productId, sort: 'rowNumber' })).read();
  const seen = items.map((record) => ({
    id: record.id,
    customerKey: record.customerKey,
    state: record.state,
    holder: record.staffId,
    card: record.batchId,
    verdict: record.verdict,
    reason: record.reasonId,
    conflict: record.conflict?.staffId ?? null,
    kept: record.conflict?.kept ?? false,
    doNotContact: record.doNotContact,
    links: [record.replaces, record.replacedBy],
    last: [record.lastStaffId, record.lastBatchId],
  }));
  const there = model.records.filter(({ state }) => state !== 'deleted');
  const expected = there.map((record) => ({
    id: record.id,
    customerKey: record.member.key,
    state: record.state,
    holder: record.card?.staffId ?? null,
    card: record.card?.id ?? null,
    verdict: record.verdict,
    reason: record.verdict === 'invalid' ? world.reasons[record.aboutCustomer ? 'aboutCustomer' : 'other'] : null,
    conflict: model.isConflict(record) ? record.member.person.reservedBy : null,
    kept: model.isKept(record),
    doNotContact: record.member.person.doNotContact,
    links: [record.replaces?.id ?? null, record.replacedBy?.id ?? null],
    last: [record.lastCard?.staffId ?? null, record.lastCard?.id ?? null],
  }));
  assert.deepEqual(byId(seen), byId(expected));
  const invalid = (
    await findRecords(database.db, watcher, {
      ...everything,
      productId,
      sort: 'rowNumber',
      state: 'assigned',
      verdict: 'invalid',
    })
  ).read();
  const conflicts = (await findRecords(database.db, watcher, { ...everything, productId, sort: 'rowNumber', conflict: true })).read();
  const { invalid: marked, conflict } = countsOf(world, model.records);
  assert.deepEqual([invalid.total, conflicts.total], [marked, conflict]);
}

function cardFigures({ model }: World, card: CardModel) {
  const records = model.onCard(card);
  const verdict = (wanted: string) => records.filter((record) => record.verdict === wanted).length;
  const counts = { total: records.length, unvalidated: verdict('unvalidated'), valid: verdict('valid'), invalid: verdict('invalid') };
  const past = model.records.filter(({ state, lastCard }) => lastCard === card && (state === 'archived' || state === 'deleted'));
  return {
    id: card.id,
    holder: card.staffId,
    list: card.list.id,
    shortfall: card.shortfall,
    counts: { ...counts, conflict: records.filter((record) => model.isOpenConflict(record)).length },
    replaced: past.filter(({ replacedBy }) => replacedBy !== null).length,
    fresh: records.filter(({ replaces, verdict: own }) => replaces !== null && own === 'unvalidated').length,
  };
}

async function expectCards(world: World): Promise<void> {
  const { database, watcher, productId, model } = world;
  const query = { ...everything, productId, sort: 'assignedAt' } as const;
  const [full, emptied] = [
    await findBatches(database.db, watcher, query),
    await findBatches(database.db, watcher, { ...query, empty: true }),
  ];
  const seen = [...full.items, ...emptied.items].map(({ id, staffId: holder, databaseId: list, shortfall, counts, replaced, fresh }) => ({
    id,
    holder,
    list,
    shortfall,
    counts,
    replaced,
    fresh,
  }));
  assert.deepEqual(byId(seen), byId(model.cards.map((card) => cardFigures(world, card))));
  const { assigned: total, unvalidated, valid, invalid, conflict } = countsOf(world, model.records);
  assert.deepEqual([full.counts, full.ungrouped], [{ total, unvalidated, valid, invalid, conflict }, 0]);
  assert.equal(emptied.total, model.cards.filter((card) => model.onCard(card).length === 0).length);
}

/** The banner, the archive, and what admins were told of marks. */
async function expectWaiting(world: World): Promise<void> {
  const { database, watcher, productId, model, marks } = world;
  const { groups, total } = await findInvalidRecords(database.db, { productId });
  const waiting = model.held().filter(({ verdict }) => verdict === 'invalid');
  const share = (staffId: string, module: string) => model.held(staffId).filter(({ list }) => list.module === module);
  const expected = new Map<string, object>();
  for (const { card, list } of waiting) {
    const recordIds = byId(waiting.filter((one) => one.card === card && one.list === list)).map(({ id }) => id);
    const holding = share(card?.staffId ?? '', list.module);
    expected.set(`${card?.id} ${list.id}`, {
      staffId: card?.staffId,
      batchId: card?.id,
      databaseId: list.id,
      count: recordIds.length,
      recordIds,
      replaceable: Math.min(recordIds.length, model.eligible(model.of(list), [card?.staffId ?? '']).size),
      staffHolding: holding.length,
      staffInvalid: holding.filter(({ verdict }) => verdict === 'invalid').length,
    });
  }
  const seen = new Map(
    groups.map(({ staffId, batchId, databaseId, count, recordIds, replaceable, staffHolding, staffInvalid }) => {
      const group = { staffId, batchId, databaseId, count, recordIds, replaceable, staffHolding, staffInvalid };
      return [`${batchId} ${databaseId}`, group] as const;
    }),
  );
  assert.deepEqual([seen, total], [expected, waiting.length]);
  const archive = await findArchive(database.db, { ...everything, productId, sort: 'archivedAt' });
  assert.deepEqual(
    archive.items.map(({ id }) => id).toSorted(),
    model.records
      .filter(({ state }) => state === 'archived')
      .map(({ id }) => id)
      .toSorted(),
  );
  const told = (await findNotifications(database.db, watcher, everything)).items.filter(({ kind }) => kind === 'records_marked_invalid');
  const sorted = (counts: readonly { staffId: string | null; databaseId: string | null; count: number }[]) =>
    counts.map(({ staffId, databaseId, count }) => `${staffId} in ${databaseId}: ${count}`).toSorted();
  assert.deepEqual(sorted(told), sorted(marks.counts()));
}

/** The list of conflicts that wait, and that of those that were left. */
async function expectConflicts({ database, watcher, productId, model }: World): Promise<void> {
  for (const kept of [false, true]) {
    const { items, total } = await findConflicts(database.db, watcher, { ...everything, productId, kept, sort: 'since' });
    const expected = model.records.filter((record) => (kept ? model.isKept(record) : model.isOpenConflict(record)));
    const seen = items.map((one) => ({ id: one.recordId, holder: one.staffId, reserver: one.reservedById, kept: one.kept !== null }));
    assert.deepEqual(
      byId(seen),
      byId(expected.map((record) => ({ id: record.id, holder: staffOf(record), reserver: record.member.person.reservedBy, kept }))),
    );
    assert.equal(total, expected.length);
  }
}

async function expectBadges(world: World, viewer: Person): Promise<void> {
  const { database, model, before } = world;
  const staff = viewer.role === 'staff';
  const held = model.held(staff ? viewer.userId : undefined);
  const invalid = (module: string) => held.filter((record) => record.list.module === module && record.verdict === 'invalid').length;
  const badges = await readBadgeCounts(database.db, viewer);
  const rest = staff ? { invalid: { normal: 0, bonanza: 0, memberwd: 0 }, conflicts: 0, unvalidated: 0 } : before;
  const seen = modules.map((module) => badges.invalid[module] - rest.invalid[module]);
  assert.deepEqual(
    [...seen, badges.conflicts - rest.conflicts, badges.unvalidated - rest.unvalidated],
    [
      ...modules.map(invalid),
      held.filter((record) => model.isOpenConflict(record)).length,
      held.filter(({ verdict }) => verdict === 'unvalidated').length,
    ],
  );
}

/** What each preview says: for each staff member alone, and for all of them. */
async function expectForesight({ database, watcher, model, staff }: World): Promise<void> {
  const all = staff.map(({ userId }) => userId);
  for (const list of model.lists) {
    for (const staffIds of [all, ...all.map((id) => [id])]) {
      const input = { databaseId: list.id, staffIds, quantity: 1, order: 'file' } as const;
      const { shares, ...foreseen } = await foreseeAssignment(database.db, watcher, input);
      assert.deepEqual(foreseen, model.foresee(model.of(list), staffIds));
      const most = model.mostToGive(model.of(list), new Map(staffIds.map((id) => [id, 1])));
      assert.equal(
        shares.reduce((sum, { given }) => sum + given, 0),
        most,
      );
    }
  }
}

async function expectReservations({ database, watcher, productId, model }: World): Promise<void> {
  const { items } = await findReservations(database.db, watcher, { ...everything, productId, state: 'active', sort: 'requestedAt' });
  const active = [...model.reservations].map(([id, { member, staffId }]) => ({ id, customerKey: member.key, staffId }));
  assert.deepEqual(byId(items.map(({ id, customerKey, staffId }) => ({ id, customerKey, staffId }))), byId(active));
}

/** What a staff member sees is what they hold, and their cards show all of it. */
async function expectOwn(world: World, viewer: Person): Promise<void> {
  const { database, model } = world;
  const held = model.held().filter((record) => staffOf(record) === viewer.userId);
  const records = (await findRecords(database.db, viewer, { ...everything, sort: 'rowNumber' })).read();
  assert.deepEqual(
    byId(records.items).map(({ id }) => id),
    byId(held).map(({ id }) => id),
  );
  const cards = await findBatches(database.db, viewer, { ...everything, sort: 'assignedAt' });
  assert.equal(cards.counts.total, held.length);
  const { holding } = await findUser(database.db, viewer.userId);
  const workOf = (work: readonly RecordModel[]) => ({
    assigned: work.length,
    unvalidated: work.filter(({ verdict }) => verdict === 'unvalidated').length,
  });
  assert.deepEqual(holding, {
    ...workOf(held),
    reserved: [...model.reservations.values()].filter(({ staffId }) => staffId === viewer.userId).length,
    modules: Object.fromEntries(modules.map((module) => [module, workOf(held.filter(({ list }) => list.module === module))])),
  });
  await expectBadges(world, viewer);
}
