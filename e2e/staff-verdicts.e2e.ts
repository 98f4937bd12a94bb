import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { lookAtPage } from './look-at-page.ts';
import { openProgram } from './open-program.ts';
import { phone, signInAs } from './sign-in-as.ts';
import { cardOf, makeStaffWork, patiently, type StaffWork, verdictOf } from './staff-work.ts';

const opened = openProgram();

const open = (page: Page, work: StaffWork, search?: string) => page.goto(`${opened().program.url}${cardOf(work, search)}`);

describe('a staff member marks on a phone', () => {
  it('gives the first verdict with three touches from Data Saya, and takes it back', async () => {
    const { program, browser } = opened();
    const work = await makeStaffWork(program);
    const { page, leave } = await signInAs(browser, program, phone, work.username);
    await lookAtPage(page, 'staff-data-saya');
    await page.getByRole('link', { name: /^Buka kartu/ }).tap();
    await page.getByRole('link', { name: /^Mulai di sini, 30 belum divalidasi/ }).waitFor();
    await lookAtPage(page, 'staff-kartu');
    await page.getByRole('link', { name: /^Mulai di sini/ }).tap();
    await page.getByRole('button', { name: 'Valid', exact: true }).tap();
    await page.getByText('1 dari 30 selesai').first().waitFor();
    await page.getByText('Maya Kinanti ditandai Valid').waitFor();
    await page.getByRole('button', { name: 'Urungkan' }).tap();
    await page.getByText('0 dari 30 selesai').first().waitFor();
    await lookAtPage(page, 'staff-record-dikembalikan');
    await expect.poll(() => verdictOf(program, work.ids[0]), patiently).toMatchObject({ verdict: 'unvalidated' });
    await leave();
  });

  it('says why a record is invalid in one more touch, and more only where the reason asks for it', async () => {
    const { program, browser } = opened();
    const work = await makeStaffWork(program);
    const { page, leave } = await signInAs(browser, program, phone, work.username, cardOf(work, `?record=${work.ids[0]}`));
    await page.getByRole('button', { name: 'Tidak Valid', exact: true }).tap();
    await page.getByRole('heading', { name: 'Mengapa tidak valid?' }).waitFor();
    await lookAtPage(page, 'staff-alasan');
    await page.getByRole('button', { name: 'Nomor tidak aktif' }).tap();
    await page.getByText('Menunggu diganti').first().waitFor();
    await lookAtPage(page, 'staff-menunggu');
    await page.getByRole('link', { name: /^Berikutnya/ }).tap();
    await page.getByRole('heading', { level: 1, name: 'MMMM' }).waitFor();
    await page.getByRole('button', { name: 'Tidak Valid', exact: true }).tap();
    await page.getByRole('button', { name: 'Lainnya' }).tap();
    await page.getByRole('button', { name: 'Tandai Tidak Valid' }).tap();
    await page.getByText('Wajib diisi.').waitFor();
    await lookAtPage(page, 'staff-alasan-lainnya');
    await page.getByRole('textbox', { name: 'Catatan' }).last().fill('Sudah pindah ke produk lain');
    await page.getByRole('button', { name: 'Tandai Tidak Valid' }).tap();
    await page.getByText('2 dari 30 selesai').first().waitFor();
    await expect.poll(() => verdictOf(program, work.ids[1]), patiently).toMatchObject({ verdict: 'invalid' });
    await leave();
  });

  it('adds what a reason asks for to what was noted of a call, and undo takes only that back', async () => {
    const { program, browser } = opened();
    const work = await makeStaffWork(program);
    const { page, leave } = await signInAs(browser, program, phone, work.username, cardOf(work, `?record=${work.ids[0]}`));
    await page.getByLabel('Catatan').fill('Telepon lagi sore');
    await page.getByText('Tersimpan', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Tidak Valid', exact: true }).tap();
    await page.getByRole('button', { name: 'Lainnya' }).tap();
    await page.getByRole('textbox', { name: 'Catatan' }).last().fill('Sudah pindah');
    await page.getByRole('button', { name: 'Tandai Tidak Valid' }).tap();
    const note = page.getByLabel('Catatan');
    await expect.poll(() => note.inputValue(), patiently).toBe('Telepon lagi sore\nSudah pindah');
    await page.getByRole('button', { name: 'Urungkan' }).tap();
    await page.getByText('Tanda dikembalikan seperti semula.').waitFor();
    await expect.poll(() => note.inputValue(), patiently).toBe('Telepon lagi sore');
    await page.reload();
    await expect.poll(() => note.inputValue()).toBe('Telepon lagi sore');
    await leave();
  });

  it('shows in two tabs the mark that was made last, whichever of them made it', async () => {
    const { program, browser } = opened();
    const work = await makeStaffWork(program);
    const { page, context, leave } = await signInAs(browser, program, phone, work.username);
    const other = await context.newPage();
    for (const tab of [page, other]) {
      await open(tab, work, `?record=${work.ids[0]}`);
      await tab.getByRole('button', { name: 'Valid', exact: true }).waitFor();
    }
    await page.getByRole('button', { name: 'Valid', exact: true }).tap();
    await other.getByRole('button', { name: 'Valid', exact: true, pressed: true }).waitFor();
    await other.getByRole('button', { name: 'Tidak Valid', exact: true }).tap();
    await other.getByRole('button', { name: 'Nomor salah' }).tap();
    await page.getByRole('button', { name: 'Tidak Valid', exact: true, pressed: true }).waitFor();
    await page.getByText('Alasan: Nomor salah.').waitFor();
    // At the same moment: one of them is last, and both tabs show that one.
    await Promise.all([
      page.getByRole('button', { name: 'Valid', exact: true }).tap(),
      other.getByRole('button', { name: 'Valid', exact: true }).tap(),
    ]);
    for (const tab of [page, other]) {
      await tab.getByRole('button', { name: 'Valid', exact: true, pressed: true }).waitFor();
      await tab.getByText('1 dari 30 selesai').first().waitFor();
      expect(await tab.getByText('Tanda tidak tersimpan').count()).toBe(0);
    }
    await expect.poll(() => verdictOf(program, work.ids[0]), patiently).toMatchObject({ verdict: 'valid' });
    await leave();
  });

  it('marks many at once, and renames a card where it stands', async () => {
    const { program, browser } = opened();
    const work = await makeStaffWork(program);
    const { page, leave } = await signInAs(browser, program, phone, work.username, cardOf(work));
    await page.getByRole('button', { name: 'Pilih', exact: true }).tap();
    await page.getByText('Pilih semua (30)').tap();
    await lookAtPage(page, 'staff-pilih');
    await page.getByRole('region', { name: '30 record dipilih' }).getByRole('button', { name: 'Valid', exact: true }).tap();
    await page.getByText('30 dari 30 selesai').waitFor();
    await expect
      .poll(async () => {
        const { rows } = await sql<{ valid: number }>`
          select count(*)::int as valid from records where batch_id = ${work.batchId} and verdict = 'valid'
        `.execute(program.database.db);
        return rows[0]?.valid;
      }, patiently)
      .toBe(30);
    await page.getByRole('button', { name: /^Ganti nama kartu/ }).tap();
    await page.getByRole('textbox', { name: /nama/i }).fill('Pelanggan pagi');
    await lookAtPage(page, 'staff-ganti-nama');
    await page.getByRole('button', { name: 'Simpan' }).tap();
    await page.getByText(/^Semula WD Oktober/).waitFor();
    await leave();
  });

  it('sends a verdict once more where the network drops amid it, and it counts once', async () => {
    const { program, browser } = opened();
    const work = await makeStaffWork(program);
    const { page, leave } = await signInAs(browser, program, phone, work.username, cardOf(work, `?record=${work.ids[0]}`));
    let sent = 0;
    await page.route('**/api/records/verdict', async (route) => {
      sent += 1;
      // The first one reaches the server; only its answer is lost.
      if (sent > 1) return route.continue();
      await route.fetch();
      return route.abort('connectionreset');
    });
    await page.getByRole('button', { name: 'Valid', exact: true }).tap();
    await page.getByText('1 dari 30 selesai').first().waitFor();
    await expect.poll(() => sent, patiently).toBe(2);
    await expect.poll(() => verdictOf(program, work.ids[0]), patiently).toEqual({ verdict: 'valid', changes: 1 });
    expect(await page.getByText('Tanda tidak tersimpan').count()).toBe(0);
    await page.unroute('**/api/records/verdict');
    await page.route('**/api/records/verdict', (route) => route.abort('internetdisconnected'));
    await page.getByRole('link', { name: /^Berikutnya/ }).tap();
    await page.getByRole('heading', { level: 1, name: 'MMMM' }).waitFor();
    await page.getByRole('button', { name: 'Valid', exact: true }).tap();
    await page.getByText(/^Tanda tidak tersimpan/).waitFor();
    await page.getByRole('button', { name: 'Valid', exact: true, pressed: false }).waitFor();
    await leave();
  });
});
