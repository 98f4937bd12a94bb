import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { assignRecords } from '../server/domain/records/assign-records.ts';
import { addList, addProduct } from '../server/testing/builders.ts';
import { makeUser, program as system } from '../server/testing/client.ts';
import { leaveBrowser, openBrowser } from './browser.ts';
import { phone, signInAs } from './sign-in-as.ts';
import { type RunningProgram, startProgram } from './start-program.ts';

let program: RunningProgram;
let browser: Browser;
let staff: string;
let batchId: string;

beforeAll(async () => {
  [program, browser] = await Promise.all([startProgram(), openBrowser()]);
  const { database } = program;
  const member = await makeUser(database, 'staff');
  staff = member.username;
  const { databaseId } = await addList(database.db, { productId: await addProduct(database.db, 'Sagaraya'), records: 8 });
  const given = await database.transaction((tx) =>
    assignRecords(tx, system, { databaseId, staffIds: [member.id], quantity: 8, order: 'file' }),
  );
  batchId = given.assignments[0]?.batchId ?? '';
});

afterAll(async () => {
  await leaveBrowser(browser);
  await program?.stop();
});

it.each([
  { page: 'Data Saya', path: () => '/data-saya', wanted: () => ['/api/batches'] },
  { page: 'a card', path: () => `/kartu/${batchId}`, wanted: () => [`/api/batches/${batchId}`, '/api/records'] },
])('asks for what $page shows before the program has come, and once', async ({ path, wanted }) => {
  const { context } = await signInAs(browser, program, phone, staff);
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const needed = ['/api/auth/me', '/api/settings', ...wanted()];
  const held = Promise.withResolvers<void>();
  await page.route('**/assets/packages-*.js', async (route) => {
    await held.promise;
    await route.continue();
  });
  await page.goto(`${program.url}${path()}`, { waitUntil: 'commit' });
  await expect.poll(() => needed.every((address) => asked.includes(address))).toBe(true);
  expect(await page.getByRole('status').textContent()).toBe('Memuat Cermat…');
  held.resolve();
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.locator('[aria-busy="true"]').waitFor({ state: 'detached' });
  await page.getByRole('main').getByRole('link').first().waitFor();
  expect(needed.map((address) => ({ address, times: asked.filter((one) => one === address).length }))).toEqual(
    needed.map((address) => ({ address, times: 1 })),
  );
  await context.close();
});
