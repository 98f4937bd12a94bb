import { sql } from 'kysely';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { reserveCustomer } from '../server/domain/reservations/reserve-customer.ts';
import { startSession } from '../server/domain/users/start-session.ts';
import { archiveRecords } from '../server/domain/validation/archive-records.ts';
import { customerKey } from '../server/testing/builders.ts';
import { makeUser, program as system } from '../server/testing/client.ts';
import { thorough } from '../server/testing/thoroughness.ts';
import { leaveBrowser, openBrowser } from './browser.ts';
import { lookAtPage } from './look-at-page.ts';
import { browserOf, counted, makeWork, markInvalid, openTab } from './make-work.ts';
import { type RunningProgram, startProgram } from './start-program.ts';

let program: RunningProgram;
let browser: Browser;
let adminId: string;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  [program, browser] = await Promise.all([startProgram(), openBrowser()]);
  ({ id: adminId } = await makeUser(program.database, 'owner'));
});

afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});

afterAll(async () => {
  await leaveBrowser(browser);
  await program?.stop();
});

/** Two tabs on the same page, neither of which hears of what the other does: as if both pressed at the same moment. */
async function twoTabs(userId: string, path: string): Promise<[Page, Page]> {
  const context = await browserOf(browser, program, userId);
  contexts.push(context);
  await context.route('**/api/events*', () => undefined);
  return [await openTab(context, program, path), await openTab(context, program, path)];
}

/** Until a page tells somebody who has just pressed what became of it: a notice in the dialog, or a short message. */
const beTold = (page: Page, words: RegExp) => page.locator('[role="alert"], [role="status"]').filter({ hasText: words }).first().waitFor();

