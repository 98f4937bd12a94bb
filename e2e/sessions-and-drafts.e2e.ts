import { sql } from 'kysely';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../contract/auth.ts';
import { assignRecords } from '../server/domain/records/assign-records.ts';
import { startSession } from '../server/domain/users/start-session.ts';
import { addList, addProduct } from '../server/testing/builders.ts';
import { makeUser, program as itself, testPassword } from '../server/testing/client.ts';
import { leaveBrowser, openBrowser } from './browser.ts';
import { reducedMotion } from './sign-in-as.ts';
import { lookAtPage } from './look-at-page.ts';
import { type RunningProgram, startProgram } from './start-program.ts';

const desktop = { width: 1440, height: 900 };
const phone = { width: 360, height: 740 };

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

interface Visitor {
  readonly userId: string;
  readonly context: BrowserContext;
  readonly page: Page;
}

async function visit(role: Role, path: string, viewport = desktop): Promise<Visitor> {
  const { database, url } = program;
  const { id } = await makeUser(database, role);
  const token = await database.transaction((tx) => startSession(tx, id, { address: '127.0.0.1', userAgent: null }));
  const context = await browser.newContext({ viewport, locale: 'id-ID', timezoneId: 'Asia/Jakarta', reducedMotion });
  contexts.push(context);
  context.setDefaultTimeout(10_000);
  await context.addCookies([{ name: 'cermat_session', value: token, url }]);
  const page = await context.newPage();
  await page.goto(`${url}${path}`);
  return { userId: id, context, page };
}

const endSessions = (userId: string) => sql`delete from sessions where user_id = ${userId}`.execute(program.database.db);

async function givePassword(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog').filter({ has: page.getByLabel('Kata sandi', { exact: true }) });
  await dialog.getByLabel('Kata sandi', { exact: true }).fill(testPassword);
  await dialog.getByRole('button', { name: 'Masuk', exact: true }).click();
}

