import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { isDeepStrictEqual } from 'node:util';
import autocannon, { type Client } from 'autocannon';
import { sql } from 'kysely';
import { assignRecords } from '../server/domain/records/assign-records.ts';
import { changeUser } from '../server/domain/users/change-user.ts';
import { hashPassword, ownWork } from '../server/domain/users/hash-password.ts';
import type { Database } from '../server/platform/db/database.ts';
import { connectSubscribers } from '../server/subscriptions.ts';
import { writeRecordTexts } from '../server/domain/records/write-record-texts.ts';
import { benchActor, buildMembers, buildUsers } from './build-members.ts';
import { type Bench, type BenchContext, type Figure, milliseconds, plainFigure, quantile, timeFigure } from './figures.ts';
import { availableFloor, badgesFloor, cardFloor, type Floor, heldFloor, moduleFloor } from './floors.ts';
import type { ListAddresses, ListsToServe } from './serve-list.ts';

const turns = 3;
const secondsEach = 2;
const password = 'password of a bench';
/** People who look at once, each with a session of their own. */
const people = 16;

interface List {
  readonly work: string;
  readonly viewers: readonly Viewer[];
  /** Below /api. */
  readonly path: string;
  readonly floor: Floor;
  /** Requests a second that 16 people get at least, and the slowest of a hundred, in milliseconds. */
  readonly least: { readonly perSecond: number; readonly p99: number };
  /** Times of the floor that it may take. */
  readonly most: number;
}

interface Viewer {
  readonly id: string;
  readonly username: string;
}

async function makeViewers(database: Database, userIds: readonly string[]): Promise<Viewer[]> {
  const passwordHash = await hashPassword(password, ownWork);
  const viewers: Viewer[] = [];
  for (const id of userIds) {
    await database.transaction((tx) => changeUser(tx, benchActor, id, { passwordHash }));
    viewers.push(await database.db.selectFrom('users').select(['id', 'username']).where('id', '=', id).executeTakeFirstOrThrow());
  }
  return viewers;
}

interface Place {
  readonly databaseId: string;
  readonly staffId: string;
  /** A card of that staff member with so many records. */
  readonly batchId: string;
  readonly quantity: number;
}

/** Lists in all modules, a tenth of the records of the largest on cards. */
async function makeRecords(database: Database, records: number): Promise<Place> {
  const { databaseId } = await buildMembers(database, records);
  for (const module of ['normal', 'bonanza', 'memberwd', 'memberwd', 'memberwd'] as const)
    await buildMembers(database, Math.floor(records / 50), module);
  const staffIds = await buildUsers(database, 'staff', 8);
  const quantity = Math.floor(records / 10 / 5 / staffIds.length);
  for (let card = 0; card < 5; card += 1) {
    await database.transaction((tx) => assignRecords(tx, benchActor, { databaseId, staffIds, quantity, order: 'random' }));
  }
  await writeRecordTexts(database.db);
  await sql`vacuum analyze`.execute(database.db);
  const [staffId = ''] = staffIds;
  const { id: batchId } = await database.db
    .selectFrom('batches')
    .select('id')
    .where('staff_id', '=', staffId)
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow();
  return { databaseId, staffId, batchId, quantity };
}

/** The pages people look at most. */
async function makeLists(database: Database, records: number): Promise<List[]> {
  const { databaseId, staffId, batchId, quantity } = await makeRecords(database, records);
  const viewers = await makeViewers(database, await buildUsers(database, 'admin', people));
  const page = { viewers, least: { perSecond: 1_200, p99: 60 }, most: 2 };
  const counts = (perSecond: number) => ({ viewers, least: { perSecond, p99: 60 }, most: 3 });
  return [
    {
      ...page,
      work: `a card of ${quantity} in file order`,
      path: `/records?batchId=${batchId}&sort=rowNumber`,
      floor: cardFloor(batchId),
    },
    {
      ...page,
      work: `a staff member’s ${quantity * 5} records, newest first`,
      path: `/records?staffId=${staffId}&state=assigned&sort=-assignedAt&cells=false`,
      floor: heldFloor(staffId),
    },
    {
      ...page,
      work: `the available records of a database of ${records} by name`,
      path: `/records?databaseId=${databaseId}&state=available&sort=name`,
      floor: availableFloor(databaseId),
    },
    { ...counts(3_000), work: 'badges of admins', path: '/badges', floor: badgesFloor(viewers[0]?.id ?? '') },
    {
      ...counts(2_000),
      work: 'databases of a module with their counts',
      path: '/databases?module=memberwd',
      floor: moduleFloor('memberwd'),
    },
  ];
}

