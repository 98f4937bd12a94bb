import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { sql } from 'kysely';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addProduct } from '../server/testing/builders.ts';
import { makeUser } from '../server/testing/client.ts';
import { launchBrowser } from './browser.ts';
import { lookAtPage } from './look-at-page.ts';
import { browserOf, counted, openTab } from './make-work.ts';
import { type RunningProgram, startProgram } from './start-program.ts';

const rows = 1_000_000;
const minutes = 60_000;

let program: RunningProgram;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const folder = mkdtempSync(join(tmpdir(), 'cermat-list-'));
const file = join(folder, 'Sejuta baris.csv');

async function writeList(): Promise<void> {
  const list = createWriteStream(file);
  list.write('Username,Nama,No HP,Kota\r\n');
  for (let from = 0; from < rows; from += 10_000) {
    const lines = Array.from({ length: 10_000 }, (_, index) => {
      const number = from + index;
      return `member_${number},Maya Kinanti ${number},+62812${String(number).padStart(8, '0')},Bandung\r\n`;
    });
    if (!list.write(lines.join(''))) await once(list, 'drain');
  }
  list.end();
  await finished(list);
}

beforeAll(async () => {
  [program, browser] = await Promise.all([startProgram(), launchBrowser(), writeList()]);
  const { id } = await makeUser(program.database, 'admin');
  await addProduct(program.database.db, 'Sagaraya');
  context = await browserOf(browser, program, id);
  page = await openTab(context, program, '/memberwd?panel=impor');
});

afterAll(async () => {
  await context?.close();
  await browser?.close();
  await program?.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('a list of a million rows is checked and imported while other pages are open, and every page holds it', async () => {
  await page.locator('input[type=file]').first().setInputFiles(file);
  await page.getByRole('button', { name: 'Periksa', exact: true }).click({ timeout: 5 * minutes });
  await page.getByRole('button', { name: 'Impor 1.000.000 record' }).click({ timeout: 5 * minutes });
  await page
    .getByText(/dari 1\.000\.000 baris/)
    .first()
    .waitFor({ timeout: 2 * minutes });
  await lookAtPage(page, 'sejuta-berjalan');
  await page.getByRole('link', { name: 'Pengguna' }).click();
  await page.getByRole('heading', { level: 1, name: 'Pengguna' }).waitFor();
  await page.goto(`${program.url}/memberwd`);
  await page.getByText('1 database · 1.000.000 record diimpor').waitFor({ timeout: 10 * minutes });
  await lookAtPage(page, 'sejuta-selesai');
  expect(await counted(program, sql`select count(*)::int as count from records`)).toBe(rows);
  await page.goto(`${program.url}/memberwd/record`);
  await page
    .getByText(/dari 1\.000\.000 record/)
    .first()
    .waitFor({ timeout: minutes });
  await page.getByRole('searchbox').first().fill('member_999999');
  await page.getByRole('row', { name: /Maya Kinanti 999999/ }).waitFor({ timeout: minutes });
  await lookAtPage(page, 'sejuta-record');
});
