import { sql } from 'kysely';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeUser, testPassword } from '../server/testing/client.ts';
import { leaveBrowser, openBrowser } from './browser.ts';
import { reducedMotion } from './sign-in-as.ts';
import { lookAtPage } from './look-at-page.ts';
import { type RunningProgram, startProgram } from './start-program.ts';

const desktop = { viewport: { width: 1440, height: 900 } };
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const staffPassword = 'kata sandi Rina';

/** 120 members, one of them twice and one row without anything to know the member by. */
const list = [
  'Username,Nama,No HP,Kota',
  ...Array.from({ length: 120 }, (_, index) => `Member_${index + 1},Maya ${index + 1},0812${String(10_000_000 + index)},Bandung`),
  'member_7,Maya 7 lagi,081210000006,Bandung',
  ',Tanpa apa pun,,Solo',
].join('\r\n');

let program: RunningProgram;
let browser: Browser;
let admin: Page;
let staff: Page;
const contexts: BrowserContext[] = [];

async function openPage(device: object): Promise<Page> {
  const context = await browser.newContext({ ...device, locale: 'id-ID', timezoneId: 'Asia/Jakarta', reducedMotion });
  contexts.push(context);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  return page;
}

beforeAll(async () => {
  [program, browser] = await Promise.all([startProgram(), openBrowser()]);
  [admin, staff] = await Promise.all([openPage(desktop), openPage(phone)]);
});

afterAll(async () => {
  for (const context of contexts) await context.close();
  await leaveBrowser(browser);
  await program?.stop();
});

async function databaseRow(name: string): Promise<number[]> {
  const cells = await admin
    .getByRole('table', { name: 'Database', exact: true })
    .getByRole('row', { name: new RegExp(name) })
    .first()
    .getByRole('cell')
    .allInnerTexts();
  return cells.slice(0, 7).map((text) => Number(text.replaceAll('.', '')));
}

