import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { recallRecords } from '../server/domain/records/recall-records.ts';
import { rejectVerdict } from '../server/domain/validation/reject-verdict.ts';
import { setVerdict } from '../server/domain/validation/set-verdict.ts';
import { program as system } from '../server/testing/client.ts';
import { thorough } from '../server/testing/thoroughness.ts';
import { lookAtPage } from './look-at-page.ts';
import { openProgram } from './open-program.ts';
import { desk, phone, signInAs } from './sign-in-as.ts';
import { cardOf, makeStaffWork, type StaffWork } from './staff-work.ts';

const opened = openProgram();

/** The narrowest phone, and a page enlarged to 400 %. */
const narrow = { ...phone, name: 'a narrow phone', viewport: { width: 320, height: 640 } };

const open = (page: Page, work: StaffWork, search?: string) => page.goto(`${opened().program.url}${cardOf(work, search)}`);

describe('a staff member finds the way on a phone', () => {
  it('is led from a notification to the one record it speaks of', async () => {
    const { program, browser } = opened();
    const work = await makeStaffWork(program);
    const rejected = [work.ids[20] ?? ''];
    const { rows } = await sql<{ id: string }>`select id from invalid_reasons where not note_required limit 1`.execute(program.database.db);
    await program.database.transaction((tx) => setVerdict(tx, system, { recordIds: rejected, verdict: 'invalid', reasonId: rows[0]?.id }));
    await program.database.transaction((tx) => rejectVerdict(tx, system, rejected, 'Coba nomor kedua'));
    const { page, leave } = await signInAs(browser, program, phone, work.username);
    await page.getByRole('button', { name: /^Notifikasi/ }).tap();
    await page.getByRole('link', { name: /ditolak, cek ulang/ }).tap();
    await page.getByRole('button', { name: 'Ditolak 1', pressed: true }).waitFor();
    await lookAtPage(page, 'staff-ditolak');
    await page.getByRole('link', { name: /^Mulai di sini, 1 belum divalidasi/ }).tap();
    await page.getByText('Coba nomor kedua').waitFor();
    expect(new URL(page.url()).searchParams.get('record')).toBe(rejected[0]);
    await leave();
  });

  it('finds any record it holds from Data Saya, and comes back to what was found', async () => {
    const { program, browser } = opened();
    const work = await makeStaffWork(program);
    const { page, leave } = await signInAs(browser, program, phone, work.username);
    await page.getByRole('button', { name: /^Cari nama/ }).tap();
    await page.getByRole('searchbox').fill('maya');
    await page.getByText('1 record ditemukan').waitFor();
    await lookAtPage(page, 'staff-cari');
    await page.getByRole('link', { name: /Maya Kinanti/ }).tap();
    await page.getByRole('button', { name: 'Valid', exact: true }).waitFor();
    await page.getByRole('link', { name: 'Kembali', exact: true }).tap();
    await page.getByText('1 record ditemukan').waitFor();
    await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('maya');
    await page.getByRole('searchbox').fill('KINANTI\u00A0 ma\u200Bya');
    await page.getByText('1 record ditemukan').waitFor();
    await page.getByRole('searchbox').fill('tidak ada yang begini');
    await page.getByText('Tidak ada yang cocok').waitFor();
    await lookAtPage(page, 'staff-cari-kosong');
    await leave();
  });

  it.each([phone, desk])('finds on a card what it shows, in whatever words, and by the end of a phone: $name', async (device) => {
    const { program, browser } = opened();
    const work = await makeStaffWork(program);
    const { page, leave } = await signInAs(browser, program, device, work.username);
    const found = async (typed: string) => {
      await open(page, work, `?q=${encodeURIComponent(typed)}`);
      await page.getByText('Maya Kinanti').first().waitFor();
      expect([typed, await page.getByText('Sinta').count()]).toEqual([typed, 0]);
    };
    await sql`update records set phone = '+6281234567177' where id = ${work.ids[0]}`.execute(program.database.db);
    await found('kinanti maya');
    await found('MAYA\u00A07177');
    await found('０８１２ 3456-7177 ma\u200Bya');
    await leave();
  });

  it('is told where a record was taken back while it was open, and where a card is empty', async () => {
    const { program, browser } = opened();
    const work = await makeStaffWork(program);
    const { page, leave } = await signInAs(browser, program, phone, work.username, cardOf(work, `?record=${work.ids[3]}`));
    await page.getByRole('button', { name: 'Valid', exact: true }).waitFor();
    await program.database.transaction((tx) => recallRecords(tx, system, { recordIds: [work.ids[3] ?? ''] }));
    await page.getByText('Record ini tidak lagi di kartu Anda').waitFor();
    await lookAtPage(page, 'staff-ditarik');
    await program.database.transaction((tx) => recallRecords(tx, system, { batchId: work.batchId }));
    await open(page, work);
    await page.getByText('Kartu ini kosong').waitFor();
    await lookAtPage(page, 'staff-kartu-kosong');
    await expect.poll(() => page.getByRole('link', { name: 'Kembali ke Data Saya' }).count()).toBeGreaterThan(0);
    await leave();
  });

  it('goes back and forward without losing its place', async () => {
    const { program, browser } = opened();
    const work = await makeStaffWork(program);
    const { page, leave } = await signInAs(browser, program, phone, work.username);
    await page.getByRole('link', { name: /^Buka kartu/ }).tap();
    await page.getByRole('button', { name: /^Belum / }).tap();
    await page
      .getByRole('link', { name: /Maya Kinanti/ })
      .first()
      .tap();
    await page.getByRole('button', { name: 'Valid', exact: true }).waitFor();
    await page.goBack();
    await page.getByRole('button', { name: /^Belum /, pressed: true }).waitFor();
    await page.goForward();
    await page.getByRole('button', { name: 'Valid', exact: true }).waitFor();
    await page.goBack();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Data Saya' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/data-saya');
    await leave();
  });

  // bad-input.e2e.ts looks at all of its pages at this width every day, with the worst names there are.
  it.runIf(thorough)('fits 320 px without scrolling sideways', async () => {
    const { program, browser } = opened();
    const work = await makeStaffWork(program);
    const { page, leave } = await signInAs(browser, program, narrow, work.username);
    for (const [name, path] of [
      ['data-saya', '/data-saya'],
      ['kartu', `/kartu/${work.batchId}`],
      ['pilih', `/kartu/${work.batchId}?pilih=ya`],
      ['record', `/kartu/${work.batchId}?record=${work.ids[1]}`],
      ['tindak-lanjut', '/tindak-lanjut'],
      ['modul', '/memberwd'],
    ] as const) {
      await page.goto(`${program.url}${path}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await lookAtPage(page, `staff-${name}`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(narrow.viewport.width);
    }
    await leave();
  });
});
