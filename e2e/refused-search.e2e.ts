import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { addList, addProduct } from '../server/testing/builders.ts';
import { makeUser } from '../server/testing/client.ts';
import { lookAtPage } from './look-at-page.ts';
import { desktop } from './make-work.ts';
import { openPage } from './open-program.ts';

const opened = openPage(async ({ database }) => {
  const { id } = await makeUser(database, 'admin');
  const { databaseId } = await addList(database.db, { productId: await addProduct(database.db), records: 12 });
  // As many as the counts say.
  await sql`
    insert into database_count_changes (database_id, available, assigned, archived, deleted, unvalidated, valid, invalid)
    values (${databaseId}, 200000, 0, 0, 0, 0, 0, 0)`.execute(database.db);
  return { userId: id, path: '/memberwd/record' };
});

it('a search that would go through too many records says what to write instead, and goes on from there', async () => {
  const { page } = opened();
  const box = page.getByRole('searchbox');
  await page.getByText('Member 3', { exact: true }).first().waitFor();
  await box.fill('m');
  const refusal = page.getByRole('alert').filter({ hasText: 'Pencarian terlalu pendek' });
  await refusal.waitFor();
  expect(await refusal.innerText()).toContain('tiga huruf');
  expect(await page.getByRole('button', { name: 'Coba lagi' }).count()).toBe(0);
  await lookAtPage(page, 'refused-search');
  await page.setViewportSize(desktop);
  await lookAtPage(page, 'refused-search', { axe: false });
  expect(await page.getByRole('button', { name: 'Ekspor' }).count()).toBe(0);
  expect(await box.inputValue()).toBe('m');
  await box.fill('member3');
  await page.getByText('Member 3', { exact: true }).first().waitFor();
  expect(await refusal.count()).toBe(0);
  await page.getByRole('button', { name: 'Ekspor' }).waitFor();
});
