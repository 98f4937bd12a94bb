import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Candidate, cardTitle, dealOut, evenShares, foreseeShares, Room } from './records.rules.ts';

const staff = ['1', '2', '3', '4'];
const wishes = fc
  .array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: staff.length })
  .map((counts) => new Map(counts.map((count, index) => [staff[index] ?? '', count])));
const candidates = fc
  .array(fc.option(fc.constantFrom(...staff), { nil: null }), { maxLength: 60 })
  .map((reservers) => reservers.map((reservedBy, index): Candidate => ({ id: String(index), reservedBy })));

/** What a draw would take of them: those that may be given to one of these staff, as long as there is room. */
function drawn(all: readonly Candidate[], asked: ReadonlyMap<string, number>): Candidate[] {
  const room = new Room(asked);
  return all.filter((candidate) => (candidate.reservedBy === null || asked.has(candidate.reservedBy)) && room.take(candidate));
}

describe('dealing out', () => {
  test('every drawn record is in exactly one hand, a reserved one in its reserver’s', () => {
    fc.assert(
      fc.property(candidates, wishes, (all, asked) => {
        const taken = drawn(all, asked);
        const hands = dealOut(taken, asked);
        expect([...hands.values()].flat().toSorted()).toEqual(taken.map(({ id }) => id).toSorted());
        for (const { id, reservedBy } of taken) if (reservedBy !== null) expect(hands.get(reservedBy)).toContain(id);
      }),
    );
  });

  test('nobody gets more than they were asked for', () => {
    fc.assert(
      fc.property(candidates, wishes, (all, asked) => {
        for (const [staffId, hand] of dealOut(drawn(all, asked), asked)) expect(hand.length).toBeLessThanOrEqual(asked.get(staffId) ?? 0);
      }),
    );
  });

  test('how many each gets is foreseen from counts alone', () => {
    fc.assert(
      fc.property(candidates, wishes, (all, asked) => {
        const suited = all.filter(({ reservedBy }) => reservedBy === null || asked.has(reservedBy));
        const reserved = new Map([...asked.keys()].map((id) => [id, suited.filter(({ reservedBy }) => reservedBy === id).length]));
        const free = suited.filter(({ reservedBy }) => reservedBy === null).length;
        const hands = dealOut(drawn(all, asked), asked);
        expect([...foreseeShares(asked, { reserved, free })]).toEqual([...hands].map(([id, hand]) => [id, hand.length]));
      }),
      { numRuns: 2000 },
    );
    const most = 2_147_483_647;
    const asked = new Map([
      ['1', most],
      ['2', most],
    ]);
    expect([...foreseeShares(asked, { reserved: new Map([['2', 7]]), free: 4 }).values()]).toEqual([4, 7]);
    expect([...foreseeShares(asked, { reserved: new Map(), free: 1_000_001 }).values()]).toEqual([500_001, 500_000]);
  });

  test('without reservations everyone gets the same number, give or take one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 20 }),
        (count, people, each) => {
          const asked = new Map(staff.slice(0, people).map((staffId) => [staffId, each]));
          const all = Array.from({ length: count }, (_, index): Candidate => ({ id: String(index), reservedBy: null }));
          const sizes = [...dealOut(drawn(all, asked), asked).values()].map((hand) => hand.length);
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
          expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(Math.min(count, people * each));
        },
      ),
    );
  });
});

test('even shares add up and differ by one at most', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 1, max: 50 }), (total, parts) => {
      const shares = evenShares(total, parts);
      expect(shares).toHaveLength(parts);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(total);
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
    }),
  );
});

test('a card is titled by its database and the business day', () => {
  expect(cardTitle('WD Oktober', '2026-11-21')).toBe('WD Oktober · 21 Nov 2026');
  expect(cardTitle('x'.repeat(200), '2026-11-21')).toHaveLength(200);
});
