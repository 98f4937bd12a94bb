import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { startSession } from '../server/domain/users/start-session.ts';
import { thorough } from '../server/testing/thoroughness.ts';
import { keepWindow } from './browser.ts';
import type { RunningProgram } from './start-program.ts';

export const desk = { name: 'a desktop', viewport: { width: 1440, height: 900 } };
export const phone = { name: 'a phone', viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

/** Pages move in the long suite; every day to wait for them and to draw each step takes a tenth of the time. */
export const reducedMotion = thorough ? 'no-preference' : 'reduce';

type Device = Omit<BrowserContextOptions, 'viewport'> & { readonly name: string; readonly viewport: { width: number; height: number } };

/** Somebody at a page, in a browser of their own. */
export interface AtPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Ends it, for the next one with such a device: to open another window takes as long as to load the program. */
  readonly leave: () => Promise<void>;
}

/** Windows that were left, by their device. */
const left = new Map<string, Page[]>();

/** A window in which nothing is remembered. */
async function openWindow(browser: Browser, { name: _name, ...device }: Device): Promise<{ page: Page; leave: () => Promise<void> }> {
  const key = JSON.stringify(device);
  const known = left.get(key)?.pop();
  if (known !== undefined) keepWindow(known.context(), false);
  const page =
    known?.context().browser() === browser
      ? known
      : await (await browser.newContext({ locale: 'id-ID', timezoneId: 'Asia/Jakarta', reducedMotion, ...device })).newPage();
  await page.setViewportSize(device.viewport);
  const leave = async (): Promise<void> => {
    await forgetAll(page);
    left.set(key, [...(left.get(key) ?? []), page]);
    keepWindow(page.context(), true);
  };
  return { page, leave };
}

async function forgetAll(page: Page): Promise<void> {
  const context = page.context();
  for (const other of context.pages()) if (other !== page) await other.close();
  await context.clearCookies();
  await page.evaluate(() => [localStorage, sessionStorage].forEach((storage) => storage.clear()));
  await page.goto('about:blank');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  page.removeAllListeners();
}

/** A browser of one's own in which somebody has signed in before, on a page: the one they start with, or another. */
export async function signInAs(
  browser: Browser,
  { database, url }: Pick<RunningProgram, 'database' | 'url'>,
  device: Device,
  username: string,
  path = '',
): Promise<AtPage> {
  const { id } = await database.db.selectFrom('users').select('id').where('username', '=', username).executeTakeFirstOrThrow();
  const token = await database.transaction((tx) => startSession(tx, id, { address: '127.0.0.1', userAgent: null }));
  const { page, leave } = await openWindow(browser, device);
  const context = page.context();
  await context.addCookies([{ name: 'cermat_session', value: token, url }]);
  page.setDefaultTimeout(15_000);
  await page.goto(`${url}${path}`);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  return { page, context, leave };
}
