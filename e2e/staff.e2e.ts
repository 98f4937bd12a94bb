import { sql } from 'kysely';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assignRecords } from '../server/domain/records/assign-records.ts';
import { rejectVerdict } from '../server/domain/validation/reject-verdict.ts';
import { setVerdict } from '../server/domain/validation/set-verdict.ts';
import { recallRecords } from '../server/domain/records/recall-records.ts';
import { addList, addProduct } from '../server/testing/builders.ts';
import { makeUser, program as system } from '../server/testing/client.ts';
import { thorough } from '../server/testing/thoroughness.ts';
import { leaveBrowser, openBrowser } from './browser.ts';
import { lookAtPage } from './look-at-page.ts';
import { desk, phone, signInAs } from './sign-in-as.ts';
import { type RunningProgram, startProgram } from './start-program.ts';

/** The narrowest phone, and a page enlarged to 400 %. */
const narrow = { ...phone, name: 'a narrow phone', viewport: { width: 320, height: 640 } };

/** The page shows a mark before the server has it. */
const patiently = { timeout: 10_000 };

let program: RunningProgram;
let browser: Browser;

beforeAll(async () => {
  [program, browser] = await Promise.all([startProgram(), openBrowser()]);
});

afterAll(async () => {
  await leaveBrowser(browser);
  await program?.stop();
});

interface Work {
  readonly username: string;
  readonly batchId: string;
  readonly ids: readonly string[];
}

let first = 1;

/** A staff member of their own with a card of 30 records: names of every kind, two without a phone that can be read. */
async function makeWork(): Promise<Work> {
  const { database } = program;
  const staff = await makeUser(database, 'staff');
  const productId = await addProduct(database.db);
  const { databaseId } = await addList(database.db, { productId, name: 'WD Oktober', records: 40, firstCustomer: first });
  first += 100;
  const given = await database.transaction((tx) =>
    assignRecords(tx, system, { databaseId, staffIds: [staff.id], quantity: 30, order: 'file' }),
  );
  const batchId = given.assignments[0]?.batchId ?? '';
  const held = await database.db.selectFrom('records').select('id').where('batch_id', '=', batchId).orderBy('row_number').execute();
  const ids = held.map(({ id }) => id);
  const columns = Array.from({ length: 60 }, (_, index) => `Kolom ${index + 1}`);
  await sql`update databases set columns = ${columns} where id = ${databaseId}`.execute(database.db);
  await sql`update records set cells = ${columns.map((name) => `isi ${name}`)} where batch_id = ${batchId}`.execute(database.db);
  const names = ['Maya Kinanti', 'M'.repeat(200), '🎉 Sinta 👩‍👩‍👧', 'محمد عبد الله'];
  for (const [index, name] of names.entries()) await sql`update records set name = ${name} where id = ${ids[index]}`.execute(database.db);
  await sql`update records set name = null where id = ${ids[4]}`.execute(database.db);
  await sql`update records set phone = null, phone_text = null where id = ${ids[5]}`.execute(database.db);
  await sql`update records set phone = null, phone_text = '08xx' where id = ${ids[6]}`.execute(database.db);
  return { username: staff.username, batchId, ids };
}

async function verdictOf(recordId: string | undefined): Promise<{ verdict: string; changes: number } | undefined> {
  const { rows } = await sql<{ verdict: string; changes: number }>`
    select verdict, (select count(*)::int from record_changes where record_id = records.id and to_verdict = records.verdict) as changes
    from records where id = ${recordId}
  `.execute(program.database.db);
  return rows[0];
}

const cardOf = ({ batchId }: Work, search = '') => `/kartu/${batchId}${search}`;
const open = (page: Page, work: Work, search?: string) => page.goto(`${program.url}${cardOf(work, search)}`);

