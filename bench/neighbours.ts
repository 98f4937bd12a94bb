import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { sql } from 'kysely';
import type { Role } from '../contract/auth.ts';
import { assignRecords } from '../server/domain/records/assign-records.ts';
import { hashPassword, ownWork } from '../server/domain/users/hash-password.ts';
import { startSession } from '../server/domain/users/start-session.ts';
import type { DatabaseAddress } from '../server/platform/db/connect.ts';
import type { Database } from '../server/platform/db/database.ts';
import { connectSubscribers } from '../server/subscriptions.ts';
import type { AttackOrder } from './attack.worker.ts';
import { attacks, type Battlefield } from './attacks.ts';
import { benchActor, buildMembers, buildUsers } from './build-members.ts';
import { type Bench, type BenchContext, type Figure, milliseconds, plainFigure, quantile } from './figures.ts';
import { overload } from './overload.ts';

const secondsEach = 8;
/** Milliseconds somebody looks at a page before asking for the next thing. */
const think = 60;
const longest = 500;

/** Somebody at work, and what they ask for in turn. */
interface Neighbour {
  readonly cookie: string;
  readonly asks: readonly Ask[];
}

interface Ask {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
}

interface Answered {
  readonly status: number;
  readonly milliseconds: number;
}

async function sessionOf(database: Database, userId: string): Promise<string> {
  const token = await database.transaction((tx) => startSession(tx, userId, { address: '127.0.0.1', userAgent: null }));
  return `cermat_session=${token}`;
}

async function makePeople(database: Database, role: Exclude<Role, 'owner'>, count: number): Promise<{ id: string; cookie: string }[]> {
  const ids = await buildUsers(database, role, count);
  const people = [];
  for (const id of ids) people.push({ id, cookie: await sessionOf(database, id) });
  return people;
}

interface World extends Battlefield {
  readonly neighbours: readonly Neighbour[];
}

/** A module at work: staff with cards, admins at their pages, and one person each who is about to do their worst. */
async function build(database: Database, records: number, program: string): Promise<World> {
  const { databaseId } = await buildMembers(database, records);
  const staff = await makePeople(database, 'staff', 4);
  const [worst] = await makePeople(database, 'staff', 1);
  const admins = await makePeople(database, 'admin', 3);
  const [admin] = await makePeople(database, 'admin', 1);
  if (worst === undefined || admin === undefined) throw new Error('Nobody is there to do their worst');
  const give = (staffIds: readonly string[], quantity: number) =>
    database.transaction((tx) => assignRecords(tx, benchActor, { databaseId, staffIds: [...staffIds], quantity, order: 'random' }));
  await give(
    staff.map(({ id }) => id),
    Math.min(500, records / 40),
  );
  await give([worst.id], Math.min(10_000, records / 10));
  await sql`
    insert into rejected_rows (database_id, row_number, reason, cells)
    select ${databaseId}::bigint, number, 'existing', array[number::text, 'Marilyn', 'Bradley', '0812' || number, repeat('x', 200)]
    from generate_series(1, ${Math.min(records, 100_000)}::int) number`.execute(database.db);
  const password = await hashPassword('password of a bench', ownWork);
  await sql`update users set password_hash = ${password}`.execute(database.db);
  await sql`vacuum analyze`.execute(database.db);
  const held = async (staffId: string) =>
    (
      await sql<{ id: string; batchId: string }>`
      select id, batch_id as "batchId" from records where staff_id = ${staffId} order by id limit 10000`.execute(database.db)
    ).rows;
  const neighbours: Neighbour[] = [];
  for (const { id, cookie } of staff) {
    const [first] = await held(id);
    neighbours.push({ cookie, asks: staffAsks(first?.batchId ?? '', first?.id ?? '') });
  }
  for (const { cookie } of admins) neighbours.push({ cookie, asks: adminAsks(databaseId) });
  const recordIds = (await held(worst.id)).map(({ id }) => id);
  const { rows: named } = await sql<{ username: string }>`select username from users`.execute(database.db);
  return {
    program,
    neighbours,
    databaseId,
    recordIds,
    worst: worst.cookie,
    admin: admin.cookie,
    usernames: named.map(({ username }) => username),
  };
}

function staffAsks(batchId: string, recordId: string): Ask[] {
  return [
    { method: 'GET', path: '/batches' },
    { method: 'GET', path: `/records?batchId=${batchId}&pageSize=50` },
    { method: 'POST', path: '/records/verdict', body: JSON.stringify({ recordIds: [recordId], verdict: 'valid' }) },
    { method: 'GET', path: '/badges' },
    { method: 'POST', path: '/records/verdict', body: JSON.stringify({ recordIds: [recordId], verdict: 'unvalidated' }) },
  ];
}