// Each step goes on where the one before it stopped.
describe('the main job, from an empty program to a worked card', () => {
  it('the owner signs in, adds a product and invites a staff member', async () => {
    const { username } = await makeUser(program.database, 'owner');
    await admin.goto(program.url);
    await admin.getByLabel('Username').fill(username);
    await admin.getByLabel('Kata sandi', { exact: true }).fill(testPassword);
    await admin.getByRole('button', { name: 'Masuk' }).click();
    await admin.getByRole('link', { name: 'Produk' }).click();
    await admin.getByRole('heading', { level: 1, name: 'Produk' }).waitFor();
    await lookAtPage(admin, 'produk-kosong');
    await admin.getByRole('button', { name: 'Tambah produk' }).first().click();
    await admin.getByLabel('Nama produk').fill('Sagaraya');
    await lookAtPage(admin, 'produk-baru');
    await admin
      .getByRole('dialog')
      .getByRole('button', { name: /Simpan|Tambah/ })
      .click();
    await admin.getByRole('cell', { name: 'Sagaraya' }).first().waitFor();

    await admin.getByRole('link', { name: 'Pengguna' }).click();
    await admin.getByRole('button', { name: 'Tambah pengguna' }).click();
    await admin.getByLabel('Nama', { exact: true }).fill('Rina Kusumawati');
    await admin.getByRole('textbox', { name: 'Username' }).fill('rina');
    await lookAtPage(admin, 'pengguna-baru');
    await admin.getByRole('button', { name: 'Buat tautan undangan' }).click();
    const invitation = await admin.getByRole('textbox', { name: 'Tautan undangan' }).inputValue();
    await admin.getByRole('button', { name: 'Selesai' }).click();
    await lookAtPage(admin, 'pengguna');

    await staff.goto(invitation);
    await staff.getByText('Selamat datang, Rina Kusumawati').waitFor();
    await lookAtPage(staff, 'undangan');
    await staff.getByLabel('Kata sandi baru', { exact: true }).fill(staffPassword);
    await staff.getByLabel('Ulangi kata sandi baru').fill(staffPassword);
    await staff.getByRole('button', { name: 'Simpan kata sandi dan masuk' }).click();
    await staff.getByText('Belum ada data untuk Anda').waitFor();
    await lookAtPage(staff, 'data-saya-kosong');
    expect(new URL(staff.url()).pathname).toBe('/data-saya');
  });

  it('imports a list, and the receipt adds up', async () => {
    await admin.getByRole('link', { name: 'Member WD CRM' }).click();
    await lookAtPage(admin, 'memberwd-kosong');
    await admin.getByRole('button', { name: 'Impor', exact: true }).click();
    await admin.locator('input[type=file]').setInputFiles({ name: 'WD Oktober.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
    await admin.getByLabel('Nama database').waitFor();
    await lookAtPage(admin, 'impor-pemetaan');
    await admin.getByRole('button', { name: 'Periksa' }).click();
    await admin.getByRole('button', { name: 'Impor 120 record' }).waitFor();
    await lookAtPage(admin, 'impor-periksa');
    await admin.getByRole('button', { name: 'Impor 120 record' }).click();
    await admin.getByText('120 record diimpor').first().waitFor();
    await lookAtPage(admin, 'impor-selesai');
    // Beside the import stand the figures an import can change.
    await expect.poll(async () => (await databaseRow('WD Oktober')).slice(0, 5)).toEqual([120, 0, 0, 0, 0]);
  });

  it('assigns 50 records, which are on the phone of the staff member', async () => {
    await admin.getByRole('button', { name: 'Bagikan data' }).last().click();
    await admin.getByRole('checkbox', { name: /Rina Kusumawati/ }).check();
    await admin
      .getByRole('spinbutton')
      .or(admin.getByLabel(/^Jumlah/))
      .first()
      .fill('50');
    await admin.getByRole('button', { name: 'Bagikan 50 record ke 1 staff' }).waitFor();
    await lookAtPage(admin, 'bagikan');
    await admin.getByRole('button', { name: 'Bagikan 50 record ke 1 staff' }).click();
    await admin.getByText('50 record dibagikan ke 1 staff').waitFor();
    await lookAtPage(admin, 'bagikan-selesai');
    await expect.poll(() => databaseRow('WD Oktober')).toEqual([70, 50, 0, 0, 50, 0, 0]);
    await staff.reload();
    await staff.getByText('dari 50').waitFor();
    await lookAtPage(staff, 'data-saya');
  });

  it('on the phone, 7 records are marked invalid and one valid, and the card says 50', async () => {
    await staff.getByRole('link', { name: /Buka kartu/ }).click();
    await staff.getByText('0 dari 50 selesai').waitFor();
    await lookAtPage(staff, 'kartu');
    await staff.getByRole('link', { name: /Maya/ }).first().click();
    const whatsApp = staff.getByRole('link', { name: /WhatsApp/ });
    expect(await whatsApp.getAttribute('href')).toMatch(/^https:\/\/wa\.me\/62812\d{8}/);
    await lookAtPage(staff, 'record');
    for (let marked = 1; marked <= 7; marked += 1) {
      await staff.getByRole('button', { name: 'Tidak Valid', exact: true }).click();
      await staff.getByText('Mengapa tidak valid?').waitFor();
      if (marked === 1) await lookAtPage(staff, 'alasan');
      await staff
        .getByRole('button', { name: 'Nomor salah' })
        .or(staff.getByRole('radio', { name: 'Nomor salah' }))
        .first()
        .click();
      await staff
        .getByText(/ditandai Tidak Valid/)
        .first()
        .waitFor();
      await staff.getByText(`${marked} dari 50 selesai`).first().waitFor();
      const shown = await staff.getByRole('heading', { level: 1 }).innerText();
      await staff.getByRole('link', { name: /Berikutnya/ }).click();
      await staff.getByRole('heading', { level: 1, name: shown, exact: true }).waitFor({ state: 'detached' });
    }
    await staff.getByRole('button', { name: 'Valid', exact: true }).click();
    await staff.getByText('8 dari 50 selesai').first().waitFor();
    await lookAtPage(staff, 'record-valid');
  });

  it('the admin sees 7 waiting, replaces them, and every page agrees', async () => {
    await admin.goto(`${program.url}/memberwd`);
    await admin.getByText('7 record dari 1 staff menunggu diproses').waitFor();
    await lookAtPage(admin, 'memberwd-banner');
    await expect.poll(() => databaseRow('WD Oktober')).toEqual([70, 50, 1, 7, 42, 0, 0]);
    await admin.getByRole('tab', { name: 'Record Tidak Valid (7)' }).click();
    await admin.getByText('Semua ada penggantinya').waitFor();
    await lookAtPage(admin, 'record-tidak-valid');
    await admin
      .getByRole('checkbox', { name: /Pilih semua 7 record|Pilih 7 record/ })
      .first()
      .check();
    await admin.getByRole('button', { name: 'Ganti dengan Record Baru' }).last().click();
    await admin.getByRole('dialog').waitFor();
    await lookAtPage(admin, 'ganti');
    await admin.getByRole('dialog').getByRole('button', { name: 'Ganti 7 record' }).click();
    await admin.getByText('7 record diganti, 0 kurang.').waitFor();
    await admin.getByRole('tab', { name: 'Database Invalid' }).click();
    await admin
      .getByText(/dari 7/)
      .first()
      .waitFor();
    await lookAtPage(admin, 'database-invalid');
    await admin.getByRole('tab', { name: 'Batch Staff' }).click();
    await admin
      .getByRole('row', { name: /WD Oktober/ })
      .first()
      .waitFor();
    await lookAtPage(admin, 'batch-staff');
    await admin.getByRole('tab', { name: 'Database', exact: true }).click();
    await expect.poll(() => databaseRow('WD Oktober')).toEqual([63, 50, 1, 0, 49, 7, 0]);

    await staff.goto(`${program.url}/data-saya`);
    await staff.getByText('dari 50').waitFor();
    await staff.getByText('7 baru').waitFor();
    await lookAtPage(staff, 'data-saya-diganti');
    const { rows } = await sql<{ imported: number; sum: number }>`
      select imported, available + assigned + archived + deleted as sum from database_counts
    `.execute(program.database.db);
    expect(rows).toEqual([{ imported: 120, sum: 120 }]);
  });

  it('both are told by the bell', async () => {
    await admin.getByRole('button', { name: /^Notifikasi/ }).click();
    await admin.getByText(/Rina Kusumawati menandai 7 record tidak valid di WD Oktober/).waitFor();
    await lookAtPage(admin, 'lonceng');
    await staff.getByRole('button', { name: /^Notifikasi/ }).click();
    await staff.getByText(/7 record tidak valid di kartu .* sudah diganti/).waitFor();
    await lookAtPage(staff, 'lonceng');
    expect(
      (
        await sql<{ unread: number }>`select count(*)::int as unread from notification_recipients where read_at is null`.execute(
          program.database.db,
        )
      ).rows[0]?.unread,
    ).toBeGreaterThan(0);
  });
});