describe('a staff member on a phone', () => {
  it('gives the first verdict with three touches from Data Saya, and takes it back', async () => {
    const work = await makeWork();
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
    await expect.poll(() => verdictOf(work.ids[0]), patiently).toMatchObject({ verdict: 'unvalidated' });
    await leave();
  });

  it('says why a record is invalid in one more touch, and more only where the reason asks for it', async () => {
    const work = await makeWork();
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
    await expect.poll(() => verdictOf(work.ids[1]), patiently).toMatchObject({ verdict: 'invalid' });
    await leave();
  });

  it('keeps what came of a call: result, every attempt, note without a button, day of the next call', async () => {
    const work = await makeWork();
    const { page, leave } = await signInAs(browser, program, phone, work.username, cardOf(work, `?record=${work.ids[0]}`));
    await page.getByRole('button', { name: 'Tidak diangkat' }).tap();
    await page.getByText(/^1 percobaan/).waitFor();
    await page.getByRole('button', { name: 'Tidak diangkat' }).tap();
    await page.getByText(/^2 percobaan/).waitFor();
    await page.getByLabel('Catatan').fill('Telepon lagi sore');
    await page.getByText('Tersimpan', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Besok' }).tap();
    await page.getByRole('button', { name: 'Besok', pressed: true }).waitFor();
    await page.goto(`${program.url}/tindak-lanjut`);
    await page.getByRole('heading', { name: 'Akan datang' }).waitFor();
    await lookAtPage(page, 'staff-tindak-lanjut');
    await page.getByRole('link', { name: /Maya Kinanti/ }).tap();
    await expect.poll(() => page.getByLabel('Catatan').inputValue()).toBe('Telepon lagi sore');
    await page.getByRole('link', { name: 'Kembali', exact: true }).tap();
    await page.getByRole('heading', { level: 1, name: 'Tindak Lanjut' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/tindak-lanjut');
    await leave();
  });

  it('adds what a reason asks for to what was noted of a call, and undo takes only that back', async () => {
    const work = await makeWork();
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

  it('is led from a notification to the one record it speaks of', async () => {
    const work = await makeWork();
    const rejected = [work.ids[20] ?? ''];
    const { rows } = await sql<{ id: string }>`select id from invalid_reasons where not note_required limit 1`.execute(program.database.db);
    const { database } = program;
    await database.transaction((tx) => setVerdict(tx, system, { recordIds: rejected, verdict: 'invalid', reasonId: rows[0]?.id }));
    await database.transaction((tx) => rejectVerdict(tx, system, rejected, 'Coba nomor kedua'));
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

  it('fits result, note and next call above the verdicts, and says what it did beside what is pressed next', async () => {
    const work = await makeWork();
    const { page, leave } = await signInAs(browser, program, phone, work.username, cardOf(work, `?record=${work.ids[0]}`));
    const edge = async (name: string) => page.getByLabel(name).boundingBox();
    const verdicts = await page.getByRole('group', { name: /^Tandai Maya/ }).boundingBox();
    const [note, followUp] = [await edge('Catatan'), await edge('Tindak lanjut')];
    expect((note?.y ?? 0) + (note?.height ?? 0)).toBeLessThan(verdicts?.y ?? 0);
    expect((followUp?.y ?? 0) + 30).toBeLessThan(verdicts?.y ?? 0);
    await open(page, work, '?pilih=ya');
    await page.getByText('Maya Kinanti').tap();
    await page.getByRole('button', { name: 'Valid', exact: true }).tap();
    const said = await page.getByText('Maya Kinanti ditandai Valid').boundingBox();
    const start = await page.getByRole('link', { name: /^Mulai di sini/ }).boundingBox();
    expect((said?.y ?? 0) + (said?.height ?? 0)).toBeLessThan(start?.y ?? 0);
    await leave();
  });

  it('shows in two tabs the mark that was made last, whichever of them made it', async () => {
    const work = await makeWork();
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
    await expect.poll(() => verdictOf(work.ids[0]), patiently).toMatchObject({ verdict: 'valid' });
    await leave();
  });

  it('writes on WhatsApp with a template, which holds for the next member; without a phone it says so', async () => {
    const work = await makeWork();
    const { page, leave } = await signInAs(browser, program, phone, work.username, cardOf(work, `?record=${work.ids[0]}`));
    const whatsApp = page.getByRole('link', { name: 'WhatsApp' });
    expect(await whatsApp.getAttribute('href')).toMatch(/^https:\/\/wa\.me\/62811\d+$/);
    expect(await page.getByRole('link', { name: 'Telepon' }).getAttribute('href')).toMatch(/^tel:\+62811/);
    await page.getByLabel('Pesan WhatsApp').selectOption({ index: 1 });
    expect(decodeURIComponent((await whatsApp.getAttribute('href')) ?? '')).toContain('Maya Kinanti');
    await page.getByRole('link', { name: /^Berikutnya/ }).tap();
    await page.getByRole('heading', { level: 1, name: 'MMMM' }).waitFor();
    expect(await whatsApp.getAttribute('href')).toContain('?text=');
    await lookAtPage(page, 'staff-nama-panjang');
    await open(page, work, `?record=${work.ids[5]}`);
    await page.getByText('Tidak ada nomor').waitFor();
    expect(await whatsApp.count()).toBe(0);
    await lookAtPage(page, 'staff-tanpa-nomor');
    await open(page, work, `?record=${work.ids[6]}`);
    await page.getByText('Nomor ini tidak terbaca: 08xx').waitFor();
    await leave();
  });

  it('finds any record it holds from Data Saya, and comes back to what was found', async () => {
    const work = await makeWork();
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
    const work = await makeWork();
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

  it('marks many at once, and renames a card where it stands', async () => {
    const work = await makeWork();
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
    const work = await makeWork();
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
    await expect.poll(() => verdictOf(work.ids[0]), patiently).toEqual({ verdict: 'valid', changes: 1 });
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

  it('is told where a record was taken back while it was open, and where a card is empty', async () => {
    const work = await makeWork();
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
    const work = await makeWork();
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
    const work = await makeWork();
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

describe('a staff member at a desk', () => {
  it('sees every original column, and marks many chosen ones at once', async () => {
    const work = await makeWork();
    const { page, leave } = await signInAs(browser, program, desk, work.username);
    await lookAtPage(page, 'staff-data-saya');
    await open(page, work);
    await page.getByRole('row', { name: /Maya Kinanti/ }).waitFor();
    await expect.poll(() => page.getByRole('columnheader', { name: /^Kolom \d+$/ }).count()).toBe(60);
    await lookAtPage(page, 'staff-kartu');
    await page.getByRole('checkbox').nth(1).check();
    await page.getByRole('checkbox').nth(2).check();
    await lookAtPage(page, 'staff-pilih');
    await page.getByRole('button', { name: 'Tandai Valid' }).click();
    await page.getByText('2 dari 30 selesai').first().waitFor();
    await leave();
  });

  it('starts with one press, and shows the row of a record that was opened by its link or by keys', async () => {
    const work = await makeWork();
    const { page, leave } = await signInAs(browser, program, desk, work.username, cardOf(work, `?record=${work.ids[29]}`));
    const row = (index: number) => page.locator(`tr[data-index="${index}"]`);
    const inView = async (index: number) => {
      const box = await row(index).boundingBox();
      return box !== null && box.y > 0 && box.y + box.height <= desk.viewport.height;
    };
    await row(29).waitFor();
    await expect.poll(() => inView(29), patiently).toBe(true);
    expect(await inView(0)).toBe(false);
    await page.getByRole('button', { name: 'Tutup' }).click();
    await page.getByRole('link', { name: 'Mulai validasi' }).click();
    await page.getByRole('button', { name: 'Valid', exact: true }).waitFor();
    await expect.poll(() => inView(0), patiently).toBe(true);
    await page.getByRole('heading', { level: 2, name: 'Maya Kinanti' }).waitFor();
    await leave();
  });

  it('works a card by the keyboard alone: open, mark, say why, go on', async () => {
    const work = await makeWork();
    const { page, leave } = await signInAs(browser, program, desk, work.username, cardOf(work));
    await page.getByRole('row', { name: /Maya Kinanti/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('J dan K berpindah record').waitFor();
    await lookAtPage(page, 'staff-panel');
    await page.keyboard.press('v');
    await page.getByText('1 dari 30 selesai').first().waitFor();
    await page.keyboard.press('j');
    await page.getByRole('heading', { level: 2, name: 'MMMM' }).waitFor();
    await page.keyboard.press('t');
    await page.getByRole('heading', { name: 'Mengapa tidak valid?' }).waitFor();
    await page.getByRole('button', { name: 'Nomor salah' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('2 dari 30 selesai').first().waitFor();
    await expect.poll(() => verdictOf(work.ids[0]), patiently).toMatchObject({ verdict: 'valid' });
    await expect.poll(() => verdictOf(work.ids[1]), patiently).toMatchObject({ verdict: 'invalid' });
    // A letter typed into the note is a letter.
    await page.getByLabel('Catatan').fill('');
    await page.getByLabel('Catatan').pressSequentially('jvt');
    await expect.poll(() => page.getByLabel('Catatan').inputValue()).toBe('jvt');
    await expect.poll(() => verdictOf(work.ids[1]), patiently).toMatchObject({ verdict: 'invalid' });
    await leave();
  });
});
