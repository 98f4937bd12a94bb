import { sql } from 'kysely';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addFilter } from '../server/domain/filters/keep-filters.ts';
import { assignRecords } from '../server/domain/records/assign-records.ts';
import { renameBatch } from '../server/domain/records/rename-batch.ts';
import { reserveCustomer } from '../server/domain/reservations/reserve-customer.ts';
import { addTemplate } from '../server/domain/templates/keep-templates.ts';
import { archiveRecords } from '../server/domain/validation/archive-records.ts';
import { addReason } from '../server/domain/validation/keep-reasons.ts';
import { setVerdict } from '../server/domain/validation/set-verdict.ts';
import { addProduct, recordIdsOf } from '../server/testing/builders.ts';
import { makeUser, program as system } from '../server/testing/client.ts';
import { outermost, usual } from '../server/testing/thoroughness.ts';
import { leaveBrowser, openBrowser } from './browser.ts';
import { findFaults } from './find-faults.ts';
import { lookAtPage } from './look-at-page.ts';
import { columnCount, nastyList, nastyNames } from './nasty-names.ts';
import { desk, phone, signInAs } from './sign-in-as.ts';
import { type RunningProgram, startProgram } from './start-program.ts';
import { visit } from './visit.ts';

/** Each device with the least it has to fit into: half of the desktop, as at 200 %, and the narrowest phone. */
const devices = [
  { name: desk.name, device: desk, less: { width: 720, height: 450 } },
  { name: phone.name, device: phone, less: { width: 320, height: 640 } },
];
const onPhone = devices.slice(1);
/** What is narrow first: there a bad name does the most, and what fits with such names fits with others. */
const narrowFirst = usual(devices.toReversed());

let program: RunningProgram;
let browser: Browser;
let owner: { id: string; username: string };
let staff: { id: string; username: string };
let other: { id: string; username: string };
let productId: string;
let databaseId: string;
let batchId: string;
let ids: string[];

const csv = (name: string, buffer: Buffer) => ({ name, mimeType: 'text/csv', buffer });

async function importList(page: Page, name: string, list: Buffer, rows: number): Promise<void> {
  await page.goto(`${program.url}/memberwd?panel=impor`);
  await page.locator('input[type=file]').first().setInputFiles(csv(name, list));
  await page.getByText(`${columnCount} kolom`).waitFor();
  await lookAtPage(page, 'buruk-impor');
  await page.getByRole('button', { name: 'Periksa', exact: true }).click();
  await page.getByRole('button', { name: `Impor ${rows} record` }).waitFor();
  await lookAtPage(page, 'buruk-impor-periksa');
  await page.getByRole('button', { name: `Impor ${rows} record` }).click();
  await page.getByText(`${rows} record diimpor`).first().waitFor();
  await lookAtPage(page, 'buruk-impor-selesai');
}

const rename = (id: string, name: string) => sql`update users set name = ${name} where id = ${id}`.execute(program.database.db);