function adminAsks(databaseId: string): Ask[] {
  return [
    { method: 'GET', path: '/databases?module=memberwd' },
    { method: 'GET', path: `/records?databaseId=${databaseId}&state=available&sort=name` },
    { method: 'GET', path: '/badges' },
    { method: 'GET', path: '/batches?module=memberwd' },
  ];
}

/** Asks one thing and takes all of the answer. */
function ask(agent: Agent, program: string, cookie: string, { method, path, body }: Ask): Promise<Answered> {
  const begin = performance.now();
  return new Promise((resolve, reject) => {
    const headers = { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': body.length }) };
    const sent = request(`${program}/api${path}`, { method, agent, headers }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, milliseconds: performance.now() - begin }));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

/** Everybody at work for some seconds; answers what they waited for. */
async function work({ program, neighbours }: World): Promise<Answered[]> {
  const end = performance.now() + secondsEach * 1_000;
  const answers: Answered[] = [];
  await Promise.all(
    neighbours.map(async ({ cookie, asks }) => {
      const agent = new Agent({ keepAlive: true });
      for (let turn = 0; performance.now() < end; turn += 1) {
        const next = asks[turn % asks.length];
        if (next !== undefined) answers.push(await ask(agent, program, cookie, next));
        await wait(think);
      }
      agent.destroy();
    }),
  );
  return answers;
}

function figuresOf(name: string, answers: readonly Answered[]): Figure[] {
  const times = answers.map((answer) => answer.milliseconds);
  const failed = answers.filter(({ status }) => status >= 400).length;
  const p99 = quantile(times, 0.99);
  return [
    plainFigure(`the others beside ${name}, p50`, milliseconds(quantile(times, 0.5)), '', null),
    plainFigure(`the others beside ${name}, p99`, milliseconds(p99), `${longest} ms`, p99 <= longest),
    plainFigure(`the others beside ${name}, refused of ${answers.length}`, String(failed), '0', failed === 0),
  ];
}

/** In a thread of its own: whoever measures is not kept from it by what the other one sends. */
function startAttack(name: string, { program, databaseId, recordIds, worst, admin, usernames }: World): Worker {
  const field: Battlefield = { program, databaseId, recordIds, worst, admin, usernames };
  return new Worker(new URL('./attack.worker.ts', import.meta.url), { workerData: { name, field } satisfies AttackOrder });
}

async function beside(world: World, name: string): Promise<Figure[]> {
  const attack = startAttack(name, world);
  await once(attack, 'online');
  const answers = await work(world);
  attack.postMessage('enough');
  const [did] = (await once(attack, 'message')) as [string];
  await once(attack, 'exit');
  return figuresOf(`${name} (${did})`, answers);
}

async function startProgram(address: DatabaseAddress): Promise<{ program: string; server: ChildProcess }> {
  const server = fork(new URL('./serve-program.ts', import.meta.url), [JSON.stringify(address)]);
  const [program] = (await Promise.race([
    once(server, 'message'),
    once(server, 'exit').then(() => Promise.reject(new Error('The program of the bench ended'))),
  ])) as [string];
  return { program, server };
}

async function run({ postgres, records = 200_000, say }: BenchContext): Promise<Figure[]> {
  connectSubscribers();
  const { database, address, close } = await postgres.open('bench_neighbours');
  try {
    const { program, server } = await startProgram(address);
    say(`neighbours: building ${records} records`);
    const world = await build(database, records, program);
    say('neighbours: quiet');
    const figures = figuresOf('nobody', await work(world));
    for (const attack of attacks) {
      say(`neighbours: ${attack.name}`);
      figures.push(...(await beside(world, attack.name)));
      // What was under way ends before the next begins.
      await wait(3_000);
    }
    say('neighbours: more than can be served');
    figures.push(...(await overload({ program, path: world.neighbours[0]?.asks[1]?.path ?? '', database })));
    server.disconnect();
    await once(server, 'exit');
    return figures;
  } finally {
    await close();
  }
}

/** What people notice of the worst that one other person, or anybody anonymous, can do. */
export const neighbours: Bench = {
  name: 'neighbours',
  title: 'Neighbours',
  notes: [
    `Four staff members and three admins at work for ${secondsEach} s each time, ${think} ms between an answer and the next question: cards, a ` +
      'verdict, lists, badges. The program is a process of its own; whoever does their worst has a thread of their own and shares the ' +
      'two processors with it and with the one that measures.',
  ],
  run,
};
