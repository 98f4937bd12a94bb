import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { startSession } from '../server/domain/users/start-session.ts';
import type { RunningProgram } from './start-program.ts';

export const desk = { name: 'a desktop', viewport: { width: 1440, height: 900 } };
export const phone = { name: 'a phone', viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

type Device = Omit<BrowserContextOptions, 'viewport'> & { readonly name: string; readonly viewport: { width: number; height: number } };

/** A browser of one's own in which somebody has signed in before, on a page: the one they start with, or another. */
export async function signInAs(
  browser: Browser,
  { database, url }: Pick<RunningProgram, 'database' | 'url'>,
  { name: _name, ...device }: Device,
  username: string,
  path = '',
): Promise<{ readonly page: Page; readonly context: BrowserContext }> {
  const { id } = await database.db.selectFrom('users').select('id').where('username', '=', username).executeTakeFirstOrThrow();
  const token = await database.transaction((tx) => startSession(tx, id, { address: '127.0.0.1', userAgent: null }));
  const context = await browser.newContext({ locale: 'id-ID', timezoneId: 'Asia/Jakarta', ...device });
  await context.addCookies([{ name: 'cermat_session', value: token, url }]);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(`${url}${path}`);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  return { page, context };
}
