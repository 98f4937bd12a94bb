import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextMoment } from './moments.ts';
import { Rereads } from './rereads.ts';

let client: QueryClient;
let rereads: Rereads;
let seen: boolean;
let ahead: boolean;
const ends: (() => void)[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } } });
  [seen, ahead] = [true, false];
  rereads = new Rereads(client, { isSeen: () => seen, isAhead: () => ahead });
});

afterEach(() => {
  for (const end of ends.splice(0)) end();
  client.clear();
  vi.useRealTimers();
});

/** An answer that is on screen: how often it was asked for, and what it says, which is what the server knew when it was asked. */
async function show(endpoint: string, takes = 0) {
  const shown = { asked: 0, known: 0, fails: false };
  const observer = new QueryObserver(client, {
    queryKey: [endpoint, {}],
    queryFn: async () => {
      shown.asked += 1;
      const { known, fails } = shown;
      await new Promise((resolve) => setTimeout(resolve, takes));
      if (fails) throw new Error('no answer');
      return known;
    },
  });
  const hide = observer.subscribe(() => undefined);
  ends.push(hide);
  await vi.advanceTimersByTimeAsync(takes + 10_000);
  const query = client.getQueryCache().find({ queryKey: [endpoint, {}] });
  if (query === undefined) throw new Error('Nothing is shown');
  return { hide, query, shown, says: () => observer.getCurrentResult().data };
}

/** Somebody changes what all answers tell, and the page hears of it. */
function change({ shown, query }: Awaited<ReturnType<typeof show>>): void {
  shown.known += 1;
  rereads.soon(query, nextMoment());
}

