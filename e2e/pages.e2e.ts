import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTeam, type Team } from './every-page.ts';
import { usual } from '../server/testing/thoroughness.ts';
import { findFaults } from './find-faults.ts';
import { lookAtPage } from './look-at-page.ts';
import { desk, phone, signInAs } from './sign-in-as.ts';
import { visit } from './visit.ts';

let team: Team;

beforeAll(async () => {
  team = await startTeam();
});

afterAll(async () => {
  await team?.stop();
});

/** Each device in one theme, with the least it has to fit into: half of the desktop, as at 200 %, and the narrowest phone. */
const devices = [
  { device: desk, colorScheme: 'light' as const, less: { width: 720, height: 450 } },
  { device: phone, colorScheme: 'dark' as const, less: { width: 320, height: 640 } },
];

// On a phone bad-input.e2e.ts opens each every day, with the worst names there are; pages.long.ts does in both themes at every width.
it.each(usual(devices).flatMap((kind) => (['admin', 'staff'] as const).map((role) => ({ ...kind, name: kind.device.name, role }))))(
  'every page of $role on $name, $colorScheme, has a heading, is open to everyone, and fits the half of it too',
  async ({ device, colorScheme, less, role }) => {
    const { username, pages } = team[role];
    const { page, context } = await signInAs(team.browser, team, { ...device, colorScheme }, username);
    const found: string[] = [];
    for (const [name, path] of pages) {
      await visit(page, path);
      const heading = page.getByRole('heading', { level: 1 }).first();
      if ((await heading.innerText()).trim() === '') found.push(`${name}: its heading is empty`);
      await lookAtPage(page, `${name}-${colorScheme}`, { colours: true });
      await page.setViewportSize(less);
      await lookAtPage(page, name, { axe: false });
      found.push(...(await findFaults(page)).map((fault) => `${name}: ${fault}`));
      await page.setViewportSize(device.viewport);
    }
    expect(found).toEqual([]);
    await context.close();
  },
);
