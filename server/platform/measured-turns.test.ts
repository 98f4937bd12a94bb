import { describe, expect, it } from 'vitest';
import { DatabaseUnavailable } from './db/database-errors.ts';
import { Turns } from './turns.ts';

/** Turns on a clock that stands still until it is moved, and work that ends when it is told to. */
function stage(atOnce = 4, atOnceEach = 2, processors = 16) {
  let time = 0;
  const turns = new Turns({ atOnce, atOnceEach, processors, now: () => time });
  const begun: string[] = [];
  const turnedAway: string[] = [];
  const ends = new Map<string, () => void>();
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  return {
    turns,
    begun,
    turnedAway,
    async later(milliseconds: number) {
      time += milliseconds;
    },
    async ask(person: string, name: string, kind: 'read' | 'act' = 'act', isGone: () => boolean = () => false, waited = 0, large = false) {
      turns
        .take(
          person,
          async () => {
            begun.push(name);
            await new Promise<void>((resolve) => ends.set(name, resolve));
          },
          { kind, isGone, waited, large },
        )
        .catch(() => turnedAway.push(name));
      await settle();
    },
    async end(name: string, milliseconds: number) {
      time += milliseconds;
      ends.get(name)?.();
      await settle();
    },
  };
}

describe('turns by what was measured', () => {
  it('leave room for others, whatever one person asks for', async () => {
    const desk = stage();
    for (let number = 1; number <= 20; number += 1) await desk.ask('one', `one ${number}`);
    expect(desk.begun).toEqual(['one 1', 'one 2']);
    await desk.ask('other', 'other 1');
    expect(desk.begun).toEqual(['one 1', 'one 2', 'other 1']);
  });

  it('go round the people who wait', async () => {
    const desk = stage(1, 1);
    for (const name of ['a 1', 'a 2', 'a 3', 'b 1', 'c 1']) await desk.ask(name.slice(0, 1), name);
    for (const name of ['a 1', 'a 2', 'b 1', 'c 1']) await desk.end(name, 10);
    expect(desk.begun).toEqual(['a 1', 'a 2', 'b 1', 'c 1', 'a 3']);
  });

  it('are not given beyond what is done at once when several end together', async () => {
    const desk = stage(2, 2);
    for (const person of ['a', 'b', 'c', 'd', 'e']) await desk.ask(person, person);
    await desk.end('a', 1);
    expect(desk.begun).toEqual(['a', 'b', 'c']);
    await desk.end('b', 1);
    await desk.end('c', 1);
    expect(desk.begun).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('are refused at once where others would be waited for too long', async () => {
    const desk = stage(1, 1);
    for (const person of ['a', 'b', 'c', 'd']) await desk.ask(person, `${person} 1`);
    // Everybody's work takes two seconds, so the mean of each is known to be long.
    for (const person of ['a', 'b', 'c', 'd']) await desk.end(`${person} 1`, 2_000);
    for (const person of ['a', 'b', 'c', 'd']) await desk.ask(person, `${person} 2`);
    expect(desk.begun.at(-1)).toBe('a 2');
    expect(desk.turnedAway).toContain('d 2');
  });

  it('are refused where one’s own work alone makes it too late, for a read sooner than for an act', async () => {
    const desk = stage(4, 1);
    await desk.ask('one', 'first');
    await desk.end('first', 10_000);
    await desk.ask('one', 'second');
    for (let number = 1; number <= 6; number += 1) await desk.ask('one', `act ${number}`);
    expect(desk.turnedAway).toEqual(['act 6']);
    await desk.ask('one', 'read', 'read');
    expect(desk.turnedAway).toEqual(['act 6', 'read']);
    await desk.ask('other', 'other');
    expect(desk.turnedAway).toHaveLength(2);
  });

  it('are half as many for heavy work, and half of all for everybody’s', async () => {
    const desk = stage(4, 2);
    for (const person of ['a', 'b', 'c']) {
      await desk.ask(person, `${person} 0`);
      await desk.end(`${person} 0`, 3_000);
    }
    desk.begun.length = 0;
    for (const name of ['a 1', 'a 2', 'b 1', 'b 2', 'c 1']) await desk.ask(name.slice(0, 1), name);
    expect(desk.begun).toEqual(['a 1', 'b 1']);
    await desk.ask('light', 'light 1');
    await desk.ask('light', 'light 2');
    expect(desk.begun).toEqual(['a 1', 'b 1', 'light 1', 'light 2']);
  });

  it('leave half the processors to the others where one person’s work is heavy', async () => {
    for (const [processors, begun] of [
      [1, ['a 1']],
      [2, ['a 1']],
      [4, ['a 1', 'a 2']],
      [16, ['a 1', 'a 2', 'a 3', 'a 4']],
    ] as const) {
      const desk = stage(16, 8, processors);
      await desk.ask('a', 'a 0');
      await desk.end('a 0', 3_000);
      desk.begun.length = 0;
      for (let number = 1; number <= 8; number += 1) await desk.ask('a', `a ${number}`);
      expect(desk.begun, `on ${processors} processors`).toEqual(begun);
    }
  });

  it('are half as many for what comes with much from the first one on, before anybody knows how long it takes', async () => {
    const desk = stage(4, 2);
    const askLarge = (name: string) => desk.ask('a', name, 'act', () => false, 0, true);
    for (const name of ['large 1', 'large 2']) await askLarge(name);
    await desk.ask('b', 'b');
    expect(desk.begun).toEqual(['large 1', 'b']);
    await desk.end('large 1', 10);
    expect(desk.begun).toEqual(['large 1', 'b', 'large 2']);
    // What is small goes on beside it: it was quick.
    await desk.ask('a', 'small');
    expect(desk.begun).toEqual(['large 1', 'b', 'large 2', 'small']);
  });

  it('are refused to a read that has waited elsewhere for as long as it may altogether', async () => {
    const desk = stage(1, 1);
    await desk.ask('a', 'a');
    await desk.end('a', 100);
    for (const person of ['b', 'c', 'd']) await desk.ask(person, person, 'read');
    expect(desk.turnedAway).toEqual([]);
    await desk.ask('late', 'late', 'read', () => false, 390);
    expect(desk.turnedAway).toEqual(['late']);
    await desk.ask('early', 'early', 'read');
    expect(desk.turnedAway).toEqual(['late']);
  });

  it('are as many as before for somebody whose work failed after a long time because the database was away', async () => {
    const desk = stage(4, 4);
    const away = desk.turns.take('a', () => desk.later(5_000).then(() => Promise.reject(new DatabaseUnavailable('planted'))));
    await expect(away).rejects.toThrow('planted');
    for (let number = 1; number <= 4; number += 1) await desk.ask('a', `a ${number}`);
    expect(desk.begun).toHaveLength(4);
  });

  it('are not spent on somebody who has gone, and come back from work that fails', async () => {
    const desk = stage(1, 1);
    await desk.ask('a', 'a');
    await desk.ask('b', 'b', 'act', () => true);
    await desk.ask('c', 'c');
    await desk.end('a', 1);
    expect(desk.begun).toEqual(['a', 'c']);
    expect(desk.turnedAway).toEqual(['b']);
    await desk.end('c', 1);
    const failing = desk.turns.take('d', () => Promise.reject(new Error('planted')));
    await expect(failing).rejects.toThrow('planted');
    await desk.ask('e', 'e');
    expect(desk.begun).toEqual(['a', 'c', 'e']);
  });

  /** Who runs of eight works that are asked for at once by somebody whose four works took two seconds each, after what `between` does. */
  const begunAfter = async (between: (desk: ReturnType<typeof stage>) => Promise<void>): Promise<number> => {
    const desk = stage(16, 8);
    for (const name of ['slow 1', 'slow 2', 'slow 3', 'slow 4']) {
      await desk.ask('a', name);
      await desk.end(name, 2_000);
    }
    await between(desk);
    desk.begun.length = 0;
    for (let number = 1; number <= 8; number += 1) await desk.ask('a', `a ${number}`);
    return desk.begun.length;
  };

  it('stay half as many for heavy work, whatever else is asked for between', async () => {
    expect(await begunAfter(async () => undefined)).toBe(4);
    const quick = async (desk: ReturnType<typeof stage>) => {
      for (let number = 1; number <= 20; number += 1) {
        await desk.ask('a', `quick ${number}`);
        await desk.end(`quick ${number}`, 5);
      }
    };
    expect(await begunAfter(quick)).toBe(4);
    const left = async (desk: ReturnType<typeof stage>) => {
      for (let number = 1; number <= 20; number += 1) await desk.ask('a', `left ${number}`, 'act', () => true);
    };
    expect(await begunAfter(left)).toBe(4);
    const brokenOff = async (desk: ReturnType<typeof stage>) => {
      for (let number = 1; number <= 20; number += 1) {
        let gone = false;
        const work = async () => {
          await desk.later(200);
          gone = true;
          throw new Error('broken off');
        };
        await desk.turns.take('a', work, { kind: 'read', isGone: () => gone }).catch(() => undefined);
      }
    };
    expect(await begunAfter(brokenOff)).toBe(4);
  });

  it('are as many as before after seconds of quick work', async () => {
    const quick = async (desk: ReturnType<typeof stage>) => {
      for (let number = 1; number <= 40; number += 1) {
        await desk.ask('a', `quick ${number}`);
        await desk.end(`quick ${number}`, 50);
      }
    };
    expect(await begunAfter(quick)).toBe(8);
  });
});
