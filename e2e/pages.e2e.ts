import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assignRecords } from '../server/domain/records/assign-records.ts';
import { reserveCustomer } from '../server/domain/reservations/reserve-customer.ts';
import { archiveRecords } from '../server/domain/validation/archive-records.ts';
import { setVerdict } from '../server/domain/validation/set-verdict.ts';
import { addList, addProduct, customerKey, reasonId } from '../server/testing/builders.ts';
import { makeUser, program as system, testPassword } from '../server/testing/client.ts';
import { launchBrowser } from './browser.ts';
import { findFaults } from './find-faults.ts';
import { lookAtPage } from './look-at-page.ts';
import { type RunningProgram, startProgram } from './start-program.ts';

let program: RunningProgram;
let browser: Browser;
let admin: { username: string };
let staff: { id: string; username: string };
let batchId: string;
let recordId: string;

/** A team at work: a card with verdicts, one record reserved by somebody else, one archived, one database untouched. */
async function buildWork(): Promise<void> {
  const { database } = program;
  const productId = await addProduct(database.db, 'Sagaraya');
  admin = await makeUser(database, 'owner');
  staff = await makeUser(database, 'staff');
  const other = await makeUser(database, 'staff');
  await addList(database.db, { productId, name: 'Member lama Q3', records: 60, firstCustomer: 500 });
  const { databaseId } = await addList(database.db, { productId, name: 'WD Oktober, gelombang 2', records: 120 });
  const given = await database.transaction((tx) =>
    assignRecords(tx, system, { databaseId, staffIds: [staff.id], quantity: 40, order: 'file' }),
  );
  batchId = given.assignments[0]?.batchId ?? '';
  const held = await database.db.selectFrom('records').select('id').where('batch_id', '=', batchId).orderBy('row_number').execute();
  const ids = held.map(({ id }) => id);
  recordId = ids[20] ?? '';
  const wrong = await reasonId(database.db);
  const worker = { ...system, userId: staff.id, role: 'staff' as const };
  await database.transaction((tx) => setVerdict(tx, worker, { recordIds: ids.slice(0, 12), verdict: 'valid' }));
  await database.transaction((tx) => setVerdict(tx, worker, { recordIds: ids.slice(12, 17), verdict: 'invalid', reasonId: wrong }));
  await database.transaction((tx) => archiveRecords(tx, system, ids.slice(12, 14)));
  await database.transaction((tx) =>
    reserveCustomer(tx, system, { productId, customerKey: customerKey(21), permanent: false, staffId: other.id }),
  );
}

beforeAll(async () => {
  [program, browser] = await Promise.all([startProgram(), launchBrowser()]);
  await buildWork();
});

afterAll(async () => {
  await browser?.close();
  await program?.stop();
});

const desk = { name: 'a desktop', viewport: { width: 1440, height: 900 } };
const phone = { name: 'a phone', viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

async function signIn(
  device: typeof desk,
  username: string,
  colorScheme: 'light' | 'dark',
): Promise<{ page: Page; context: BrowserContext }> {
  const { name: _name, ...options } = device;
  const context = await browser.newContext({ ...options, colorScheme, locale: 'id-ID', timezoneId: 'Asia/Jakarta' });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(program.url);
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Kata sandi', { exact: true }).fill(testPassword);
  await page.getByRole('button', { name: 'Masuk' }).click();
  await page.getByRole('button', { name: 'Masuk' }).waitFor({ state: 'detached' });
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  return { page, context };
}

const adminPages = () => [
  ['memberwd', '/memberwd'],
  ['memberwd-batch', '/memberwd?tab=batch'],
  ['memberwd-invalid', '/memberwd?tab=invalid'],
  ['memberwd-arsip', '/memberwd?tab=arsip'],
  ['memberwd-konflik', '/memberwd?tab=konflik'],
  ['konflik', '/konflik'],
  ['normal', '/normal'],
  ['bonanza', '/bonanza'],
  ['reserved-member', '/reserved-member'],
  ['pengguna', '/pengguna'],
  ['produk', '/produk'],
  ['riwayat', '/riwayat'],
  ['alasan', '/alasan'],
  ['template-pesan', '/template-pesan'],
  ['pengaturan', '/pengaturan'],
  ['sesi', '/sesi'],
  ['admin-kartu', `/kartu/${batchId}`],
];

const staffPages = () => [
  ['staff-data-saya', '/data-saya'],
  ['staff-kartu', `/kartu/${batchId}`],
  ['staff-record-konflik', `/kartu/${batchId}?record=${recordId}`],
  ['staff-tindak-lanjut', '/tindak-lanjut'],
  ['staff-memberwd', '/memberwd'],
  ['staff-sesi', '/sesi'],
];

async function visit(page: Page, pages: readonly (readonly string[])[], suffix: string): Promise<string[]> {
  const headings: string[] = [];
  for (const [name = '', path = ''] of pages) {
    await page.goto(`${program.url}${path}`);
    headings.push(await page.getByRole('heading', { level: 1 }).first().innerText());
    await lookAtPage(page, `${name}${suffix}`);
  }
  return headings;
}

describe.each([
  { device: desk, colorScheme: 'light' as const },
  { device: phone, colorScheme: 'light' as const },
  { device: desk, colorScheme: 'dark' as const },
  { device: phone, colorScheme: 'dark' as const },
])('on $device.name, $colorScheme', ({ device, colorScheme }) => {
  const suffix = colorScheme === 'dark' ? '-gelap' : '';

  it('every page of an admin has a heading, fits, and is open to everyone', async () => {
    const { page, context } = await signIn(device, admin.username, colorScheme);
    const headings = await visit(page, adminPages(), suffix);
    expect(headings.filter((heading) => heading.trim() === '')).toEqual([]);
    await context.close();
  });

  it('every page of a staff member has a heading, fits, and is open to everyone', async () => {
    const { page, context } = await signIn(device, staff.username, colorScheme);
    const headings = await visit(page, staffPages(), suffix);
    expect(headings.filter((heading) => heading.trim() === '')).toEqual([]);
    await context.close();
  });
});

describe.each([
  { name: '320 px', device: { ...phone, viewport: { width: 320, height: 640 } } },
  { name: 'a desk at 200 %', device: { name: 'a desk at 200 %', viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 } },
])('at $name', ({ device }) => {
  it.each([
    { role: 'an admin', username: () => admin.username, pages: adminPages },
    { role: 'a staff member', username: () => staff.username, pages: staffPages },
  ])('no page of $role scrolls sideways, and nothing lies over another', async ({ username, pages }) => {
    const { page, context } = await signIn(device, username(), 'light');
    const found: string[] = [];
    for (const [name = '', path = ''] of pages()) {
      await page.goto(`${program.url}${path}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await lookAtPage(page, name, { axe: false });
      found.push(...(await findFaults(page)).map((fault) => `${name}: ${fault}`));
    }
    expect(found).toEqual([]);
    await context.close();
  });
});
