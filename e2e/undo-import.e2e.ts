import { expect, it } from 'vitest';
import { addProduct } from '../server/testing/builders.ts';
import { makeUser } from '../server/testing/client.ts';
import { importList, memberLines } from '../server/testing/import-lists.ts';
import { lookAtPage } from './look-at-page.ts';
import { openPage } from './open-program.ts';

/** A list that gave phones to members of an earlier one, of whom a later one speaks in part. */
const opened = openPage(async ({ database }) => {
  const { id } = await makeUser(database, 'admin');
  const productId = await addProduct(database.db, 'Sagaraya');
  const mapping = { customerKey: 'Username', name: 'Nama' };
  const keep = { productId, duplicates: 'keep' } as const;
  await importList(database, { ...keep, mapping, content: memberLines('budi,,,', 'siti,Siti,,', 'eko,Eko,,') });
  const second = ['budi,Budi,081233300001,', 'siti,,081233300002,', 'eko,,081233300003,'];
  const { databaseId } = await importList(database, { ...keep, content: memberLines(...second) });
  await database.db.updateTable('databases').set({ name: 'Daftar baru' }).where('id', '=', databaseId).execute();
  await importList(database, { ...keep, mapping, content: memberLines('siti,Siti,,') });
  return { userId: id, path: '/memberwd' };
});

it('an import is undone only after saying what is taken back from others with it, and what stays', async () => {
  const { page } = opened();
  const answered = Promise.withResolvers<void>();
  await page.route('**/api/databases/*/undo', async (route) => {
    await answered.promise;
    await route.continue();
  });
  await page
    .getByRole('button', { name: /Daftar baru/ })
    .last()
    .click();
  await page.getByText('Batalkan impor').click();
  const dialog = page.getByRole('dialog').filter({ hasText: 'Batalkan impor Daftar baru?' });
  // Nothing can be confirmed before it is known what that does.
  await dialog.getByRole('button', { name: 'Batalkan impor', disabled: true }).waitFor();
  await lookAtPage(page, 'undo-import-reading');
  answered.resolve();
  await dialog.getByText('3 record dari database ini akan dihapus.').waitFor();
  const lists = async () => (await dialog.locator('dl').allInnerTexts()).map((text) => text.split('\n').filter(Boolean));
  expect(await lists()).toEqual([
    ['Nomor telepon yang ditambahkan', '2', 'Nama yang diisi', '1'],
    ['Nomor telepon yang ditambahkan', '1'],
  ]);
  await lookAtPage(page, 'undo-import');
  await dialog.getByRole('button', { name: 'Batalkan impor 3 record' }).click();
  await page.getByText('Impor Daftar baru dibatalkan. 3 record dihapus.').waitFor();
});
