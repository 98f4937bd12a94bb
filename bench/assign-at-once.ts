import { Worker } from 'node:worker_threads';
import { sql } from 'kysely';
import { assignRecords } from '../server/domain/records/assign-records.ts';
import type { DatabaseAddress } from '../server/platform/db/connect.ts';
import type { Database } from '../server/platform/db/database.ts';
import { benchActor, buildMembers, buildUsers, type Members } from './build-members.ts';
import { type BenchContext, type Figure, plainFigure } from './figures.ts';
import type { Reserved, ReserveOrder } from './reserve-many.worker.ts';

const callers = 8;
const calls = 10;
const quantity = 500;
const reservers = 4;

interface World extends Members {
  readonly database: Database;
  readonly address: DatabaseAddress;
  readonly staffIds: readonly string[];
  readonly reserverIds: readonly string[];
  readonly reservations: number;
}

/** A clock that goes the same in every thread, and never back. */
const clock = (): number => performance.timeOrigin + performance.now();

/** When an act began and when its end was known. */
interface Span {
  readonly begin: number;
  readonly end: number;
}

interface Call extends Span {
  readonly batchIds: readonly string[];
}

interface Happened {
  readonly calls: readonly Call[];
  /** Person → when the reservation was known to be committed. */
  readonly reservedAt: ReadonlyMap<string, number>;
  readonly errors: readonly unknown[];
}

/** Spreads the calls over the reserving: each caller's next call begins, with everybody else's, when so many were tried. */
class Gate {
  #tried = 0;
  #waiting: { readonly at: number; readonly go: () => void }[] = [];

  pass(): void {
    this.#tried += 1;
    const ready = this.#waiting.filter(({ at }) => at <= this.#tried);
    this.#waiting = this.#waiting.filter(({ at }) => at > this.#tried);
    for (const { go } of ready) go();
  }

  reach(at: number): Promise<void> {
    return this.#tried >= at ? Promise.resolve() : new Promise((go) => this.#waiting.push({ at, go }));
  }
}

async function callRepeatedly(
  { database, databaseId, reservations }: World,
  staffId: string,
  gate: Gate,
  made: Call[],
  errors: unknown[],
): Promise<void> {
  for (let call = 0; call < calls; call += 1) {
    await gate.reach(Math.floor((call / calls) * reservations));
    const begin = clock();
    try {
      const input = { databaseId, staffIds: [staffId], quantity, order: 'random' as const };
      const { assignments } = await database.transaction((tx) => assignRecords(tx, benchActor, input));
      made.push({ begin, end: clock(), batchIds: assignments.flatMap(({ batchId }) => (batchId === null ? [] : [batchId])) });
    } catch (error) {
      errors.push(error);
    }
  }
}

/** Reserves in a thread of its own, so that neither waits for the other's turn on one event loop. */
function reserveMany({ address, productId, reserverIds, reservations }: World, onTried: (tried: Reserved) => void): Promise<void> {
  // Spread over the whole list by a step that has no divisor in common with it.
  const customerKeys = Array.from({ length: reservations }, (_, place) => `member${place * 17 + 1}`);
  const workerData: ReserveOrder = { address, productId, reserverIds, customerKeys, atOnce: reservers };
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./reserve-many.worker.ts', import.meta.url), { workerData });
    worker.on('message', onTried);
    worker.once('error', reject);
    worker.once('exit', () => resolve());
  });
}

async function actAtOnce(world: World): Promise<Happened> {
  const made: Call[] = [];
  const reservedAt = new Map<string, number>();
  const errors: unknown[] = [];
  const gate = new Gate();
  const reserving = reserveMany(world, (tried) => {
    if ('error' in tried) errors.push(tried.error);
    else reservedAt.set(tried.personId, tried.at);
    gate.pass();
  });
  await Promise.all([reserving, ...world.staffIds.map((staffId) => callRepeatedly(world, staffId, gate, made, errors))]);
  return { calls: made, reservedAt, errors };
}

interface Given {
  readonly batchId: string;
  readonly personId: string;
}

