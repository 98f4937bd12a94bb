import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type Axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { thorough } from '../server/testing/thoroughness.ts';

const folder = process.env['SCREENSHOTS'];

interface Looking {
  /** Whether axe judges it too; not where it has done so at another width. */
  readonly axe?: boolean;
  /** Whether axe judges colours too, which takes most of its time: everywhere in the long suite, every day where every page is opened. */
  readonly colours?: boolean;
}

/**
 * A page as a user meets it: nothing axe objects to, nothing wider than the window. SCREENSHOTS=folder keeps a picture.
 */
export async function lookAtPage(page: Page, name: string, { axe = true, colours = thorough }: Looking = {}): Promise<void> {
  await waitUntilQuiet(page);
  const width = page.viewportSize()?.width ?? 0;
  if (folder !== undefined) {
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}-${width}.png`) });
  }
  if (axe) expect((await findObjections(page, name, colours)).join('\n')).toBe('');
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
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe objects to. It is run in the page itself, which has no frames of other sites, once it is there for all looks at the
 * page, and tells of objections alone: to describe every element that is right takes several times as long. While a dialog is
 * open nobody can reach what lies behind it, which is judged when it is closed.
 */
async function findObjections(page: Page, name: string, colours: boolean): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  const objections = await page.evaluate(objectionsIn, { exclude: thorough ? [] : furtherRows, colours });
  return objections.map((objection) => `${name} ${objection}`);
}

/** Runs in the page. */
async function objectionsIn({ exclude, colours }: { exclude: string[]; colours: boolean }): Promise<string[]> {
  const { axe } = window as unknown as { axe: typeof Axe };
  const include = document.querySelector('dialog:modal') === null ? [['html']] : [['dialog:modal']];
  const { violations } = await axe.run(
    { include, exclude: exclude.filter((rows) => document.querySelector(rows) !== null).map((rows) => [rows]) },
    { resultTypes: ['violations'], iframes: false, rules: { 'color-contrast': { enabled: colours } } },
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
