import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outermost } from '../server/testing/thoroughness.ts';
import { leaveBrowser, openBrowser } from './browser.ts';
import { lookAtPage } from './look-at-page.ts';
import { type RunningProgram, startProgram } from './start-program.ts';

let program: RunningProgram;
let browser: Browser;

beforeAll(async () => {
  program = await startProgram();
  browser = await openBrowser();
});

afterAll(async () => {
  await leaveBrowser(browser);
  await program.stop();
});

interface Look {
  readonly width: number;
  readonly language?: 'id' | 'en';
  readonly colorScheme?: 'light' | 'dark';
}

async function expectGallery({ width, language = 'id', colorScheme = 'light' }: Look, act: (page: Page) => Promise<void>): Promise<void> {
  const context: BrowserContext = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce', colorScheme });
  await context.addInitScript((stored) => localStorage.setItem('cermat:language', stored), language);
  const page = await context.newPage();
  const broken: string[] = [];
  page.on('pageerror', (error) => broken.push(error.message));
  await page.goto(`${program.url}/_ui`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await act(page);
  expect(broken).toEqual([]);
  await context.close();
}

const table = (page: Page) => page.getByRole('region', { name: 'Member contoh', exact: true }).first();
const focusedRow = (page: Page) => page.evaluate(() => (document.activeElement as HTMLElement).dataset['index']);

describe('the page of components', () => {
  it.each(
    outermost([
      { width: 1440, less: 720, colorScheme: 'light' as const },
      { width: 1440, less: 720, colorScheme: 'dark' as const },
      { width: 360, less: 320, colorScheme: 'light' as const },
      { width: 360, less: 320, colorScheme: 'dark' as const },
    ]),
  )('is well made at $width px, $colorScheme, and at $less px', async ({ width, less, colorScheme }) => {
    await expectGallery({ width, colorScheme }, async (page) => {
      await lookAtPage(page, `gallery-${colorScheme}`, { colours: true });
      await page.setViewportSize({ width: less, height: 900 });
      await lookAtPage(page, `gallery-${colorScheme}`, { axe: false });
    });
  });

  it('would be objected to for what is wrong on it', async () => {
    const wrong = [
      ['a picture without words', '<img src="data:,">', /image-alt/, true],
      ['letters that can hardly be read', '<p style="color:#ddd;background:#fff">Maya</p>', /color-contrast/, true],
      ['what is wider than the window', '<div style="width:4000px;height:9px"></div>', /wider than the window/, false],
    ] as const;
    await expectGallery({ width: 360 }, async (page) => {
      for (const [what, html, objection, axe] of wrong) {
        await page.evaluate(
          (added) => document.querySelector('main')?.replaceChildren(document.createRange().createContextualFragment(added)),
          html,
        );
        await expect(lookAtPage(page, 'gallery-broken', { axe, colours: true }), `for ${what}`).rejects.toThrow(objection);
      }
    });
  });

  it('speaks English too', async () => {
    await expectGallery({ width: 1440, language: 'en' }, async (page) => {
      await page.getByRole('heading', { level: 1, name: 'Components' }).waitFor();
    });
  });

  it('asks the server for nothing', async () => {
    await expectGallery({ width: 1440 }, async (page) => {
      const asked: string[] = [];
      page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      await page.reload();
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('load');
      expect(asked.filter((path) => path.startsWith('/api'))).toEqual([]);
    });
  });

  it('shows every component of web/ui that the app uses', () => {
    const web = resolve(import.meta.dirname, '..', 'web');
    const importsOf = (pattern: string, but = '') =>
      new Set(
        globSync(pattern, { cwd: web })
          .filter((path) => but === '' || !path.includes(but))
          .flatMap((path) =>
            [...readFileSync(join(web, path), 'utf8').matchAll(/import (?!type)\{([^}]*)\} from '[^']*\/ui\/([^']*)'/g)].flatMap(
              ([, names = '', file = '']) =>
                names
                  .split(',')
                  .map((name) => name.trim())
                  .filter((name) => /^[A-Z]/.test(name))
                  .map((name) => `${file} ${name}`),
            ),
          ),
      );
    const used = importsOf('{app,pages,features}/**/*.tsx', 'gallery');
    const shown = importsOf('pages/gallery/*.tsx');
    // Whole pages, and what has no look of its own.
    const elsewhere = /^(entrance|global-style|toast|tooltips)[.]tsx |Context$/;
    expect(used.size).toBeGreaterThan(40);
    expect([...used].filter((name) => !shown.has(name) && !elsewhere.test(name))).toEqual([]);
  });
});

describe('the table', () => {
  it('is worked by keys: arrows move, Space chooses, Enter opens, Tab goes on', async () => {
    await expectGallery({ width: 1440 }, async (page) => {
      await table(page).focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      expect(await focusedRow(page)).toBe('1');
      await page.keyboard.press('End');
      expect(await focusedRow(page)).toBe('24');
      await page.keyboard.press('Home');
      expect(await focusedRow(page)).toBe('0');
      await page.keyboard.press('Space');
      await page.getByText('1 dipilih', { exact: true }).waitFor();
      await page.keyboard.press('Enter');
      expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-current'))).toBe(true);
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('checkbox');
    });
  });

  it('chooses a page, then everything in the filter, and a range with Shift', async () => {
    await expectGallery({ width: 1440 }, async (page) => {
      await table(page).getByRole('checkbox', { name: 'Pilih semua di halaman ini' }).click();
      await page.getByText('25 di halaman ini dipilih').waitFor();
      await page.getByRole('button', { name: 'Pilih semua 12.431 dalam filter ini' }).click();
      await page.getByText('Semua 12.431 dalam filter ini dipilih').waitFor();
      await page.getByRole('button', { name: 'Batalkan pilihan' }).click();
      const boxes = table(page).locator('tbody').getByRole('checkbox');
      await boxes.nth(1).click();
      await boxes.nth(5).click({ modifiers: ['Shift'] });
      await page.getByText('5 dipilih', { exact: true }).waitFor();
      await page
        .getByRole('navigation', { name: 'Halaman', exact: true })
        .first()
        .getByRole('button', { name: 'Halaman berikutnya' })
        .click();
      await page.getByText('26–50 dari 12.431 record').waitFor();
      await page.getByText('5 dipilih', { exact: true }).waitFor();
    });
  });

  it('sorts, hides and moves columns, and remembers it on this device', async () => {
    await expectGallery({ width: 1440 }, async (page) => {
      const heads = () => table(page).locator('thead tr').last().locator('th').allInnerTexts();
      await table(page).getByRole('button', { name: 'Nilai' }).click();
      expect(await table(page).getByRole('columnheader', { name: 'Nilai' }).getAttribute('aria-sort')).toBe('descending');
      await page.getByRole('button', { name: 'Kolom' }).first().click();
      const chooser = page.getByRole('dialog', { name: 'Kolom' });
      await chooser.getByRole('checkbox', { name: 'Kota' }).click();
      await chooser.getByRole('button', { name: 'Pindahkan Waktu ke atas' }).click();
      await page.keyboard.press('Escape');
      await chooser.waitFor({ state: 'detached' });
      await page.reload();
      await table(page).waitFor();
      const words = await heads();
      expect(words).not.toContain('Kota');
      expect(words.indexOf('Waktu')).toBeLessThan(words.indexOf('Staff'));
    });
  });

  it('draws few of 500 rows and keeps head and first column in view', async () => {
    await expectGallery({ width: 1440 }, async (page) => {
      const wide = page.getByRole('region', { name: '500 baris, 60 kolom' });
      await wide.scrollIntoViewIfNeeded();
      await wide.evaluate((element) => element.scrollTo({ left: 2_000, top: 12_000 }));
      await expect.poll(() => wide.locator('tbody tr[data-row]').count(), { timeout: 10_000 }).toBeLessThan(60);
      const box = await wide.boundingBox();
      const name = await wide.locator('tbody tr[data-row] th').nth(12).boundingBox();
      const head = await wide.locator('thead').boundingBox();
      expect((name?.x ?? 0) - (box?.x ?? 0)).toBeLessThan(60);
      expect((head?.y ?? 0) - (box?.y ?? 0)).toBeLessThan(2);
    });
  });
});

describe('what opens over the page', () => {
  it('takes the focus, holds it, closes at Escape and gives it back', async () => {
    await expectGallery({ width: 1440 }, async (page) => {
      for (const name of ['Dialog', 'Konfirmasi', 'Konfirmasi berbahaya', 'Lembar bawah', 'Kotak gantung', 'Menu']) {
        const opener = page.getByRole('button', { name, exact: true });
        await opener.click();
        const over = name === 'Menu' ? page.getByRole('menu') : page.getByRole('dialog');
        await over.waitFor();
        expect(await page.evaluate(() => document.activeElement?.closest('dialog') !== null), `${name} has the focus`).toBe(true);
        await lookAtPage(page, `gallery-${name.toLowerCase().replaceAll(' ', '-')}`);
        await page.keyboard.press('Escape');
        await over.waitFor({ state: 'detached' });
        expect(await opener.evaluate((element) => element === document.activeElement), `${name} gives it back`).toBe(true);
      }
    });
  });

  it('asks for a word before what cannot be had back', async () => {
    await expectGallery({ width: 360 }, async (page) => {
      await page.getByRole('button', { name: 'Konfirmasi berbahaya' }).click();
      const act = page.getByRole('button', { name: 'Hapus 2.418 record' });
      expect(await act.isDisabled()).toBe(true);
      await page.getByLabel('Ketik “HAPUS” untuk melanjutkan').fill('HAPUS');
      await act.click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    });
  });

  it('leads from the summary of a form to the field that is wrong', async () => {
    await expectGallery({ width: 1440 }, async (page) => {
      const form = page.getByRole('form', { name: 'Formulir contoh' });
      await form.getByRole('button', { name: 'Simpan' }).click();
      expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert');
      await form.getByRole('button', { name: /^Telepon/ }).click();
      expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('phone');
    });
  });

  it('says the word of a button without words', async () => {
    await expectGallery({ width: 1440 }, async (page) => {
      await page.getByRole('button', { name: 'Ganti nama', exact: true }).first().hover();
      await page.locator('[popover]:popover-open', { hasText: 'Ganti nama' }).waitFor();
    });
  });
});
