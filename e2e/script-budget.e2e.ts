import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Response } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { assignRecords } from '../server/domain/records/assign-records.ts';
import { addList, addProduct } from '../server/testing/builders.ts';
import { makeUser, program as system } from '../server/testing/client.ts';
import { outermost } from '../server/testing/thoroughness.ts';
import { leaveBrowser, openBrowser } from './browser.ts';
import { desk, phone, signInAs } from './sign-in-as.ts';
import { type RunningProgram, startProgram } from './start-program.ts';

/** Kilobytes of script, gzip, that a page may load before it is at rest (docs/operations.md, Speed). */
const budgets = { phone: 200, desk: 200, admin: 320 } as const;

let program: RunningProgram;
let browser: Browser;
let batchId: string;
let recordId: string;
let staff: string;
let owner: string;

beforeAll(async () => {
  [program, browser] = await Promise.all([startProgram(), openBrowser()]);
  const { database } = program;
  const productId = await addProduct(database.db, 'Sagaraya');
  const member = await makeUser(database, 'staff');
  staff = member.username;
  owner = (await makeUser(database, 'owner')).username;
  const { databaseId } = await addList(database.db, { productId, records: 40 });
  const given = await database.transaction((tx) =>
    assignRecords(tx, system, { databaseId, staffIds: [member.id], quantity: 30, order: 'file' }),
  );
  batchId = given.assignments[0]?.batchId ?? '';
  recordId = (await database.db.selectFrom('records').select('id').where('batch_id', '=', batchId).executeTakeFirstOrThrow()).id;
});

afterAll(async () => {
  await leaveBrowser(browser);
  await program?.stop();
});

/** By address: most pages load the same scripts, and to compress them takes longer than to load them. */
const packedLengths = new Map<string, number>();

async function packedLength(script: Response): Promise<number> {
  const known = packedLengths.get(script.url());
  if (known !== undefined) return known;
  const { length } = gzipSync(await script.body(), { level: 9 });
  packedLengths.set(script.url(), length);
  return length;
}

/** Bytes of all scripts that a page fetches with an empty cache, each compressed as a server would, until nothing more is asked for. */
async function scriptBytes(context: BrowserContext, path: string): Promise<{ readonly bytes: number; readonly files: number }> {
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  await network.send('Network.setCacheDisabled', { cacheDisabled: true });
  const scripts: Response[] = [];
  page.on('response', (response) => response.request().resourceType() === 'script' && scripts.push(response));
  await page.goto(`${program.url}${path}`);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.locator('[aria-busy="true"]').waitFor({ state: 'detached' });
  // Scripts still on their way, and those that they ask for in turn.
  for (let seen = -1; seen !== scripts.length; ) {
    seen = scripts.length;
    await Promise.all(scripts.map((response) => response.finished()));
    await page.evaluate(() => new Promise((settle) => requestIdleCallback(settle)));
  }
  const lengths = await Promise.all(scripts.map(packedLength));
  await page.close();
  return { bytes: lengths.reduce((sum, length) => sum + length, 0), files: lengths.length };
}

async function weigh(context: BrowserContext, who: keyof typeof budgets, paths: readonly string[]): Promise<string[]> {
  const tooHeavy: string[] = [];
  for (const path of paths) {
    const { bytes, files } = await scriptBytes(context, path);
    const line = `${who.padEnd(6)} ${path.padEnd(28)} ${(bytes / 1000).toFixed(1).padStart(6)} kB in ${files} files, at most ${budgets[who]}`;
    process.stdout.write(`${line}\n`);
    expect(files).toBeGreaterThan(3);
    if (bytes > budgets[who] * 1000) tooHeavy.push(line);
  }
  await context.close();
  return tooHeavy;
}

const staffPaths = () => [
  '/data-saya',
  `/kartu/${batchId}`,
  `/kartu/${batchId}?record=${recordId}`,
  '/tindak-lanjut',
  '/belum-dikelompokkan',
  '/memberwd',
];

it('no page of a staff member loads more script than its budget, on a phone or at a desk', async () => {
  const onPhone = await signInAs(browser, program, phone, staff);
  expect(await weigh(onPhone.context, 'phone', staffPaths())).toEqual([]);
  const atDesk = await signInAs(browser, program, desk, staff);
  expect(await weigh(atDesk.context, 'desk', outermost(staffPaths()))).toEqual([]);
});

it('no page of an admin loads more script than its budget, nor the sign-in more than a phone may', async () => {
  expect(await weigh(await browser.newContext(), 'phone', ['/masuk'])).toEqual([]);
  const { context } = await signInAs(browser, program, desk, owner);
  const paths = outermost([
    '/memberwd',
    '/memberwd?tab=batch',
    '/memberwd/record',
    `/kartu/${batchId}`,
    '/reserved-member',
    '/pengguna',
    '/produk',
    '/riwayat',
  ]);
  expect(await weigh(context, 'admin', paths)).toEqual([]);
});
