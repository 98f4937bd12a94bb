import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import { assignRecords } from '../server/domain/records/assign-records.ts';
import type { Database, Tx } from '../server/platform/db/database.ts';
import { connectSubscribers } from '../server/subscriptions.ts';
import { assignAtOnce } from './assign-at-once.ts';
import { benchActor, buildMembers, buildUsers, reserveEvenly } from './build-members.ts';
import { type Bench, type BenchContext, type Figure, quantile, timed, timeFigure } from './figures.ts';

const quantity = 500;
const rounds = 60;
const warmUps = 5;

/** One table as wide as `records`, with the indexes that claiming, holding and showing a record need; no trigger, no foreign key. */
async function makeBareTable(database: Database): Promise<void> {
  await database.transaction(
    async (tx) => {
      await sql`create table bare_records (like records including defaults)`.execute(tx);
      await sql`insert into bare_records select * from records`.execute(tx);
      await sql`alter table bare_records add primary key (id)`.execute(tx);
      await sql`create index on bare_records (database_id, draw_key, id) where state = 'available'`.execute(tx);
      await sql`create index on bare_records (batch_id, row_number) where batch_id is not null`.execute(tx);
      await sql`create index on bare_records (staff_id, module) where state = 'assigned'`.execute(tx);
    },
    { statementTimeout: 0 },
  );
  await sql`vacuum analyze bare_records`.execute(database.db);
}

async function claimBare(tx: Tx, databaseId: string, staffId: string): Promise<void> {
  await sql`
    update bare_records set state = 'assigned', staff_id = ${staffId}::bigint, batch_id = ${randomInt(1_000_000)}::bigint,
      assigned_at = clock_timestamp()
    where id in (
      select id from bare_records where database_id = ${databaseId} and state = 'available' and draw_key >= ${randomInt(2 ** 31)}
      order by draw_key, id for update skip locked limit ${quantity}
    )
    returning id
  `.execute(tx);
}

interface Times {
  readonly bare: readonly number[];
  readonly act: readonly number[];
}

/** Taken in turns, so that whatever else the machine does falls on both. */
async function measure(database: Database, databaseId: string, staffIds: readonly string[]): Promise<Times> {
  const bare: number[] = [];
  const act: number[] = [];
  for (let round = -warmUps; round < rounds; round += 1) {
    const staffId = staffIds[Math.abs(round) % staffIds.length] ?? '';
    const input = { databaseId, staffIds: [staffId], quantity, order: 'random' as const };
    const bareTime = await timed(() => database.transaction((tx) => claimBare(tx, databaseId, staffId)));
    const actTime = await timed(() => database.transaction((tx) => assignRecords(tx, benchActor, input)));
    if (round < 0) continue;
    bare.push(bareTime);
    act.push(actTime);
  }
  return { bare, act };
}

function figuresOf(work: string, { bare, act }: Times): Figure[] {
  return [
    timeFigure(`${work}, p50`, quantile(act, 0.5), ['bare update', quantile(bare, 0.5)], 5),
    timeFigure(`${work}, p90`, quantile(act, 0.9), ['bare update', quantile(bare, 0.9)], null),
  ];
}

async function assignOneByOne({ postgres, records = 200_000, say }: BenchContext): Promise<Figure[]> {
  const { database, close } = await postgres.open('bench_assign');
  try {
    say(`assign: building ${records} records`);
    const { productId, databaseId } = await buildMembers(database, records);
    const [reserver = '', ...staffIds] = await buildUsers(database, 'staff', 9);
    const reserved = Math.min(5_000, Math.floor(records / 4));
    await reserveEvenly(database, productId, reserver, reserved);
    await makeBareTable(database);
    await sql`checkpoint`.execute(database.db);
    say(`assign: ${rounds} times ${quantity}, in turns with the bare update`);
    const first = await measure(database, databaseId, staffIds);
    const then = await measure(database, databaseId, staffIds);
    const work = `${quantity} of ${records}, passing over ${reserved} reserved`;
    return [...figuresOf(`${work}: after a checkpoint`, first), ...figuresOf(`${work}: later`, then)];
  } finally {
    await close();
  }
}

async function run(context: BenchContext): Promise<Figure[]> {
  connectSubscribers();
  return [...(await assignOneByOne(context)), ...(await assignAtOnce(context))];
}

/** What an assignment costs beside the bare claim, and whether many at once keep every promise. */
export const assign: Bench = {
  name: 'assign',
  title: 'Assigning',
  notes: [
    'The bare update is one transaction of `update … where id in (select … for update skip locked limit 500) returning id` on a copy of ' +
      'the table of records: as wide, with the primary key and the indexes by which a record is drawn, shown on its card and counted for ' +
      'its holder; no trigger, no foreign key, nothing passed over. It and the act are run in turns on one database.',
    'The act is the program’s own: it looks at persons (reserved, do not contact, held, archived), locks them, makes the card, keeps the ' +
      'assignment, the event, a change for each record and the counts, and tells the staff member.',
    'After a checkpoint PostgreSQL writes each page it touches whole, for both; later it does not.',
  ],
  run,
};
