import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assignRecords } from '../server/domain/records/assign-records.ts';
import { recallRecords } from '../server/domain/records/recall-records.ts';
import { reserveCustomer } from '../server/domain/reservations/reserve-customer.ts';
import { replaceRecords } from '../server/domain/validation/replace-records.ts';
import { setVerdict } from '../server/domain/validation/set-verdict.ts';
import { type AddedList, addList, addProduct, customerKey, reasonId } from '../server/testing/builders.ts';
import { makeUser, program as system } from '../server/testing/client.ts';
import { usual } from '../server/testing/thoroughness.ts';
import { leaveBrowser, openBrowser } from './browser.ts';
import { lookAtPage } from './look-at-page.ts';
import { desk, phone, signInAs } from './sign-in-as.ts';
import { type RunningProgram, startProgram } from './start-program.ts';

let program: RunningProgram;
let browser: Browser;
let admin: { username: string };
let rina: { id: string };
let dewi: { id: string };
let databaseId: string;
let replacedId: string;
let second: AddedList;

/** Rina holds forty of a hundred and twenty records: some marked, one replaced, one reserved by Dewi. */
async function buildWork(): Promise<void> {
  const { database } = program;
  const productId = await addProduct(database.db, 'Sagaraya');
  admin = await makeUser(database, 'admin');
  rina = await makeUser(database, 'staff');
  dewi = await makeUser(database, 'staff');
  await sql`update users set name = case id when ${rina.id} then 'Rina Kusumawati' else 'Dewi Anggraini' end where id in (${rina.id}, ${dewi.id})`.execute(
    database.db,
  );
  second = await addList(database.db, { productId, name: 'Member lama Q3', records: 30, firstCustomer: 900 });
  const list = await addList(database.db, { productId, name: 'WD Oktober, gelombang 2', records: 120 });
  ({ databaseId } = list);
  await sql`update records set name = ${'Siti Nurhaliza '.repeat(13)} where id = ${list.recordIds[2]}`.execute(database.db);
  await sql`update records set name = 'محمد علي 😀' where id = ${list.recordIds[3]}`.execute(database.db);
  await database.transaction((tx) => assignRecords(tx, system, { databaseId, staffIds: [rina.id], quantity: 40, order: 'file' }));
  const held = list.recordIds.slice(0, 40);
  const wrong = await reasonId(database.db);
  const worker = { ...system, userId: rina.id, role: 'staff' as const };
  await database.transaction((tx) => setVerdict(tx, worker, { recordIds: held.slice(0, 12), verdict: 'valid' }));
  await database.transaction((tx) => setVerdict(tx, worker, { recordIds: held.slice(12, 16), verdict: 'invalid', reasonId: wrong }));
  replacedId = held[12] ?? '';
  await database.transaction((tx) => replaceRecords(tx, system, { recordIds: [replacedId] }));
  await database.transaction((tx) =>
    reserveCustomer(tx, system, { productId, customerKey: customerKey(21), permanent: false, staffId: dewi.id }),
  );
}

beforeAll(async () => {
  [program, browser] = await Promise.all([startProgram(), openBrowser()]);
  await buildWork();
});

afterAll(async () => {
  await leaveBrowser(browser);
  await program?.stop();
});

const open = (device: typeof desk, path: string, colorScheme: 'light' | 'dark' = 'light') =>
  signInAs(browser, program, { ...device, colorScheme }, admin.username, path);

