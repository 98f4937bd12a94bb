import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { appendEvent } from '../domain/audit/append-event.ts';
import { deactivateStaff } from '../domain/offboarding/deactivate-staff.ts';
import { assignRecords } from '../domain/records/assign-records.ts';
import { makeBatches } from '../domain/records/make-batches.ts';
import { recallRecords } from '../domain/records/recall-records.ts';
import { reserveCustomer } from '../domain/reservations/reserve-customer.ts';
import { transferRecords } from '../domain/records/transfer-records.ts';
import { replaceRecords } from '../domain/validation/replace-records.ts';
import { setVerdict } from '../domain/validation/set-verdict.ts';
import type { Database } from '../platform/db/database.ts';
import { type AddedList, addList, addProduct, addUser, customerKey, type Person, reasonId } from './builders.ts';
import { testDatabase } from './database.ts';
import { findFaults } from './find-faults.ts';
import { assignNaively, recallNaively, replaceNaively } from './naive-acts.ts';
import { type Order, type SteppedAct, stepThroughOrders } from './step-connections.ts';

/** Statements on what the acts share: persons, records, reservations. Users, products and events are only read or added to. */
const shared = /\b(persons|records|reservations|drawable_records|record_conflicts)\b/;

let database: Database;
let admin: Person;
let rina: Person;
let dewi: Person;
let wrongNumber: string;

async function people(): Promise<void> {
  admin = await addUser(database.db, 'admin', 'Budi');
  rina = await addUser(database.db, 'staff', 'Rina');
  dewi = await addUser(database.db, 'staff', 'Dewi');
  wrongNumber = await reasonId(database.db);
}

beforeAll(async () => {
  database = await testDatabase();
  await people();
});

interface World {
  readonly productId: string;
  readonly list: AddedList;
  /** Where Rina holds a record marked invalid: its card and the record. */
  readonly batchId: string;
  readonly invalidId: string;
}

async function listOf(records: number): Promise<World> {
  const productId = await addProduct(database.db);
  return { productId, list: await addList(database.db, { productId, records }), batchId: '', invalidId: '' };
}

/** A second list of the same module and product, that names the same persons. */
async function twoLists(): Promise<World & { second: AddedList }> {
  const world = await listOf(1);
  return { ...world, second: await addList(database.db, { productId: world.productId, records: 1 }) };
}

/** Rina holds one record, marked invalid; the others are available, last in the random order, so that each draw meets them on its way up. */
async function listWithInvalid(records: number): Promise<World> {
  const { productId, list } = await listOf(records);
  await sql`update records set draw_key = ${2 ** 31 - 1} where database_id = ${list.databaseId}`.execute(database.db);
  const [invalidId = ''] = list.recordIds;
  const batchId = await database.transaction(async (tx) => {
    await appendEvent(tx, admin, { act: 'records.assign', subjectType: 'database', subjectId: list.databaseId });
    const batch = (await makeBatches(tx, list.databaseId, [rina.userId])).get(rina.userId) ?? '';
    await sql`
      update records set state = 'assigned', staff_id = ${rina.userId}, batch_id = ${batch}, assigned_at = clock_timestamp(),
        verdict = 'invalid', reason_id = ${wrongNumber}
      where id = ${invalidId}
    `.execute(tx);
    return batch;
  });
  return { productId, list, batchId, invalidId };
}

const assign =
  ({ list: { databaseId } }: Pick<World, 'list'>, staff: Person, quantity: number): SteppedAct =>
  (tx) =>
    assignRecords(tx, admin, { databaseId, staffIds: [staff.userId], quantity, order: 'file' });

const reserve =
  ({ productId }: World, staff: Person): SteppedAct =>
  (tx) =>
    reserveCustomer(tx, admin, { productId, customerKey: customerKey(1), staffId: staff.userId, permanent: false });

interface Walk {
  readonly orders: number;
  /** Order and fault. */
  readonly faults: string[];
  /** Orders in which the database itself refused an act. */
  readonly refused: string[];
}

interface Pair<W extends World = World> {
  readonly build: () => Promise<W>;
  readonly acts: (world: W) => readonly SteppedAct[];
  readonly pauseAt?: RegExp;
  /** Faults beside those that may never be; it is called when both acts have ended. */
  readonly judge?: (world: W, order: Order) => Promise<readonly string[]> | readonly string[];
}

const refusedBy = ({ ends }: Order): unknown[] => ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
const codes = (order: Order): unknown[] =>
  refusedBy(order).map((reason) => (reason instanceof Error && 'code' in reason ? reason.code : reason));

