import { sql } from 'kysely';
import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { assignRecords } from '../server/domain/records/assign-records.ts';
import { setVerdict } from '../server/domain/validation/set-verdict.ts';
import { addList, addProduct, reasonId } from '../server/testing/builders.ts';
import { makeUser, program as system } from '../server/testing/client.ts';
import { type Asked, countRequests, type RequestCount } from './count-requests.ts';
import { browserOf, counted, desktop, makeWork, markInvalid, openTab, smallScreen } from './make-work.ts';
import { openProgram } from './open-program.ts';
import { patiently } from './staff-work.ts';

const opened = openProgram();
const contexts: BrowserContext[] = [];

afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});

interface Counted {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly requests: RequestCount;
  /** Milliseconds of the page's clock. */
  readonly clock: () => Promise<number>;
}

/** Somebody's page whose clock can be moved on, after all that a first page asks for. */
async function openCounted(userId: string, path: string, viewport = desktop): Promise<Counted> {
  const { program, browser } = opened();
  const context = await browserOf(browser, program, userId, viewport);
  contexts.push(context);
  const page = await context.newPage();
  await page.clock.install();
  const requests = countRequests(page, program);
  await page.goto(`${program.url}${path}`);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await requests.take();
  return { context, page, requests, clock: () => page.evaluate(() => performance.now()) };
}

/** How often an answer may be read in so many milliseconds while changes keep coming: two at first, one every five seconds, and the last. */
const mostReads = (milliseconds: number) => 3 + Math.floor(milliseconds / 5_000);

/** That a page has sent these acts and read these answers, each no more often than so. */
function expectAtMost(asked: Asked, acts: Asked, reads: readonly string[], most: number): void {
  expect(Object.keys(asked)).toEqual([...reads, ...Object.keys(acts)]);
  expect(asked).toMatchObject(acts);
  expect(Object.entries(asked).filter(([endpoint, times]) => acts[endpoint] === undefined && times > most)).toEqual([]);
}

const validOn = (batchId: string) =>
  counted(opened().program, sql`select count(*)::int as count from records where batch_id = ${batchId} and verdict = 'valid'`);

describe('a staff member who marks', () => {
  it('20 records one by one asks for the card’s figures every few seconds, and the other tab shows what was marked', async () => {
    const { program } = opened();
    const work = await makeWork(program, 30);
    const { context, page, requests, clock } = await openCounted(
      work.staffId,
      `/kartu/${work.batchId}?record=${work.recordIds[0]}`,
      smallScreen,
    );
    const other = await openTab(context, program, `/kartu/${work.batchId}`);
    await other.getByText('0 dari 30 selesai').waitFor();
    const began = await clock();
    for (let marked = 1; marked <= 20; marked += 1) {
      await page.getByRole('button', { name: 'Valid', exact: true }).click();
      await page.getByText(`${marked} dari 30 selesai`).first().waitFor();
      await page.getByRole('link', { name: /^Berikutnya/ }).click();
    }
    await expect.poll(() => validOn(work.batchId), patiently).toBe(20);
    const most = mostReads((await clock()) - began);
    expectAtMost(await requests.take(), { 'POST /records/verdict': 20 }, ['GET /batches/:id'], most);
    await page.getByText('20 dari 30 selesai').first().waitFor();
    await other.getByText('20 dari 30 selesai').waitFor();
  });

  it('30 at once asks for each figure once', async () => {
    const work = await makeWork(opened().program, 30);
    const { page, requests } = await openCounted(work.staffId, `/kartu/${work.batchId}`, smallScreen);
    await page.getByRole('button', { name: 'Pilih', exact: true }).click();
    await page.getByText('Pilih semua (30)').click();
    await page.getByRole('region', { name: '30 record dipilih' }).getByRole('button', { name: 'Valid', exact: true }).click();
    await page.getByText('30 dari 30 selesai').waitFor();
    await expect.poll(() => validOn(work.batchId), patiently).toBe(30);
    expect(await requests.take()).toEqual({ 'POST /records/verdict': 1, 'GET /batches/:id': 1, 'GET /badges': 1 });
  });
});

