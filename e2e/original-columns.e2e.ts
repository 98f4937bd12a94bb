import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assignRecords } from '../server/domain/records/assign-records.ts';
import { addProduct } from '../server/testing/builders.ts';
import { makeUser, program as system } from '../server/testing/client.ts';
import { importList } from '../server/testing/import-lists.ts';
import { leaveBrowser, openBrowser } from './browser.ts';
import { desk, phone, signInAs } from './sign-in-as.ts';
import { type RunningProgram, startProgram } from './start-program.ts';

/** Headers that an object would order by its own rules, or take for something of its own. */
const peculiar = ['2025', '2', '10', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '-1', '01'];
const header = ['Username', 'Nama', 'Telepon', ...peculiar];

let program: RunningProgram;
let browser: Browser;
let databaseId: string;
let batchId: string;
let admin: { username: string };
let staff: { id: string; username: string };

/** A list of two, and both of them on a card. */
beforeAll(async () => {
  [program, browser] = await Promise.all([startProgram(), openBrowser()]);
  const { database } = program;
  admin = await makeUser(database, 'admin');
  staff = await makeUser(database, 'staff');
  const productId = await addProduct(database.db);
  const row = (member: string, number: number) => [member, member, `0812910000${number}`, ...peculiar.map((name) => `${member} ${name}`)];
  const content = [header, row('budi', 20), row('adi', 10)].map((cells) => cells.join(',')).join('\n');
  ({ databaseId } = await importList(database, { productId, content }));
  const given = await database.transaction((tx) =>
    assignRecords(tx, system, { databaseId, staffIds: [staff.id], quantity: 2, order: 'file' }),
  );
  batchId = given.assignments[0]?.batchId ?? '';
});

afterAll(async () => {
  await leaveBrowser(browser);
  await program?.stop();
});

const textsOf = async (cells: Locator) => (await cells.allInnerTexts()).map((text) => text.trim());
/** What a panel tells of the file: each column with its value. */
const told = (page: { locator: (selector: string) => Locator }) => textsOf(page.locator('dl > div:has(> dt):has(> dd:only-of-type)'));
const inFile = (member: string) => [
  `Username\n${member}`,
  `Nama\n${member}`,
  `Telepon\n0812910000${member === 'budi' ? 20 : 10}`,
  ...peculiar.map((name) => `${name}\n${member} ${name}`),
];

describe('the columns of a file stand in its order, none lost, whatever they are called', () => {
  it('on a card, where they sort, and beside it', async () => {
    const { page, leave } = await signInAs(browser, program, desk, staff.username, `/kartu/${batchId}`);
    await page.getByRole('row', { name: /budi/ }).waitFor();
    const headers = page.getByRole('columnheader');
    await expect.poll(async () => (await textsOf(headers)).slice(-header.length)).toEqual(header);
    const cells = async (place: number) => (await textsOf(page.locator('tbody tr').nth(place).getByRole('cell'))).slice(-peculiar.length);
    expect(await cells(0)).toEqual(peculiar.map((name) => `budi ${name}`));
    for (const name of ['2025', '__proto__', 'constructor']) {
      await page.getByRole('columnheader', { name, exact: true }).getByRole('button').click();
      await expect.poll(() => cells(0)).toEqual(peculiar.map((column) => `budi ${column}`));
      await page.getByRole('columnheader', { name, exact: true }).getByRole('button').click();
      await expect.poll(() => cells(0)).toEqual(peculiar.map((column) => `adi ${column}`));
    }
    await page.getByRole('row', { name: /budi/ }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => told(page)).toEqual(inFile('budi'));
    await leave();
  });

  it('on a phone', async () => {
    const { page, leave } = await signInAs(browser, program, phone, staff.username, `/kartu/${batchId}`);
    await page.getByRole('link', { name: /adi/ }).first().tap();
    await expect.poll(() => told(page)).toEqual(inFile('adi'));
    await leave();
  });

  it('on the list of a module, where each can be shown, moved and remembered, and beside it', async () => {
    const path = `/memberwd/record?database=${databaseId}`;
    const { page, leave } = await signInAs(browser, program, desk, admin.username, path);
    await page.getByRole('row', { name: /budi/ }).waitFor();
    const headers = page.getByRole('columnheader');
    const shown = async () => (await textsOf(headers)).slice(-peculiar.length);
    await page.getByRole('button', { name: 'Kolom' }).click();
    const chooser = page.getByRole('dialog', { name: 'Kolom' });
    const names = async () => (await textsOf(chooser.getByRole('listitem'))).slice(-peculiar.length);
    expect(await names()).toEqual(peculiar);
    for (const name of peculiar) await chooser.getByRole('checkbox', { name, exact: true }).check();
    await page.keyboard.press('Escape');
    await expect.poll(shown).toEqual(peculiar);
    const row = page.getByRole('row', { name: /budi/ });
    expect((await textsOf(row.getByRole('cell'))).slice(-peculiar.length)).toEqual(peculiar.map((name) => `budi ${name}`));

    await page.getByRole('button', { name: 'Kolom' }).click();
    await chooser.getByRole('listitem').filter({ hasText: '__proto__' }).getByRole('button').first().click();
    const moved = ['2025', '2', '__proto__', '10', ...peculiar.slice(4)];
    await expect.poll(names).toEqual(moved);
    await page.goto(`${program.url}${path}`);
    await expect.poll(shown).toEqual(moved);

    await row.click();
    await expect.poll(async () => (await told(page)).slice(-header.length)).toEqual(inFile('budi'));
    await leave();
  });
});

it('an address that asks for what every object has, asks for nothing', async () => {
  const { page, leave } = await signInAs(browser, program, desk, admin.username, '/memberwd?tab=database&sort=constructor');
  await expect.poll(() => page.getByRole('heading', { level: 1, name: 'Member WD CRM' }).count()).toBe(1);
  await leave();
});
