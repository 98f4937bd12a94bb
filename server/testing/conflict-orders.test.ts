import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ConflictAction } from '../../contract/conflicts.ts';
import { assignRecords } from '../domain/records/assign-records.ts';
import { recallRecords } from '../domain/records/recall-records.ts';
import { moveReservation } from '../domain/reservations/move-reservation.ts';
import { releaseReservation } from '../domain/reservations/release-reservation.ts';
import { reserveCustomer } from '../domain/reservations/reserve-customer.ts';
import { resolveConflicts } from '../domain/validation/resolve-conflicts.ts';
import type { Database } from '../platform/db/database.ts';
import { addList, addProduct, addUser, customerKey, type Person } from './builders.ts';
import { testDatabase } from './database.ts';
import { findFaults } from './find-faults.ts';
import { moveToHolderNaively, resolveNaively } from './naive-acts.ts';
import { type Order, type SteppedAct, stepThroughOrders } from './step-connections.ts';

const shared = /\b(persons|records|reservations|active_reservations|record_conflicts|kept_conflicts|drawable_records)\b/;

let database: Database;
let admin: Person;
let rina: Person;
let dewi: Person;
let tono: Person;

beforeAll(async () => {
  database = await testDatabase();
  admin = await addUser(database.db, 'admin', 'Budi');
  rina = await addUser(database.db, 'staff', 'Rina');
  dewi = await addUser(database.db, 'staff', 'Dewi');
  tono = await addUser(database.db, 'staff', 'Tono');
});

interface World {
  readonly productId: string;
  readonly databaseId: string;
  readonly batchId: string;
  readonly recordId: string;
  readonly reservationId: string;
}

/** Rina holds a record of a member whom Dewi has reserved; one more record is available. */
async function inConflict(): Promise<World> {
  const productId = await addProduct(database.db);
  const { databaseId, recordIds } = await addList(database.db, { productId, records: 2 });
  const { assignments } = await database.transaction((tx) =>
    assignRecords(tx, admin, { databaseId, staffIds: [rina.userId], quantity: 1, order: 'file' }),
  );
  const { id } = await database.transaction((tx) =>
    reserveCustomer(tx, admin, { productId, customerKey: customerKey(1), staffId: dewi.userId, permanent: false }),
  );
  // Last in the random order, so that a draw meets it on its way up.
  await sql`update records set draw_key = ${2 ** 31 - 1} where database_id = ${databaseId}`.execute(database.db);
  return { productId, databaseId, batchId: assignments[0]?.batchId ?? '', recordId: recordIds[0] ?? '', reservationId: id };
}

const resolve =
  (action: ConflictAction) =>
  ({ recordId }: World): SteppedAct =>
  (tx) =>
    resolveConflicts(tx, admin, { recordIds: [recordId], action, note: 'biar' });

type Act = (world: World) => SteppedAct;

const release: Act =
  ({ reservationId }) =>
  (tx) =>
    releaseReservation(tx, admin, reservationId);
const recall: Act =
  ({ recordId }) =>
  (tx) =>
    recallRecords(tx, admin, { recordIds: [recordId] });
const moveTo =
  (staff: () => Person): Act =>
  ({ reservationId }) =>
  (tx) =>
    moveReservation(tx, admin, { id: reservationId, staffId: staff().userId });

const ended = ({ ends }: Order) =>
  ends.map((end) => (end.status === 'fulfilled' ? 'done' : ((end.reason as { code?: string }).code ?? String(end.reason))));

interface Stands {
  readonly holder: string | null;
  readonly reserver: string | null;
  readonly conflicts: number;
  readonly kept: number;
  readonly onCard: number;
}

async function standOf(world: World): Promise<Stands> {
  const { rows } = await sql<Stands>`
    select (select name from users where id = record.staff_id) as holder,
      (select users.name from active_reservations active join users on users.id = active.staff_id where active.person_id = record.person_id) as reserver,
      (select count(*)::int from record_conflicts where record_id = record.id) as conflicts,
      (select count(*)::int from record_conflicts where record_id = record.id and kept) as kept,
      (select count(*)::int from records other where other.batch_id = ${world.batchId}) as "onCard"
    from records record where id = ${world.recordId}
  `.execute(database.db);
  const [stands] = rows;
  if (stands === undefined) throw new Error('The record of the test is gone');
  return stands;
}

/** Every way in which the orders of two acts can end, each once, and what must never be. */
async function walk(first: Act, second: Act): Promise<{ ways: string[]; faults: string[]; orders: number }> {
  const ways = new Set<string>();
  const faults: string[] = [];
  const orders = await stepThroughOrders({
    database,
    build: inConflict,
    acts: (world) => [first(world), second(world)],
    pauseAt: shared,
    check: async (world, order) => {
      const { holder, reserver, conflicts, kept, onCard } = await standOf(world);
      const state = `held by ${holder}, reserved by ${reserver}, ${conflicts} conflicts, ${kept} kept, ${onCard} on the card`;
      ways.add(`${ended(order).join(' & ')}: ${state}`);
      faults.push(...(await findFaults(database.db, world.productId)).map((fault) => `${order.name}: ${fault}`));
    },
  });
  return { ways: [...ways].toSorted(), faults, orders };
}

