import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { testPassword } from '../server/testing/client.ts';

export const desk = { name: 'a desktop', viewport: { width: 1440, height: 900 } };
export const phone = { name: 'a phone', viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

type Device = Omit<BrowserContextOptions, 'viewport'> & { readonly name: string; readonly viewport: { width: number; height: number } };

/** A browser of one's own in which somebody has signed in, on the page they start with. */
export async function signInAs(
  browser: Browser,
  url: string,
  { name: _name, ...device }: Device,
  username: string,
): Promise<{ readonly page: Page; readonly context: BrowserContext }> {
  const context = await browser.newContext({ locale: 'id-ID', timezoneId: 'Asia/Jakarta', ...device });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(url);
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Kata sandi', { exact: true }).fill(testPassword);
  await page.getByRole('button', { name: 'Masuk' }).click();
  await page.getByRole('button', { name: 'Masuk' }).waitFor({ state: 'detached' });
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  return { page, context };
}