async function signIn(program: string, { username }: Viewer): Promise<string> {
  const answer = await fetch(`${program}/api/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (!answer.ok || cookie === undefined) throw new Error(`Could not sign in: ${await answer.text()}`);
  return cookie;
}

interface Loaded {
  /** Milliseconds of each answer. */
  readonly samples: readonly number[];
  readonly refused: number;
}

/** Loads an address by so many at once, each a person of their own, as far as there are. */
async function load(url: string, clients: number, cookies: readonly string[]): Promise<Loaded> {
  const samples: number[] = [];
  let made = 0;
  const setupClient = (client: Client): void => {
    client.setHeaders({ cookie: cookies[made % cookies.length] ?? '' });
    made += 1;
  };
  const cannon = autocannon({ url, connections: clients, duration: secondsEach, setupClient });
  cannon.on('response', (_client, _status, _bytes, time) => samples.push(time));
  const { errors, timeouts, non2xx } = await cannon;
  if (errors + timeouts > 0) throw new Error(`${url}: ${errors} errors, ${timeouts} timeouts`);
  return { samples, refused: non2xx };
}

/** Both answer the same, or the floor is none. */
async function requireSame({ work }: List, urls: Urls, cookie: string): Promise<void> {
  const [program, bare] = await Promise.all(
    [urls.program, urls.bare].map(async (url) => (await fetch(url, { headers: { cookie } })).json()),
  );
  if (!isDeepStrictEqual(program, bare)) throw new Error(`The floor answers something else: ${work}`);
}

interface Urls {
  readonly program: string;
  readonly bare: string;
}

async function compare(list: List, clients: number, urls: Urls, cookies: readonly string[]): Promise<Figure[]> {
  const program: number[] = [];
  const bare: number[] = [];
  const perSecond: number[] = [];
  let allRefused = 0;
  for (let turn = 0; turn < turns; turn += 1) {
    bare.push(...(await load(urls.bare, clients, cookies)).samples);
    const { samples, refused } = await load(urls.program, clients, cookies);
    program.push(...samples);
    perSecond.push((samples.length - refused) / secondsEach);
    allRefused += refused;
  }
  const { least, most } = list;
  const work = `${list.work}, ${clients === 1 ? 'one' : `${clients} at once`}`;
  const times = [
    timeFigure(`${work}, p50`, quantile(program, 0.5), ['by hand', quantile(bare, 0.5)], most),
    timeFigure(`${work}, p99`, quantile(program, 0.99), ['by hand', quantile(bare, 0.99)], most),
  ];
  if (clients === 1) return times;
  const [answered, slowest] = [quantile(perSecond, 0.5), quantile(program, 0.99)];
  return [
    ...times,
    plainFigure(`${work}, a second`, answered.toFixed(0), `${least.perSecond} at least`, answered >= least.perSecond),
    plainFigure(`${work}, p99`, milliseconds(slowest), milliseconds(least.p99), slowest <= least.p99),
    plainFigure(`${work}, refused`, String(allRefused), '0', allRefused === 0),
  ];
}

async function startServers(toServe: ListsToServe): Promise<{ server: ChildProcess; addresses: ListAddresses }> {
  const server = fork(new URL('./serve-list.ts', import.meta.url), [JSON.stringify(toServe)]);
  const [addresses] = (await Promise.race([
    once(server, 'message'),
    once(server, 'exit').then(() => Promise.reject(new Error('The servers of the bench ended'))),
  ])) as [ListAddresses];
  return { server, addresses };
}

async function run({ postgres, records = 200_000, say }: BenchContext): Promise<Figure[]> {
  connectSubscribers();
  const { database, address, close } = await postgres.open('bench_list');
  try {
    say(`list: building ${records} records`);
    const lists = await makeLists(database, records);
    const { server, addresses } = await startServers({ address, floors: lists.map(({ floor }) => floor) });
    const figures: Figure[] = [];
    for (const [index, list] of lists.entries()) {
      const cookies: string[] = [];
      for (const viewer of list.viewers) cookies.push(await signIn(addresses.program, viewer));
      const urls = { program: `${addresses.program}/api${list.path}`, bare: `${addresses.bare}/${index}` };
      await requireSame(list, urls, cookies[0] ?? '');
      for (const clients of [1, people]) {
        say(`list: ${list.work}, ${clients} at once`);
        figures.push(...(await compare(list, clients, urls, cookies)));
      }
    }
    server.disconnect();
    await once(server, 'exit');
    return figures;
  } finally {
    await close();
  }
}

/** What a page of a list costs through the program beside one written by hand. */
export const list: Bench = {
  name: 'list',
  title: 'Lists',
  notes: [
    'A page of 50 through HTTP, as the web asks for it: session, access, checks of the query. By hand is a bare handler of the same ' +
      'framework in the same process without any of that: it answers the same from one prepared statement, written for this very ' +
      'page, that writes the answer as JSON itself (`bench/floors.ts`); that both answer the same is looked at first. Both are ' +
      'loaded by autocannon in turns, on the same two processors as the program and PostgreSQL.',
  ],
  run,
};