/** Records given to more than one, as the history has it, and as the rows do. */
async function countDoubles({ db }: Database, databaseId: string): Promise<number> {
  const { rows } = await sql<{ doubles: number }>`
    select (
      (select count(*) from (
        select change.record_id from record_changes change join records on records.id = change.record_id
        where records.database_id = ${databaseId} and change.to_state = 'assigned' group by change.record_id having count(*) > 1
      ) twice) + (
        select count(*) from (select person_id from records where state = 'assigned' group by person_id, module having count(*) > 1) twice
      )
    )::int as doubles
  `.execute(db);
  return rows[0]?.doubles ?? Number.NaN;
}

/** The times at which at least one call was in flight. */
function joinSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const { begin, end } of spans.toSorted((one, other) => one.begin - other.begin)) {
    const last = joined.at(-1);
    if (last === undefined || begin > last.end) joined.push({ begin, end });
    else joined[joined.length - 1] = { begin: last.begin, end: Math.max(last.end, end) };
  }
  return joined;
}

async function check({ database, databaseId, staffIds }: World, happened: Happened, records: number): Promise<Figure[]> {
  const { rows: given } = await sql<Given>`
    select batch_id as "batchId", person_id as "personId" from records where database_id = ${databaseId} and state = 'assigned'
  `.execute(database.db);
  const { rows: counts } = await sql<{ imported: number; available: number; assigned: number; rows: number }>`
    select imported, available, assigned, (select count(*)::int from records where database_id = ${databaseId}) as rows
    from database_counts where database_id = ${databaseId}
  `.execute(database.db);
  const beginOf = new Map(happened.calls.flatMap(({ begin, batchIds }) => batchIds.map((batchId) => [batchId, begin] as const)));
  const wronglyGiven = given.filter(
    ({ batchId, personId }) => (happened.reservedAt.get(personId) ?? Infinity) < (beginOf.get(batchId) ?? 0),
  );
  const doubles = await countDoubles(database, databaseId);
  const [count] = counts;
  const lost = count === undefined ? records : records - count.available - count.assigned + Math.abs(count.rows - records);
  const wanted = Math.min(staffIds.length * calls * quantity, records - happened.reservedAt.size);
  const inFlight = joinSpans(happened.calls);
  const meanwhile = [...happened.reservedAt.values()].filter((at) => inFlight.some(({ begin, end }) => at >= begin && at <= end)).length;
  const seconds = inFlight.reduce((sum, { begin, end }) => sum + end - begin, 0) / 1000;
  const perSecond = Math.round(given.length / seconds);
  return [
    plainFigure(
      `${callers} callers × ${calls} × ${quantity} of ${records}`,
      `${given.length} given, ${perSecond} a second`,
      `${wanted} given`,
      given.length >= wanted,
    ),
    plainFigure('reserved for others meanwhile, and while a call was in flight', `${happened.reservedAt.size}, ${meanwhile}`, '', null),
    plainFigure('records or persons in two hands', String(doubles), '0', doubles === 0),
    plainFigure('given although reserved before the call', String(wronglyGiven.length), '0', wronglyGiven.length === 0),
    plainFigure('lost: imported − available − assigned', String(lost), '0', lost === 0),
    plainFigure('errors', String(happened.errors.length), '0', happened.errors.length === 0),
  ];
}

/** Many assign from one list while its customers are being reserved for others; what must hold is checked afterwards. */
export async function assignAtOnce({ postgres, records = 100_000, say }: BenchContext): Promise<Figure[]> {
  const { database, address, close } = await postgres.open('bench_assign_at_once', callers + 2);
  try {
    say(`assign: ${callers} callers at once on ${records} records`);
    const members = await buildMembers(database, records);
    const staffIds = await buildUsers(database, 'staff', callers);
    const reserverIds = await buildUsers(database, 'staff', 3);
    const world = { ...members, database, address, staffIds, reserverIds, reservations: Math.min(5_000, Math.floor(records / 20)) };
    const happened = await actAtOnce(world);
    for (const error of happened.errors.slice(0, 3)) say(String(error));
    return await check(world, happened, records);
  } finally {
    await close();
  }
}
