import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectSubscribers } from '../subscriptions.ts';
import { tellTwice } from '../testing/tell-twice.ts';
import { Calendar } from './calendar.ts';

const day = 86_400_000;
/** The sixty days before today as they begin in Western Indonesia, the latest first. */
const days = Array.from({ length: 60 }, (_, index) => new Date(Date.now() + 7 * 3_600_000 - (index + 1) * day).toISOString().slice(0, 10));
const tried: string[] = [];

beforeAll(connectSubscribers);
afterAll(() => process.stdout.write(`\nThe demo's story, told twice at each of ${tried.length} moments of ${days.length} days\n`));

describe.each(days)('the demo told on %s', (date) => {
  it.each(['00:30', '23:30'])('at %s WIB conserves every figure and comes out the same again', async (time) => {
    const plan = { calendar: new Calendar(new Date(`${date}T${time}:00+07:00`)), seed: 7, size: 0.02 };
    const [story, again] = await tellTwice(plan);
    expect(story.records.length).toBeGreaterThan(250);
    expect(again).toEqual(story);
    tried.push(`${date} ${time}`);
  });
});
