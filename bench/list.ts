import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import autocannon from 'autocannon';
import { sql } from 'kysely';
import type { Role } from '../contract/auth.ts';
import { assignRecords } from '../server/domain/records/assign-records.ts';
import { changeUser } from '../server/domain/users/change-user.ts';
import { hashPassword, ownWork } from '../server/domain/users/hash-password.ts';
import type { Actor } from '../server/platform/actor.ts';
import type { Database } from '../server/platform/db/database.ts';
import { connectSubscribers } from '../server/subscriptions.ts';
import { benchActor, buildMembers, buildUsers } from './build-members.ts';
import { type Bench, type BenchContext, type Figure, quantile, timeFigure } from './figures.ts';
import type { ListAddresses, ListsToServe } from './serve-list.ts';

const turns = 3;
const secondsEach = 2;
const password = 'password of a bench';

interface List {
  readonly work: string;
  readonly viewer: Actor & { readonly username: string };
  readonly query: Readonly<Record<string, string>>;
}

async function makeViewer(database: Database, role: Exclude<Role, 'owner'>, userId: string): Promise<List['viewer']> {
  const { username, name } = await database.db
    .selectFrom('users')
    .select(['username', 'name'])
    .where('id', '=', userId)
    .executeTakeFirstOrThrow();
  const passwordHash = await hashPassword(password, ownWork);
  await database.transaction((tx) => changeUser(tx, benchActor, userId, { passwordHash }));
  return { userId, name, username, role, language: 'id', requestId: 'bench' };
}

/** Two hundred thousand records, a tenth of them on cards, and the pages people look at most. */
async function makeLists(database: Database, records: number): Promise<List[]> {
  const { databaseId } = await buildMembers(database, records);
  const staffIds = await buildUsers(database, 'staff', 8);
  const [adminId = ''] = await buildUsers(database, 'admin', 1);
  const quantity = Math.floor(records / 10 / 5 / staffIds.length);
  for (let card = 0; card < 5; card += 1) {
    await database.transaction((tx) => assignRecords(tx, benchActor, { databaseId, staffIds, quantity, order: 'random' }));
  }
  await sql`vacuum analyze`.execute(database.db);
  const [staffId = ''] = staffIds;
  const { id: batchId } = await database.db
    .selectFrom('batches')
    .select('id')
    .where('staff_id', '=', staffId)
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow();
  const staff = await makeViewer(database, 'staff', staffId);
  const admin = await makeViewer(database, 'admin', adminId);
  return [
    { work: `a card of ${quantity} in file order`, viewer: staff, query: { batchId, sort: 'rowNumber' } },
    {
      work: `a staff member’s ${quantity * 5} records, newest first`,
      viewer: admin,
      query: { staffId, state: 'assigned', sort: '-assignedAt' },
    },
    {
      work: `the available records of a database of ${records} by name`,
      viewer: admin,
      query: { databaseId, state: 'available', sort: 'name' },
    },
  ];
}

async function signIn(program: string, { username }: List['viewer']): Promise<string> {
  const answer = await fetch(`${program}/api/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (!answer.ok || cookie === undefined) throw new Error(`Could not sign in: ${await answer.text()}`);
  return cookie;
}

/** Milliseconds of each answer. */
async function load(url: string, connections: number, cookie: string): Promise<number[]> {
  const samples: number[] = [];
  const cannon = autocannon({ url, connections, duration: secondsEach, headers: { cookie } });
  cannon.on('response', (_client, _status, _bytes, milliseconds) => samples.push(milliseconds));
  const { errors, timeouts, non2xx } = await cannon;
  if (errors + timeouts + non2xx > 0) throw new Error(`${url}: ${errors} errors, ${timeouts} timeouts, ${non2xx} refusals`);
  return samples;
}

async function compare(list: List, clients: number, urls: { program: string; bare: string }, cookie: string): Promise<Figure[]> {
  const program: number[] = [];
  const bare: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    bare.push(...(await load(urls.bare, clients, cookie)));
    program.push(...(await load(urls.program, clients, cookie)));
  }
  const work = `${list.work}, ${clients} ${clients === 1 ? 'client' : 'clients'}`;
  return [
    timeFigure(`${work}, p50`, quantile(program, 0.5), ['bare handler', quantile(bare, 0.5)], 1.5),
    timeFigure(`${work}, p99`, quantile(program, 0.99), ['bare handler', quantile(bare, 0.99)], 2),
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
    const { server, addresses } = await startServers({ address, lists });
    const figures: Figure[] = [];
    for (const [index, list] of lists.entries()) {
      const cookie = await signIn(addresses.program, list.viewer);
      const urls = {
        program: `${addresses.program}/api/records?${new URLSearchParams(list.query).toString()}`,
        bare: `${addresses.bare}/${index}`,
      };
      for (const clients of [1, 16]) {
        say(`list: ${list.work}, ${clients} at once`);
        figures.push(...(await compare(list, clients, urls, cookie)));
      }
    }
    server.disconnect();
    await once(server, 'exit');
    return figures;
  } finally {
    await close();
  }
}

/** What a page of a list costs through the program beside its bare statement. */
export const list: Bench = {
  name: 'list',
  title: 'Lists',
  notes: [
    'A page of 50 through HTTP, as the web asks for it: session, access, checks of the query, rows shaped by the contract. The bare ' +
      'handler is the same framework in the same process with the same pool, running the very statement the program ran, and answering ' +
      'with its rows. Both are loaded by autocannon in turns.',
  ],
  run,
};
