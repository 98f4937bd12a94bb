import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { assignRecords } from '../server/domain/records/assign-records.ts';
import { reserveCustomer } from '../server/domain/reservations/reserve-customer.ts';
import { addList, addProduct, customerKey } from '../server/testing/builders.ts';
import { makeUser, program as system } from '../server/testing/client.ts';
import { leaveBrowser, openBrowser } from './browser.ts';
import { lookAtPage } from './look-at-page.ts';
import { desk, phone, signInAs } from './sign-in-as.ts';
import { type RunningProgram, startProgram } from './start-program.ts';

let program: RunningProgram;
let browser: Browser;
let admin: Page;
let staff: Page;
let productId: string;
let databaseId: string;
let batchId: string;
let firstRecord: string;
let reserver: { id: string };
const contexts: BrowserContext[] = [];

async function signIn(username: string, device: typeof desk): Promise<Page> {
  const { page, context } = await signInAs(browser, program, device, username);
  contexts.push(context);
  return page;
}

beforeAll(async () => {
  [program, browser] = await Promise.all([startProgram(), openBrowser()]);
  const { database } = program;
  productId = await addProduct(database.db, 'Sagaraya');
  const [owner, holder, other] = [await makeUser(database, 'owner'), await makeUser(database, 'staff'), await makeUser(database, 'staff')];
  reserver = other;
  await database.db.updateTable('users').set({ name: 'Rina Kusumawati' }).where('id', '=', holder.id).execute();
  await database.db.updateTable('users').set({ name: 'Dewi Anjarsari' }).where('id', '=', other.id).execute();
  const list = await addList(database.db, { productId, name: 'WD Oktober, gelombang 2', records: 8 });
  ({ databaseId } = list);
  firstRecord = list.recordIds[0] ?? '';
  const given = await database.transaction((tx) =>
    assignRecords(tx, system, { databaseId, staffIds: [holder.id], quantity: 6, order: 'file' }),
  );
  batchId = given.assignments[0]?.batchId ?? '';
  admin = await signIn(owner.username, desk);
  staff = await signIn(holder.username, phone);
});

afterAll(async () => {
  for (const context of contexts) await context.close();
  await leaveBrowser(browser);
  await program?.stop();
});

const reserve = (number: number) =>
  program.database.transaction((tx) =>
    reserveCustomer(tx, system, { productId, customerKey: customerKey(number), permanent: false, staffId: reserver.id }),
  );

const tab = (count: number) => admin.getByRole('tab', { name: `Konflik (${count})` });

/** Chooses an act in the menu of a member's row. */
async function choose(member: string, act: string): Promise<void> {
  await admin.getByRole('button', { name: `Selesaikan konflik ${member}`, exact: true }).click();
  await admin.getByRole('menuitem', { name: act, exact: true }).click();
  await admin.getByRole('dialog', { name: `Selesaikan konflik ${member}` }).waitFor();
}

it('a reservation over a held record shows on the staff member’s record, and to admins as tab, badge and count', async () => {
  await staff.goto(`${program.url}/kartu/${batchId}?record=${firstRecord}`);
  await staff.getByText('Member 1', { exact: true }).first().waitFor();
  await admin.goto(`${program.url}/memberwd`);
  await tab(0).waitFor();
  await reserve(1);
  // Without reloading.
  await staff.getByText(/^Direservasi Dewi Anjarsari sejak/).waitFor();
  await staff.getByText('Record tetap di kartu Anda sampai admin memutuskan.').waitFor();
  await lookAtPage(staff, 'konflik-staff');
  await tab(1).waitFor();
  await admin
    .getByRole('link', { name: /^Konflik.*1/ })
    .first()
    .waitFor();
  const row = admin.getByRole('row', { name: /WD Oktober, gelombang 2/ });
  await row.getByText('1', { exact: true }).waitFor();
  await expect.poll(() => tab(1).count()).toBe(1);
});

