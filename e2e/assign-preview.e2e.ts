import { expect, it } from 'vitest';
import { addReservation, customerKey } from '../server/testing/builders.ts';
import { makeUser } from '../server/testing/client.ts';
import { lookAtPage } from './look-at-page.ts';
import { makeWork, type Work } from './make-work.ts';
import { openPage } from './open-program.ts';

let work: Work;

/** A list of 30 members, of whom 25 are reserved by one of two who are to receive. */
const opened = openPage(async (program) => {
  const { database } = program;
  work = await makeWork(program);
  const { productId, databaseId, staffId, from } = work;
  for (let number = from; number < from + 25; number += 1) await addReservation(database.db, productId, customerKey(number), staffId);
  await makeUser(database, 'staff');
  const { id } = await makeUser(database, 'admin');
  return { userId: id, path: `/memberwd?panel=bagikan&database=${databaseId}` };
});

it('what would be assigned is said by name, and why it is fewer than qualify, and it is what happens', async () => {
  const { page } = opened();
  await page.getByRole('button', { name: 'Pilih semua 2 staff' }).click();
  await page.getByLabel('Jumlah per staff').fill('10');
  await page.getByText(/^Hanya 15 record yang bisa dibagikan, kurang 5 dari yang diminta: sisanya direservasi/).waitFor();
  const shares = page.getByText(new RegExp(`^.?${work.staffName}.?\\s10, .+\\s5$`));
  await shares.waitFor();
  await lookAtPage(page, 'assign-preview');
  await page.getByRole('button', { name: 'Bagikan 15 record ke 2 staff' }).click();
  await page.getByText('15 record dibagikan ke 2 staff').waitFor();
  const { db } = opened().program.database;
  const rows = await db.selectFrom('assignments').select('given').orderBy('given', 'desc').execute();
  expect(rows.map(({ given }) => given)).toEqual([10, 5]);
});
