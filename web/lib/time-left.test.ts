import { describe, expect, test } from 'vitest';
import { leftInWords, type Sample, secondsLeft, withSample } from './time-left.ts';

const collect = (samples: readonly Sample[]) => samples.reduce<readonly Sample[]>((known, sample) => withSample(known, sample), []);
/** A work that goes on at so many a second, told each second. */
const steady = (seconds: number, rate: number) =>
  collect(Array.from({ length: seconds + 1 }, (_, at) => ({ at: at * 1_000, done: at * rate })));

describe('the time that is left', () => {
  test('is not told before a rate is known', () => {
    expect(secondsLeft([], 100, 9_000)).toBeUndefined();
    expect(secondsLeft(steady(1, 50), 100, 1_000)).toBeUndefined();
    expect(secondsLeft([{ at: 0, done: 5 }], 100, 60_000)).toBeUndefined();
  });

  test('is exact where the work goes on evenly', () => {
    expect(secondsLeft(steady(20, 1_000), 50_000, 20_000)).toBeCloseTo(30, 5);
  });

  test('grows while nothing is told, and at most to twice what the whole work so far foretells', () => {
    const samples = steady(20, 1_000);
    const [soon = 0, later = 0, late = 0] = [22_000, 30_000, 60_000].map((now) => secondsLeft(samples, 50_000, now));
    expect(soon).toBeGreaterThan(30);
    expect(later).toBeGreaterThan(soon);
    expect(late).toBeLessThanOrEqual(2 * (30 * (60 / 20)));
  });

  test('follows a work that has become quicker', () => {
    const slow = Array.from({ length: 30 }, (_, at) => ({ at: at * 1_000, done: at }));
    const quick = Array.from({ length: 16 }, (_, at) => ({ at: 30_000 + at * 1_000, done: 30 + at * 1_000 }));
    const left = secondsLeft(collect([...slow, ...quick]), 35_030, 45_000);
    expect(left).toBeLessThan(2 * 20);
  });

  test('begins again where the work did', () => {
    expect(
      collect([
        { at: 0, done: 0 },
        { at: 3_000, done: 900 },
        { at: 4_000, done: 0 },
      ]),
    ).toEqual([{ at: 4_000, done: 0 }]);
  });

  test('is said coarsely', () => {
    expect(leftInWords(3)).toEqual({ unit: 'soon', count: 10 });
    expect(leftInWords(31)).toEqual({ unit: 'seconds', count: 40 });
    expect(leftInWords(70)).toEqual({ unit: 'minutes', count: 1 });
    expect(leftInWords(600)).toEqual({ unit: 'minutes', count: 10 });
    expect(leftInWords(4 * 3_600)).toEqual({ unit: 'hours', count: 4 });
  });
});
