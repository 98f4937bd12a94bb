import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const folder = process.env['SCREENSHOTS'];

/**
 * A page as a user meets it: nothing axe objects to, nothing wider than the window. SCREENSHOTS=folder keeps a picture. Without
 * axe where the same page was shown to it at another width.
 */
export async function lookAtPage(page: Page, name: string, { axe = true } = {}): Promise<void> {
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
  const width = page.viewportSize()?.width ?? 0;
  if (folder !== undefined) {
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}-${width}.png`) });
  }
  if (axe) {
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${name} ${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  }
  // Not the window's own width: on a phone it grows with what does not fit.
  expect(await page.evaluate(() => document.documentElement.scrollWidth), `${name} is wider than the window`).toBeLessThanOrEqual(width);
}