describe('resolve × release of the reservation', () => {
  test.each<[ConflictAction, string[]]>([
    [
      'recall',
      [
        'conflict_ended & done: held by Rina, reserved by null, 0 conflicts, 0 kept, 1 on the card',
        'done & done: held by null, reserved by null, 0 conflicts, 0 kept, 0 on the card',
      ],
    ],
    [
      'replace',
      [
        'conflict_ended & done: held by Rina, reserved by null, 0 conflicts, 0 kept, 1 on the card',
        'done & done: held by null, reserved by null, 0 conflicts, 0 kept, 1 on the card',
      ],
    ],
    [
      'keep',
      [
        'conflict_ended & done: held by Rina, reserved by null, 0 conflicts, 0 kept, 1 on the card',
        'done & done: held by Rina, reserved by null, 0 conflicts, 0 kept, 1 on the card',
      ],
    ],
    [
      'moveReservation',
      [
        'conflict_ended & done: held by Rina, reserved by null, 0 conflicts, 0 kept, 1 on the card',
        'done & conflict: held by Rina, reserved by Rina, 0 conflicts, 0 kept, 1 on the card',
      ],
    ],
  ])('%s comes before or is told that the conflict is over', async (action, expected) => {
    const { ways, faults, orders } = await walk(resolve(action), release);
    expect([ways, faults]).toEqual([expected, []]);
    expect(orders).toBeGreaterThan(5);
  });

  test('without a lock the reservation goes to the holder although it was released', async () => {
    const { ways } = await walk(
      ({ recordId }) =>
        (tx) =>
          moveToHolderNaively(tx, admin, recordId),
      release,
    );
    expect(ways).toContain('done & done: held by Rina, reserved by Rina, 0 conflicts, 0 kept, 1 on the card');
  });
});

describe('resolve × recall', () => {
  test('the record is taken back once', async () => {
    const { ways, faults } = await walk(resolve('recall'), recall);
    expect([ways, faults]).toEqual([
      [
        'conflict_ended & done: held by null, reserved by Dewi, 0 conflicts, 0 kept, 0 on the card',
        'done & wrong_state: held by null, reserved by Dewi, 0 conflicts, 0 kept, 0 on the card',
      ],
      [],
    ]);
  });

  test('a replacement comes for a record that was on the card, and for no other', async () => {
    const { ways, faults } = await walk(resolve('replace'), recall);
    expect([ways, faults]).toEqual([
      [
        'conflict_ended & done: held by null, reserved by Dewi, 0 conflicts, 0 kept, 0 on the card',
        'done & wrong_state: held by null, reserved by Dewi, 0 conflicts, 0 kept, 1 on the card',
      ],
      [],
    ]);
  });

  test('without a lock both say that they took it', async () => {
    const { ways } = await walk(
      ({ recordId }) =>
        (tx) =>
          resolveNaively(tx, admin, recordId),
      recall,
    );
    expect(ways.some((way) => way.startsWith('done & done'))).toBe(true);
  });
});

describe('resolve × move of the reservation', () => {
  test('a conflict that a move to the holder has ended is not resolved again', async () => {
    const { ways, faults } = await walk(
      resolve('recall'),
      moveTo(() => rina),
    );
    expect([ways, faults]).toEqual([
      [
        'conflict_ended & done: held by Rina, reserved by Rina, 0 conflicts, 0 kept, 1 on the card',
        'done & done: held by null, reserved by Rina, 0 conflicts, 0 kept, 0 on the card',
      ],
      [],
    ]);
  });

  test('what is kept is kept against the reservation that was seen, not the one it became', async () => {
    const { ways, faults } = await walk(
      resolve('keep'),
      moveTo(() => tono),
    );
    expect([ways, faults]).toEqual([
      [
        'done & done: held by Rina, reserved by Tono, 1 conflicts, 0 kept, 1 on the card',
        'done & done: held by Rina, reserved by Tono, 1 conflicts, 1 kept, 1 on the card',
      ],
      [],
    ]);
  });

  test('the reservation is one person’s in the end', async () => {
    const { ways, faults } = await walk(
      resolve('moveReservation'),
      moveTo(() => tono),
    );
    expect([ways, faults]).toEqual([
      [
        'done & conflict: held by Rina, reserved by Rina, 0 conflicts, 0 kept, 1 on the card',
        'done & done: held by Rina, reserved by Rina, 0 conflicts, 0 kept, 1 on the card',
      ],
      [],
    ]);
  });
});

describe('resolve × resolve', () => {
  test('a button pressed by two admins resolves once', async () => {
    const { ways, faults } = await walk(resolve('recall'), resolve('recall'));
    expect(faults).toEqual([]);
    expect(ways.map((way) => way.split(':')[0])).toEqual(['conflict_ended & done', 'done & conflict_ended']);
  });
});
