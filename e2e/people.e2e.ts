import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assignRecords } from '../server/domain/records/assign-records.ts';
import { recallRecords } from '../server/domain/records/recall-records.ts';
import { reserveCustomer } from '../server/domain/reservations/reserve-customer.ts';
import { setVerdict } from '../server/domain/validation/set-verdict.ts';
import { addList, addProduct, customerKey, reasonId } from '../server/testing/builders.ts';
import { makeUser, program as system } from '../server/testing/client.ts';
import { usual } from '../server/testing/thoroughness.ts';
import { leaveBrowser, openBrowser } from './browser.ts';
import { lookAtPage } from './look-at-page.ts';
import { desk, phone, signInAs } from './sign-in-as.ts';
import { type RunningProgram, startProgram } from './start-program.ts';

let program: RunningProgram;
let browser: Browser;
let owner: { id: string; username: string };
let productId: string;
let firstCustomer = 1;

beforeAll(async () => {
  [program, browser] = await Promise.all([startProgram(), openBrowser()]);
  owner = await makeUser(program.database, 'owner');
  productId = await addProduct(program.database.db, 'Sagaraya');
});

afterAll(async () => {
  await leaveBrowser(browser);
  await program?.stop();
});

/** A staff member at work: 30 records of one module and 5 of another, 10 marked, 3 recalled, 2 members reserved. */
async function staffAtWork(): Promise<{ id: string; username: string; name: string }> {
  const { database } = program;
  const staff = await makeUser(database, 'staff');
  const from = firstCustomer;
  firstCustomer += 100;
  const list = await addList(database.db, { productId, name: 'WD Oktober', records: 40, firstCustomer: from });
  const other = await addList(database.db, { productId, module: 'normal', name: 'Member lama', records: 9, firstCustomer: from + 50 });
  const wrong = await reasonId(database.db);
  const admin = { ...system, userId: owner.id };
  const worker = { ...system, userId: staff.id, role: 'staff' as const };
  await database.transaction((tx) =>
    assignRecords(tx, admin, { databaseId: list.databaseId, staffIds: [staff.id], quantity: 33, order: 'file' }),
  );
  await database.transaction((tx) =>
    assignRecords(tx, admin, { databaseId: other.databaseId, staffIds: [staff.id], quantity: 5, order: 'file' }),
  );
  await database.transaction((tx) => recallRecords(tx, admin, { recordIds: list.recordIds.slice(30, 33) }));
  await database.transaction((tx) => setVerdict(tx, worker, { recordIds: list.recordIds.slice(0, 8), verdict: 'valid' }));
  await database.transaction((tx) =>
    setVerdict(tx, worker, { recordIds: list.recordIds.slice(8, 10), verdict: 'invalid', reasonId: wrong }),
  );
  for (const number of [from + 70, from + 71]) {
    await addList(database.db, { productId, records: 1, firstCustomer: number });
    await database.transaction((tx) =>
      reserveCustomer(tx, admin, { productId, customerKey: customerKey(number), permanent: false, staffId: staff.id }),
    );
  }
  return { ...staff, name: `The ${staff.username}` };
}

const signIn = (username: string, path: string, device: typeof desk, colorScheme: 'light' | 'dark' = 'light') =>
  signInAs(browser, program, { ...device, colorScheme }, username, path);

