import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';

const root = resolve(import.meta.dirname, '..');
const pictures = join(root, 'docs', 'pictures');
const password = 'cermat-demo';

const desk: BrowserContextOptions = { viewport: { width: 1440, height: 1000 } };
const phone: BrowserContextOptions = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

interface RunningDemo {
  readonly url: string;
  readonly process: ChildProcess;
}

/** Starts the demo on a folder of its own and waits until it says where it is. */
function startDemo(folder: string): Promise<RunningDemo> {
  const child = spawn(process.execPath, [join(root, 'dist', 'demo.js'), '--data', folder], {
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((settle, reject) => {
    let said = '';
    child.on('exit', (code) => reject(new Error(`The demo ended with ${code}: ${said}`)));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const url = /ready at (http\S+)/.exec(said)?.[1];
      if (url !== undefined) settle({ url, process: child });
    });
  });
}

async function stopDemo({ process: child }: RunningDemo): Promise<void> {
  child.removeAllListeners('exit');
  const ended = new Promise((settle) => child.once('exit', settle));
  child.kill('SIGTERM');
  await ended;
}

/** Fonts are there, nothing moves, nothing is being fetched. The stream of live events never ends, so it is not waited for. */
async function comeToRest(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))));
  await page.mouse.move(0, 0);
  await page.waitForTimeout(800);
}

/** Somebody of the demo's team, signed in. */
async function signIn(browser: Browser, url: string, username: string, options: BrowserContextOptions): Promise<[Page, BrowserContext]> {
  const context = await browser.newContext({ ...options, locale: 'id-ID', timezoneId: 'Asia/Jakarta' });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(url);
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Kata sandi', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Masuk' }).click();
  await page.getByRole('button', { name: 'Masuk' }).waitFor({ state: 'detached' });
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  return [page, context];
}

/** The admin's module page with the panel for assigning. */
async function pictureAssigning(browser: Browser, url: string): Promise<Buffer> {
  const [page, context] = await signIn(browser, url, 'lina', { ...desk, colorScheme: 'light' });
  await page.goto(`${url}/memberwd`);
  await page.getByRole('tab', { name: 'Database', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Bagikan data' }).first().click();
  await page
    .getByRole('complementary')
    .getByRole('button', { name: /tersedia$/ })
    .nth(1)
    .click();
  for (const name of ['Hana Safitri', 'Wisnu Aditama', 'Sekar Maharani'])
    await page.getByRole('checkbox', { name: new RegExp(name) }).check();
  await page.getByText(/^Dilewati/).scrollIntoViewIfNeeded();
  await comeToRest(page);
  const picture = await page.screenshot();
  await context.close();
  return picture;
}

/** A staff member's cards and one of their records, as phones show them, side by side. */
async function picturePhones(browser: Browser, url: string): Promise<Buffer> {
  const [page, context] = await signIn(browser, url, 'rina', { ...phone, colorScheme: 'light' });
  await page.goto(`${url}/data-saya`);
  await page
    .getByRole('link', { name: /Buka kartu/ })
    .first()
    .waitFor();
  await comeToRest(page);
  const cards = await page.screenshot();
  await page
    .getByRole('link', { name: /Buka kartu/ })
    .first()
    .click();
  await page.getByRole('link', { name: /Mulai di sini/ }).click();
  await page.getByRole('button', { name: 'Tidak Valid', exact: true }).waitFor();
  await comeToRest(page);
  const record = await page.screenshot();
  const images = [cards, record].map((picture) => `<img width="360" src="data:image/png;base64,${picture.toString('base64')}">`);
  const sheet = await context.browser()?.newPage({ viewport: { width: 824, height: 804 }, deviceScaleFactor: 1.5 });
  if (sheet === undefined) throw new Error('The browser has gone');
  const style = 'display: flex; gap: 40px; padding: 32px; margin: 0; background: #e9ebf0';
  const shape = 'img { border-radius: 16px; box-shadow: 0 4px 24px rgb(16 24 40 / 16%) }';
  await sheet.setContent(`<style>body { ${style} } ${shape}</style>${images.join('')}`);
  const picture = await sheet.screenshot();
  await sheet.close();
  await context.close();
  return picture;
}

/** Every record of a module, in the dark. */
async function pictureRecords(browser: Browser, url: string): Promise<Buffer> {
  const [page, context] = await signIn(browser, url, 'lina', { ...desk, colorScheme: 'dark' });
  await page.goto(`${url}/memberwd/record?state=assigned&sort=-assignedAt`);
  await page.getByRole('row').nth(5).waitFor();
  await comeToRest(page);
  const picture = await page.screenshot();
  await context.close();
  return picture;
}

const shots = { assigning: pictureAssigning, phones: picturePhones, records: pictureRecords };

/** Takes the README's pictures of the demo, told anew, so that they show what there is. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cermat-pictures-'));
  const [demo, browser] = await Promise.all([startDemo(folder), launchBrowser()]);
  try {
    mkdirSync(pictures, { recursive: true });
    for (const [name, take] of Object.entries(shots)) {
      const picture = await take(browser, demo.url);
      writeFileSync(join(pictures, `${name}.png`), picture);
      process.stdout.write(`docs/pictures/${name}.png ${Math.round(picture.length / 1000)} kB\n`);
    }
  } finally {
    await browser.close();
    await stopDemo(demo);
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