async function walk<W extends World>({ build, acts, judge, pauseAt = shared }: Pair<W>): Promise<Walk> {
  const faults: string[] = [];
  const refused: string[] = [];
  const orders = await stepThroughOrders({
    database,
    build,
    acts,
    pauseAt,
    check: async (world, order) => {
      if (refusedBy(order).length > 0) refused.push(`${order.name}: ${codes(order).join(', ')}`);
      const found = [...(await findFaults(database.db, world.productId)), ...((await judge?.(world, order)) ?? [])];
      faults.push(...found.map((fault) => `${order.name}: ${fault}`));
    },
  });
  return { orders, faults, refused };
}

const answers = <Answer>({ ends }: Order): Answer[] => ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value as Answer] : []));

const held = async ({ productId }: World): Promise<number> => {
  const { rows } = await sql<{ held: number }>`
    select count(*)::int as held from databases join records on records.database_id = databases.id
    where databases.product_id = ${productId} and records.state = 'assigned'
  `.execute(database.db);
  return rows[0]?.held ?? 0;
};

const onCard = async ({ batchId }: World): Promise<number> => {
  const { rows } = await sql<{ held: number }>`select count(*)::int as held from records where batch_id = ${batchId}`.execute(database.db);
  return rows[0]?.held ?? 0;
};

/** How often a record went to the archive. */
const archivings = async ({ invalidId }: World): Promise<number> => {
  const { rows } = await sql<{ times: number }>`
    select count(*)::int as times from record_changes where record_id = ${invalidId} and to_state = 'archived'
  `.execute(database.db);
  return rows[0]?.times ?? 0;
};

type Assigned = Awaited<ReturnType<typeof assignRecords>>;
type Reserved = Awaited<ReturnType<typeof reserveCustomer>>;
type Transferred = Awaited<ReturnType<typeof transferRecords>>;
type Replaced = Awaited<ReturnType<typeof replaceRecords>>;

const given = (assigned: Assigned): number => assigned.assignments.reduce((sum, assignment) => sum + assignment.given, 0);

describe('assign × reserve', () => {
  const pair = (assigning: (world: World) => SteppedAct, judge?: Pair['judge']): Pair => ({
    build: () => listOf(1),
    acts: (world) => [assigning(world), reserve(world, dewi)],
    ...(judge === undefined ? {} : { judge }),
  });

  test('a person reserved is never given to another, and a reservation over a holder names the conflict', async () => {
    const { orders, faults, refused } = await walk(
      pair(
        (world) => assign(world, rina, 1),
        async (world, order) => {
          const [assigned, reserved] = answers<Assigned & Reserved>(order);
          if (assigned === undefined || reserved === undefined) return ['an act did not end well'];
          const gave = given(assigned);
          const told = reserved.conflicts.length;
          const passed = assigned.passedOver.reserved;
          if (gave !== (await held(world))) return [`${gave} given, ${await held(world)} held`];
          return gave === told && gave + passed === 1 ? [] : [`given ${gave}, passed over ${passed}, conflicts told ${told}`];
        },
      ),
    );
    expect(orders).toBeGreaterThan(3);
    expect([faults, refused]).toEqual([[], []]);
  });

  test('an assigning that only looks is stopped by the person row; without its guard it hands reserved persons out', async () => {
    const naive = pair((world) => (tx) => assignNaively(tx, admin, world.list.databaseId, rina.userId, 1));
    const guarded = await walk(naive);
    expect(guarded.faults).toEqual([]);
    expect(guarded.refused.length).toBeGreaterThan(0);
    await sql`alter table persons disable trigger reserved_person_stays`.execute(database.db);
    try {
      const unguarded = await walk(naive);
      expect(unguarded.refused).toEqual([]);
      expect(unguarded.faults.length).toBeGreaterThan(0);
    } finally {
      await sql`alter table persons enable trigger reserved_person_stays`.execute(database.db);
    }
  });
});

describe('reserve × reserve', () => {
  const pair: Pair = {
    build: () => listOf(1),
    acts: (world) => [reserve(world, rina), reserve(world, dewi)],
    pauseAt: /\b(customers|persons|reservations|active_reservations|pg_advisory_xact_lock)\b/,
  };

  test('one is active, the other is told that the person is reserved', async () => {
    const { orders, faults, refused } = await walk({
      ...pair,
      judge: (_, order) => (String(codes(order)) === 'already_reserved' ? [] : [`refused: ${codes(order).join()}`]),
    });
    expect(faults).toEqual([]);
    expect(refused).toHaveLength(orders);
  });
});

