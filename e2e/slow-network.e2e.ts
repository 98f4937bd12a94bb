import { sql } from 'kysely';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { makeUser } from '../server/testing/client.ts';
import { leaveBrowser, openBrowser } from './browser.ts';
import { browserOf, counted, desktop, makeWork, openTab, smallScreen } from './make-work.ts';
import { type RunningProgram, startProgram } from './start-program.ts';

let program: RunningProgram;
let browser: Browser;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  [program, browser] = await Promise.all([startProgram(), openBrowser()]);
});

afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});

afterAll(async () => {
  await leaveBrowser(browser);
  await program?.stop();
});

async function visitAs(userId: string, path: string, viewport = desktop): Promise<Page> {
  const context = await browserOf(browser, program, userId, viewport);
  contexts.push(context);
  context.setDefaultTimeout(30_000);
  return openTab(context, program, path);
}

/** A phone far from the mast: every request waits 400 ms, and 50 KB pass in a second. */
async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const conditions = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', conditions);
}

/** What stands in the place of what is on its way; never nothing. */
const waiting = (page: Page) => page.locator('main [aria-busy="true"], [aria-busy="true"] main').first().waitFor();

it('a slow network shows an admin where rows will be, and an act pressed twice happens once', async () => {
  const { productId, staffName } = await makeWork(program);
  const { id } = await makeUser(program.database, 'admin');
  const page = await visitAs(id, `/produk?produk=${productId}`);
  await page
    .getByRole('row', { name: /Produk/ })
    .first()
    .waitFor();
  await slowDown(page);
  await page.getByRole('link', { name: 'Member WD CRM' }).click();
  await waiting(page);
  await page.getByRole('row', { name: /WD/ }).first().waitFor();
  await page.getByRole('button', { name: 'Bagikan data' }).first().click();
  await page.getByRole('checkbox', { name: new RegExp(staffName) }).check();
  await page.getByLabel(/^Jumlah/).fill('10');
  const button = page.getByRole('button', { name: 'Bagikan 10 record ke 1 staff' });
  await button.waitFor();
  await button.dblclick();
  await page.getByText('10 record dibagikan ke 1 staff').waitFor();
  expect(await counted(program, sql`select count(*)::int as count from batches where product_id = ${productId}`)).toBe(1);
});

it('a slow network shows a staff member where cards will be, and a verdict before the server has it, which counts once', async () => {
  const { staffId, recordIds } = await makeWork(program, 5);
  const page = await visitAs(staffId, '/tindak-lanjut', smallScreen);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await slowDown(page);
  await page
    .getByRole('link', { name: /Data Saya/ })
    .last()
    .click();
  const read = Promise.withResolvers<void>();
  await page.route('**/api/records?*', async (route) => {
    await read.promise;
    return route.continue();
  });
  await page.getByRole('link', { name: /^Buka kartu/ }).click();
  await waiting(page);
  read.resolve();
  await page
    .getByRole('link', { name: /Member/ })
    .first()
    .click();
  const arrived = Promise.withResolvers<void>();
  await page.route('**/api/records/verdict', async (route) => {
    await arrived.promise;
    return route.continue();
  });
  // A mark is counted on figures that are there.
  await page.getByText('0 dari 5 selesai').first().waitFor();
  await page.getByRole('button', { name: 'Valid', exact: true }).hover();
  // A double click whose second one comes when the first has shown.
  for (const clickCount of [1, 2]) {
    await page.mouse.down({ clickCount });
    await page.mouse.up({ clickCount });
    await page.getByText('1 dari 5 selesai').first().waitFor();
  }
  const marks = () =>
    counted(program, sql`select count(*)::int as count from record_changes where record_id = ${recordIds[0]} and to_verdict = 'valid'`);
  expect(await marks()).toBe(0);
  arrived.resolve();
  await expect.poll(marks, { timeout: 10_000 }).toBe(1);
  await page.waitForLoadState('domcontentloaded');
  await expect.poll(() => page.getByText('1 dari 5 selesai').count()).toBeGreaterThan(0);
});

it('no number is said before it is known', async () => {
  const { id } = await makeUser(program.database, 'admin');
  const page = await visitAs(id, '/produk');
  const { promise: asked, resolve: answer } = Promise.withResolvers<void>();
  await page.route(/\/api\/(conflicts|invalid-records)\?/, async (route) => {
    await asked;
    await route.continue();
  });
  await page.getByRole('link', { name: 'Member WD CRM' }).click();
  await page.getByRole('tab', { name: 'Konflik', exact: true }).waitFor();
  await page.getByRole('tab', { name: 'Record Tidak Valid', exact: true }).waitFor();
  answer();
  const known = ['Record Tidak Valid (0)', 'Konflik (0)'];
  await expect.poll(() => page.getByRole('tab').allInnerTexts()).toEqual(expect.arrayContaining(known));
});