describe.each(
  usual([
    { device: desk, colorScheme: 'light' as const },
    { device: phone, colorScheme: 'light' as const },
    { device: desk, colorScheme: 'dark' as const },
    { device: phone, colorScheme: 'dark' as const },
  ]),
)('at $device.viewport.width px, $colorScheme', ({ device, colorScheme }) => {
  const suffix = colorScheme === 'dark' ? '-gelap' : '';

  it('the figures of a staff member lead to the records behind them', async () => {
    const rina = await staffAtWork();
    const { page, context } = await signIn(owner.username, `/pengguna?q=${rina.username}`, device, colorScheme);
    await page.getByRole('link', { name: `30 record Member WD CRM dipegang ${rina.name}` }).waitFor();
    await lookAtPage(page, `pengguna-satu${suffix}`);
    await page.getByRole('link', { name: `2 Reserved Member ${rina.name}` }).waitFor();
    await page.getByRole('link', { name: `20 belum divalidasi: Member WD CRM, ${rina.name}` }).click();
    await page.waitForURL(/\/memberwd\/record\?.*verdict=unvalidated/);
    expect(new URL(page.url()).searchParams.get('staff')).toBe(rina.id);
    await context.close();
  });

  it('deactivating names what is held and what becomes of it, and says what became of it', async () => {
    const rina = await staffAtWork();
    const { page, context } = await signIn(owner.username, `/pengguna?q=${rina.username}`, device, colorScheme);
    await page.getByRole('button', { name: `Pilihan untuk ${rina.name}` }).click();
    await page.getByRole('menuitem', { name: 'Nonaktifkan' }).click();
    await page.getByText(`${rina.name} memegang 35 record (Normal DB 5, Member WD CRM 30), 25 di antaranya belum divalidasi`).waitFor();
    await page.getByText('Tarik 35 record ke data tersedia').waitFor();
    await page.getByText('Lepas 2 reservasi').waitFor();
    await lookAtPage(page, `pengguna-nonaktif${suffix}`);
    await page.getByRole('button', { name: `Nonaktifkan ${rina.name}` }).click();
    await page.getByText('33 record ditarik').waitFor();
    await expect.poll(() => page.getByText('2 diarsipkan').count()).toBeGreaterThan(0);
    await context.close();
  });

  it('a password is reset by a link, and a session of somebody is ended', async () => {
    const rina = await staffAtWork();
    const ofRina = await signIn(rina.username, '/sesi', device, colorScheme);
    const { page, leave } = await signIn(owner.username, `/pengguna?q=${rina.username}`, device, colorScheme);
    const menu = page.getByRole('button', { name: `Pilihan untuk ${rina.name}` });
    await menu.click();
    await page.getByRole('menuitem', { name: 'Atur ulang kata sandi' }).click();
    await page.getByText('Kata sandi lama tetap berlaku sampai tautan dipakai.').waitFor();
    await expect.poll(() => page.getByRole('textbox', { name: 'Tautan undangan' }).inputValue()).toContain('/undangan/');
    await lookAtPage(page, `pengguna-tautan${suffix}`);
    await page.getByRole('button', { name: 'Selesai' }).click();
    await menu.click();
    await page.getByRole('menuitem', { name: 'Lihat sesi' }).click();
    await lookAtPage(page, `pengguna-sesi${suffix}`);
    await page.getByRole('button', { name: /^Akhiri sesi / }).click();
    await page.getByText(`${rina.name} sedang tidak masuk di perangkat mana pun.`).waitFor();
    await ofRina.page.getByText('Sesi Anda sudah berakhir').waitFor();
    await Promise.all([leave(), ofRina.leave()]);
  });

  it('the audit log tells what happened in sentences, narrows it down, and leads on', async () => {
    const rina = await staffAtWork();
    const { page, context } = await signIn(owner.username, '/riwayat', device, colorScheme);
    await page.getByText(`The ${owner.username} membagikan 33 record dari WD Oktober kepada ${rina.name}`).first().waitFor();
    await lookAtPage(page, `riwayat-penuh${suffix}`);
    await page.goto(`${program.url}/riwayat?orang=${rina.id}&tindakan=validation.set_verdict`);
    await page.getByText(`${rina.name} menandai 2 record tidak valid`).waitFor();
    await expect.poll(() => page.getByText(/menandai \d+ record/).count()).toBe(2);
    await lookAtPage(page, `riwayat-saring${suffix}`);
    await page.goto(`${program.url}/riwayat?tindakan=records.assign`);
    await page.getByRole('link', { name: 'WD Oktober' }).first().click();
    await page.waitForURL(/\/memberwd\/record\?database=/);
    await context.close();
  });

  it('a filter is saved under a name, applied, and had back after it was deleted', async () => {
    const { username } = await makeUser(program.database, 'admin');
    const { page, context } = await signIn(username, '/pengguna?peran=staff&status=aktif', device, colorScheme);
    const saved = page.getByRole('button', { name: 'Filter tersimpan' });
    await saved.click();
    await page.getByLabel('Nama filter baru').fill('Staff aktif');
    await lookAtPage(page, `filter-simpan${suffix}`);
    await page.getByRole('button', { name: 'Simpan filter ini' }).click();
    await page.getByText('Filter Staff aktif disimpan.').waitFor();
    await page.goto(`${program.url}/pengguna`);
    await saved.click();
    await page.getByRole('button', { name: 'Staff aktif', exact: true }).click();
    await page.waitForURL(/peran=staff/);
    await page.getByRole('button', { name: 'Staff aktif', exact: true }).click();
    await lookAtPage(page, `filter-tersimpan${suffix}`);
    await page.getByRole('button', { name: 'Hapus Staff aktif' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Urungkan' }).click();
    await page.getByRole('button', { name: 'Staff aktif', exact: true }).waitFor();
    expect(new URL(page.url()).searchParams.get('peran')).toBe('staff');
    await context.close();
  });
});