/** Everything that carries a name carries a bad one: card, verdicts, archive, conflicts, reservations, reasons, templates, filters. */
async function buildWork(): Promise<void> {
  const { database } = program;
  const admin = { ...system, userId: owner.id };
  const { rows } = await sql<{ id: string }>`select id from databases`.execute(database.db);
  databaseId = rows[0]?.id ?? '';
  await sql`update databases set name = ${nastyNames.unbroken} where id = ${databaseId}`.execute(database.db);
  const given = await database.transaction((tx) =>
    assignRecords(tx, admin, { databaseId, staffIds: [staff.id], quantity: 20, order: 'file' }),
  );
  batchId = given.assignments[0]?.batchId ?? '';
  ids = await recordIdsOf(database.db, databaseId);
  const worker = { ...system, userId: staff.id, role: 'staff' as const };
  await database.transaction((tx) => renameBatch(tx, worker, batchId, nastyNames.arabic));
  const reason = await database.transaction((tx) =>
    addReason(tx, admin, { label: nastyNames.unbroken.slice(0, 120), aboutCustomer: false, noteRequired: false, active: true }),
  );
  await database.transaction((tx) =>
    addReason(tx, admin, { label: nastyNames.arabic, aboutCustomer: true, noteRequired: false, active: true }),
  );
  await database.transaction((tx) =>
    setVerdict(tx, worker, { recordIds: ids.slice(10, 18), verdict: 'invalid', reasonId: reason, note: nastyNames.spaced }),
  );
  await database.transaction((tx) => archiveRecords(tx, admin, ids.slice(14, 18)));
  for (const [number, permanent] of [
    [0, false],
    [1, true],
    [3, false],
    [4, false],
    [30, false],
  ] as const) {
    const { rows: found } = await sql<{ key: string }>`
      select customers.key from records join customers on customers.id = records.customer_id where records.id = ${ids[number]}
    `.execute(database.db);
    await database.transaction((tx) =>
      reserveCustomer(tx, admin, { productId, customerKey: found[0]?.key ?? '', permanent, staffId: other.id }),
    );
  }
  await database.transaction((tx) =>
    addTemplate(tx, admin, {
      label: nastyNames.unbroken.slice(0, 120),
      text: `${nastyNames.arabic} {nama} ${nastyNames.unbroken}`,
      active: true,
    }),
  );
  await database.transaction((tx) =>
    addTemplate(tx, admin, { label: nastyNames.arabic, text: `${nastyNames.emoji} {nama}`, active: true }),
  );
  for (const page of ['users', 'records'] as const) {
    for (const name of [nastyNames.unbroken.slice(0, 80), nastyNames.arabic]) {
      await database.transaction((tx) => addFilter(tx, admin, { page, name, search: `?q=${name.slice(0, 6)}` }));
    }
  }
}

beforeAll(async () => {
  [program, browser] = await Promise.all([startProgram(), openBrowser()]);
  owner = await makeUser(program.database, 'owner');
  staff = await makeUser(program.database, 'staff');
  other = await makeUser(program.database, 'staff');
  await rename(owner.id, nastyNames.hebrew);
  await rename(staff.id, nastyNames.unbroken.slice(0, 120));
  await rename(other.id, nastyNames.arabic);
  productId = await addProduct(program.database.db, nastyNames.spaced.slice(0, 120));
});

afterAll(async () => {
  await leaveBrowser(browser);
  await program?.stop();
});

/** As a person sees it, at the device's width and at the least. What names do to axe's rules they do at every width, so it is asked at one. */
async function look(page: Page, name: string, { device, less }: (typeof devices)[number], found: string[]): Promise<void> {
  for (const viewport of [device.viewport, less]) {
    await page.setViewportSize(viewport);
    await lookAtPage(page, name, { axe: viewport === phone.viewport, colours: true });
    found.push(...(await findFaults(page)).map((fault) => `${name} at ${viewport.width}: ${fault}`));
  }
  await page.setViewportSize(device.viewport);
}

const adminPages = () =>
  [
    ['buruk-modul', '/memberwd'],
    ['buruk-rincian', `/memberwd?panel=rincian&database=${databaseId}`],
    ['buruk-bagikan', `/memberwd?panel=bagikan&database=${databaseId}`],
    ['buruk-batch', '/memberwd?tab=batch'],
    ['buruk-invalid', '/memberwd?tab=invalid'],
    ['buruk-arsip', '/memberwd?tab=arsip'],
    ['buruk-konflik', '/memberwd?tab=konflik'],
    ['buruk-konflik-semua', '/konflik'],
    ['buruk-record', '/memberwd/record'],
    ['buruk-record-saring', `/memberwd/record?staff=${staff.id}&database=${databaseId}&record=${ids[0]}`],
    ['buruk-record-kanan', `/memberwd/record?record=${ids[3]}`],
    ['buruk-reservasi', '/reserved-member'],
    ['buruk-pengguna', '/pengguna'],
    ['buruk-produk', '/produk'],
    ['buruk-riwayat', '/riwayat'],
    ['buruk-alasan', '/alasan'],
    ['buruk-template', '/template-pesan'],
    ['buruk-sesi', '/sesi'],
    ['buruk-kartu-admin', `/kartu/${batchId}`],
  ] as const;

