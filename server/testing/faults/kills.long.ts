import { once } from 'node:events';
import { createServer } from 'node:net';
import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../platform/db/database.ts';
import { addProduct, addUser } from '../builders.ts';
import { findFaults } from '../find-faults.ts';
import { embeddedAddress, makeDataFolder, postgresPid, removeDataFolder, type RunningMain, runMain } from '../run-main.ts';
import { Caller, report, spread, untilReady } from './caller.ts';
import { signInAs } from './people.ts';

const kills = 32;
/** Rows of each list that is imported. */
const listRows = 1_000;
/** Seconds within which it has to serve again. */
const serveAgainWithin = 10;

/** Beside other work everything takes longer, by as much as there is of it. */
const wasBusy = (loadavg()[0] ?? 0) > availableParallelism();
/** Seconds after which it is taken not to serve at all. */
const patience = 60;

const folder = makeDataFolder();
let program: RunningMain;
let port: string;
let productId: string;
let staffId: string;
let admin: Caller;
let staff: Caller;

/** What the program has said yes to. */
const acknowledged = {
  lists: new Map<string, number>(),
  given: new Map<string, number>(),
  valid: new Set<string>(),
  failed: new Set<string>(),
};
let enough = false;

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return String(address.port);
}

const start = () => runMain({ CERMAT_DATA: folder, PORT: port }, 'build');

async function withDatabase<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = openDatabase(embeddedAddress(folder));
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

beforeAll(async () => {
  port = await freePort();
  program = await start();
  await withDatabase(async (database) => {
    productId = await addProduct(database.db);
    const [manager, seller] = [await addUser(database.db, 'admin', 'Budi'), await addUser(database.db, 'staff', 'Rina')];
    staffId = seller.userId;
    admin = new Caller(program.url, await signInAs(database, manager.userId));
    staff = new Caller(program.url, await signInAs(database, seller.userId));
  });
});

afterAll(async () => {
  await program.end('SIGTERM');
  removeDataFolder(folder);
});

function list(number: number): string {
  const row = (index: number) => `l${number}m${index},Nama ${index},0811${String(number * listRows + index).padStart(8, '0')}`;
  return ['Username,Nama,Telepon', ...Array.from({ length: listRows }, (_, index) => row(index))].join('\n');
}

async function importLists(): Promise<void> {
  const mapping = { customerKey: 'Username', name: 'Nama', phone: 'Telepon' };
  for (let number = 0; !enough; number += 1) {
    const upload = await admin.untilAnswered('/uploads', { method: 'POST', file: list(number) });
    expect(upload).toMatchObject({ status: 201 });
    const { uploadId } = upload.body as { uploadId: string };
    const body = { uploadId, name: `Daftar ${number}`, module: 'memberwd', productId, mapping, duplicates: 'skip' };
    const started = await admin.untilAnswered('/databases', { method: 'POST', body, key: `import-${number}` });
    expect(started).toMatchObject({ status: 202 });
    const { jobId, databaseId } = started.body as { jobId: string; databaseId: string };
    for (let state = 'queued'; state === 'queued' || state === 'running'; ) {
      const job = (await admin.untilAnswered(`/jobs/${jobId}`, {})).body as { state: string; result?: { imported: number } };
      ({ state } = job);
      if (state === 'succeeded') acknowledged.lists.set(databaseId, job.result?.imported ?? -1);
      if (state === 'failed') acknowledged.failed.add(databaseId);
      await wait(50);
    }
  }
}

async function assignRecords(): Promise<void> {
  for (let number = 0; !enough; number += 1) {
    const databaseId = [...acknowledged.lists.keys()].at(-1);
    if (databaseId === undefined) {
      await wait(50);
      continue;
    }
    const body = { databaseId, staffIds: [staffId], quantity: 5, order: 'random' };
    const answer = await admin.untilAnswered('/assignments', { method: 'POST', body, key: `assign-${number}` });
    expect(answer).toMatchObject({ status: 201 });
    for (const { id, given } of (answer.body as { assignments: { id: string; given: number }[] }).assignments)
      acknowledged.given.set(id, given);
  }
}

async function giveVerdicts(): Promise<void> {
  for (let number = 0; !enough; number += 1) {
    const found = await staff.untilAnswered('/records?verdict=unvalidated&pageSize=3', {});
    const recordIds = (found.body as { items: { id: string }[] }).items.map(({ id }) => id);
    if (recordIds.length === 0) {
      await wait(50);
      continue;
    }
    const answer = await staff.untilAnswered('/records/verdict', {
      method: 'POST',
      body: { recordIds, verdict: 'valid' },
      key: `verdict-${number}`,
    });
    expect(answer).toMatchObject({ status: 200, body: { changed: recordIds.length } });
    for (const id of recordIds) acknowledged.valid.add(id);
  }
}

