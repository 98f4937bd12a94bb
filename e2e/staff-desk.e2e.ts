import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { lookAtPage } from './look-at-page.ts';
import { openProgram } from './open-program.ts';
import { desk, signInAs } from './sign-in-as.ts';
import { cardOf, makeStaffWork, patiently, type StaffWork, verdictOf } from './staff-work.ts';

const opened = openProgram();

const open = (page: Page, work: StaffWork, search?: string) => page.goto(`${opened().program.url}${cardOf(work, search)}`);

describe('a staff member at a desk', () => {
  it('sees every original column, and marks many chosen ones at once', async () => {
    const { program, browser } = opened();
    const work = await makeStaffWork(program);
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
    const { program, browser } = opened();
    const work = await makeStaffWork(program);
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
    const { program, browser } = opened();
    const work = await makeStaffWork(program);
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
    await expect.poll(() => verdictOf(program, work.ids[0]), patiently).toMatchObject({ verdict: 'valid' });
    await expect.poll(() => verdictOf(program, work.ids[1]), patiently).toMatchObject({ verdict: 'invalid' });
    // A letter typed into the note is a letter.
    await page.getByLabel('Catatan').fill('');
    await page.getByLabel('Catatan').pressSequentially('jvt');
    await expect.poll(() => page.getByLabel('Catatan').inputValue()).toBe('jvt');
    await expect.poll(() => verdictOf(program, work.ids[1]), patiently).toMatchObject({ verdict: 'invalid' });
    await leave();
  });
});
