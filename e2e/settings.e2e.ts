import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeUser } from '../server/testing/client.ts';
import { usual } from '../server/testing/thoroughness.ts';
import { leaveBrowser, openBrowser } from './browser.ts';
import { lookAtPage } from './look-at-page.ts';
import { desk, phone, signInAs } from './sign-in-as.ts';
import { type RunningProgram, startProgram } from './start-program.ts';

let program: RunningProgram;
let browser: Browser;

beforeAll(async () => {
  [program, browser] = await Promise.all([startProgram(), openBrowser()]);
});

afterAll(async () => {
  await leaveBrowser(browser);
  await program?.stop();
});

const signIn = (username: string, path: string, device: typeof desk, colorScheme: 'light' | 'dark' = 'light') =>
  signInAs(browser, program, { ...device, colorScheme }, username, path);

describe.each(
  usual([
    { device: phone, colorScheme: 'dark' as const },
    { device: phone, colorScheme: 'light' as const },
    { device: desk, colorScheme: 'dark' as const },
    { device: desk, colorScheme: 'light' as const },
  ]),
)('at $device.viewport.width px, $colorScheme', ({ device, colorScheme }) => {
  const suffix = colorScheme === 'dark' ? '-gelap' : '';
  const unique = `${device.viewport.width} ${colorScheme}`;

  it('a template is added with a preview, and what nobody can fill in is said before it is sent', async () => {
    const { username } = await makeUser(program.database, 'admin');
    const { page, context } = await signIn(username, '/template-pesan', device, colorScheme);
    await page.getByRole('button', { name: 'Tambah template' }).click();
    await page.getByLabel('Nama template').fill(`Promo ${unique}`);
    await page.getByLabel('Isi pesan').fill('Halo Kak ');
    await page.getByRole('button', { name: 'Nama member' }).click();
    await page.getByText('Halo Kak Lina Pratama', { exact: true }).waitFor();
    await page.getByLabel('Isi pesan').press('End');
    await page.getByLabel('Isi pesan').pressSequentially(', saldo {saldo}');
    await page.getByText('{saldo} tidak bisa diisi.').waitFor();
    await lookAtPage(page, `template-dialog${suffix}`);
    await page.getByLabel('Isi pesan').fill('Halo Kak {nama}, ada promo untuk {customerId}.');
    await page.getByRole('button', { name: 'Simpan' }).click();
    await page.getByText(`Template Promo ${unique} ditambahkan.`).waitFor();
    await page.getByRole('button', { name: `Pilihan untuk Promo ${unique}` }).click();
    await page.getByRole('menuitem', { name: 'Berhenti memakai' }).click();
    await page.getByText(`Template Promo ${unique} tidak lagi ditawarkan kepada staff.`).waitFor();
    await lookAtPage(page, `template-pesan${suffix}`);
    expect(
      await page
        .getByRole('row', { name: `Promo ${unique}` })
        .getByText('Tidak dipakai')
        .count(),
    ).toBe(1);
    await context.close();
  });

  it('a reason says what it means for the member, and can be renamed and switched off', async () => {
    const { username } = await makeUser(program.database, 'admin');
    const { page, context } = await signIn(username, '/alasan', device, colorScheme);
    await page.getByRole('button', { name: 'Tambah alasan' }).click();
    await page.getByLabel('Alasan', { exact: true }).fill(`Sudah pindah ${unique}`);
    await lookAtPage(page, `alasan-dialog${suffix}`);
    await page.getByRole('button', { name: 'Simpan' }).click();
    await page.getByText(`Alasan Sudah pindah ${unique} ditambahkan.`).waitFor();
    await page.getByRole('button', { name: `Pilihan untuk Sudah pindah ${unique}` }).click();
    await page.getByRole('menuitem', { name: 'Berhenti memakai' }).click();
    await page.getByText('tidak bisa dipilih lagi').waitFor();
    await lookAtPage(page, `alasan${suffix}`);
    expect(
      await page
        .getByRole('row', { name: `Sudah pindah ${unique}` })
        .getByText('Tidak dipakai')
        .count(),
    ).toBe(1);
    await context.close();
  });

  it('the owner names the business and moves it to another zone, and an admin sees it at once', async () => {
    const [owner, admin] = [await makeUser(program.database, 'owner'), await makeUser(program.database, 'admin')];
    const ofOwner = await signIn(owner.username, '/pengaturan', device, colorScheme);
    const ofAdmin = await signIn(admin.username, '/pengaturan', device, colorScheme);
    await ofAdmin.page.getByText('Hanya pemilik yang bisa mengubah pengaturan.').waitFor();
    await ofOwner.page.getByLabel('Nama usaha').fill(`Sagaraya ${unique}`);
    await ofOwner.page.getByLabel('Zona waktu').selectOption('Asia/Makassar');
    await ofOwner.page.getByLabel(/^Keluar sendiri setelah tidak dipakai/).fill('9999');
    await ofOwner.page.getByRole('button', { name: 'Simpan pengaturan' }).click();
    await ofOwner.page.getByText('Antara 1 dan 720.', { exact: true }).waitFor();
    await lookAtPage(ofOwner.page, `pengaturan-salah${suffix}`);
    // What was typed outlives a reload.
    await ofOwner.page.reload();
    await expect.poll(() => ofOwner.page.getByLabel('Nama usaha').inputValue()).toBe(`Sagaraya ${unique}`);
    await ofOwner.page.getByLabel(/^Keluar sendiri setelah tidak dipakai/).fill('24');
    await ofOwner.page.getByRole('button', { name: 'Simpan pengaturan' }).click();
    await ofOwner.page.getByText('Pengaturan disimpan.').waitFor();
    await lookAtPage(ofOwner.page, `pengaturan${suffix}`);
    await ofAdmin.page.getByText(`Sagaraya ${unique}`).first().waitFor();
    await ofAdmin.page.getByText('WITA').first().waitFor();
    await lookAtPage(ofAdmin.page, `pengaturan-admin${suffix}`);
    await ofOwner.page.getByLabel('Zona waktu').selectOption('Asia/Jakarta');
    await ofOwner.page.getByRole('button', { name: 'Simpan pengaturan' }).click();
    await ofAdmin.page.getByText('WIB').first().waitFor();
    expect(await ofAdmin.page.getByText('WITA').count()).toBe(0);
    await Promise.all([ofOwner.leave(), ofAdmin.leave()]);
  });

  it('a session that is ended elsewhere asks for the password at its next step', async () => {
    const { username } = await makeUser(program.database, 'staff');
    const here = await signIn(username, '/sesi', device, colorScheme);
    const there = await signIn(username, '/sesi', device, colorScheme);
    await here.page.reload();
    await here.page.getByText('Perangkat ini').waitFor();
    await lookAtPage(here.page, `sesi${suffix}`);
    await here.page.getByRole('button', { name: /^Akhiri sesi / }).click();
    await here.page.getByText(/^Sesi .* diakhiri\.$/).waitFor();
    expect(await here.page.getByRole('button', { name: /^Akhiri sesi / }).count()).toBe(0);
    await there.page.reload();
    await there.page.getByRole('button', { name: 'Masuk', exact: true }).waitFor();
    await Promise.all([here.leave(), there.leave()]);
  });
});
