import { sql } from 'kysely';
import { findDatabases } from '../server/domain/databases/databases.queries.ts';
import { readBadgeCounts } from '../server/domain/notifications/notifications.queries.ts';
import { assignRecords } from '../server/domain/records/assign-records.ts';
import { findBatches } from '../server/domain/records/batches.queries.ts';
import { foldCounts } from '../server/domain/records/fold-counts.ts';
import { findUsers } from '../server/domain/users/users.queries.ts';
import { findConflicts } from '../server/domain/validation/conflicts.queries.ts';
import { setVerdict } from '../server/domain/validation/set-verdict.ts';
import { findInvalidRecords } from '../server/domain/validation/validation.queries.ts';
import type { Actor } from '../server/platform/actor.ts';
import type { Database } from '../server/platform/db/database.ts';
import { connectSubscribers } from '../server/subscriptions.ts';
import { benchActor, buildMembers, buildUsers, reserveEvenly } from './build-members.ts';
import { type Bench, type BenchContext, type Figure, milliseconds, plainFigure, quantile, timed, timeFigure } from './figures.ts';

const staffCount = 24;
const recordsOnCard = 250;
/** Milliseconds that a list read again on every live event may take. */
const longest = 30;
const turns = 15;

const page = { page: 1, pageSize: 50 } as const;

interface Read {
  readonly work: string;
  readonly run: (database: Database) => Promise<unknown>;
}

function readsOf(admin: Actor, staff: Actor): Read[] {
  return [
    { work: 'cards of all staff, newest first', run: ({ db }) => findBatches(db, admin, { ...page, sort: '-assignedAt' }) },
    { work: 'cards of a staff member', run: ({ db }) => findBatches(db, staff, { ...page, sort: '-assignedAt' }) },
    { work: 'records marked invalid, with what can replace them', run: ({ db }) => findInvalidRecords(db, {}) },
    { work: 'conflicts', run: ({ db }) => findConflicts(db, admin, { ...page, sort: '-since' }) },
    { work: 'staff with what they hold', run: ({ db }) => findUsers(db, { ...page, role: 'staff', sort: 'unvalidated' }) },
    { work: 'databases with their counts', run: ({ db }) => findDatabases(db, admin, { ...page, sort: '-importedAt' }) },
    { work: 'badges of an admin', run: ({ db }) => readBadgeCounts(db, admin) },
    { work: 'badges of a staff member', run: ({ db }) => readBadgeCounts(db, staff) },
  ];
}

/** Assigns until so many records are held, on cards of the usual size; a few marked invalid, a few to be called again. */
async function hold(database: Database, databaseId: string, staffIds: readonly string[], wanted: number): Promise<void> {
  const held = async (): Promise<number> => {
    const { rows } = await sql<{ held: number }>`select sum(assigned)::int as held from staff_counts`.execute(database.db);
    return rows[0]?.held ?? 0;
  };
  for (let now = await held(); now < wanted; now += recordsOnCard * staffIds.length) {
    await database.transaction((tx) =>
      assignRecords(tx, benchActor, { databaseId, staffIds: [...staffIds], quantity: recordsOnCard, order: 'random' }),
    );
  }
  await database.transaction((tx) =>
    sql`
    update records set follow_up_on = business_today() - 1 where state = 'assigned' and id % 100 = 1
  `.execute(tx),
  );
  await database.transaction(foldCounts);
  await sql`vacuum analyze`.execute(database.db);
}

/** What waits does not grow with what is held: 400 marks, 50 reservations over another's record. */
async function addWaiting(database: Database, staffIds: readonly string[]): Promise<void> {
  const { rows: reasons } = await sql<{ id: string }>`select id from invalid_reasons where not note_required order by id limit 1`.execute(
    database.db,
  );
  const { rows } = await sql<{ id: string }>`select id from records where state = 'assigned' order by id limit 400`.execute(database.db);
  const recordIds = rows.map(({ id }) => id);
  await database.transaction((tx) => setVerdict(tx, benchActor, { recordIds, verdict: 'invalid', reasonId: reasons[0]?.id }));
  await sql`
    insert into reservations (product_id, customer_id, person_id, staff_id, state, active_since)
    select product_id, customer_id, person_id, ${staffIds[0]}::bigint, 'active', clock_timestamp()
    from records where state = 'assigned' and staff_id <> ${staffIds[0]}::bigint
      and person_id not in (select person_id from active_reservations)
    order by id limit 50
  `.execute(database.db);
}

async function measure(database: Database, reads: readonly Read[]): Promise<number[]> {
  const samples = reads.map((): number[] => []);
  for (let turn = -2; turn < turns; turn += 1) {
    for (const [index, read] of reads.entries()) {
      const time = await timed(() => read.run(database));
      if (turn >= 0) samples[index]?.push(time);
    }
  }
  return samples.map((times) => quantile(times, 0.5));
}

async function run({ postgres, records = 250_000, say }: BenchContext): Promise<Figure[]> {
  connectSubscribers();
  const { database, close } = await postgres.open('bench_counts');
  try {
    say(`counts: building ${records} records`);
    const { productId, databaseId } = await buildMembers(database, records);
    const [reserver = '', ...staffIds] = await buildUsers(database, 'staff', staffCount + 1);
    const [adminId = ''] = await buildUsers(database, 'admin', 1);
    await reserveEvenly(database, productId, reserver, Math.floor(records / 50));
    const viewer = (role: 'admin' | 'staff', userId: string): Actor => ({ userId, name: role, role, language: 'id', requestId: 'bench' });
    const reads = readsOf(viewer('admin', adminId), viewer('staff', staffIds[0] ?? ''));
    const [few, many] = [Math.floor(records * 0.16), Math.floor(records * 0.8)];
    say(`counts: ${few} held`);
    await hold(database, databaseId, staffIds, few);
    await addWaiting(database, staffIds);
    const before = await measure(database, reads);
    say(`counts: ${many} held`);
    await hold(database, databaseId, staffIds, many);
    const after = await measure(database, reads);
    return reads.flatMap(({ work }, index) => {
      const [then, now] = [before[index] ?? Number.NaN, after[index] ?? Number.NaN];
      return [
        timeFigure(`${work}, ${many} held`, now, [`${few} held`, then], null),
        plainFigure(`${work}, ${many} held`, milliseconds(now), `${longest} ms`, now <= longest),
      ];
    });
  } finally {
    await close();
  }
}

/** What lists that are read again on every live event cost, beside the same with a fifth as many records held. */
export const counts: Bench = {
  name: 'counts',
  title: 'Lists with counts',
  notes: [
    'Each is the query of the endpoint, through the pool, the median of its runs; 250 records a card, a fiftieth of the persons reserved, ' +
      'one held record in a hundred to be called again, 400 marked invalid, 50 in conflict.',
    'The ratio says what five times as many held records cost. Counts of cards, staff and databases are read from what the database ' +
      'keeps with each act, so they grow with the number of cards, not of records.',
  ],
  run,
};