describe('assign × assign', () => {
  const judge = async (world: World, order: Order, claimed: number): Promise<string[]> => {
    const holds = await held(world);
    if (refusedBy(order).length > 0) return ['an act was refused'];
    return claimed === holds && holds === 3 ? [] : [`${claimed} given, ${holds} held`];
  };

  test('both get different records, and together all there are', async () => {
    const { orders, faults } = await walk({
      build: () => listOf(3),
      acts: (world) => [assign(world, rina, 2), assign(world, dewi, 2)],
      judge: (world, order) =>
        judge(
          world,
          order,
          answers<Assigned>(order).reduce((sum, answer) => sum + given(answer), 0),
        ),
    });
    expect(orders).toBeGreaterThan(3);
    expect(faults).toEqual([]);
  });

  test('without a lock both are told that they have the same records', async () => {
    const { faults } = await walk({
      build: () => listOf(3),
      acts: ({ list }) =>
        [rina, dewi].map(
          (staff): SteppedAct =>
            (tx) =>
              assignNaively(tx, admin, list.databaseId, staff.userId, 2),
        ),
      judge: (world, order) =>
        judge(
          world,
          order,
          answers<number>(order).reduce((sum, answer) => sum + answer, 0),
        ),
    });
    expect(faults.length).toBeGreaterThan(0);
  });

  test('two lists of one module name the same person: one staff member gets the person, nobody is refused', async () => {
    const { orders, faults } = await walk({
      build: twoLists,
      acts: ({ list, second }) => [assign({ list }, rina, 1), assign({ list: second }, dewi, 1)],
      judge: async (world, order) => {
        const total = answers<Assigned>(order).reduce((sum, answer) => sum + given(answer), 0);
        return total === 1 && (await held(world)) === 1 ? [] : [`${total} given, refused: ${codes(order).join()}`];
      },
    });
    expect(orders).toBeGreaterThan(3);
    expect(faults).toEqual([]);
  });
});

describe('replace × assign', () => {
  const judge = async (world: World, order: Order, replaced: number, assigned: number): Promise<string[]> => {
    const [card, all] = [await onCard(world), await held(world)];
    if (refusedBy(order).length > 0) return [`refused: ${codes(order).join()}`];
    return card === 1 && replaced + assigned === 1 && all === 1 + assigned
      ? []
      : [`replaced ${replaced}, given ${assigned}, card ${card}, held ${all}`];
  };

  test('the last record goes to the card or to the other staff member, never to both, and the card keeps its count', async () => {
    const { orders, faults } = await walk({
      build: () => listWithInvalid(2),
      acts: (world) => [(tx) => replaceRecords(tx, admin, { recordIds: [world.invalidId] }), assign(world, dewi, 1)],
      judge: (world, order) => {
        const [replaced, assigned] = answers<Replaced & Assigned>(order);
        return judge(world, order, replaced?.replaced ?? 0, assigned === undefined ? 0 : given(assigned));
      },
    });
    expect(orders).toBeGreaterThan(3);
    expect(faults).toEqual([]);
  });

  test('without a lock the replacement is taken out of another hand', async () => {
    const { faults } = await walk({
      build: () => listWithInvalid(2),
      acts: (world) => [
        (tx) => replaceNaively(tx, admin, world.invalidId),
        (tx) => assignNaively(tx, admin, world.list.databaseId, dewi.userId, 1),
      ],
      judge: (world, order) => {
        const [replaced, assigned] = answers<number>(order);
        return judge(world, order, replaced ?? 0, assigned ?? 0);
      },
    });
    expect(faults.length).toBeGreaterThan(0);
  });
});

describe('replace × recall', () => {
  const judge = async (world: World, order: Order, processed: number): Promise<string[]> => {
    const times = await archivings(world);
    return processed === 1 && times === 1 ? [] : [`processed ${processed} times, archived ${times} times, refused: ${codes(order).join()}`];
  };

  test('the record is processed once: the other act is told that it changed', async () => {
    const { orders, faults, refused } = await walk({
      build: () => listWithInvalid(2),
      acts: (world) => [
        (tx) => replaceRecords(tx, admin, { recordIds: [world.invalidId] }),
        (tx) => recallRecords(tx, admin, { recordIds: [world.invalidId] }),
      ],
      judge: (world, order) =>
        String(codes(order)) === 'wrong_state' ? judge(world, order, answers(order).length) : [`refused: ${codes(order).join()}`],
    });
    expect(faults).toEqual([]);
    expect(refused).toHaveLength(orders);
  });

  test('recalling the card while its record is replaced leaves nothing on it, or the replacement', async () => {
    const { faults } = await walk({
      build: () => listWithInvalid(2),
      acts: (world) => [
        (tx) => replaceRecords(tx, admin, { recordIds: [world.invalidId] }),
        (tx) => recallRecords(tx, admin, { batchId: world.batchId }),
      ],
      judge: async (world, order) => {
        const [left, times] = [await onCard(world), await archivings(world)];
        const replaceRefused = order.ends[0]?.status === 'rejected';
        const recallRefused = order.ends[1]?.status === 'rejected';
        return times === 1 && !recallRefused && left <= (replaceRefused ? 0 : 1)
          ? []
          : [`left ${left}, archived ${times}, refused: ${codes(order).join()}`];
      },
    });
    expect(faults).toEqual([]);
  });

  test('without a lock it is processed twice', async () => {
    const { faults } = await walk({
      build: () => listWithInvalid(2),
      acts: (world) => [(tx) => replaceNaively(tx, admin, world.invalidId), (tx) => recallNaively(tx, admin, world.invalidId)],
      judge: (world, order) =>
        judge(
          world,
          order,
          answers<number>(order).reduce((sum, answer) => sum + answer, 0),
        ),
    });
    expect(faults.length).toBeGreaterThan(0);
  });
});

