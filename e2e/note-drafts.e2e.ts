import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { noteWork } from '../server/domain/records/note-work.ts';
import { makeUser, program as system } from '../server/testing/client.ts';
import { lookAtPage } from './look-at-page.ts';
import { makeWork, type Work } from './make-work.ts';
import { openPage } from './open-program.ts';
import { phone, signInAs } from './sign-in-as.ts';

let work: Work;
const opened = openPage(async (program) => {
  work = await makeWork(program, 2);
  return { userId: work.staffId, path: pathOf() };
});

const pathOf = () => `/kartu/${work.batchId}?record=${work.recordIds[0]}`;
const returnToRecord = () => opened().page.goto(opened().program.url + pathOf());
const note = () => opened().page.getByLabel('Catatan');
const kept = async () =>
  (await sql<{ note: string | null }>`select note from records where id = ${work.recordIds[0]}`.execute(opened().program.database.db))
    .rows[0]?.note;
const writeElsewhere = (text: string) =>
  opened().program.database.transaction((tx) => noteWork(tx, system, work.recordIds[0] ?? '', { note: text }));

/** The notes that the page sends from now on, each with the one it was typed upon. */
function notesSent(): { note: string | null; upon: string | null }[] {
  const sent: { note: string | null; upon: string | null }[] = [];
  opened().page.on('request', (request) => {
    if (request.method() !== 'PATCH') return;
    const body = request.postDataJSON() as { note: string | null; noteBefore: string | null };
    sent.push({ note: body.note, upon: body.noteBefore });
  });
  return sent;
}

/** Types a note that cannot be sent, and leaves. */
async function leaveDraft(text: string): Promise<void> {
  const { program, page } = opened();
  await page.route('**/api/records/*', (route) => (route.request().method() === 'PATCH' ? route.abort() : route.continue()));
  await note().fill(text);
  await page.getByText('Belum tersimpan').waitFor();
  await page.goto(`${program.url}/data-saya`);
  await page.unroute('**/api/records/*');
}

it('an old unsent draft never overwrites a newer note: both are shown, and one is chosen', async () => {
  const { page } = opened();
  await leaveDraft('Draf lama dari kemarin');
  await writeElsewhere('Catatan baru dari komputer');
  const sent = notesSent();
  await returnToRecord();
  await page.getByText('Catatan diubah setelah draf ini ditulis').waitFor();
  await page.getByText('Catatan baru dari komputer').waitFor();
  await expect.poll(() => note().inputValue()).toBe('Draf lama dari kemarin');
  await lookAtPage(page, 'old-draft');
  // Leaving the field sends nothing either.
  await note().focus();
  await page.getByLabel('Tanggal tindak lanjut').or(page.getByText('Riwayat')).first().focus();
  expect(await kept()).toBe('Catatan baru dari komputer');
  await page.getByRole('button', { name: 'Buang draf' }).click();
  await expect.poll(() => note().inputValue()).toBe('Catatan baru dari komputer');

  await leaveDraft('Draf kedua');
  await writeElsewhere('Sekali lagi dari komputer');
  await returnToRecord();
  await page.getByRole('button', { name: 'Simpan draf saya' }).click();
  await expect.poll(kept).toBe('Draf kedua');
  // Of what was typed upon another note, nothing was sent before that choice.
  await expect
    .poll(() => sent.filter(({ upon }) => upon !== 'Catatan baru dari komputer'))
    .toEqual([{ note: 'Draf kedua', upon: 'Sekali lagi dari komputer' }]);
  await page.getByText('Catatan diubah setelah draf ini ditulis').waitFor({ state: 'detached' });
});

it('what is typed while somebody else writes is not sent over theirs, nor what is typed on before one of the two is chosen', async () => {
  const { page } = opened();
  await page.clock.install();
  await note().fill('Satu');
  await expect.poll(kept).toBe('Satu');
  await note().pressSequentially(' dua', { delay: 20 });
  await writeElsewhere('Dari komputer');
  await page.getByText('Catatan diubah setelah draf ini ditulis').waitFor();
  await expect.poll(() => note().inputValue()).toBe('Satu dua');
  const sent = notesSent();
  await note().fill('Satu dua tiga');
  // Longer than typing has to pause before a note is sent.
  await page.clock.fastForward(1_500);
  await page.getByRole('button', { name: 'Simpan draf saya' }).click();
  await expect.poll(kept).toBe('Satu dua tiga');
  // What is sent comes in its order: there was nothing before the choice.
  await expect.poll(() => sent).toEqual([{ note: 'Satu dua tiga', upon: 'Dari komputer' }]);
  await note().fill('Satu dua tiga empat');
  await expect.poll(kept).toBe('Satu dua tiga empat');
});

it('history and log tell a note, a contact result and a follow-up apart', async () => {
  const { program, page } = opened();
  await page.getByRole('button', { name: 'Merespons' }).click();
  await page.getByRole('button', { name: 'Besok' }).click();
  await page.getByRole('button', { name: 'Besok', pressed: true }).waitFor();
  await page.getByRole('button', { name: 'Riwayat' }).click();
  const entries = page.getByRole('listitem').filter({ hasText: /Mengubah catatan|Mencatat hasil kontak|Mengubah tindak lanjut/ });
  await expect.poll(async () => (await entries.first().innerText()).split('\n')[0]).toBe('Mengubah tindak lanjut');
  await expect.poll(async () => (await entries.nth(1).innerText()).split('\n').slice(0, 2)).toEqual(['Mencatat hasil kontak', 'Merespons']);
  await expect.poll(async () => (await entries.nth(2).innerText()).split('\n')[0]).toBe('Mengubah catatan');
  await page.getByText('“Satu dua tiga empat”').waitFor();
  await lookAtPage(page, 'work-in-history');
  const { username } = await makeUser(program.database, 'admin');
  const { page: log, leave } = await signInAs(opened().browser, program, phone, username, '/riwayat');
  for (const act of ['mengubah tindak lanjut pada', 'mencatat hasil kontak pada', 'mengubah catatan pada'])
    await log.getByText(act).first().waitFor();
  await leave();
});