// Every day the two acts on most records at once; whatever is pressed twice is told alike.
describe('two tabs that do the same thing', () => {
  it('give the same records: each record has one holder, and the second tab says how many were left', async () => {
    const { databaseId, productId, staffName } = await makeWork(program);
    const tabs = await twoTabs(adminId, `/memberwd?panel=bagikan&database=${databaseId}&produk=${productId}`);
    for (const page of tabs) {
      await page.bringToFront();
      const staff = page.getByRole('checkbox', { name: new RegExp(staffName) });
      await staff.waitFor();
      if (!(await staff.isChecked())) await staff.check();
      await page.getByLabel(/^Jumlah/).fill('20');
      await page.getByRole('button', { name: 'Bagikan 20 record ke 1 staff' }).waitFor();
    }
    for (const page of tabs) {
      await page.bringToFront();
      await page.getByRole('button', { name: /^Bagikan \d+ record ke 1 staff/ }).click();
      await page
        .getByText(/\d+ record dibagikan ke 1 staff/)
        .first()
        .waitFor();
    }
    await tabs[1].getByText('10 record dibagikan ke 1 staff').first().waitFor();
    await lookAtPage(tabs[1], 'dua-tab-bagikan');
    expect(
      await counted(program, sql`select count(*)::int as count from records where product_id = ${productId} and state = 'assigned'`),
    ).toBe(30);
  });

  it('replace the same invalid records: the second tab is told, and then shows that nothing waits', async () => {
    const work = await makeWork(program, 10);
    await markInvalid(program, work, 3);
    const [one, other] = await twoTabs(adminId, `/memberwd?tab=invalid&produk=${work.productId}`);
    for (const page of [one, other]) {
      await page.bringToFront();
      await page.getByRole('checkbox', { name: /Pilih semua 3 record/ }).check();
      await page.getByRole('button', { name: 'Ganti dengan Record Baru' }).last().click();
      await page.getByRole('dialog').waitFor();
    }
    await one.getByRole('button', { name: 'Ganti 3 record' }).click();
    await one.getByText('3 record diganti, 0 kurang.').waitFor();
    await other.getByRole('button', { name: 'Ganti 3 record' }).click();
    await beTold(other, /sudah|berubah|tidak lagi/i);
    await lookAtPage(other, 'dua-tab-ganti');
    await other.getByRole('dialog').getByRole('button', { name: 'Batal' }).click();
    await other.getByText('Tidak ada record tidak valid').waitFor();
    expect(
      await counted(program, sql`select count(*)::int as count from records where product_id = ${work.productId} and state = 'archived'`),
    ).toBe(3);
  });

  it.runIf(thorough)('resolve the same conflict: the second tab is told, and then shows that it is resolved', async () => {
    const { productId, batchId, from } = await makeWork(program, 3);
    const reserver = await makeUser(program.database, 'staff');
    await program.database.transaction((tx) =>
      reserveCustomer(tx, system, { productId, customerKey: customerKey(from), permanent: false, staffId: reserver.id }),
    );
    const [one, other] = await twoTabs(adminId, `/memberwd?tab=konflik&produk=${productId}`);
    for (const page of [one, other]) {
      await page.bringToFront();
      await page.getByRole('button', { name: `Selesaikan konflik Member ${from}` }).click();
      await page.getByRole('menuitem', { name: 'Tarik', exact: true }).click();
      await page.getByRole('dialog').waitFor();
    }
    await one.getByRole('button', { name: 'Tarik 1 record' }).click();
    await one.getByText('1 record ditarik.').waitFor();
    await other.getByRole('button', { name: 'Tarik 1 record' }).click();
    await beTold(other, /sudah|berubah|tidak lagi/i);
    await lookAtPage(other, 'dua-tab-konflik');
    await other.getByRole('dialog').getByRole('button', { name: 'Batal' }).click();
    await other.getByText('Tidak ada konflik').waitFor();
    expect(await counted(program, sql`select count(*)::int as count from records where batch_id = ${batchId}`)).toBe(2);
  });

  it.runIf(thorough)('bring back the same archived record: the second tab is told, and then shows it no more', async () => {
    const work = await makeWork(program, 5);
    await markInvalid(program, work, 1);
    await program.database.transaction((tx) => archiveRecords(tx, system, work.recordIds.slice(0, 1)));
    const [one, other] = await twoTabs(adminId, `/memberwd?tab=arsip&produk=${work.productId}`);
    for (const page of [one, other]) {
      await page.bringToFront();
      await page
        .getByRole('button', { name: /^Pilihan untuk/ })
        .first()
        .click();
      await page.getByRole('menuitem', { name: 'Kembalikan ke data tersedia' }).click();
      await page.getByRole('dialog').waitFor();
    }
    const press = (page: Page) => page.getByRole('dialog').getByRole('button', { name: 'Kembalikan 1 record' }).click();
    await press(one);
    await one.getByText('1 record dikembalikan ke data tersedia.').waitFor();
    await press(other);
    await beTold(other, /sudah|berubah|tidak lagi/i);
    await other.getByRole('dialog').getByRole('button', { name: 'Batal' }).click();
    await other.getByText('Database Invalid masih kosong').waitFor();
    expect(
      await counted(program, sql`select count(*)::int as count from records where id = ${work.recordIds[0]} and state = 'available'`),
    ).toBe(1);
  });

  it.runIf(thorough)('rename the same card: the later name holds in both', async () => {
    const { staffId, batchId } = await makeWork(program, 3);
    const [one, other] = await twoTabs(staffId, `/kartu/${batchId}`);
    for (const [page, name] of [
      [one, 'Nama dari tab satu'],
      [other, 'Nama dari tab dua'],
    ] as const) {
      await page.bringToFront();
      await page.getByRole('button', { name: /^Ganti nama/ }).click();
      await page.getByRole('textbox', { name: /nama/i }).fill(name);
    }
    for (const page of [one, other]) {
      await page.bringToFront();
      await page.getByRole('button', { name: 'Simpan' }).click();
      await page.getByText('Nama kartu diganti.').waitFor();
    }
    await one.reload();
    await one.getByRole('heading', { level: 1, name: 'Nama dari tab dua' }).waitFor();
    expect(
      await counted(program, sql`select count(*)::int as count from batches where id = ${batchId} and title = 'Nama dari tab dua'`),
    ).toBe(1);
  });

  it('end the same session: it is ended, and both show so', async () => {
    const { id } = await makeUser(program.database, 'staff');
    await program.database.transaction((tx) => startSession(tx, id, { address: '127.0.0.9', userAgent: null }));
    const [one, other] = await twoTabs(id, '/sesi');
    const end = (page: Page) => page.getByRole('button', { name: /^Akhiri sesi / });
    await end(other).waitFor();
    await end(one).click();
    await one.getByText(/^Sesi .* diakhiri\.$/).waitFor();
    await other.bringToFront();
    if ((await end(other).count()) > 0) {
      await end(other).click();
      await beTold(other, /diakhiri|tidak ditemukan|sudah/i);
    }
    await end(other).waitFor({ state: 'detached' });
    expect(await counted(program, sql`select count(*)::int as count from sessions where user_id = ${id}`)).toBe(1);
  });
});
