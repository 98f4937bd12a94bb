import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { thorough } from '../server/testing/thoroughness.ts';

const folder = process.env['SCREENSHOTS'];

interface Looking {
  /** False where the same page was shown to axe at another width. */
  readonly axe?: boolean;
}

/**
 * A page as a user meets it: nothing axe objects to, nothing wider than the window. SCREENSHOTS=folder keeps a picture.
 */
export async function lookAtPage(page: Page, name: string, { axe = true }: Looking = {}): Promise<void> {
  await waitUntilQuiet(page);
  const width = page.viewportSize()?.width ?? 0;
  if (folder !== undefined) {
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}-${width}.png`) });
  }
  if (axe) expect((await findObjections(page, name)).join('\n')).toBe('');
  // Not the window's own width: on a phone it grows with what does not fit.
  expect(await page.evaluate(() => document.documentElement.scrollWidth), `${name} is wider than the window`).toBeLessThanOrEqual(width);
}

/** Until everything is there, drawn and at rest. */
async function waitUntilQuiet(page: Page): Promise<void> {
  // What follows the window's width or the device's theme does so with the next frame.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  // Not until the network is idle: the stream of live events never is.
  // What shows how waiting looks waits for ever.
  const busy = '[aria-busy="true"]:not([data-sample] *)';
  await page.waitForFunction((waiting) => document.readyState === 'complete' && document.querySelector(waiting) === null, busy);
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(() => {
    // What turns for as long as something runs never ends.
    const ending = document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity);
    return Promise.all(ending.map((animation) => animation.finished.catch(() => undefined)));
  });
}

/** Rows and items like those before them: made by the same component, they are judged in the long suite only. */
const furtherRows = ['tr', 'li', '[role="row"]', '[role="listitem"]', '[role="option"]'].map((row) => `${row}:nth-child(n + 7)`);

/**
 * What axe objects to. It is run in the page itself, which has no frames of other sites, and tells of objections alone: to
 * describe every element that is right, and to judge that in a second page, takes several times as long. While a dialog is
 * open nobody can reach what lies behind it, which is judged when it is closed.
 */
async function findObjections(page: Page, name: string): Promise<string[]> {
  const builder = new AxeBuilder({ page }).setLegacyMode(true);
  if ((await page.locator('dialog:modal').count()) > 0) builder.include('dialog:modal');
  if (!thorough) for (const rows of furtherRows) builder.exclude(rows);
  const { violations } = await builder.options({ resultTypes: ['violations'] }).analyze();
  return violations.map(({ id, nodes }) => `${name} ${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
