import { resolve } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../server/app.ts';
import type { Database } from '../server/platform/db/database.ts';
import { addList, addProduct } from '../server/testing/builders.ts';
import { signedInAs, TestClient } from '../server/testing/client.ts';
import { testDatabase } from '../server/testing/database.ts';
import { thorough } from '../server/testing/thoroughness.ts';
import { leaveBrowser, openBrowser } from './browser.ts';
import { reducedMotion } from './sign-in-as.ts';
import { lookAtPage } from './look-at-page.ts';

type Client = Awaited<ReturnType<typeof signedInAs>>;

/** Within two seconds; a machine that has other tests to run is no measure of that. */
const soon = { timeout: thorough ? 2_000 : 10_000 };
/** Changes that keep coming show every five seconds. */
const soonAmidOthers = { timeout: 10_000 };
/** How long a page may take until it follows what others do; from then on it has to be quick. */
const begun = { timeout: 10_000 };
const desktop = { width: 1440, height: 900 };
const phone = { width: 360, height: 740 };

let database: Database;
let app: FastifyInstance;
let url: string;
let browser: Browser;
let admin: Client;
let rina: Client;
const contexts: BrowserContext[] = [];
/** Streams that are open at the server, by the cookie they came with. */
const streams: string[] = [];

async function serve(port: number): Promise<void> {
  const webFolder = resolve(import.meta.dirname, '..', 'dist', 'web');
  app = await createApp({ database, logger: pino({ level: 'error' }), jobs: true, webFolder });
  app.server.on('request', ({ url: path, headers }, answer) => {
    if (path?.startsWith('/api/events') !== true) return;
    const cookie = headers.cookie ?? '';
    streams.push(cookie);
    answer.once('close', () => void streams.splice(streams.indexOf(cookie), 1));
  });
  url = await app.listen({ host: '127.0.0.1', port });
}

const streamsOf = (client: TestClient) => streams.filter((cookie) => cookie.includes(client.cookie ?? '-')).length;

async function browserOf(client: TestClient, viewport = desktop): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport, locale: 'id-ID', timezoneId: 'Asia/Jakarta', reducedMotion });
  context.setDefaultTimeout(10_000);
  await context.addCookies([{ name: 'cermat_session', value: client.cookie ?? '', url }]);
  contexts.push(context);
  return context;
}

async function open(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${url}${path}`);
  return page;
}

async function assign(quantity = 5): Promise<{ batchId: string; recordIds: string[] }> {
  const productId = await addProduct(database.db);
  const { databaseId } = await addList(database.db, { productId, records: quantity, name: `WD ${productId}` });
  const { body } = await admin.post('/assignments', { databaseId, staffIds: [rina.userId], quantity, order: 'file' });
  const batchId = (body as { assignments: { batchId: string }[] }).assignments[0]?.batchId ?? '';
  const records = await rina.get(`/records?batchId=${batchId}`);
  return { batchId, recordIds: (records.body as { items: { id: string }[] }).items.map(({ id }) => id) };
}

async function markInvalid(recordIds: readonly string[], by: TestClient = rina): Promise<void> {
  const reasons = (await by.get('/invalid-reasons')).body as { items: { id: string }[] };
  const { status } = await by.post('/records/verdict', { recordIds, verdict: 'invalid', reasonId: reasons.items[0]?.id });
  expect(status).toBe(200);
}

beforeAll(async () => {
  [database, browser] = [await testDatabase(), await openBrowser()];
  await serve(0);
});

beforeEach(async () => {
  [admin, rina] = [await signedInAs(app, database, 'admin'), await signedInAs(app, database, 'staff')];
});

afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});

afterAll(async () => {
  await leaveBrowser(browser);
  await app?.close();
});

/** The page as it would not be after a reload. */
async function mark(page: Page): Promise<() => Promise<boolean>> {
  await page.evaluate(() => document.body.setAttribute('data-same', ''));
  return () => page.evaluate(() => document.body.hasAttribute('data-same'));
}

describe('what others do shows within two seconds', () => {
  it('an assignment: the card, the bell and the counts of its staff member', async () => {
    const page = await open(await browserOf(rina, phone), '/data-saya');
    await page.getByText('Belum ada data untuk Anda').waitFor();
    await expect.poll(() => streamsOf(rina), begun).toBe(1);
    const same = await mark(page);
    await assign(50);
    await page.getByText('dari 50').first().waitFor(soon);
    await page.getByRole('button', { name: /^Notifikasi.*1/ }).waitFor(soon);
    expect(await same()).toBe(true);
  });

  it('a mark: the banner, the badge and the counts of an admin', async () => {
    const { recordIds } = await assign(20);
    const page = await open(await browserOf(admin), '/memberwd');
    await page.getByRole('row', { name: /WD / }).first().waitFor();
    await expect.poll(() => streamsOf(admin), begun).toBe(1);
    const same = await mark(page);
    await markInvalid(recordIds.slice(0, 7));
    await page.getByText('7 record dari 1 staff menunggu diproses').waitFor(soon);
    await page.getByRole('tab', { name: 'Record Tidak Valid (7)' }).waitFor(soon);
    await page.getByRole('button', { name: /^Notifikasi.*1/ }).waitFor(soon);
    await page.getByRole('link', { name: /Member WD CRM.*7/ }).waitFor(soon);
    expect(await same()).toBe(true);
  });

  it('a rejection on the open card, and a note by an admin', async () => {
    const { batchId, recordIds } = await assign(5);
    await markInvalid(recordIds.slice(0, 2));
    const page = await open(await browserOf(rina, phone), `/kartu/${batchId}`);
    await page.getByText('2 dari 5 selesai').first().waitFor();
    await expect.poll(() => streamsOf(rina), begun).toBe(1);
    await admin.post('/records/verdict/reject', { recordIds: recordIds.slice(0, 1), note: 'Masih aktif' });
    await page.getByText('1 dari 5 selesai').first().waitFor(soon);
    await page.goto(`${url}/kartu/${batchId}?record=${recordIds[3]}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await admin.patch(`/records/${recordIds[3]}`, { note: 'Telepon sore saja' });
    await expect.poll(() => page.getByLabel('Catatan').inputValue(), soon).toBe('Telepon sore saja');
  });
});

