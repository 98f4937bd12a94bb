import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { lookAtPage } from './look-at-page.ts';
import { openProgram } from './open-program.ts';
import { phone, signInAs } from './sign-in-as.ts';
import { cardOf, makeStaffWork, type StaffWork } from './staff-work.ts';

const opened = openProgram();

const open = (page: Page, work: StaffWork, search?: string) => page.goto(`${opened().program.url}${cardOf(work, search)}`);

describe('a staff member contacts members from a phone', () => {
  it('keeps what came of a call: result, every attempt, note without a button, day of the next call', async () => {
    const { program, browser } = opened();
    const work = await makeStaffWork(program);
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

  it('fits result, note and next call above the verdicts, and says what it did beside what is pressed next', async () => {
    const { program, browser } = opened();
    const work = await makeStaffWork(program);
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

  it('writes on WhatsApp with a template, which holds for the next member; without a phone it says so', async () => {
    const { program, browser } = opened();
    const work = await makeStaffWork(program);
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
});
