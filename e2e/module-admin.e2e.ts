import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeUser, testPassword } from '../server/testing/client.ts';
import { usual } from '../server/testing/thoroughness.ts';
import { leaveBrowser, openBrowser } from './browser.ts';
import { lookAtPage } from './look-at-page.ts';
import { desk, phone, reducedMotion } from './sign-in-as.ts';
import { type RunningProgram, startProgram } from './start-program.ts';

const list = (from: number, count: number, extra: readonly string[] = []) =>
  Buffer.from(
    [
      'Username,Nama,No HP,Kota',
      ...Array.from(
        { length: count },
        (_, index) => `member_${from + index},Maya ${from + index},0812${String(10_000_000 + from + index)},Bandung`,
      ),
      ...extra,
    ].join('\r\n'),
  );
const csv = (name: string, buffer: Buffer) => ({ name, mimeType: 'text/csv', buffer });

let program: RunningProgram;
let browser: Browser;
let context: BrowserContext;
let page: Page;

async function signIn(username: string): Promise<void> {
  await page.goto(`${program.url}/memberwd`);
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Kata sandi', { exact: true }).fill(testPassword);
  await page.getByRole('button', { name: 'Masuk' }).click();
  await page.getByRole('heading', { level: 1, name: 'Member WD CRM' }).waitFor();
}

const dropFiles = async (files: readonly { name: string; content: string }[]) => {
  const transfer = await page.evaluateHandle((given) => {
    const data = new DataTransfer();
    for (const { name, content } of given) data.items.add(new File([content], name, { type: 'text/csv', lastModified: 1 }));
    return data;
  }, files);
  for (const event of ['dragenter', 'dragover']) await page.dispatchEvent('body', event, { dataTransfer: transfer });
  await page.getByText('Lepaskan untuk mengimpor').waitFor();
  await lookAtPage(page, 'modul-tarik-file');
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
};