it('what others change does not take back a mark that is still on its way', async () => {
  const { batchId, recordIds } = await assign(6);
  await markInvalid(recordIds.slice(4));
  const context = await browserOf(rina, phone);
  let reads = 0;
  context.on('request', (request) => {
    if (request.url().includes('/api/records?')) reads += 1;
  });
  const page = await open(context, `/kartu/${batchId}?record=${recordIds[0]}`);
  const valid = page.getByRole('button', { name: 'Valid', exact: true });
  await valid.waitFor();
  await page.getByText('2 dari 6 selesai').first().waitFor();
  // Once for the page, and once because a first stream does not know what happened before it.
  await expect.poll(() => reads, { timeout: 5_000 }).toBe(2);
  const held = Promise.withResolvers<void>();
  await page.route('**/api/records/verdict', async (route) => {
    await held.promise;
    await route.continue();
  });
  await valid.click();
  await page.getByText('3 dari 6 selesai').first().waitFor();
  await admin.post('/records/verdict/reject', { recordIds: recordIds.slice(5), note: 'Periksa lagi' });
  // The notification of the rejection has come, and the records of the card are not read while the mark is under way.
  await page.getByText('3 dari 6 selesai').first().waitFor();
  await expect.poll(async () => ((await rina.get('/notifications')).body as { total: number }).total).toBeGreaterThan(1);
  expect(reads).toBe(2);
  held.resolve();
  await expect.poll(() => reads, soon).toBeGreaterThan(2);
  await page.getByText('2 dari 6 selesai').first().waitFor(soon);
  expect(await valid.getAttribute('aria-pressed')).toBe('true');
});

describe('one stream a browser', () => {
  it('is shared by its tabs, and taken over when the one that leads is closed', async () => {
    const context = await browserOf(admin);
    const first = await open(context, '/memberwd');
    await expect.poll(() => streamsOf(admin), begun).toBe(1);
    const second = await open(context, '/memberwd');
    await second.getByText('Belum ada database').first().or(second.getByRole('row').nth(1)).first().waitFor();
    const { recordIds } = await assign(5);
    await markInvalid(recordIds.slice(0, 3));
    await expect.poll(() => streamsOf(admin), begun).toBe(1);
    await first.close();
    await expect.poll(() => streamsOf(admin), begun).toBe(1);
    await markInvalid(recordIds.slice(3, 4));
    const waiting = (await admin.get('/badges')).body as { invalid: { memberwd: number } };
    await second.getByRole('tab', { name: `Record Tidak Valid (${waiting.invalid.memberwd})` }).waitFor(soonAmidOthers);
  });

  it('where the page came by plain HTTP and has no Web Locks, too', async () => {
    const context = await browserOf(admin);
    await context.addInitScript(() => Object.defineProperty(Navigator.prototype, 'locks', { get: () => undefined }));
    const first = await open(context, '/produk');
    await expect.poll(() => streamsOf(admin), begun).toBe(1);
    const second = await open(context, '/produk');
    const name = `Produk ${Date.now()}`;
    await second.getByRole('heading', { level: 1 }).waitFor();
    await admin.post('/products', { name });
    await second.bringToFront();
    await second.getByRole('row', { name }).waitFor(soon);
    expect(streamsOf(admin)).toBe(1);
    await first.close();
    await expect.poll(() => streamsOf(admin), { timeout: 10_000 }).toBe(1);
  });
});

describe('after a break', () => {
  it('a restarted server is found again, and what happened meanwhile shows', async () => {
    const { batchId, recordIds } = await assign(5);
    const page = await open(await browserOf(rina, phone), `/kartu/${batchId}`);
    await page.getByText('0 dari 5 selesai').first().waitFor();
    await expect.poll(() => streamsOf(rina), begun).toBe(1);
    const same = await mark(page);
    const port = Number(new URL(url).port);
    await app.close();
    await serve(0);
    const elsewhere = Object.assign(new TestClient(app), { cookie: rina.cookie });
    await markInvalid(recordIds.slice(0, 2), elsewhere);
    await app.close();
    await page.getByText('Sambungan ke server terputus').waitFor();
    await lookAtPage(page, 'terputus');
    await serve(port);
    await page.getByText('2 dari 5 selesai').first().waitFor();
    await page.getByText('Tersambung lagi').waitFor();
    await page.getByText('Sambungan ke server terputus').waitFor({ state: 'detached' });
    expect(await same()).toBe(true);
  });

  it('a reload resumes, and an ended session asks for the password at once', async () => {
    const { batchId } = await assign(5);
    const page = await open(await browserOf(rina, phone), `/kartu/${batchId}`);
    await page.getByText('0 dari 5 selesai').first().waitFor();
    await expect.poll(() => streamsOf(rina), begun).toBe(1);
    const kept = () => page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('cermat:live')).length);
    await expect.poll(kept, begun).toBeGreaterThan(0);
    const resumed = page.waitForRequest(/\/api\/events\?lastEventId=/);
    await page.reload();
    await resumed;
    await page.getByText('0 dari 5 selesai').first().waitFor();
    await expect.poll(() => streamsOf(rina), begun).toBe(1);
    await rina.post('/auth/sign-out');
    await page.getByRole('dialog').getByLabel('Kata sandi', { exact: true }).waitFor();
  });
});