/** Waits for one list more. */
async function listFinished(): Promise<void> {
  const before = acknowledged.lists.size;
  await expect.poll(() => acknowledged.lists.size, { timeout: 120_000 }).toBeGreaterThan(before);
}

/** Kills the program, which is started again as a supervisor does; returns the seconds until it serves. */
async function killProgram(): Promise<number> {
  const begin = performance.now();
  await program.end('SIGKILL');
  program = await start();
  await untilReady(program.url, patience);
  return (performance.now() - begin) / 1000;
}

/** Kills PostgreSQL, which the program starts again. */
async function killPostgres(): Promise<number> {
  const begin = performance.now();
  const killed = postgresPid(folder);
  if (killed === undefined) throw new Error('There is no PostgreSQL to kill');
  process.kill(killed, 'SIGKILL');
  // Before the program has started it again, what answers is the one that is gone.
  const next = () => postgresPid(folder) ?? killed;
  await expect.poll(next, { interval: 5, timeout: patience * 1000 }).not.toBe(killed);
  await untilReady(program.url, patience);
  return (performance.now() - begin) / 1000;
}

const count = async ({ db }: Database, query: ReturnType<typeof sql<{ count: number }>>) => (await query.execute(db)).rows[0]?.count;

describe('kills amid imports, assigning and verdicts', () => {
  it('lose nothing that was acknowledged, leave nothing half done, double nothing, and it serves again within seconds', async () => {
    const work = Promise.all([importLists(), assignRecords(), giveVerdicts()]);
    const seconds = { program: [] as number[], postgres: [] as number[] };
    const killing = (async () => {
      await expect.poll(() => acknowledged.given.size, { timeout: 60_000 }).toBeGreaterThan(0);
      for (let kill = 0; kill < kills; kill += 1) {
        await wait(200 + Math.random() * 1_500);
        // A run that was killed is taken for dead after ten seconds: now and then a list gets the time to be finished.
        if (kill % 4 === 3) await listFinished();
        if (kill % 2 === 0) seconds.program.push(await killProgram());
        else seconds.postgres.push(await killPostgres());
      }
    })();
    try {
      await Promise.race([killing, work.then(() => killing)]);
    } finally {
      enough = true;
    }
    await work;
    report(
      `${seconds.program.length} kills of the program, serving after ${spread(seconds.program)}; ${seconds.postgres.length} of PostgreSQL, after ${spread(seconds.postgres)}`,
    );
    report(
      `Acknowledged: ${acknowledged.lists.size} lists, ${acknowledged.given.size} acts of assigning, ${acknowledged.valid.size} verdicts; given up: ${acknowledged.failed.size} lists`,
    );
    expect(acknowledged.lists.size).toBeGreaterThan(3);

    await withDatabase(async (database) => {
      const lists = await sql<{ id: string; count: number }>`
        select list.id, count(record.id)::int as count from databases list left join records record on record.database_id = list.id
        group by list.id`.execute(database.db);
      expect(new Map(lists.rows.map((row) => [row.id, row.count]))).toEqual(acknowledged.lists);
      for (const imported of acknowledged.lists.values()) expect(imported).toBe(listRows);
      const given = await sql<{ id: string; given: number }>`select id, given::int from assignments`.execute(database.db);
      expect(new Map(given.rows.map((row) => [row.id, row.given]))).toEqual(acknowledged.given);
      const held = [...acknowledged.given.values()].reduce((sum, each) => sum + each, 0);
      expect(await count(database, sql`select count(*)::int as count from records where state = 'assigned'`)).toBe(held);
      const valid = await sql<{ id: string }>`select id from records where verdict = 'valid'`.execute(database.db);
      expect(new Set(valid.rows.map(({ id }) => id))).toEqual(acknowledged.valid);
      expect(await count(database, sql`select count(*)::int as count from jobs where state in ('queued', 'running')`)).toBe(0);
      expect(await findFaults(database.db, productId)).toEqual([]);
    });
    const longest = Math.max(...seconds.program, ...seconds.postgres);
    if (wasBusy) report(`The machine was busy with other work before this began, so ${longest.toFixed(1)} s is not judged`);
    else expect(longest).toBeLessThan(serveAgainWithin);
  });
});