it('a conflict is listed in words; left as it is, it leaves the counts and says who decided and why', async () => {
  for (const number of [2, 3, 4]) await reserve(number);
  await tab(4).click();
  await admin
    .getByText(/^Direservasi Dewi Anjarsari sejak/)
    .nth(3)
    .waitFor();
  await expect.poll(() => admin.getByText(/Dipegang Rina Kusumawati di kartu/).count()).toBe(4);
  await lookAtPage(admin, 'konflik');
  await choose('Member 1', 'Biarkan');
  await lookAtPage(admin, 'konflik-biarkan');
  await admin.getByRole('button', { name: 'Biarkan 1 konflik' }).click();
  await admin.getByText('Wajib diisi').first().waitFor();
  await admin.getByRole('textbox', { name: 'Alasan' }).fill('Pelanggan lama Rina');
  await admin.getByRole('button', { name: 'Biarkan 1 konflik' }).click();
  await admin.getByText('1 konflik dibiarkan.').waitFor();
  await tab(3).waitFor();
  await staff.getByText(/Dibiarkan oleh .*: Pelanggan lama Rina/).waitFor();
  await lookAtPage(staff, 'konflik-staff-dibiarkan');
});

it('a record is taken back, replaced on its card, or keeps its holder, who gets the reservation', async () => {
  await choose('Member 2', 'Tarik');
  await lookAtPage(admin, 'konflik-tarik');
  await admin.getByRole('button', { name: 'Tarik 1 record' }).click();
  await admin.getByText('1 record ditarik.').waitFor();
  await tab(2).waitFor();
  await choose('Member 3', 'Tarik & ganti');
  await admin.getByRole('button', { name: 'Tarik & ganti 1 record' }).click();
  await admin.getByText('1 record diganti di kartu yang sama.').waitFor();
  await tab(1).waitFor();
  await choose('Member 4', 'Pindahkan reservasi');
  await admin.getByText('Reservasi pindah dari Dewi Anjarsari ke Rina Kusumawati. Record tetap di kartunya.').waitFor();
  await admin.getByRole('button', { name: 'Pindahkan 1 reservasi' }).click();
  await admin.getByText('1 reservasi dipindahkan ke pemegang recordnya.').waitFor();
  await tab(0).waitFor();
  await admin.getByText('Tidak ada konflik').waitFor();
  await lookAtPage(admin, 'konflik-kosong');
  const { rows } = await program.database.pool.query<{ held: string }>('select count(*) as held from records where batch_id = $1', [
    batchId,
  ]);
  expect(Number(rows[0]?.held)).toBe(5);
});

it('what was left is kept in a list of its own, and several are resolved at once', async () => {
  await admin.getByLabel('Status').selectOption({ label: 'Dibiarkan' });
  await admin.getByText('Pelanggan lama Rina').waitFor();
  await lookAtPage(admin, 'konflik-dibiarkan');
  for (const number of [5, 6]) await reserve(number);
  await admin.goto(`${program.url}/konflik`);
  await admin.getByText('2 konflik reservasi menunggu keputusan').waitFor();
  await admin.setViewportSize(phone.viewport);
  await lookAtPage(admin, 'konflik-semua');
  await choose('Member 6', 'Tarik & ganti');
  await lookAtPage(admin, 'konflik-ganti');
  await admin.getByRole('button', { name: 'Batal' }).click();
  await admin.emulateMedia({ colorScheme: 'dark' });
  await lookAtPage(admin, 'konflik-semua-gelap');
  await admin.setViewportSize(desk.viewport);
  await lookAtPage(admin, 'konflik-semua-gelap');
  await admin.emulateMedia({ colorScheme: 'light' });
  await admin.getByRole('checkbox', { name: /Member 5/ }).check();
  await admin.getByRole('checkbox', { name: /Member 6/ }).check();
  await lookAtPage(admin, 'konflik-pilihan');
  await admin.getByRole('region', { name: /2/ }).getByRole('button', { name: 'Tarik', exact: true }).click();
  await admin.getByRole('dialog', { name: 'Selesaikan 2 konflik' }).waitFor();
  await lookAtPage(admin, 'konflik-beberapa');
  await admin.getByRole('button', { name: 'Tarik 2 record' }).click();
  await admin.getByText('2 record ditarik.').waitFor();
  await admin.getByText('Tidak ada konflik').waitFor();
  await expect.poll(() => admin.getByText('0 konflik reservasi menunggu keputusan').count()).toBe(1);
});
