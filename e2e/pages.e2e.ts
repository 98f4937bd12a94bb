import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTeam, type Team } from './every-page.ts';
import { findFaults } from './find-faults.ts';
import { lookAtPage } from './look-at-page.ts';
import { desk, phone, signInAs } from './sign-in-as.ts';

let team: Team;

beforeAll(async () => {
  team = await startTeam();
});

afterAll(async () => {
  await team?.stop();
});

/** Each device with the least it has to fit into: half of the desktop, as at 200 %, and the narrowest phone. */
const devices = [
  { device: desk, less: { width: 720, height: 450 } },
  { device: phone, less: { width: 320, height: 640 } },
];

// Looked at as its width changes; pages.long.ts opens each anew for every look.
it.each(devices.flatMap((kind) => (['admin', 'staff'] as const).map((role) => ({ ...kind, name: kind.device.name, role }))))(
  'every page of $role on $name has a heading, is open to everyone in both themes, and fits the half of it too',
  async ({ device, less, role }) => {
    const { username, pages } = team[role];
    const { page, context } = await signInAs(team.browser, team.url, device, username);
    const found: string[] = [];
    for (const [name, path] of pages) {
      await page.goto(`${team.url}${path}`);
      const heading = page.getByRole('heading', { level: 1 }).first();
      if ((await heading.innerText()).trim() === '') found.push(`${name}: its heading is empty`);
      await lookAtPage(page, name);
      await page.emulateMedia({ colorScheme: 'dark' });
      // The browser leaves what is out of view as it was until it comes into view; a page loaded in this theme is all of it.
      await page.reload();
      await heading.waitFor();
      await lookAtPage(page, `${name}-gelap`, { axe: 'colours' });
      await page.setViewportSize(less);
      await lookAtPage(page, name, { axe: 'none' });
      found.push(...(await findFaults(page)).map((fault) => `${name}: ${fault}`));
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize(device.viewport);
    }
    expect(found).toEqual([]);
    await context.close();
  },
);
