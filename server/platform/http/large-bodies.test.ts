import { availableParallelism } from 'node:os';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { endpoint } from '../../../contract/endpoint.ts';
import { patiently, serveRoutes, sessionCookie, waitForLock } from '../../testing/serve-routes.ts';
import { route } from './route.ts';

const mark = endpoint({
  method: 'POST',
  path: '/mark',
  access: 'staff',
  summary: 'Acts on what it is told.',
  body: z.strictObject({ ids: z.array(z.string()) }),
  output: z.object({}),
});
let acting = 0;
const served = serveRoutes([
  route(mark, async ({ tx }) => {
    acting += 1;
    await waitForLock.execute(tx);
    acting -= 1;
    return {};
  }),
]);

async function markMany(count: number): Promise<number> {
  const { status } = await fetch(`${served().address}/api/mark`, {
    method: 'POST',
    headers: { ...sessionCookie, 'content-type': 'application/json' },
    body: JSON.stringify({ ids: Array.from({ length: count }, (_, index) => String(100_000 + index)) }),
  });
  return status;
}

it('somebody acts on few records as often at once as ever, on thousands by half the processors from the first act on', async () => {
  const heavyEach = Math.max(1, Math.floor(Math.min(4, availableParallelism()) / 2));
  for (const [records, atOnce] of [
    [10, 4],
    [2_000, heavyEach],
  ] as const) {
    let answers: Promise<number[]> = Promise.resolve([]);
    await served().database.transaction(async (tx) => {
      await waitForLock.execute(tx);
      answers = Promise.all(Array.from({ length: 4 }, () => markMany(records)));
      await expect.poll(() => acting, patiently).toBe(atOnce);
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(acting, `${records} records`).toBe(atOnce);
    });
    expect(await answers).toEqual([200, 200, 200, 200]);
  }
});