const heldBy = async (staffId: string) => {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from records where staff_id = ${staffId}`.execute(
    program.database.db,
  );
  return rows[0]?.count;
};

/** Chooses everything a filter holds: by the head of the table, which a phone has not, and by the bar where there are further pages. */
async function chooseAll(page: Page, device: typeof desk, count: number): Promise<void> {
  if (device === desk) await page.getByRole('checkbox', { name: 'Pilih semua di halaman ini' }).check();
  else await page.locator('tbody').getByRole('checkbox').first().check();
  if (device === desk && count <= 25) return;
  await page.getByRole('button', { name: `Pilih semua ${count} dalam filter ini` }).click();
}

describe('the records of a module', () => {
  it.each(
    usual([
      { device: desk, scheme: 'light' as const },
      { device: desk, scheme: 'dark' as const },
      { device: phone, scheme: 'light' as const },
      { device: phone, scheme: 'dark' as const },
    ]),
  )('look right on $device.name in $scheme: list, filters, record, choice', async ({ device, scheme }) => {
    const { page, leave } = await open(device, `/memberwd/record?database=${databaseId}`, scheme);
    const name = (part: string) => `record-${part}-${scheme}`;
    await page.getByText('120').first().waitFor();
    await lookAtPage(page, name('list'));
    if (device === phone) await page.getByRole('button', { name: /^Filter \(/ }).click();
    await page.getByRole('button', { name: 'Filter lainnya' }).click();
    await lookAtPage(page, name('filters'));
    if (device === phone) await page.getByRole('button', { name: 'Tampilkan hasil' }).click();
    await page.goto(`${program.url}/memberwd/record?database=${databaseId}&konflik=ya`);
    await page.getByText('Konflik reservasi').first().waitFor();
    await lookAtPage(page, name('conflict'));
    await page.goto(`${program.url}/memberwd/record?database=${databaseId}&record=${replacedId}`);
    await page.getByRole('link', { name: 'Lihat record penggantinya' }).waitFor();
    await page.getByRole('button', { name: 'Riwayat record' }).click();
    await lookAtPage(page, name('panel'));
    await page.goto(`${program.url}/memberwd/record?q=tidak-ada-yang-bernama-begini`);
    await page.getByText('Tidak ada yang cocok').waitFor();
    expect(await page.locator('tr[data-row]').count()).toBe(0);
    await lookAtPage(page, name('nothing'));
    await leave();
  });
});

describe.each(usual([desk, phone]))('every record of a module, on $name', (device) => {
  it('leads from a replaced record to its replacement and back', async () => {
    const { page, leave } = await open(device, `/memberwd/record?record=${replacedId}`);
    await page.getByRole('link', { name: 'Lihat record penggantinya' }).click();
    await page.getByRole('link', { name: 'Lihat record yang digantikan' }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: 'Lihat record penggantinya' }).waitFor();
    expect(new URL(page.url()).searchParams.get('record')).toBe(replacedId);
    await leave();
  });

  it('takes back all that a filter holds, and says how many and from whom', async () => {
    const verdict = device === desk ? 'valid' : 'invalid';
    const { page, leave } = await open(device, `/memberwd/record?database=${databaseId}&staff=${rina.id}&verdict=${verdict}`);
    const count = device === desk ? 12 : 3;
    await page.getByText(`dari ${count} record`).waitFor();
    const before = (await heldBy(rina.id)) ?? 0;
    await chooseAll(page, device, count);
    await page.getByRole('button', { name: 'Tarik kembali' }).click();
    await page.getByRole('heading', { name: `Tarik ${count} record dari Rina Kusumawati?` }).waitFor();
    await lookAtPage(page, 'record-recall');
    await page.getByRole('button', { name: `Tarik ${count} record` }).click();
    await page
      .getByText(device === desk ? '12 record ditarik.' : '3 record ditarik, 3 di antaranya diarsipkan karena tidak valid.')
      .waitFor();
    expect(await heldBy(rina.id)).toBe(before - count);
    await leave();
  });

  it('gives hand-picked records to several, shows beforehand how, and takes them back again', async () => {
    const { page, leave } = await open(device, `/memberwd/record?database=${databaseId}&state=available`);
    const before = [await heldBy(rina.id), await heldBy(dewi.id)];
    for (const row of [0, 1]) await page.locator('tbody').getByRole('checkbox').nth(row).check();
    await page.getByRole('button', { name: 'Bagikan yang dipilih' }).click();
    await page.getByRole('checkbox', { name: /^Rina/ }).check();
    await page.getByRole('checkbox', { name: /^Dewi/ }).check();
    await page.getByText('Tidak ada yang dilewati.').waitFor();
    await lookAtPage(page, 'record-pick');
    await page.getByRole('button', { name: 'Bagikan 2 record ke 2 staff' }).click();
    await page.getByText('2 record dibagikan ke 2 staff').waitFor();
    expect([await heldBy(rina.id), await heldBy(dewi.id)]).toEqual(before.map((held) => (held ?? 0) + 1));
    await page.getByRole('button', { name: 'Urungkan, tarik semuanya kembali' }).click();
    await page.getByText('2 record ditarik kembali; seolah belum dibagikan.').waitFor();
    expect([await heldBy(rina.id), await heldBy(dewi.id)]).toEqual(before);
    await leave();
  });

  it('moves a record to somebody else and back', async () => {
    const { page, leave } = await open(
      device,
      `/memberwd/record?database=${databaseId}&staff=${rina.id}&verdict=unvalidated&konflik=tidak`,
    );
    const before = [(await heldBy(rina.id)) ?? 0, (await heldBy(dewi.id)) ?? 0] as const;
    await page.locator('tbody').getByRole('checkbox').first().check();
    await page.getByRole('button', { name: 'Pindahkan ke staff lain' }).click();
    await page.getByRole('heading', { name: 'Pindahkan 1 record dari Rina Kusumawati?' }).waitFor();
    await page.getByLabel('Pindahkan ke').selectOption({ label: `Dewi Anggraini, ${before[1]} belum divalidasi` });
    await page.getByRole('button', { name: 'Pindahkan 1 record' }).click();
    await page.getByText('1 record dipindahkan ke Dewi Anggraini.').waitFor();
    expect([await heldBy(rina.id), await heldBy(dewi.id)]).toEqual([before[0] - 1, before[1] + 1]);
    await page.getByRole('button', { name: 'Urungkan' }).click();
    await page.getByText('1 record kembali ke Rina Kusumawati.').waitFor();
    expect([await heldBy(rina.id), await heldBy(dewi.id)]).toEqual(before);
    await leave();
  });

  it('is refused an act on a filter that holds others by now, and says so', async () => {
    const { page, leave } = await open(device, `/memberwd/record?database=${second.databaseId}&state=available&ukuran=25`);
    const before = await heldBy(rina.id);
    await chooseAll(page, device, 30);
    await page.getByRole('button', { name: 'Bagikan yang dipilih' }).click();
    await page.getByRole('checkbox', { name: /^Rina/ }).check();
    await page.getByRole('button', { name: /^Bagikan \d+ record ke 1 staff/ }).waitFor();
    const given = await program.database.transaction((tx) =>
      assignRecords(tx, system, { recordIds: second.recordIds.slice(0, 1), staffIds: [dewi.id] }),
    );
    await page.getByRole('button', { name: /^Bagikan \d+ record ke 1 staff/ }).click();
    await page.getByText('Isinya sudah berubah').first().waitFor();
    expect(await heldBy(rina.id)).toBe(before);
    const batchId = given.assignments[0]?.batchId ?? '';
    await program.database.transaction((tx) => recallRecords(tx, system, { batchId }));
    await leave();
  });

  it('is downloaded as the file of its filter', async () => {
    const { page, leave } = await open(device, `/memberwd/record?database=${databaseId}&q=member11`);
    await page.getByRole('button', { name: 'Ekspor' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'CSV' }).click()]);
    expect(download.suggestedFilename()).toMatch(/^record-memberwd-\d{4}-\d{2}-\d{2}\.csv$/);
    const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
    expect(lines).toHaveLength(1 + 11);
    await leave();
  });
});

it('the records of a module can be worked by keyboard alone', async () => {
  const { page, leave } = await open(desk, `/memberwd/record?database=${databaseId}&state=available`);
  const firstRow = page.locator('tr[data-row]').first();
  await firstRow.waitFor();
  await firstRow.focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await page.getByRole('status').getByText('2 dipilih').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 2 }).first().waitFor();
  expect(new URL(page.url()).searchParams.get('record')).not.toBeNull();
  await page.locator('aside :focus').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => new URL(page.url()).searchParams.get('record')).toBeNull();
  await page.goBack();
  await expect.poll(() => new URL(page.url()).searchParams.get('record')).not.toBeNull();
  await leave();
});