describe('an admin', () => {
  it('who replaces 7 asks once for what is fewer now, and their other tab shows so too', async () => {
    const { program } = opened();
    const work = await makeWork(program, 10);
    await markInvalid(program, work, 7);
    const { id } = await makeUser(program.database, 'admin');
    const { context, page, requests } = await openCounted(id, `/memberwd?tab=invalid&produk=${work.productId}`);
    const other = await openTab(context, program, `/memberwd?produk=${work.productId}`);
    await other.getByText('7 record dari 1 staff menunggu diproses').waitFor();
    await page.getByRole('checkbox', { name: /Pilih semua 7 record/ }).check();
    await page.getByRole('button', { name: 'Ganti dengan Record Baru' }).last().click();
    await requests.take();
    await page.getByRole('dialog').getByRole('button', { name: 'Ganti 7 record' }).click();
    await page.getByText('7 record diganti, 0 kurang.').waitFor();
    await page.getByText('Tidak ada record tidak valid').waitFor();
    const reads = { 'GET /badges': 1, 'GET /conflicts': 1, 'GET /invalid-records': 1 };
    expect(await requests.take()).toEqual({ 'POST /replacements': 1, ...reads });
    await other.getByText('7 record dari 1 staff menunggu diproses').waitFor({ state: 'detached' });
    await other.getByRole('tab', { name: 'Record Tidak Valid (0)' }).waitFor();
  });

  it('who assigns to 5 asks once for what each of them and the databases have now', async () => {
    const { program } = opened();
    const productId = await addProduct(program.database.db);
    const { databaseId } = await addList(program.database.db, { productId, name: 'WD lima', records: 30, firstCustomer: 90_001 });
    const usernames: string[] = [];
    for (let made = 0; made < 5; made += 1) usernames.push((await makeUser(program.database, 'staff')).username);
    const { id } = await makeUser(program.database, 'admin');
    const { page, requests } = await openCounted(id, `/memberwd?panel=bagikan&database=${databaseId}&produk=${productId}`);
    for (const username of usernames) await page.getByRole('checkbox', { name: new RegExp(`The ${username}`) }).check();
    await page.getByLabel(/^Jumlah/).fill('4');
    await page.getByRole('button', { name: 'Bagikan 20 record ke 5 staff' }).waitFor();
    await requests.take();
    await page.getByRole('button', { name: 'Bagikan 20 record ke 5 staff' }).click();
    await page.getByText('20 record dibagikan ke 5 staff').first().waitFor();
    // The databases of the page, those that the panel has to choose from, and the chosen one.
    const reads = { 'GET /databases': 2, 'GET /databases/:id': 1, 'GET /users': 1, 'POST /assignments/preview': 1 };
    const figures = { 'GET /badges': 1, 'GET /conflicts': 1, 'GET /invalid-records': 1 };
    expect(await requests.take()).toEqual({ 'POST /assignments': 1, ...reads, ...figures });
    expect(await page.getByRole('row', { name: /WD lima/ }).innerText()).toMatch(/\t10\t20\t0\t0\t20\t/);
  });
});

const steps = 15;

describe(`an admin’s page while ${steps} marks come in as many seconds from 50 staff`, () => {
  it.each([
    ['/memberwd', ['GET /badges', 'GET /databases', 'GET /invalid-records']],
    ['/memberwd/record', ['GET /badges', 'GET /records']],
    ['/memberwd?tab=batch', ['GET /badges', 'GET /batches', 'GET /invalid-records']],
  ])('%s asks for what marks change, every few seconds, and ends with the last figures', async (path, reads) => {
    const { program } = opened();
    const { database } = program;
    const productId = await addProduct(database.db);
    const { databaseId } = await addList(database.db, { productId, name: `WD ${path}`, records: 50, firstCustomer: path.length * 10_000 });
    const staff: string[] = [];
    for (let made = 0; made < 50; made += 1) staff.push((await makeUser(database, 'staff')).id);
    await database.transaction((tx) => assignRecords(tx, system, { databaseId, staffIds: staff, quantity: 1, order: 'file' }));
    const held = await sql<{ id: string; staffId: string }>`
      select id, staff_id as "staffId" from records where database_id = ${databaseId} order by id
    `.execute(database.db);
    const wrong = await reasonId(database.db);
    const { id } = await makeUser(database, 'admin');
    const { page, requests, clock } = await openCounted(id, path);
    const began = await clock();
    for (const [step, record] of held.rows.slice(0, steps).entries()) {
      const worker = { ...system, userId: record.staffId, role: 'staff' as const };
      const mark = step % 5 === 0 ? { verdict: 'invalid' as const, reasonId: wrong } : { verdict: 'valid' as const };
      await database.transaction((tx) => setVerdict(tx, worker, { recordIds: [record.id], ...mark }));
      await requests.hearAll();
      await requests.pass(1_000);
    }
    const most = mostReads((await clock()) - began);
    expectAtMost(await requests.take(), {}, reads, most);
    const invalid = await counted(
      program,
      sql`select count(*)::int as count from records where state = 'assigned' and verdict = 'invalid'`,
    );
    await page.getByRole('link', { name: new RegExp(`Member WD CRM.*${invalid}`) }).waitFor();
  });
});
