import iconv from 'iconv-lite';
import { sql } from 'kysely';
import type { Request } from 'playwright-core';
import { expect, it } from 'vitest';
import { lookAtPage } from './look-at-page.ts';
import { openImportPanel } from './open-program.ts';

const opened = openImportPanel();

const put = (name: string, buffer: Buffer) =>
  opened().page.locator('input[type=file]').first().setInputFiles({ name, mimeType: 'text/csv', buffer });

async function importFile(): Promise<void> {
  const { page } = opened();
  await page.getByRole('button', { name: 'Periksa' }).click();
  await page.getByRole('button', { name: /^Impor \d/ }).click();
  await page.getByRole('button', { name: 'Impor file lain' }).click({ timeout: 30_000 });
}

/** Holds the answer to a reading of the file in one way, until it is let go. */
async function holdReading(way: string) {
  const { page } = opened();
  const [asked, answered, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const isIt = (url: URL) => url.pathname.startsWith('/api/uploads/') && url.search.includes(way);
  await page.route(isIt, async (route) => {
    const answer = await route.fetch();
    asked.resolve();
    await answered.promise;
    // Nobody waits for one that was broken off.
    await route.fulfill({ response: answer }).catch(() => undefined);
  });
  const noteEnd = (request: Request) => {
    if (isIt(new URL(request.url()))) ended.resolve();
  };
  page.on('requestfinished', noteEnd);
  page.on('requestfailed', noteEnd);
  return { asked: asked.promise, answer: answered.resolve, ended: ended.promise };
}

async function imported(name: string): Promise<{ columns: string[]; cells: string[][] }> {
  const { rows } = await sql<{ columns: string[]; cells: string[] }>`
    select columns, cells from records join databases on databases.id = database_id where databases.name = ${name} order by row_number
  `.execute(opened().program.database.db);
  return { columns: rows[0]?.columns ?? [], cells: rows.map(({ cells }) => cells) };
}

it('letters that can be read in several ways are asked for, with rows as they would read, before anything is checked', async () => {
  const { page } = opened();
  await put('anggota.csv', iconv.encode('Username,姓名\nu1,王小明\nu2,李雷\n', 'gb18030'));
  const choices = page.getByRole('radiogroup', { name: 'Pilih cara membaca huruf' });
  await choices.getByText('u1,王小明').waitFor();
  await page.getByRole('button', { name: 'Periksa' }).click();
  await choices.waitFor();
  await lookAtPage(page, 'encoding-choice');
  await choices.getByRole('radio', { name: /王小明/ }).check();
  await page.getByRole('cell', { name: '王小明' }).waitFor();
  await importFile();
  expect(await imported('anggota')).toEqual({
    columns: ['Username', '姓名'],
    cells: [
      ['u1', '王小明'],
      ['u2', '李雷'],
    ],
  });
});

it('separator, quotation mark and header are set right by hand, the preview following, and no row vanishes', async () => {
  const { page } = opened();
  await put('tanpa-judul.csv', Buffer.from("budi;'Budi; utama'\nsiti;'Siti; kedua'\n"));
  await page.getByLabel('Tanda kutip').selectOption("'");
  await page.getByRole('columnheader', { name: 'Budi; utama' }).waitFor();
  await page.getByLabel('Baris judul').selectOption('0');
  await page.getByRole('columnheader', { name: 'Kolom 2' }).waitFor();
  await lookAtPage(page, 'layout-by-hand');
  await page.getByLabel('Customer ID').selectOption('Kolom 1');
  await importFile();
  const cells = [
    ['budi', 'Budi; utama'],
    ['siti', 'Siti; kedua'],
  ];
  expect(await imported('tanpa-judul')).toEqual({ columns: ['Kolom 1', 'Kolom 2'], cells });
});

it('a separator chosen by hand makes the columns', async () => {
  const { page } = opened();
  await put('titik-koma.csv', Buffer.from('Username,Nama;Kota\nbudi2,Budi;Solo\nsiti2,Siti;Bogor\n'));
  await page.getByLabel('Pemisah').selectOption(';');
  await page.getByRole('columnheader', { name: 'Username,Nama' }).waitFor();
  await page.getByLabel('Pemisah').selectOption(',');
  await page.getByRole('columnheader', { name: 'Nama;Kota' }).waitFor();
  await importFile();
  expect(await imported('titik-koma')).toEqual({
    columns: ['Username', 'Nama;Kota'],
    cells: [
      ['budi2', 'Budi;Solo'],
      ['siti2', 'Siti;Bogor'],
    ],
  });
});

it('what cannot be read as it was chosen is said beside the choice, which keeps the focus, and nothing that was decided is lost', async () => {
  const { page } = opened();
  await put('catatan.csv', Buffer.from('Kode;Nama\nbudi3;Budi\nsiti3;Siti\n'));
  await page.getByLabel('Nama database').fill('Daftar saya');
  await page.getByLabel('Customer ID').selectOption('Kode');
  const header = page.getByLabel('Baris judul');
  await header.focus();
  await header.selectOption('3');
  await page.getByText('Tidak terbaca dengan cara itu, jadi tetap seperti semula').waitFor();
  await lookAtPage(page, 'layout-refused');
  expect(await header.evaluate((field) => field === document.activeElement)).toBe(true);
  await expect.poll(() => header.inputValue()).toBe('1');
  await page.getByLabel('Tanda kutip').selectOption('none');
  await page.getByText('Tidak terbaca dengan cara itu').waitFor({ state: 'detached' });
  expect([await page.getByLabel('Nama database').inputValue(), await page.getByLabel('Customer ID').inputValue()]).toEqual([
    'Daftar saya',
    'Kode',
  ]);
  await page.getByRole('button', { name: 'Ganti file' }).click();
});

it('of several choices in a row the last one holds, and each is shown at once', async () => {
  const { page } = opened();
  await put('beruntun.csv', Buffer.from('Username;Nama|Kota\nbudi4;Budi|Solo\n'));
  const delimiter = page.getByLabel('Pemisah');
  const comma = await holdReading('delimiter=%2C');
  const pipe = await holdReading('delimiter=%7C');
  await delimiter.selectOption(',');
  await comma.asked;
  await delimiter.selectOption('|');
  await pipe.asked;
  expect(await delimiter.inputValue()).toBe('|');
  pipe.answer();
  await page.getByRole('columnheader', { name: 'Username;Nama' }).waitFor();
  // The first answer comes last.
  comma.answer();
  await comma.ended;
  // What is chosen next is added to what holds by now.
  const next = page.waitForRequest(/\/api\/uploads\/.*quote=none/);
  await page.getByLabel('Tanda kutip').selectOption('none');
  expect(new URL((await next).url()).searchParams.get('delimiter')).toBe('|');
  expect([await delimiter.inputValue(), (await page.getByRole('columnheader').allInnerTexts()).slice(-2)]).toEqual([
    '|',
    ['Username;Nama', 'Kota'],
  ]);
  await page.getByRole('button', { name: 'Ganti file' }).click();
});

it('a file whose letters are still to be chosen is not among those that are checked all at once', async () => {
  const { page } = opened();
  const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'text/csv', buffer });
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([
      file('satu.csv', Buffer.from('Username\nbudi5\n')),
      file('dua.csv', Buffer.from('Username\nsiti5\n')),
      file('huruf.csv', iconv.encode('Username,Nama\nu1,王小明\n', 'gb18030')),
    ]);
  await page.getByRole('button', { name: 'Periksa 2 file' }).waitFor();
  expect(await page.getByText('Perlu keputusan').count()).toBe(1);
  await lookAtPage(page, 'encoding-choice-of-several');
});
