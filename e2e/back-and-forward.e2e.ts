import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeUser } from '../server/testing/client.ts';
import { browserOf, makeWork, markInvalid, openTab } from './make-work.ts';
import { openProgram } from './open-program.ts';

const opened = openProgram();
let ownerId = '';

beforeAll(async () => {
  ({ id: ownerId } = await makeUser(opened().program.database, 'owner'));
});

/** The page is whole: a heading, something in it, and no sentence of a crash. */
async function whole(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  expect(await page.getByText('Halaman ini tidak bisa ditampilkan').count()).toBe(0);
  const shown = async () => (await page.getByRole('main').innerText()).trim().length;
  await expect.poll(shown, { message: place(page), timeout: 5_000 }).toBeGreaterThan(20);
}

const place = (page: Page) => `${new URL(page.url()).pathname}${new URL(page.url()).search}`;

describe('back and forward', () => {
  it('an admin goes through tabs, filters, pages, panels and records, all the way back and forth again', async () => {
    const { program, browser } = opened();
    const { productId } = await makeWork(program, 5);
    const context = await browserOf(browser, program, ownerId);
    const page = await openTab(context, program, `/memberwd?produk=${productId}`);
    await page.getByRole('row', { name: /WD/ }).first().waitFor();
    const steps: (() => Promise<unknown>)[] = [
      () => page.getByRole('tab', { name: 'Batch Staff' }).click(),
      () => page.getByRole('tab', { name: /^Konflik/ }).click(),
      () => page.getByRole('tab', { name: 'Database', exact: true }).click(),
      () => page.getByRole('button', { name: 'Bagikan data' }).first().click(),
      () => page.getByRole('link', { name: 'Pengguna' }).click(),
      () => page.getByLabel('Peran').selectOption({ label: 'Staff' }),
      () => page.getByRole('link', { name: 'Riwayat Aktivitas' }).click(),
      () => page.goto(`${program.url}/memberwd/record?produk=${productId}`),
      () =>
        page
          .getByRole('row', { name: /Member \d+/ })
          .first()
          .click(),
    ];
    const places = [place(page)];
    for (const step of steps) {
      const before = place(page);
      await step();
      await page.waitForURL((url) => `${url.pathname}${url.search}` !== before);
      await whole(page);
      places.push(place(page));
    }
    for (const expected of places.toReversed().slice(1)) {
      await page.goBack();
      await page.waitForURL((url) => `${url.pathname}${url.search}` === expected);
      await whole(page);
    }
    for (const expected of places.slice(1)) {
      await page.goForward();
      await page.waitForURL((url) => `${url.pathname}${url.search}` === expected);
      await whole(page);
    }
    expect(place(page)).toBe(places.at(-1));
  });

  it('on a phone with a dialog, a menu or a filter sheet open leaves the page whole and can be touched', async () => {
    const { program, browser } = opened();
    await makeWork(program, 5);
    const context = await browserOf(browser, program, ownerId, { width: 360, height: 740 });
    const page = await openTab(context, program, '/produk');
    const opening: readonly (() => Promise<unknown>)[] = [
      () => page.getByRole('button', { name: 'Tambah pengguna' }).click(),
      () => page.getByRole('button', { name: /^Filter$/ }).click(),
      () => page.getByRole('button', { name: /^Notifikasi/ }).click(),
      () =>
        page
          .getByRole('button', { name: /^Pilihan untuk/ })
          .first()
          .click(),
    ];
    for (const open of opening) {
      await page.goto(`${program.url}/produk`);
      await page
        .getByRole('button', { name: 'Buka menu' })
        .or(page.getByRole('button', { name: /menu/i }))
        .first()
        .click();
      await page.getByRole('dialog').getByRole('link', { name: 'Pengguna' }).click();
      await page.waitForURL('**/pengguna*');
      await open();
      await page.locator('dialog[open]').first().waitFor();
      await page.goBack();
      await page.locator('dialog[open]').first().waitFor({ state: 'detached' });
      await whole(page);
      expect(await page.evaluate(() => document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest('dialog') ?? null)).toBeNull();
    }
  });

  it('after signing out shows nothing of what was there, and after signing in does not lead out again', async () => {
    const { program, browser } = opened();
    const work = await makeWork(program, 5);
    const context = await browserOf(browser, program, work.staffId);
    const page = await openTab(context, program, `/kartu/${work.batchId}`);
    await page
      .getByRole('row', { name: /Member/ })
      .first()
      .waitFor();
    // On a slow line a question of the page is still on its way, and is told of the end before the sign-in is there.
    const [answers, script] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    await context.route(/\/assets\/sign-in-(?!form)|\/api\/records\?/, async (route) => {
      await (route.request().url().includes('/assets/') ? script : answers).promise;
      await route.continue();
    });
    const question = page.waitForRequest(/\/api\/records\?/);
    await markInvalid(program, work, 1);
    const asked = await question;
    await page.getByRole('button', { name: /^Profil/ }).click();
    await page.getByRole('button', { name: 'Keluar' }).click();
    await page.waitForURL('**/masuk*', { waitUntil: 'commit' });
    answers.resolve();
    // Without an answer where signing out has broken it off.
    await asked.response();
    await page.goBack();
    script.resolve();
    await page.getByLabel('Username').waitFor();
    expect(await page.getByText(/Member \d/).count()).toBe(0);
    expect(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('cermat:draft:')))).toEqual([]);
  });
});
