import { sql } from 'kysely';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { noteWork } from '../server/domain/records/note-work.ts';
import { program as system } from '../server/testing/client.ts';
import { leaveBrowser, openBrowser } from './browser.ts';
import { lookAtPage } from './look-at-page.ts';
import { browserOf, makeWork, openTab, smallScreen, type Work } from './make-work.ts';
import { type RunningProgram, startProgram } from './start-program.ts';

let program: RunningProgram;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let work: Work;

beforeAll(async () => {
  [program, browser] = await Promise.all([startProgram(), openBrowser()]);
  work = await makeWork(program, 2);
  context = await browserOf(browser, program, work.staffId, smallScreen);
  page = await openTab(context, program, `/kartu/${work.batchId}?record=${work.recordIds[0]}`);
});

afterAll(async () => {
  await context?.close();
  await leaveBrowser(browser);
  await program?.stop();
});

const note = () => page.getByLabel('Catatan');
const kept = async () =>
  (await sql<{ note: string | null }>`select note from records where id = ${work.recordIds[0]}`.execute(program.database.db)).rows[0]?.note;
const writeElsewhere = (text: string) =>
  program.database.transaction((tx) => noteWork(tx, system, work.recordIds[0] ?? '', { note: text }));

/** Types a note that cannot be sent, and leaves. */
async function leaveDraft(text: string): Promise<void> {
  await page.route('**/api/records/*', (route) => (route.request().method() === 'PATCH' ? route.abort() : route.continue()));
  await note().fill(text);
  await page.getByText('Belum tersimpan').waitFor();
  await page.goto(`${program.url}/data-saya`);
  await page.unroute('**/api/records/*');
}

it('an old unsent draft never overwrites a newer note: both are shown, and one is chosen', async () => {
  await leaveDraft('Draf lama dari kemarin');
  await writeElsewhere('Catatan baru dari komputer');
  await page.goto(`${program.url}/kartu/${work.batchId}?record=${work.recordIds[0]}`);
  await page.getByText('Catatan diubah setelah draf ini ditulis').waitFor();
  await page.getByText('Catatan baru dari komputer').waitFor();
  await expect.poll(() => note().inputValue()).toBe('Draf lama dari kemarin');
  await lookAtPage(page, 'old-draft');
  // Leaving the field sends nothing either.
  await note().focus();
  await page.getByLabel('Tanggal tindak lanjut').or(page.getByText('Riwayat')).first().focus();
  expect(await kept()).toBe('Catatan baru dari komputer');
  await page.getByRole('button', { name: 'Buang draf' }).click();
  await expect.poll(() => note().inputValue()).toBe('Catatan baru dari komputer');

  await leaveDraft('Draf kedua');
  await writeElsewhere('Sekali lagi dari komputer');
  await page.goto(`${program.url}/kartu/${work.batchId}?record=${work.recordIds[0]}`);
  await page.getByRole('button', { name: 'Simpan draf saya' }).click();
  await expect.poll(kept).toBe('Draf kedua');
  await page.getByText('Catatan diubah setelah draf ini ditulis').waitFor({ state: 'detached' });
});

it('what is typed while somebody else writes is not sent over theirs, and what is typed on goes on', async () => {
  await note().fill('Satu');
  await expect.poll(kept).toBe('Satu');
  await note().fill('Satu dua');
  await expect.poll(kept).toBe('Satu dua');
  await page.getByRole('button', { name: 'Riwayat' }).click();
  await page.getByText('“Satu dua”').waitFor();
  await lookAtPage(page, 'work-in-history');
});
