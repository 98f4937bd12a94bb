import { sql } from 'kysely';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { reserveCustomer } from '../server/domain/reservations/reserve-customer.ts';
import { customerKey } from '../server/testing/builders.ts';
import { makeUser, program as system } from '../server/testing/client.ts';
import { outermost } from '../server/testing/thoroughness.ts';
import { leaveBrowser, openBrowser } from './browser.ts';
import { lookAtPage } from './look-at-page.ts';
import { browserOf, counted, desktop, makeWork, openTab, smallScreen } from './make-work.ts';
import { type RunningProgram, startProgram } from './start-program.ts';

let program: RunningProgram;
let browser: Browser;
let owner: { id: string; username: string };
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  [program, browser] = await Promise.all([startProgram(), openBrowser()]);
  owner = await makeUser(program.database, 'owner');
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
  return openTab(context, program, path);
}

interface Act {
  readonly page: Page;
  /** Which changing requests are the act's. */
  readonly path: RegExp;
  readonly press: () => Promise<void>;
  /** What the page says when it is done. */
  readonly done: () => Promise<void>;
  /** How often it has happened. */
  readonly happened: () => Promise<number>;
  /** What says that there is no network, where it is not the usual sentence. */
  readonly said?: RegExp;
}

/**
 * The network is gone when the act is sent: it is said and nothing has happened. Back again, it drops once more, after the server
 * has done it: the act goes through, once.
 */