async function products(name: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from products where name = ${name}`.execute(
    program.database.db,
  );
  return rows[0]?.count ?? 0;
}

async function fillInProduct(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Tambah produk' }).first().click();
  await page.getByRole('textbox', { name: 'Nama produk' }).fill(name);
}

const save = (page: Page) => page.getByRole('dialog').getByRole('button', { name: 'Simpan', exact: true });

/** A card of five records for a staff member. */
async function giveCard(userId: string): Promise<string> {
  const { database } = program;
  const productId = await addProduct(database.db);
  const { databaseId } = await addList(database.db, { productId, records: 5 });
  await database.transaction((tx) => assignRecords(tx, itself, { databaseId, staffIds: [userId], quantity: 5, order: 'file' }));
  const { rows } = await sql<{ id: string }>`select max(id) as id from batches where staff_id = ${userId}`.execute(database.db);
  return rows[0]?.id ?? '';
}

describe('a session that ends', () => {
  it('amid saving a form asks over the form, and the form is saved once', async () => {
    const { userId, page } = await visit('admin', '/produk');
    await fillInProduct(page, 'Setelah berakhir');
    await endSessions(userId);
    await givePassword(page);
    await page.getByLabel('Sesi Anda berakhir').waitFor({ state: 'detached' });
    await save(page).click();
    await page.getByRole('row', { name: /Setelah berakhir/ }).waitFor();
    expect(await products('Setelah berakhir')).toBe(1);
  });

  it('while the request is under way, goes on with it', async () => {
    const { userId, page } = await visit('admin', '/produk');
    // The stream, which never opens here, would ask first.
    await page.route('**/api/events*', () => undefined);
    await page.reload();
    await fillInProduct(page, 'Di tengah jalan');
    await endSessions(userId);
    await save(page).click();
    await givePassword(page);
    await page.getByRole('row', { name: /Di tengah jalan/ }).waitFor();
    expect(await products('Di tengah jalan')).toBe(1);
  });

  it('amid a verdict asks, and the verdict stands', async () => {
    const { userId, page } = await visit('staff', '/data-saya', phone);
    const batchId = await giveCard(userId);
    await page.route('**/api/events*', () => undefined);
    await page.goto(`${program.url}/kartu/${batchId}`);
    await page
      .getByRole('link', { name: /Member/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Valid', exact: true }).waitFor();
    // What the page still reads would ask first.
    await page.waitForLoadState('networkidle');
    await endSessions(userId);
    await page.getByRole('button', { name: 'Valid', exact: true }).click();
    await givePassword(page);
    await page.getByText('1 dari 5 selesai').first().waitFor();
    await expect
      .poll(async () => {
        const { rows } = await sql<{ verdict: string }>`select verdict from records where batch_id = ${batchId}`.execute(
          program.database.db,
        );
        return rows.filter(({ verdict }) => verdict === 'valid').length;
      })
      .toBe(1);
  });

  it('in two tabs is begun again by one password', async () => {
    const { userId, context, page } = await visit('owner', '/produk');
    const other = await context.newPage();
    await other.goto(`${program.url}/pengguna`);
    await fillInProduct(page, 'Dua tab');
    await other.getByRole('button', { name: 'Tambah pengguna' }).click();
    await other.getByLabel('Nama', { exact: true }).fill('Dua Tab');
    await endSessions(userId);
    await page.bringToFront();
    await givePassword(page);
    await save(page).click();
    await page.getByRole('row', { name: /Dua tab/ }).waitFor();
    await other.bringToFront();
    await other.getByText('Sesi Anda berakhir').waitFor({ state: 'detached' });
    await expect.poll(() => other.getByLabel('Nama', { exact: true }).inputValue()).toBe('Dua Tab');
  });

  it('by somebody else’s sign-in in another tab leaves nothing of the first user', async () => {
    const { context, page } = await visit('admin', '/produk');
    await page.getByRole('button', { name: 'Tambah produk' }).first().waitFor();
    const { username } = await makeUser(program.database, 'staff');
    const other = await context.newPage();
    await other.goto(`${program.url}/masuk`);
    await other.getByLabel('Username').fill(username);
    await other.getByLabel('Kata sandi', { exact: true }).fill(testPassword);
    await other.getByRole('button', { name: 'Masuk', exact: true }).click();
    await page.waitForURL('**/data-saya');
    expect(await page.getByRole('button', { name: 'Tambah produk' }).count()).toBe(0);
  });
});

describe('what was typed', () => {
  it('is there again after a reload, and gone when it is thrown away', async () => {
    const { page } = await visit('owner', '/pengguna');
    const type = async () => {
      await page.getByRole('button', { name: 'Tambah pengguna' }).click();
    };
    await type();
    await page.getByLabel('Nama', { exact: true }).fill('Sari Wulandari 🌸');
    await page.getByRole('textbox', { name: 'Username' }).fill('sari.w');
    await page.reload();
    await type();
    await page.getByText('Draf dipulihkan').waitFor();
    await expect.poll(() => page.getByLabel('Nama', { exact: true }).inputValue()).toBe('Sari Wulandari 🌸');
    await expect.poll(() => page.getByRole('textbox', { name: 'Username' }).inputValue()).toBe('sari.w');
    await lookAtPage(page, 'draf-dipulihkan');
    await page.getByRole('button', { name: 'Buang' }).click();
    await expect.poll(() => page.getByLabel('Nama', { exact: true }).inputValue()).toBe('');
    await page.reload();
    await type();
    await page.getByLabel('Nama', { exact: true }).waitFor();
    expect(await page.getByText('Draf dipulihkan').count()).toBe(0);
  });

  it('is forgotten once it is saved, and by signing out', async () => {
    const { page } = await visit('admin', '/produk');
    await fillInProduct(page, 'Tersimpan');
    await save(page).click();
    await page.getByRole('row', { name: /Tersimpan/ }).waitFor();
    const drafts = () => page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('cermat:draft:')));
    expect(await drafts()).toEqual([]);
    await fillInProduct(page, 'Belum');
    expect(await drafts()).toHaveLength(1);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Profil/ }).click();
    await page.getByRole('button', { name: 'Keluar' }).click();
    await page.waitForURL('**/masuk');
    expect(await drafts()).toEqual([]);
  });

  it('into the assign panel survives a reload', async () => {
    const { database } = program;
    const { id: staffId } = await makeUser(database, 'staff');
    const productId = await addProduct(database.db);
    await addList(database.db, { productId, records: 40, name: 'Daftar draf' });
    const { rows } = await sql<{ name: string }>`select name from users where id = ${staffId}`.execute(database.db);
    const { page } = await visit('admin', '/memberwd');
    const open = async () => {
      await page.getByRole('row', { name: /Daftar draf/ }).waitFor();
      await page.getByRole('button', { name: 'Bagikan data' }).first().click();
      await page.getByLabel(/^Jumlah/).waitFor();
    };
    await open();
    await page.getByRole('checkbox', { name: new RegExp(rows[0]?.name ?? '-') }).check();
    await page.getByLabel(/^Jumlah/).fill('30');
    await page.goto(`${program.url}/memberwd`);
    await open();
    await page.getByText('Draf dipulihkan').waitFor();
    await expect.poll(() => page.getByLabel(/^Jumlah/).inputValue()).toBe('30');
    await expect.poll(() => page.getByRole('checkbox', { name: new RegExp(rows[0]?.name ?? '-') }).isChecked()).toBe(true);
  });

  it('never holds a password', async () => {
    const { page } = await visit('staff', '/ganti-kata-sandi');
    for (const field of await page.locator('input[type=password]').all()) await field.fill('kata sandi rahasia');
    await page.reload();
    const kept = await page.evaluate(() => JSON.stringify([Object.values(localStorage), Object.values(sessionStorage)]));
    expect(kept).not.toContain('rahasia');
  });
});

describe('the network', () => {
  it('that is cut after the server has saved: it is sent again and saved once', async () => {
    const { page } = await visit('admin', '/produk');
    let requests = 0;
    await page.route('**/api/products', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      requests += 1;
      if (requests > 1) return route.continue();
      await route.fetch();
      return route.abort('connectionreset');
    });
    await fillInProduct(page, 'Sekali saja');
    await save(page).click();
    // The stream shows the product before the answer is there, so wait for the form to be done with.
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('row', { name: /Sekali saja/ }).waitFor();
    expect(requests).toBe(2);
    expect(await products('Sekali saja')).toBe(1);
  });

  it('that is slow: the button is busy, and a second press sends nothing', async () => {
    const { page } = await visit('admin', '/produk');
    const answered = Promise.withResolvers<void>();
    let requests = 0;
    await page.route('**/api/products', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      requests += 1;
      await answered.promise;
      return route.continue();
    });
    await fillInProduct(page, 'Pelan');
    await page.getByRole('textbox', { name: 'Nama produk' }).press('Enter');
    await page.getByRole('textbox', { name: 'Nama produk' }).press('Enter');
    await save(page).click({ force: true, noWaitAfter: true });
    expect(
      await save(page)
        .getAttribute('aria-busy')
        .then((busy) => busy ?? 'none'),
    ).not.toBe('none');
    answered.resolve();
    await page.getByRole('row', { name: /Pelan/ }).waitFor();
    expect(requests).toBe(1);
  });

  it('with two tabs that save the same: one is told that the name is taken, and keeps what was typed', async () => {
    const { context, page } = await visit('admin', '/produk');
    const other = await context.newPage();
    await other.goto(`${program.url}/produk`);
    await fillInProduct(page, 'Kembar');
    await fillInProduct(other, 'Kembar');
    await Promise.all([save(page).click(), save(other).click()]);
    await expect.poll(() => products('Kembar')).toBe(1);
    const refused = async () =>
      (await Promise.all([page, other].map((tab) => tab.getByRole('alert').count()))).reduce((sum, count) => sum + count, 0);
    await expect.poll(refused).toBe(1);
    const open = (await page.getByRole('alert').count()) === 1 ? page : other;
    await expect.poll(() => open.getByRole('textbox', { name: 'Nama produk' }).inputValue()).toBe('Kembar');
  });
});

describe('back and forward', () => {
  it('on a card: each step back is the page before, with the note that was being typed', async () => {
    const { userId, page } = await visit('staff', '/data-saya', phone);
    const batchId = await giveCard(userId);
    await page.getByRole('link', { name: /Buka kartu/ }).click();
    await page.waitForURL(`**/kartu/${batchId}*`);
    await page
      .getByRole('link', { name: /Member/ })
      .first()
      .click();
    await page.route('**/api/records/*', (route) => (route.request().method() === 'PATCH' ? route.abort() : route.continue()));
    await page.getByLabel('Catatan').fill('Belum sempat terkirim');
    await page.goBack();
    await page
      .getByRole('link', { name: /Member/ })
      .first()
      .waitFor();
    await page.goBack();
    await page.waitForURL('**/data-saya');
    await page.goForward();
    await page.goForward();
    await page.getByLabel('Catatan').waitFor();
    await expect.poll(() => page.getByLabel('Catatan').inputValue()).toBe('Belum sempat terkirim');
    await page.reload();
    await page.getByLabel('Catatan').waitFor();
    await expect.poll(() => page.getByLabel('Catatan').inputValue()).toBe('Belum sempat terkirim');
  });
});