describe('what others change', () => {
  it('is read at once, once for all that comes together', async () => {
    const badges = await show('GET /badges');
    for (let told = 0; told < 10; told += 1) change(badges);
    await vi.advanceTimersByTimeAsync(250);
    expect([badges.shown.asked, badges.says()]).toEqual([2, 10]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(badges.shown.asked).toBe(2);
  });

  it('is read every five seconds while it keeps coming, whatever comes between, and once after the last of it', async () => {
    for (const every of [100, 700, 1_900, 4_000]) {
      const badges = await show(`GET /badges/${every}`);
      const before = badges.shown.asked;
      const tenMinutes = 600_000;
      for (let passed = 0; passed < tenMinutes; passed += every) {
        change(badges);
        await vi.advanceTimersByTimeAsync(every);
      }
      expect(badges.shown.asked - before).toBeLessThanOrEqual(tenMinutes / 5_000 + 2);
      expect(badges.shown.asked - before).toBeGreaterThan(tenMinutes / 8_000);
      await vi.advanceTimersByTimeAsync(5_000);
      expect(badges.says()).toBe(badges.shown.known);
    }
  });

  it('is read within two seconds where it comes now and then', async () => {
    const badges = await show('GET /badges');
    for (const pause of [6_000, 20_000, 7_000]) {
      change(badges);
      await vi.advanceTimersByTimeAsync(2_000);
      expect(badges.says()).toBe(badges.shown.known);
      await vi.advanceTimersByTimeAsync(pause);
    }
  });

  it('is read the seldomer the slower the answer is', async () => {
    const slow = await show('GET /databases', 3_000);
    for (let passed = 0; passed < 60; passed += 1) {
      change(slow);
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(slow.shown.asked).toBeLessThanOrEqual(60 / 12 + 3);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(slow.says()).toBe(slow.shown.known);
  });

  it('is not read again where the page has asked since', async () => {
    const badges = await show('GET /badges');
    change(badges);
    void client.refetchQueries({ queryKey: badges.query.queryKey });
    await vi.advanceTimersByTimeAsync(60_000);
    expect([badges.shown.asked, badges.says()]).toEqual([2, 1]);
  });

  it('is asked for once more where an answer on its way was asked for before, and so is one that failed when it is told again', async () => {
    const badges = await show('GET /badges', 400);
    void client.refetchQueries({ queryKey: badges.query.queryKey });
    await vi.advanceTimersByTimeAsync(100);
    change(badges);
    await vi.advanceTimersByTimeAsync(5_000);
    expect([badges.shown.asked, badges.says()]).toEqual([3, 1]);
    badges.shown.fails = true;
    change(badges);
    await vi.advanceTimersByTimeAsync(10_000);
    badges.shown.fails = false;
    expect([badges.says(), badges.query.state.isInvalidated]).toEqual([1, true]);
    rereads.soon(badges.query, nextMoment());
    await vi.advanceTimersByTimeAsync(10_000);
    expect(badges.says()).toBe(2);
  });

  it('waits where nobody looks, and is read when somebody does', async () => {
    const badges = await show('GET /badges');
    seen = false;
    for (let told = 0; told < 100; told += 1) {
      change(badges);
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(badges.shown.asked).toBe(1);
    seen = true;
    rereads.look();
    await vi.advanceTimersByTimeAsync(10_000);
    expect([badges.shown.asked, badges.says()]).toEqual([2, 100]);
    rereads.look();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(badges.shown.asked).toBe(2);
  });

  it('is only marked where it is not on screen', async () => {
    const badges = await show('GET /badges');
    badges.hide();
    change(badges);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([badges.shown.asked, badges.query.state.isInvalidated]).toEqual([1, true]);
  });

  it('waits while the page shows a change of its own that is not answered yet', async () => {
    const card = await show('GET /batches/:id');
    ahead = true;
    change(card);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(card.shown.asked).toBe(1);
    ahead = false;
    await vi.advanceTimersByTimeAsync(100);
    expect([card.shown.asked, card.says()]).toEqual([2, 1]);
  });
});

describe('what the page changes itself', () => {
  it('is read at once, also amid what others change, and not again when it is told of it', async () => {
    const badges = await show('GET /badges');
    change(badges);
    await vi.advanceTimersByTimeAsync(300);
    badges.shown.known += 1;
    const answered = nextMoment();
    const reading = rereads.now(badges.query, answered);
    await vi.advanceTimersByTimeAsync(1);
    await reading;
    expect(badges.says()).toBe(2);
    rereads.soon(badges.query, answered);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(badges.shown.asked).toBe(3);
  });

  it('is read once for several acts one after the other', async () => {
    const badges = await show('GET /badges');
    for (let marked = 0; marked < 20; marked += 1) {
      badges.shown.known += 1;
      rereads.next(badges.query, nextMoment());
      await vi.advanceTimersByTimeAsync(300);
    }
    await vi.advanceTimersByTimeAsync(10_000);
    expect([badges.shown.asked, badges.says()]).toEqual([4, 20]);
  });
});

it('a read that was broken off by a change shown ahead is begun again only when that has ended', async () => {
  const badges = await show('GET /badges', 1_000);
  const { query, shown, says } = badges;
  void client.refetchQueries({ queryKey: query.queryKey });
  change(badges);
  await vi.advanceTimersByTimeAsync(500);
  ahead = true;
  void client.cancelQueries({ queryKey: query.queryKey });
  client.setQueryData(query.queryKey, 'shown ahead');
  await vi.advanceTimersByTimeAsync(20_000);
  expect([shown.asked, says()]).toEqual([2, 'shown ahead']);
  ahead = false;
  await vi.advanceTimersByTimeAsync(20_000);
  expect([shown.asked, says()]).toEqual([3, 1]);
});

it('answers depend on what changed by their endpoint and by what is shown of them', async () => {
  await show('GET /badges');
  await show('GET /products');
  await show('GET /records of a card');
  await show('GET /jobs/:id');
  await show('version served');
  const names = (changed: Parameters<Rereads['concerned']>[0]) => rereads.concerned(changed).map(({ queryKey }) => queryKey[0]);
  expect(names(['verdicts'])).toEqual(['GET /badges', 'GET /records of a card']);
  expect(names(['products'])).toEqual(['GET /products', 'GET /records of a card']);
  expect(names([])).toEqual([]);
  expect(names(undefined)).toEqual(['GET /badges', 'GET /products', 'GET /records of a card']);
});