async function dropAmid({
  page,
  path,
  press,
  done,
  happened,
  said = /Tidak ada koneksi/,
}: Act): Promise<{ whileGone: number; afterwards: number; lost: number }> {
  const before = await happened();
  let gone = true;
  let lost = 0;
  await page.route(path, async (route) => {
    if (route.request().method() === 'GET') return route.continue();
    if (gone) return route.abort('internetdisconnected');
    if (lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    return route.abort('connectionreset');
  });
  await press();
  await page.getByText(said).first().waitFor();
  const whileGone = (await happened()) - before;
  gone = false;
  await press();
  await done();
  return { whileGone, afterwards: (await happened()) - before, lost };
}

const saved = (page: Page, text: string | RegExp) => () => page.getByText(text).first().waitFor();
const presser = (page: Page, name: string | RegExp) => () => page.getByRole('button', { name }).last().click();

const acts: Readonly<Record<string, () => Promise<Act>>> = {
  'a new user': async () => {
    const page = await visitAs(owner.id, '/pengguna');
    await page.getByRole('button', { name: 'Tambah pengguna' }).click();
    await page.getByLabel('Nama', { exact: true }).fill('Terputus');
    await page.getByRole('textbox', { name: 'Username' }).fill('terputus');
    const happened = () => counted(program, sql<{ count: number }>`select count(*)::int as count from users where username = 'terputus'`);
    const done = () => page.getByRole('textbox', { name: 'Tautan undangan' }).waitFor();
    return { page, path: /\/api\/users$/, press: presser(page, 'Buat tautan undangan'), done, happened };
  },
  'the settings': async () => {
    const page = await visitAs(owner.id, '/pengaturan');
    await page.getByLabel('Nama usaha').fill('Terputus');
    const happened = () =>
      counted(program, sql<{ count: number }>`select count(*)::int as count from events where act = 'settings.change'`);
    return {
      page,
      path: /\/api\/settings$/,
      press: presser(page, 'Simpan pengaturan'),
      done: saved(page, 'Pengaturan disimpan.'),
      happened,
    };
  },
  'a template': async () => {
    const page = await visitAs(owner.id, '/template-pesan');
    await page.getByRole('button', { name: 'Tambah template' }).click();
    await page.getByLabel('Nama template').fill('Terputus');
    await page.getByLabel('Isi pesan').fill('Halo {nama}');
    const happened = () =>
      counted(program, sql<{ count: number }>`select count(*)::int as count from message_templates where label = 'Terputus'`);
    return {
      page,
      path: /\/api\/message-templates$/,
      press: presser(page, 'Simpan'),
      done: saved(page, 'Template Terputus ditambahkan.'),
      happened,
    };
  },
  'a reason': async () => {
    const page = await visitAs(owner.id, '/alasan');
    await page.getByRole('button', { name: 'Tambah alasan' }).click();
    await page.getByLabel('Alasan', { exact: true }).fill('Terputus');
    const happened = () =>
      counted(program, sql<{ count: number }>`select count(*)::int as count from invalid_reasons where label = 'Terputus'`);
    return {
      page,
      path: /\/api\/invalid-reasons$/,
      press: presser(page, 'Simpan'),
      done: saved(page, 'Alasan Terputus ditambahkan.'),
      happened,
    };
  },
  'a saved filter': async () => {
    const page = await visitAs(owner.id, '/pengguna?peran=staff');
    await page.getByRole('button', { name: 'Filter tersimpan' }).click();
    await page.getByLabel('Nama filter baru').fill('Terputus');
    const happened = () =>
      counted(program, sql<{ count: number }>`select count(*)::int as count from saved_filters where name = 'Terputus'`);
    return {
      page,
      path: /\/api\/saved-filters$/,
      press: presser(page, 'Simpan filter ini'),
      done: saved(page, 'Filter Terputus disimpan.'),
      happened,
    };
  },
  'a reservation': async () => {
    const { productId, staffId, from } = await makeWork(program);
    const page = await visitAs(owner.id, `/reserved-member?produk=${productId}`);
    await page.getByRole('button', { name: 'Reservasi member' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Produk').selectOption(productId);
    await dialog.getByLabel('Customer ID').fill(customerKey(from));
    await dialog.getByLabel('Staff').selectOption(staffId);
    const happened = () =>
      counted(program, sql<{ count: number }>`select count(*)::int as count from reservations where product_id = ${productId}`);
    return { page, path: /\/api\/reservations$/, press: presser(page, 'Reservasi'), done: saved(page, /direservasi untuk/), happened };
  },
  'a resolved conflict': async () => {
    const { productId, batchId, from } = await makeWork(program, 3);
    const other = await makeUser(program.database, 'staff');
    await program.database.transaction((tx) =>
      reserveCustomer(tx, system, { productId, customerKey: customerKey(from), permanent: false, staffId: other.id }),
    );
    const page = await visitAs(owner.id, `/memberwd?tab=konflik&produk=${productId}`);
    await page.getByRole('button', { name: `Selesaikan konflik Member ${from}` }).click();
    await page.getByRole('menuitem', { name: 'Tarik', exact: true }).click();
    const happened = async () =>
      3 - (await counted(program, sql<{ count: number }>`select count(*)::int as count from records where batch_id = ${batchId}`));
    return {
      page,
      path: /\/api\/conflicts\/.*resolve$/,
      press: presser(page, 'Tarik 1 record'),
      done: saved(page, '1 record ditarik.'),
      happened,
    };
  },
  'an assignment': async () => {
    const { databaseId, staffName, productId } = await makeWork(program);
    const page = await visitAs(owner.id, `/memberwd?panel=bagikan&database=${databaseId}&produk=${productId}`);
    await page.getByRole('checkbox', { name: new RegExp(staffName) }).check();
    await page.getByLabel(/^Jumlah/).fill('10');
    const button = page.getByRole('button', { name: 'Bagikan 10 record ke 1 staff' });
    await button.waitFor();
    const happened = () =>
      counted(program, sql<{ count: number }>`select count(*)::int as count from batches where product_id = ${productId}`);
    return {
      page,
      path: /\/api\/assignments$/,
      press: () => button.click(),
      done: saved(page, '10 record dibagikan ke 1 staff'),
      happened,
    };
  },
  'a recall': async () => {
    const { productId } = await makeWork(program, 5);
    const page = await visitAs(owner.id, `/memberwd?tab=batch&produk=${productId}`);
    await page.getByRole('button', { name: /^Pilihan untuk/ }).click();
    await page
      .getByRole('menuitem', { name: /^Tarik/ })
      .first()
      .click();
    const happened = () =>
      counted(
        program,
        sql<{
          count: number;
        }>`select count(*)::int / 5 as count from records where product_id = ${productId} and state = 'available' and id in (select record_id from record_changes)`,
      );
    return {
      page,
      path: /\/api\/records\/recall$/,
      press: presser(page, 'Tarik 5 record'),
      done: saved(page, /5 record ditarik/),
      happened,
    };
  },
  'a transfer': async () => {
    const { productId } = await makeWork(program, 5);
    const other = await makeUser(program.database, 'staff');
    const page = await visitAs(owner.id, `/memberwd?tab=batch&produk=${productId}`);
    await page.getByRole('button', { name: /^Pilihan untuk/ }).click();
    await page.getByRole('menuitem', { name: 'Pindahkan ke staff lain' }).click();
    await page.getByRole('dialog').last().getByLabel('Pindahkan ke').selectOption(other.id);
    const happened = () =>
      counted(program, sql<{ count: number }>`select count(*)::int as count from batches where staff_id = ${other.id}`);
    return {
      page,
      path: /\/api\/records\/transfer$/,
      press: presser(page, 'Pindahkan 5 record'),
      done: saved(page, /5 record dipindahkan ke/),
      happened,
    };
  },
  'an import': async () => {
    const { productId } = await makeWork(program);
    const page = await visitAs(owner.id, `/memberwd?panel=impor&produk=${productId}`);
    const rows = Array.from({ length: 20 }, (_, index) => `putus_${index},Maya ${index},0813${String(10_000_000 + index)}`);
    const buffer = Buffer.from(['Username,Nama,No HP', ...rows].join('\r\n'));
    await page.locator('input[type=file]').first().setInputFiles({ name: 'Terputus.csv', mimeType: 'text/csv', buffer });
    await page.getByRole('button', { name: 'Periksa', exact: true }).click();
    const button = page.getByRole('button', { name: 'Impor 20 record' });
    await button.waitFor();
    const happened = () => counted(program, sql<{ count: number }>`select count(*)::int as count from databases where name = 'Terputus'`);
    return { page, path: /\/api\/databases$/, press: () => button.click(), done: saved(page, '20 record diimpor'), happened };
  },
  'the name of a card': async () => {
    const { staffId, batchId } = await makeWork(program, 3);
    const page = await visitAs(staffId, `/kartu/${batchId}`, smallScreen);
    await page.getByRole('button', { name: /^Ganti nama kartu/ }).click();
    await page.getByRole('textbox', { name: /nama/i }).fill('Terputus');
    const happened = () =>
      counted(program, sql<{ count: number }>`select count(*)::int as count from batches where id = ${batchId} and title = 'Terputus'`);
    return { page, path: /\/api\/batches\/\d+$/, press: presser(page, 'Simpan'), done: saved(page, 'Nama kartu diganti.'), happened };
  },
};

describe('a network that drops amid a save', () => {
  it.each(outermost(Object.keys(acts)))('of %s says so, keeps what was filled in, and saves it once when it is back', async (name) => {
    const act = await acts[name]?.();
    if (act === undefined) throw new Error(name);
    expect(await dropAmid(act)).toEqual({ whileGone: 0, afterwards: 1, lost: 1 });
  });

  it('of a note: it stays in the field, and is kept once the network is back', async () => {
    const { staffId, batchId, recordIds } = await makeWork(program, 3);
    const page = await visitAs(staffId, `/kartu/${batchId}?record=${recordIds[0]}`, smallScreen);
    await page.route(/\/api\/records\/\d+$/, (route) => (route.request().method() === 'PATCH' ? route.abort() : route.continue()));
    await page.getByLabel('Catatan').fill('Telepon lagi besok pagi');
    await page
      .getByText(/Belum tersimpan/)
      .first()
      .waitFor();
    await lookAtPage(page, 'putus-catatan');
    await page.unroute(/\/api\/records\/\d+$/);
    await page.getByLabel('Catatan').press('End');
    await page.getByLabel('Catatan').pressSequentially('.');
    await page.getByText('Tersimpan', { exact: true }).waitFor();
    expect(
      await counted(
        program,
        sql<{ count: number }>`select count(*)::int as count from records where id = ${recordIds[0]} and note = 'Telepon lagi besok pagi.'`,
      ),
    ).toBe(1);
  });
});