describe('transfer × reserve', () => {
  test('a record moves to another before the reservation, or is recalled because of it', async () => {
    const { orders, faults, refused } = await walk({
      build: () => listWithInvalid(1),
      acts: (world) => [
        (tx) => transferRecords(tx, admin, { recordIds: [world.invalidId], toStaffId: dewi.userId }),
        (tx) =>
          reserveCustomer(tx, admin, { productId: world.productId, customerKey: customerKey(1), staffId: rina.userId, permanent: false }),
      ],
      judge: (_, order) => {
        const [transfer, reservation] = answers<Transferred & Reserved>(order);
        const conflicts = reservation?.conflicts.length ?? -1;
        return transfer?.transferred === conflicts && transfer.archived === 1 - conflicts
          ? []
          : [`${transfer?.transferred} moved, ${conflicts} conflicts`];
      },
    });
    expect(orders).toBeGreaterThan(3);
    expect([faults, refused]).toEqual([[], []]);
  });
});

describe('replace × replace', () => {
  test('a button pressed by two admins replaces once', async () => {
    const press =
      ({ invalidId }: World): SteppedAct =>
      (tx) =>
        replaceRecords(tx, admin, { recordIds: [invalidId] });
    const { orders, faults } = await walk({
      build: () => listWithInvalid(3),
      acts: (world) => [press(world), press(world)],
      judge: async (world, order) => {
        const [card, times] = [await onCard(world), await archivings(world)];
        return card === 1 && times === 1 && String(codes(order)) === 'wrong_state' ? [] : [`card ${card}, archived ${times} times`];
      },
    });
    expect(orders).toBeGreaterThan(3);
    expect(faults).toEqual([]);
  });
});

describe('mark × recall', () => {
  test('a mark lands before the recall, which then archives, or is told that the record is gone', async () => {
    const { orders, faults } = await walk({
      build: () => listWithInvalid(1),
      acts: (world) => [
        (tx) => setVerdict(tx, rina, { recordIds: [world.invalidId], verdict: 'valid' }),
        (tx) => recallRecords(tx, admin, { recordIds: [world.invalidId] }),
      ],
      judge: (_, order) => {
        const [mark, recall] = order.ends;
        const archived = recall?.status === 'fulfilled' ? (recall.value as { archived: number }).archived : -1;
        const marked = mark?.status === 'fulfilled';
        return archived === (marked ? 0 : 1) && (marked || String(codes(order)) === 'not_found')
          ? []
          : [`marked ${marked}, archived ${archived}`];
      },
    });
    expect(orders).toBeGreaterThan(3);
    expect(faults).toEqual([]);
  });
});

describe('assign × deactivate', () => {
  const pair = (assigning: (world: World, staff: Person) => SteppedAct): Pair<World & { staff: Person }> => ({
    build: async () => ({ ...(await listOf(1)), staff: await addUser(database.db, 'staff', 'Tono') }),
    pauseAt: /\b(users|persons|records)\b/,
    acts: (world) => [
      assigning(world, world.staff),
      (tx) => deactivateStaff(tx, admin, world.staff.userId, { holdings: 'recall', reservations: 'release' }),
    ],
    judge: async (world, order) => {
      const left = await held(world);
      const said = codes(order).every((code) => code === 'not_staff');
      return left === 0 && said ? [] : [`${left} held by somebody deactivated, refused: ${codes(order).join()}`];
    },
  });

  test('a deactivated staff member never keeps a record given at the same moment', async () => {
    const { orders, faults } = await walk(pair((world, staff) => assign(world, staff, 1)));
    expect(orders).toBeGreaterThan(3);
    expect(faults).toEqual([]);
  });

  test('without a lock on the staff member some keep one', async () => {
    const { faults } = await walk(
      pair((world, staff) => async (tx) => {
        const { rows } = await sql<{ active: boolean }>`select active from users where id = ${staff.userId}`.execute(tx);
        return rows[0]?.active === true ? assignNaively(tx, admin, world.list.databaseId, staff.userId, 1) : 0;
      }),
    );
    expect(faults.length).toBeGreaterThan(0);
  });
});
