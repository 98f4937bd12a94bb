import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assignRecords } from '../server/domain/records/assign-records.ts';
import { setVerdict } from '../server/domain/validation/set-verdict.ts';
import { addList, addProduct, reasonId } from '../server/testing/builders.ts';
import { makeUser, program as system } from '../server/testing/client.ts';
import { usual } from '../server/testing/thoroughness.ts';
import { leaveBrowser, openBrowser } from './browser.ts';
import { lookAtPage } from './look-at-page.ts';
import { desk, phone, signInAs } from './sign-in-as.ts';
import { type RunningProgram, startProgram } from './start-program.ts';

let program: RunningProgram;
let browser: Browser;
let username: string;

beforeAll(async () => {
  [program, browser] = await Promise.all([startProgram(), openBrowser()]);
  ({ username } = await makeUser(program.database, 'owner'));
});

afterAll(async () => {
  await leaveBrowser(browser);
  await program?.stop();
});

/** A product of its own: three cards of two staff, one of them with six invalid marks and no replacement for two of those. */
async function buildWork(first: number) {
  const { database } = program;
  const productId = await addProduct(database.db, `Sagaraya ${first}`);
  const staff = [await makeUser(database, 'staff'), await makeUser(database, 'staff')];
  const give = (databaseId: string, staffId: string, quantity: number) =>
    database.transaction((tx) => assignRecords(tx, system, { databaseId, staffIds: [staffId], quantity, order: 'file' }));
  const short = await addList(database.db, { productId, name: `WD Mei ${first}`, records: 24, firstCustomer: first });
  const { databaseId: full } = await addList(database.db, { productId, name: `WD Juni ${first}`, records: 60, firstCustomer: first + 500 });
  const given = await give(short.databaseId, staff[0]?.id ?? '', 20);
  await give(full, staff[1]?.id ?? '', 10);
  await give(full, staff[1]?.id ?? '', 5);
  const held = await database.db
    .selectFrom('records')
    .select('id')
    .where('batch_id', '=', given.assignments[0]?.batchId ?? '')
    .orderBy('row_number')
    .execute();
  const ids = held.map(({ id }) => id);
  const worker = { ...system, userId: staff[0]?.id ?? '', role: 'staff' as const };
  const wrong = await reasonId(database.db);
  await database.transaction((tx) => setVerdict(tx, worker, { recordIds: ids.slice(0, 8), verdict: 'invalid', reasonId: wrong }));
  return { productId, full: `WD Juni ${first}`, receiver: staff[0]?.id ?? '', other: staff[1]?.id ?? '' };
}

