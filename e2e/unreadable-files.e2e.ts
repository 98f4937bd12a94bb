import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { buildContainer } from '../server/platform/files/fixtures/build-xls.ts';
import { lookAtPage } from './look-at-page.ts';
import { counted } from './make-work.ts';
import { openImportPanel } from './open-program.ts';

const opened = openImportPanel();
const locked = buildContainer({ EncryptionInfo: Buffer.alloc(10), EncryptedPackage: Buffer.alloc(10) });
const picture = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000', 'hex');

it.each([
  ['an empty file', 'kosong.csv', Buffer.alloc(0), 'File kosong', 'Pilih file lain'],
  ['a header without rows', 'judul.csv', Buffer.from('Username,Nama,No HP\r\n'), 'Tidak ada baris data', 'Tambahkan baris data'],
  ['rows without a word', 'spasi.csv', Buffer.from('Username,Nama\r\n , \r\n,\r\n'), 'Tidak ada baris data', 'Tambahkan baris data'],
  ['a file locked by a password', 'terkunci.xlsx', locked, 'File dikunci kata sandi', 'hapus kata sandinya'],
  ['a picture', 'foto.png', picture, 'Jenis file tidak didukung', 'simpan sebagai XLSX atau CSV'],
  ['a workbook cut in the middle', 'rusak.xlsx', Buffer.from('PK\u0003\u0004 tidak sampai selesai'), 'File rusak', 'unggah lagi'],
])('%s is refused with what is wrong and what to do, and leaves nothing behind', async (_, name, buffer, wrong, remedy) => {
  const { program, page } = opened();
  await page.locator('input[type=file]').first().setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  await page.getByText(wrong, { exact: true }).first().waitFor();
  await page.getByText(remedy).first().waitFor();
  await lookAtPage(page, `file-${name}`);
  // The same file would be refused again.
  expect(await page.getByRole('button', { name: 'Unggah lagi' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Ganti file' }).last().click();
  await page.getByText(wrong, { exact: true }).waitFor({ state: 'detached' });
  const left = await counted(
    program,
    sql`select ((select count(*) from uploads) + (select count(*) from databases) + (select count(*) from records))::int as count`,
  );
  expect(left).toBe(0);
});