/** Every record has its own page where there is one column; beside the card's table two of them show what there is to see. */
const staffPages = (places: readonly number[]) =>
  [
    ['buruk-data-saya', '/data-saya'],
    ['buruk-cari', '/data-saya?q=a'],
    ['buruk-kartu', `/kartu/${batchId}`],
    ['buruk-pilih', `/kartu/${batchId}?pilih=ya`],
    ...places.map((place) => [`buruk-record-${place}`, `/kartu/${batchId}?record=${ids[place]}`] as const),
    ['buruk-tidak-valid', `/kartu/${batchId}?record=${ids[10]}`],
    ['buruk-modul-staff', '/memberwd'],
    ['buruk-tindak-lanjut', '/tindak-lanjut'],
  ] as const;

describe('names that are too long, from right to left, made of pictures or looking like code', () => {
  it('come in through the import panel, sixty columns of them', async () => {
    const { page, context } = await signInAs(browser, program, desk, owner.username);
    await importList(page, `${'Daftar panjang '.repeat(10)}${nastyNames.arabic}.csv`, nastyList(40), 40);
    await buildWork();
    await context.close();
    const { rows } = await sql<{ name: string }>`select name from records where id = any(${ids}::bigint[]) order by row_number`.execute(
      program.database.db,
    );
    expect(rows.slice(0, 2).map(({ name }) => name)).toEqual([nastyNames.unbroken, nastyNames.spaced]);
  });

  it.each(narrowFirst)('stay in their place on every page of an admin on $name and on the half of it', async (kind) => {
    const found: string[] = [];
    const { page, context } = await signInAs(browser, program, { ...kind.device, colorScheme: 'dark' }, owner.username);
    for (const [name, path] of adminPages()) {
      await visit(page, path);
      await look(page, name, kind, found);
    }
    expect(found).toEqual([]);
    expect(await page.title()).toMatch(/Cermat/);
    await context.close();
  });

  it.each(narrowFirst)('stay in their place on every page of a staff member on $name and on the half of it', async (kind) => {
    const found: string[] = [];
    const { page, context } = await signInAs(browser, program, { ...kind.device, colorScheme: 'dark' }, staff.username);
    for (const [name, path] of staffPages(kind.device === phone ? outermost([0, 1, 2, 3, 4, 5, 7]) : [0, 3])) {
      await visit(page, path);
      await look(page, name, kind, found);
    }
    expect(found).toEqual([]);
    await context.close();
  });

  it.each(onPhone)('stay in their place in what opens over a page on $name and on the narrowest', async (kind) => {
    const found: string[] = [];
    const { page, context } = await signInAs(browser, program, { ...kind.device, colorScheme: 'dark' }, owner.username);
    const first = (name: string | RegExp) => page.getByRole('button', { name }).first();
    const opening: readonly (readonly [string, string, () => Promise<void>])[] = [
      ['buruk-lonceng', '/memberwd', () => first(/^Notifikasi/).click()],
      ['buruk-filter', '/pengguna', () => first('Filter tersimpan').click()],
      ['buruk-ganti', '/memberwd?tab=invalid&panel=ganti', async () => undefined],
      ['buruk-ubah', `/pengguna?q=${other.username}`, () => first(/^Pilihan untuk/).click()],
      ['buruk-selesaikan', '/memberwd?tab=konflik', () => first(/^Selesaikan konflik/).click()],
      ['buruk-pulihkan', '/memberwd?tab=arsip', () => first(/^Pilihan untuk/).click()],
      ['buruk-reservasi-baru', '/reserved-member', () => first('Reservasi member').click()],
    ];
    for (const [name, path, open] of opening) {
      // Loaded anew: what is open goes with the page before.
      await page.goto(`${program.url}${path}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await open();
      await page.locator('dialog[open]').first().waitFor();
      await look(page, name, kind, found);
      const entry = page.getByRole('menuitem').first();
      if ((await entry.count()) === 0) continue;
      await entry.click();
      await page.getByRole('dialog').getByRole('heading').first().waitFor();
      await look(page, `${name}-dialog`, kind, found);
    }
    expect(found).toEqual([]);
    await context.close();
  });
});