// Each step goes on where the one before it stopped.
describe.each(usual([desk, phone]))('an admin on $name who starts with nothing', ({ name: _name, ...options }) => {
  beforeAll(async () => {
    [program, browser] = await Promise.all([startProgram(), openBrowser()]);
    context = await browser.newContext({ ...options, locale: 'id-ID', timezoneId: 'Asia/Jakarta', reducedMotion });
    page = await context.newPage();
    page.setDefaultTimeout(15_000);
  });
  afterAll(async () => {
    await context?.close();
    await leaveBrowser(browser);
    await program?.stop();
  });

  it('is led from the empty page to a product, made right in the import panel', async () => {
    const { username } = await makeUser(program.database, 'owner');
    await signIn(username);
    await page.getByRole('button', { name: 'Impor database pertama' }).waitFor();
    await lookAtPage(page, 'modul-kosong');
    await dropFiles([{ name: 'WD Mei.csv', content: list(1, 40).toString() }]);
    await page.getByLabel('Nama database').waitFor();
    await page.getByRole('button', { name: 'Buat produk' }).waitFor();
    await lookAtPage(page, 'modul-impor-tanpa-produk');
    await page.getByRole('button', { name: 'Buat produk' }).click();
    await page.getByLabel('Nama produk').fill('Sagaraya');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Simpan|Tambah/ })
      .click();
    await page.getByLabel('Produk', { exact: true }).last().waitFor();
    await page.getByRole('button', { name: 'Periksa', exact: true }).click();
    await page.getByRole('button', { name: 'Impor 40 record' }).click();
    await page.getByText('40 record diimpor').first().waitFor();
    await lookAtPage(page, 'modul-impor-selesai');
    await expect.poll(() => page.getByRole('button', { name: 'Batalkan impor' }).count()).toBe(1);
  });

  it('imports three files at once: those that need no decision together, the other one by itself', async () => {
    await page.getByRole('button', { name: 'Impor file lain' }).click();
    const files = [csv('WD Juni.csv', list(1_000, 60)), csv('WD Juli.csv', list(2_000, 70)), csv('WD Mei lagi.csv', list(1, 45))];
    await page.locator('input[type=file]').first().setInputFiles(files);
    await page.getByText('Judul kolomnya sama seperti impor sebelumnya').waitFor();
    await page.getByRole('button', { name: 'Periksa 3 file' }).waitFor();
    await lookAtPage(page, 'modul-impor-tiga');
    await page.getByRole('button', { name: 'Periksa 3 file' }).click();
    await page.getByRole('button', { name: 'Impor 2 file yang siap (130 record)' }).waitFor();
    await page
      .getByRole('button', { name: /WD Mei lagi/ })
      .first()
      .click();
    await page.getByText('WD Mei: 40').waitFor();
    await lookAtPage(page, 'modul-impor-keputusan');
    await page.getByRole('button', { name: 'Impor 2 file yang siap (130 record)' }).click();
    await page.getByRole('button', { name: 'Impor 5 record' }).click();
    await page.getByText('5 record diimpor').first().waitFor();
    await lookAtPage(page, 'modul-impor-tiga-selesai');
    await page.getByText('4 database · 175 record diimpor').waitFor();
    await expect.poll(() => page.getByText('Selesai', { exact: true }).count()).toBe(3);
  });

  it('is told what a file lacks, and the panel can be closed and found again', async () => {
    await page.getByRole('button', { name: 'Tutup' }).first().click();
    await page.getByRole('button', { name: 'Impor', exact: true }).click();
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles([csv('Kosong.csv', Buffer.from('Username,Nama\r\n'))]);
    await page.getByText('Tidak ada baris data').waitFor();
    await lookAtPage(page, 'modul-impor-tanpa-baris');
    await page.getByRole('button', { name: 'Ganti file' }).last().click();
    const columns = Array.from({ length: 60 }, (_, index) => `Kolom ${index + 1} ${'panjang '.repeat(index === 3 ? 25 : 0)}`.trim());
    const rows = [columns.join(','), columns.map((_, index) => (index === 0 ? '🙂'.repeat(60) : `مرحبا ${index}`)).join(',')].join('\r\n');
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles([csv(`${'Nama file yang sangat panjang '.repeat(6)}.csv`, Buffer.from(rows))]);
    await page.getByText('60 kolom').waitFor();
    await lookAtPage(page, 'modul-impor-60-kolom');
    await page.getByRole('button', { name: 'Tutup' }).first().click();
    await page.getByRole('link', { name: '1 file menunggu diimpor' }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: '1 file menunggu diimpor' }).click();
    await page.getByText('60 kolom').waitFor();
    await page.getByRole('button', { name: 'Ganti file' }).click();
    await page.goBack();
    expect(new URL(page.url()).searchParams.get('panel')).toBeNull();
  });

  it('says of rows that are imported alone that their phones cannot be read, as the choice has it', async () => {
    await page.getByRole('button', { name: 'Impor', exact: true }).click();
    const known = list(1, 1).toString().split('\n')[1]?.split(',')[0];
    const rows = ['Username,Nama,No HP', 'tanpa.telepon,Ani,0812 / 0813', `${known},Ina,rusak`, ',Uni,rusak', 'lain,Eni,081290900001'].join(
      '\n',
    );
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles([csv('Telepon rusak.csv', Buffer.from(rows))]);
    await page.getByRole('button', { name: 'Periksa', exact: true }).click();
    const line = page
      .locator('div')
      .filter({ has: page.locator('> dt', { hasText: 'Tetap diimpor' }) })
      .locator('> dd');
    await expect.poll(() => line.allTextContents()).toEqual(['1']);
    await page.getByRole('radio', { name: /^Impor juga/ }).check();
    await expect.poll(() => line.allTextContents()).toEqual(['2']);
    await lookAtPage(page, 'modul-impor-telepon-rusak');
    await page.getByRole('button', { name: 'Impor 3 record' }).click();
    await page.getByText('3 record diimpor').first().waitFor();
    await expect.poll(() => line.allTextContents()).toEqual(['2']);
    await page.getByRole('button', { name: 'Tutup' }).first().click();
  });

  it('takes a file that is dropped twice once', async () => {
    const file = { name: 'Sama.csv', content: list(5_000, 10).toString() };
    await dropFiles([file]);
    await page.getByRole('button', { name: 'Periksa', exact: true }).waitFor();
    await dropFiles([file]);
    await page.getByText('Sudah ada di antrean: Sama.csv.').waitFor();
    await expect.poll(() => page.getByText('Sama.csv', { exact: true }).count()).toBe(1);
    await page.getByRole('button', { name: 'Ganti file' }).click();
    await page.getByRole('button', { name: 'Batal', exact: true }).click();
  });

  it('sends a file again after the network was gone, and goes on after the session has ended', async () => {
    await page.getByRole('button', { name: 'Impor', exact: true }).click();
    await page.route('**/api/uploads', (route) => route.abort('internetdisconnected'));
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles([csv('WD Agustus.csv', list(3_000, 20))]);
    await page.getByText('Tidak ada koneksi').waitFor();
    await lookAtPage(page, 'modul-impor-putus');
    await page.unroute('**/api/uploads');
    await context.clearCookies();
    await page.getByRole('button', { name: 'Unggah lagi' }).click();
    const dialog = page.getByRole('dialog').filter({ hasText: 'Kata sandi' }).last();
    await dialog.getByLabel('Kata sandi', { exact: true }).fill(testPassword);
    await dialog.getByRole('button', { name: 'Masuk', exact: true }).click();
    await page.getByRole('button', { name: 'Periksa', exact: true }).click();
    await page.getByRole('button', { name: 'Impor 20 record' }).click();
    await page.getByText('20 record diimpor').first().waitFor();
    await page.getByRole('button', { name: 'Batalkan impor' }).click();
    await page.getByRole('button', { name: 'Batalkan impor 20 record' }).click();
    await page.getByText('Impor WD Agustus dibatalkan. 20 record dihapus.').waitFor();
    expect(await page.getByText('WD Agustus.csv').count()).toBe(0);
    await page.getByRole('button', { name: 'Batal', exact: true }).click();
  });

  it('invites the first staff in the assign panel and gives three of them their cards', async () => {
    await page.getByRole('button', { name: 'Bagikan data' }).first().click();
    await page.getByRole('button', { name: /^WD Juli.*70 tersedia/ }).click();
    await page.getByRole('button', { name: 'Undang staff' }).click();
    await page.getByLabel('Nama', { exact: true }).fill('Rina Kusumawati');
    await expect.poll(() => page.getByRole('textbox', { name: 'Username' }).inputValue()).toBe('rina');
    await page.getByRole('button', { name: 'Buat tautan undangan' }).click();
    await page.getByRole('textbox', { name: 'Tautan undangan' }).waitFor();
    await page.getByRole('button', { name: 'Selesai' }).click();
    await page.getByRole('checkbox', { name: /Rina Kusumawati/, checked: true }).waitFor();
    for (let index = 0; index < 2; index += 1) await makeUser(program.database, 'staff');
    await page.reload();
    await page.getByRole('combobox', { name: 'Database' }).selectOption({ label: 'WD Juli · Sagaraya (70 tersedia)' });
    await page.getByRole('button', { name: 'Pilih semua 3 staff' }).click();
    await page.getByLabel('Jumlah per staff').fill('30');
    await page.getByRole('button', { name: 'Bagikan 70 record ke 3 staff' }).waitFor();
    await page.getByText('3 staff × 30 = 90 record').waitFor();
    await page.getByText(/Rina Kusumawati.?\s24, .+\s23, .+\s23$/).waitFor();
    await lookAtPage(page, 'modul-bagikan');
    await page.getByRole('button', { name: 'Bagikan 70 record ke 3 staff' }).click();
    await page.getByText('70 record dibagikan ke 3 staff').waitFor();
    await lookAtPage(page, 'modul-bagikan-selesai');
    await page.getByRole('link', { name: 'Kartu Rina Kusumawati' }).waitFor();
    await page.getByRole('button', { name: 'Urungkan, tarik semuanya kembali' }).click();
    await page.getByText('70 record ditarik kembali; seolah belum dibagikan.').waitFor();
    await expect.poll(() => page.getByRole('checkbox', { name: /Rina Kusumawati, 0 belum divalidasi/ }).count()).toBe(1);
  });
});
