import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeUser, testPassword } from '../server/testing/client.ts';
import { leaveBrowser, openBrowser } from './browser.ts';
import { reducedMotion } from './sign-in-as.ts';
import { type RunningProgram, startProgram } from './start-program.ts';

const list = Buffer.from(
  [
    'Username,Nama,No HP',
    ...Array.from({ length: 90 }, (_, index) => `tombol_${index},Maya ${index},0813${String(10_000_000 + index)}`),
  ].join('\r\n'),
);

let program: RunningProgram;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [program, browser] = await Promise.all([startProgram(), openBrowser()]);
  context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
    reducedMotion,
  });
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
});

afterAll(async () => {
  await context?.close();
  await leaveBrowser(browser);
  await program?.stop();
});

/** What the focus is on, as a screen reader would name it, and whether it can be seen. */
const focused = () =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement)) return { name: '', role: '', seen: false };
    const labels = element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? [...(element.labels ?? [])] : [];
    const name = element.getAttribute('aria-label') ?? labels[0]?.innerText ?? element.innerText;
    const box = element.getBoundingClientRect();
    return { name: name.trim(), role: element.tagName, seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight };
  });

/** Presses Tab until the focus is on something of this name. */
async function tabTo(name: string | RegExp, most = 90): Promise<void> {
  for (let pressed = 0; pressed <= most; pressed += 1) {
    const now = await focused();
    if (typeof name === 'string' ? now.name === name : name.test(now.name)) {
      expect(now.seen, `${now.name} has the focus and cannot be seen`).toBe(true);
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`No Tab leads to ${String(name)}`);
}

async function press(name: string | RegExp, key = 'Enter'): Promise<void> {
  await tabTo(name);
  await page.keyboard.press(key);
}

describe('the main job without a mouse', () => {
  it('signs in, imports a list and gives its records to two staff, by keys alone', async () => {
    const { username } = await makeUser(program.database, 'owner');
    await makeUser(program.database, 'staff');
    await makeUser(program.database, 'staff');
    await page.goto(`${program.url}/memberwd`);
    await tabTo('Username');
    await page.keyboard.type(username);
    await tabTo('Kata sandi');
    await page.keyboard.type(testPassword);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Member WD CRM' }).waitFor();

    await press('Impor database pertama');
    await page.getByRole('heading', { level: 2, name: 'Impor' }).waitFor();
    const chooser = page.waitForEvent('filechooser');
    await press('Pilih file');
    await (await chooser).setFiles({ name: 'Tombol.csv', mimeType: 'text/csv', buffer: list });
    await page.getByLabel('Nama database').waitFor();
    await press('Buat produk');
    await page.getByRole('dialog').waitFor();
    await tabTo('Nama produk');
    await page.keyboard.type('Sagaraya');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await press('Periksa');
    await page.getByRole('button', { name: 'Impor 90 record' }).waitFor();
    await press('Impor 90 record');
    await page.getByText('90 record diimpor', { exact: true }).waitFor();
    await tabTo('Impor file lain');
    await page.keyboard.press('Tab');
    await press('Bagikan data');

    await page.getByRole('heading', { level: 2, name: 'Bagikan data' }).waitFor();
    await press(/^The staff\d+, 0/, 'Space');
    await page.keyboard.press('Tab');
    await press(/^The staff\d+, 0/, 'Space');
    await tabTo(/^Jumlah/);
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('40');
    await page.getByRole('button', { name: 'Bagikan 80 record ke 2 staff' }).waitFor();
    await press('Bagikan 80 record ke 2 staff');
    await page.getByText('80 record dibagikan ke 2 staff').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { level: 2, name: 'Bagikan data' }).waitFor({ state: 'detached' });
    const cells = await page
      .getByRole('row', { name: /Tombol/ })
      .first()
      .getByRole('cell')
      .allInnerTexts();
    expect(cells.slice(0, 2)).toEqual(['10', '80']);
  });
});
