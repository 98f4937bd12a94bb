import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeUser, testPassword } from '../server/testing/client.ts';
import { leaveBrowser, openBrowser } from './browser.ts';
import { reducedMotion } from './sign-in-as.ts';
import { lookAtPage } from './look-at-page.ts';
import { type RunningProgram, startProgram } from './start-program.ts';

let program: RunningProgram;
let browser: Browser;

beforeAll(async () => {
  [program, browser] = await Promise.all([startProgram(), openBrowser()]);
});

afterAll(async () => {
  await leaveBrowser(browser);
  await program?.stop();
});

async function open(width: number, height: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'id-ID', timezoneId: 'Asia/Jakarta', reducedMotion });
  const page = await context.newPage();
  await page.goto(program.url);
  return page;
}

describe.each([
  ['a desktop', 1440, 900],
  ['a phone', 360, 740],
])('signing in on %s', (_, width, height) => {
  it('refuses a wrong password in words and lets the right one in', async () => {
    const { username } = await makeUser(program.database, 'staff');
    const page = await open(width, height);
    await page.getByLabel('Username').fill(username);
    await page.getByLabel('Kata sandi', { exact: true }).fill('wrong password');
    await page.getByRole('button', { name: 'Masuk' }).click();
    await page.getByText('Username atau kata sandi salah.').waitFor();
    await lookAtPage(page, 'masuk-ditolak');
    await page.getByLabel('Kata sandi', { exact: true }).fill(testPassword);
    await page.getByRole('button', { name: 'Masuk' }).click();
    await page.getByRole('button', { name: 'Masuk' }).waitFor({ state: 'detached' });
    await page.getByRole('navigation').first().waitFor();
    expect(await page.getByText('Username atau kata sandi salah.').count()).toBe(0);
    await page.context().close();
  });
});
