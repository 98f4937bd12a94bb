import { beforeAll, describe, expect, it } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { type BadInputTarget, badInputTarget, throwBadInput } from './throw-bad-input.ts';

let target: BadInputTarget;
beforeAll(async () => {
  target = await badInputTarget();
});

describe('a great deal of bad input', () => {
  // A stream never ends, and has no input but its place, which its own tests throw at it.
  const answered = endpoints.filter(({ transfer }) => transfer !== 'stream');
  it.each(answered.map((endpoint) => ({ name: `${endpoint.method} ${endpoint.path}`, endpoint })))(
    'to $name is never a fault of ours',
    async ({ endpoint }) => {
      const seed = Math.floor(Math.random() * 2 ** 31);
      expect(await throwBadInput(target, endpoint, 600, seed), `seed ${seed}`).toEqual([]);
    },
  );
});
