import { afterAll, expect, it } from 'vitest';
import { tellBoth } from '../testing/tell-both.ts';
import { Calendar } from './calendar.ts';

const day = 86_400_000;
/** The sixty days before today as they begin in Western Indonesia, the latest first. */
const days = Array.from({ length: 60 }, (_, index) => new Date(Date.now() + 7 * 3_600_000 - (index + 1) * day).toISOString().slice(0, 10));
/**
 * Days on which the story once came out in two ways: two of its months were one, or the planner took records of one act in
 * another order. Six years before, with the same days of the week, since a story is told of the past.
 */
const daysOfTwoStories = ['2020-11-30', '2020-12-01', '2020-12-05'];
let same = 0;

afterAll(() =>
  process.stdout.write(
    `\nThe demo's story came out the same on ${same} of ${days.length + daysOfTwoStories.length} days, told at 00:30 and at 23:30 WIB\n`,
  ),
);

it.each([...daysOfTwoStories, ...days])(
  'the demo told on %s is conserved, has something in every list, and is the same at 00:30 and at 23:30',
  async (date) => {
    const plan = (time: string) => ({ calendar: new Calendar(new Date(`${date}T${time}:00+07:00`)), seed: 7, size: 0.04 });
    const [early, late] = await tellBoth(plan('00:30'), plan('23:30'));
    expect(late).toEqual(early);
    expect(early.records.length).toBeGreaterThan(500);
    expect(early.emptyLists).toEqual([]);
    same += 1;
  },
);