describe.each(usual([desk, phone]))('an admin on $name', (device) => {
  let page: Page;
  let context: BrowserContext;
  let work: Awaited<ReturnType<typeof buildWork>>;
  const at = (search: string) => page.goto(`${program.url}/memberwd?produk=${work.productId}${search}`);
  const dialog = () => page.getByRole('dialog').last();

  beforeAll(async () => {
    work = await buildWork(device === phone ? 20_000 : 10_000);
    ({ page, context } = await signInAs(browser, program, device, username, '/memberwd'));
  });
  afterAll(async () => context?.close());

  it('sends one mark back, archives one and takes that back, and replaces the rest with the help of another list', async () => {
    await at('&tab=invalid');
    await page.getByText('Pengganti ada 4, kurang 4').waitFor();
    await page.getByRole('button', { name: 'Lihat record' }).click();
    const records = page.getByRole('list', { name: 'Record' });
    await records.getByRole('checkbox').first().check();
    await lookAtPage(page, 'proses-pilih');
    await page.getByRole('button', { name: 'Tolak – cek ulang' }).click();
    await dialog().getByRole('button', { name: 'Kembalikan 1 record' }).click();
    await dialog().getByText('Wajib diisi').waitFor();
    await lookAtPage(page, 'proses-tolak');
    await dialog().getByLabel('Catatan untuk staff').fill('Coba lagi sore hari');
    await dialog().getByRole('button', { name: 'Kembalikan 1 record' }).click();
    await page.getByText('1 record dikembalikan untuk dicek ulang.').waitFor();
    await expect.poll(() => records.getByRole('checkbox').count()).toBe(7);

    await records.getByRole('checkbox').first().check();
    await page.getByRole('button', { name: 'Arsipkan saja' }).click();
    await lookAtPage(page, 'proses-arsip');
    await dialog().getByRole('button', { name: 'Arsipkan 1 record' }).click();
    await page.getByText('1 record diarsipkan tanpa pengganti.').waitFor();
    await page.getByRole('button', { name: 'Ganti dengan Record Baru' }).first().click();
    // What undoes the act before can be pressed over the dialog that has opened meanwhile.
    await dialog().getByRole('button', { name: 'Urungkan' }).click();
    await page.getByText('1 record kembali ke kartunya sebagai Belum divalidasi.').waitFor();
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Ganti dengan Record Baru' }).first().click();
    await dialog().getByText('2 record tidak punya pengganti di databasenya sendiri.').waitFor();
    await dialog()
      .getByLabel('Isi kekurangan dari database lain')
      .selectOption({ label: `${work.full} (45 tersedia)` });
    await lookAtPage(page, 'proses-ganti');
    await dialog().getByRole('button', { name: 'Ganti 6 record' }).click();
    await page.getByText('6 record diganti, 0 kurang.').waitFor();
    await page.getByText('Tidak ada record tidak valid').waitFor();
    await lookAtPage(page, 'proses-selesai');
    expect(await page.getByText('menunggu diproses').count()).toBe(0);
  });

  it('recalls two cards at once, moves what one staff member has not worked, and every step goes back', async () => {
    await at('');
    await page.getByRole('tab', { name: 'Batch Staff' }).click();
    await page.getByText('1–3 dari 3 kartu').waitFor();
    const checks = page.getByRole('checkbox', { name: new RegExp(work.full) });
    await checks.nth(0).check();
    await checks.nth(1).check();
    await lookAtPage(page, 'kartu-dipilih');
    await page.getByRole('button', { name: 'Tarik kembali' }).click();
    await dialog().getByText('Semua record di 2 kartu kembali ke data tersedia.').waitFor();
    await lookAtPage(page, 'kartu-tarik');
    await dialog().getByRole('button', { name: 'Tarik 15 record' }).click();
    await page.getByText(/15 record ditarik dari/).waitFor();
    await page.getByText('1–1 dari 1 kartu').waitFor();

    await at(`&tab=batch&staff=${work.receiver}`);
    await page.getByRole('button', { name: /20 belum divalidasi/ }).click();
    await page.getByRole('menuitem', { name: 'Pindahkan ke staff lain' }).click();
    await dialog().getByLabel('Pindahkan ke').selectOption(work.other);
    await lookAtPage(page, 'kartu-pindah');
    await dialog().getByRole('button', { name: 'Pindahkan 20 record' }).click();
    await page.getByText(/20 record dipindahkan ke/).waitFor();
    await page.getByText('Tidak ada yang cocok').waitFor();
    await lookAtPage(page, 'kartu-tidak-cocok');

    await page.goBack();
    await page.getByRole('tab', { name: 'Batch Staff', selected: true }).waitFor();
    await page.goBack();
    await page.getByRole('tab', { name: 'Database', exact: true, selected: true }).waitFor();
    await page.goForward();
    await page.getByRole('tab', { name: 'Batch Staff', selected: true }).waitFor();
    expect(new URL(page.url()).searchParams.get('tab')).toBe('batch');
  });

  it('brings one record back to the pool, all of the filter too, and deletes none without the word', async () => {
    await at('&tab=arsip');
    await page.getByText('1–6 dari 6 record').waitFor();
    await lookAtPage(page, 'arsip');
    await page
      .getByRole('button', { name: /^Pilihan untuk/ })
      .first()
      .click();
    await page.getByRole('menuitem', { name: 'Hapus selamanya' }).click();
    expect(await dialog().getByRole('button', { name: 'Hapus selamanya' }).isDisabled()).toBe(true);
    await dialog().getByLabel('Ketik “HAPUS” untuk melanjutkan').fill('hapus');
    await lookAtPage(page, 'arsip-hapus');
    await dialog().getByRole('button', { name: 'Hapus selamanya' }).click();
    await page.getByText('1–5 dari 5 record').waitFor();
    await page
      .getByRole('button', { name: /^Pilihan untuk/ })
      .first()
      .click();
    await page.getByRole('menuitem', { name: 'Kembalikan ke data tersedia' }).click();
    await dialog().getByRole('button', { name: 'Kembalikan 1 record' }).click();
    await page.getByText('1–4 dari 4 record').waitFor();
    for (const check of await page.locator('tbody').getByRole('checkbox').all()) await check.check();
    await lookAtPage(page, 'arsip-dipilih');
    await page.getByRole('button', { name: 'Kembalikan ke data tersedia' }).click();
    await dialog().getByRole('button', { name: 'Kembalikan 4 record' }).click();
    await page.getByText('Database Invalid masih kosong').waitFor();
    await page.getByText('4 record dikembalikan ke data tersedia.').waitFor();
  });
});
