import { describe, expect, test } from 'vitest';
import { leftInWords, type Sample, secondsLeft, withSample } from './time-left.ts';

const collect = (samples: readonly Sample[]) => samples.reduce<readonly Sample[]>((known, sample) => withSample(known, sample), []);

describe('the time that is left', () => {
  test('is not told before the rate is known', () => {
    expect(secondsLeft([], 100)).toBeUndefined();
    expect(
      secondsLeft(
        collect([
          { at: 0, done: 0 },
          { at: 1_000, done: 50 },
        ]),
        100,
      ),
    ).toBeUndefined();
    expect(
      secondsLeft(
        collect([
          { at: 0, done: 5 },
          { at: 4_000, done: 5 },
        ]),
        100,
      ),
    ).toBeUndefined();
  });

  test('follows the rate of the last seconds, not that of a slow start', () => {
    const slow = [0, 10_000, 20_000].map((at) => ({ at, done: at / 1_000 }));
    const quick = [21_000, 23_000, 25_000, 28_000].map((at) => ({ at, done: (at - 20_000) * 2 }));
    expect(secondsLeft(collect([...slow, ...quick]), 36_000)).toBeCloseTo(10, 0);
  });

  test('begins again where the work did', () => {
    const samples = collect([
      { at: 0, done: 0 },
      { at: 3_000, done: 900 },
      { at: 4_000, done: 0 },
    ]);
    expect(samples).toEqual([{ at: 4_000, done: 0 }]);
  });

  test('is said coarsely', () => {
    expect(leftInWords(3)).toEqual({ unit: 'soon', count: 10 });
    expect(leftInWords(31)).toEqual({ unit: 'seconds', count: 40 });
    expect(leftInWords(70)).toEqual({ unit: 'minutes', count: 1 });
    expect(leftInWords(600)).toEqual({ unit: 'minutes', count: 10 });
    expect(leftInWords(4 * 3_600)).toEqual({ unit: 'hours', count: 4 });
  });
});
