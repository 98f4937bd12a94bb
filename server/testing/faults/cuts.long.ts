import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../platform/db/database.ts';
import { addList, addProduct } from '../builders.ts';
import { signedInAs, type TestAnswer, type TestClient, testApp } from '../client.ts';
import { addressOf, testDatabase } from '../database.ts';
import { type CutPoint, DatabaseProxy } from '../database-proxy.ts';
import { findFaults } from '../find-faults.ts';
import { report } from './caller.ts';

const cutsWanted = 200;

type Somebody = TestClient & { readonly userId: string };

let direct: Database;
let database: Database;
let proxy: DatabaseProxy;
let app: FastifyInstance;
let admin: Somebody;
let staff: Somebody;
let productId: string;
let databaseId: string;

beforeAll(async () => {
  direct = await testDatabase();
  productId = await addProduct(direct.db);
  ({ databaseId } = await addList(direct.db, { productId, records: 2_000 }));
  proxy = new DatabaseProxy(addressOf(direct));
  database = openDatabase(await proxy.open());
  app = await testApp(database);
  admin = await signedInAs(app, direct, 'admin');
  staff = await signedInAs(app, direct, 'staff');
});

afterAll(async () => {
  await database.close();
  await proxy.close();
});

const counted = async (query: ReturnType<typeof sql<{ count: number }>>): Promise<number> =>
  (await query.execute(direct.db)).rows[0]?.count ?? -1;
const assignments = () => counted(sql`select count(*)::int as count from assignments`);
const held = () => counted(sql`select count(*)::int as count from records where state = 'assigned'`);

/** Cuts the next connection that commits. */
function cutNext(point: CutPoint): void {
  let armed = true;
  proxy.cutCommits(() => {
    const now = armed ? point : undefined;
    armed = false;
    return now;
  });
}

/** Does an act whose first try is cut off, again until it is answered. */
async function doCut(point: CutPoint, act: () => Promise<TestAnswer>): Promise<{ tries: number; answer: TestAnswer }> {
  cutNext(point);
  for (let tries = 1; ; tries += 1) {
    const answer = await act();
    if (answer.status !== 503) return { tries, answer };
    expect(answer.body).toMatchObject({ code: 'unavailable' });
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  }
}

const assign = (headers: Readonly<Record<string, string>>) =>
  admin.post('/assignments', { databaseId, staffIds: [staff.userId], quantity: 1, order: 'file' }, headers);

describe('connections cut at a commit', () => {
  it('leave one effect of each act that is tried again by the same key, whether it was done or not', async () => {
    const found = { assigned: 0, marked: 0, replayed: 0 };
    const before = await held();
    for (let act = 0; proxy.cuts < cutsWanted; act += 1) {
      const point: CutPoint = act % 2 === 0 ? 'before' : 'after';
      const key = { 'idempotency-key': `cut-${act}` };
      const mark = act % 3 === 2;
      const { rows } = await sql<{ id: string }>`
        select id from records where staff_id = ${staff.userId} and verdict = 'unvalidated' order by id limit 1`.execute(direct.db);
      const { tries, answer } = await doCut(point, () =>
        mark ? staff.post('/records/verdict', { recordIds: [rows[0]?.id], verdict: 'valid' }, key) : assign(key),
      );
      expect(answer).toMatchObject({ status: mark ? 200 : 201 });
      expect(tries).toBeGreaterThan(1);
      const replayed = answer.headers['idempotency-replayed'] === 'true';
      // Done and not answered is answered from what was kept; not done is done.
      expect(replayed).toBe(point === 'after');
      if (replayed) found.replayed += 1;
      if (mark) found.marked += 1;
      else found.assigned += 1;
    }
    proxy.cutCommits(undefined);
    report(
      `${proxy.cuts} cuts: ${found.assigned} acts of assigning and ${found.marked} verdicts, ${found.replayed} answered from what was kept`,
    );
    expect(await assignments()).toBe(found.assigned);
    expect((await held()) - before).toBe(found.assigned);
    expect(await counted(sql`select count(*)::int as count from records where verdict = 'valid'`)).toBe(found.marked);
    expect(await counted(sql`select count(*)::int as count from events where act = 'validation.set_verdict'`)).toBe(found.marked);
    expect(await findFaults(direct.db, productId)).toEqual([]);
    const otherBody = { databaseId, staffIds: [staff.userId], quantity: 2, order: 'file' };
    expect((await admin.post('/assignments', otherBody, { 'idempotency-key': 'cut-0' })).body).toMatchObject({
      code: 'idempotency_key_reused',
    });
  });

  it('double what is tried again without a key: the control', async () => {
    const [acts, before] = [20, await assignments()];
    for (let act = 0; act < acts; act += 1) expect((await doCut('after', () => assign({}))).answer.status).toBe(201);
    proxy.cutCommits(undefined);
    const done = (await assignments()) - before;
    report(`Without keys, ${acts} acts that were cut after their commit were done ${done} times`);
    expect(done).toBe(2 * acts);
  });
});
