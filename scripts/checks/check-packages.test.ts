import { describe, expect, it } from 'vitest';
import { checkPackages } from './check-packages.ts';

const manifest = { dependencies: { zod: '4.6.7' } };
const lock = { packages: { '': {}, 'node_modules/zod': { version: '4.6.7' } } };

describe('packages', () => {
  it('are pinned, and locked without a registry', () => {
    expect(checkPackages(manifest, lock)).toEqual([]);
  });

  it.each([
    ['a range', { dependencies: { zod: '^4.6.7' } }, lock],
    ['another version in the lockfile', { dependencies: { zod: '4.6.8' } }, lock],
    ['a package that is not locked', { dependencies: { zod: '4.6.7', pg: '8.23.1' } }, lock],
    [
      'a registry',
      manifest,
      { packages: { '': {}, 'node_modules/zod': { version: '4.6.7', resolved: 'https://registry.example/zod.tgz' } } },
    ],
    ['an empty lockfile', {}, { packages: {} }],
  ])('are refused with %s', (_, given, locked) => {
    expect(checkPackages(given, locked)).toHaveLength(1);
  });
});
