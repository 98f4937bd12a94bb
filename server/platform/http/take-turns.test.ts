import { describe, expect, it } from 'vitest';
import { Turns } from './take-turns.ts';

/** Turns on a clock that stands still until it is moved, and work that ends when it is told to. */
function stage(atOnce = 4, atOnceEach = 2) {
  let time = 0;
  const turns = new Turns({ atOnce, atOnceEach, now: () => time });
  const begun: string[] = [];
  const refused: string[] = [];
  const ends = new Map<string, () => void>();
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  return {
    turns,
    begun,
    refused,
    async ask(person: string, name: string, kind: 'read' | 'act' = 'act', isGone: () => boolean = () => false) {
      turns
        .run(person, kind, isGone, async () => {
          begun.push(name);
          await new Promise<void>((resolve) => ends.set(name, resolve));
        })
        .catch(() => refused.push(name));
      await settle();
    },
    async end(name: string, milliseconds: number) {
      time += milliseconds;
      ends.get(name)?.();
      await settle();
    },
  };
}

describe('turns', () => {
  it('leave room for others, whatever one person asks for', async () => {
    const { ask, begun } = stage();
    for (let number = 1; number <= 20; number += 1) await ask('one', `one ${number}`);
    expect(begun).toEqual(['one 1', 'one 2']);
    await ask('other', 'other 1');
    expect(begun).toEqual(['one 1', 'one 2', 'other 1']);
  });

  it('go round the people who wait', async () => {
    const { ask, begun, end } = stage(1, 1);
    for (const name of ['a 1', 'a 2', 'a 3', 'b 1', 'c 1']) await ask(name.slice(0, 1), name);
    for (const name of ['a 1', 'a 2', 'b 1', 'c 1']) await end(name, 10);
    expect(begun).toEqual(['a 1', 'a 2', 'b 1', 'c 1', 'a 3']);
  });

  it('are not given beyond what is done at once when several end together', async () => {
    const { ask, begun, end } = stage(2, 2);
    for (const person of ['a', 'b', 'c', 'd', 'e']) await ask(person, person);
    await end('a', 1);
    expect(begun).toEqual(['a', 'b', 'c']);
    await end('b', 1);
    await end('c', 1);
    expect(begun).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('are refused at once where others would be waited for too long', async () => {
    const { ask, begun, refused, end } = stage(1, 1);
    for (const person of ['a', 'b', 'c', 'd']) await ask(person, `${person} 1`);
    // Everybody's work takes two seconds, so the mean of each is known to be long.
    for (const person of ['a', 'b', 'c', 'd']) await end(`${person} 1`, 2_000);
    for (const person of ['a', 'b', 'c', 'd']) await ask(person, `${person} 2`);
    expect(begun.at(-1)).toBe('a 2');
    expect(refused).toContain('d 2');
  });

  it('are refused where one’s own work alone makes it too late, for a read sooner than for an act', async () => {
    const { ask, refused, end } = stage(4, 1);
    await ask('one', 'first');
    await end('first', 10_000);
    await ask('one', 'second');
    for (let number = 1; number <= 6; number += 1) await ask('one', `act ${number}`);
    expect(refused).toEqual(['act 6']);
    await ask('one', 'read', 'read');
    expect(refused).toEqual(['act 6', 'read']);
    await ask('other', 'other');
    expect(refused).toHaveLength(2);
  });

  it('are half as many for heavy work, and half of all for everybody’s', async () => {
    const { ask, begun, end } = stage(4, 2);
    for (const person of ['a', 'b', 'c']) {
      await ask(person, `${person} 0`);
      await end(`${person} 0`, 3_000);
    }
    begun.length = 0;
    for (const name of ['a 1', 'a 2', 'b 1', 'b 2', 'c 1']) await ask(name.slice(0, 1), name);
    expect(begun).toEqual(['a 1', 'b 1']);
    await ask('light', 'light 1');
    await ask('light', 'light 2');
    expect(begun).toEqual(['a 1', 'b 1', 'light 1', 'light 2']);
  });

  it('are not spent on somebody who has gone, and come back from work that fails', async () => {
    const { ask, begun, refused, end, turns } = stage(1, 1);
    await ask('a', 'a');
    await ask('b', 'b', 'act', () => true);
    await ask('c', 'c');
    await end('a', 1);
    expect(begun).toEqual(['a', 'c']);
    expect(refused).toEqual(['b']);
    await end('c', 1);
    const failing = turns.run(
      'd',
      'act',
      () => false,
      () => Promise.reject(new Error('planted')),
    );
    await expect(failing).rejects.toThrow('planted');
    await ask('e', 'e');
    expect(begun).toEqual(['a', 'c', 'e']);
  });
});
