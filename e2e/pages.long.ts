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

const devices = [
  desk,
  phone,
  { ...phone, name: 'a narrow phone', viewport: { width: 320, height: 640 } },
  { name: 'a desk at 200 %', viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 },
];
const looks = devices.flatMap((device) =>
  (['light', 'dark'] as const).flatMap((theme) =>
    (['admin', 'staff'] as const).map((role) => ({ name: device.name, device, theme, role })),
  ),
);

it.each(looks)('every page of $role, opened anew on $name, $theme, is open to everyone and fits', async ({ device, theme, role }) => {
  const { username, pages } = team[role];
  const { page, context } = await signInAs(team.browser, team, { ...device, colorScheme: theme }, username);
  const found: string[] = [];
  for (const [name, path] of [...pages, ['gallery', '/_ui'] as const]) {
    await page.goto(`${team.url}${path}`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await lookAtPage(page, `${name}-${theme}`);
    // The gallery shows some things over others on purpose.
    if (name !== 'gallery') found.push(...(await findFaults(page)).map((fault) => `${name}: ${fault}`));
  }
  expect(found).toEqual([]);
  await context.close();
});
