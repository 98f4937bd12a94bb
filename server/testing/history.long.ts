import { expect, test } from 'vitest';
import { testDatabase } from './database.ts';
import { runHistories } from './history/run-histories.ts';

test('thousands of acts in random histories: after each every figure is what the rules say', async () => {
  const acts = await runHistories(await testDatabase(), { histories: 100, acts: 100, seconds: 900 });
  expect(acts).toBeGreaterThan(2_000);
});
