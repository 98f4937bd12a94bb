import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attemptBudgets, networkOf, waitAfter } from './users.rules.ts';

describe('waiting between attempts', () => {
  it('is none while they are free, then grows up to its limit', () => {
    const budget = attemptBudgets.pair;
    expect(Array.from({ length: 12 }, (_, failures) => waitAfter(failures, budget))).toEqual([0, 0, 0, 0, 0, 0, 2, 4, 8, 16, 30, 30]);
  });

  it('never exceeds its limit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.constantFrom(...Object.values(attemptBudgets)), (failures, budget) => {
        const wait = waitAfter(failures, budget);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(budget.longestSeconds);
        expect(waitAfter(failures + 1, budget)).toBeGreaterThanOrEqual(wait);
      }),
    );
  });
});

describe('the network of an address', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['203.0.113.9:50123', '203.0.113.9'],
    ['[2001:db8:1:2::9]:50123', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::9]', '2001:db8:1:2::/64'],
    ['what a proxy writes by mistake', 'unknown'],
    ['', 'unknown'],
  ])('%s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
