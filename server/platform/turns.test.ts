import { describe, expect, it } from 'vitest';
import { Turns } from './turns.ts';

/** Works that end when they are told to, and what they did in which order. */
class Works {
  readonly begun: string[] = [];
  readonly #ends: (() => void)[] = [];

  readonly work = (name: string) => (): Promise<string> => {
    this.begun.push(name);
    return new Promise((resolve) => {
      this.#ends.push(() => resolve(name));
    });
  };

  /** Ends the work that has run longest, and lets the next begin. */
  async endOne(): Promise<void> {
    this.#ends.shift()?.();
    await new Promise(setImmediate);
  }
}

const patience = { mostWaiting: 6, mostOfOne: 4, longestWait: 60_000 };
const limits = { atOnce: 2, atOnceEach: 2, patience };
const refused = { code: 'busy' };

describe('turns with patience', () => {
  it('run so many at once, the others in their order', async () => {
    const [turns, works] = [new Turns(limits), new Works()];
    const names = ['a', 'b', 'c', 'd', 'e'];
    const all = Promise.all(names.map((name) => turns.take('one', works.work(name))));
    for (let ended = 0; ended < names.length; ended += 1) {
      expect(turns.standing).toEqual({ running: Math.min(2, names.length - ended), waiting: Math.max(0, names.length - 2 - ended) });
      await works.endOne();
    }
    expect(await all).toEqual(names);
    expect(works.begun).toEqual(names);
    expect(turns.standing).toEqual({ running: 0, waiting: 0 });
  });

  it('go round: somebody with one work does not wait for all of somebody with many', async () => {
    const [turns, works] = [new Turns(limits), new Works()];
    const all = ['a1', 'a2', 'a3', 'a4', 'a5', 'b1'].map((name) => turns.take(name.charAt(0), works.work(name)));
    for (let ended = 0; ended < 6; ended += 1) await works.endOne();
    await Promise.all(all);
    expect(works.begun).toEqual(['a1', 'a2', 'a3', 'b1', 'a4', 'a5']);
  });

  it('are given on by a work that fails', async () => {
    const turns = new Turns({ ...limits, atOnce: 1 });
    const failing = turns.take('one', () => Promise.reject(new Error('the cause')));
    const next = turns.take('one', () => Promise.resolve('done'));
    await expect(failing).rejects.toThrow('the cause');
    expect(await next).toBe('done');
    expect(turns.standing).toEqual({ running: 0, waiting: 0 });
  });

  it('refuse who has too many waiting', async () => {
    const [turns, works] = [new Turns(limits), new Works()];
    const all = Array.from({ length: 6 }, (_, number) => turns.take('one', works.work(String(number))));
    await expect(turns.take('one', works.work('too many'))).rejects.toMatchObject(refused);
    for (let ended = 0; ended < 6; ended += 1) await works.endOne();
    expect(await Promise.all(all)).toHaveLength(6);
    expect(works.begun).not.toContain('too many');
  });

  it('take the last of the longest row where too many wait, never the only one of somebody', async () => {
    const [turns, works] = [new Turns(limits), new Works()];
    const take = (whose: string, name: string) => turns.take(whose, works.work(name)).catch(({ code }: { code: string }) => code);
    const all = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'].map((name) => take('a', name));
    all.push(take('b', 'b1'), take('c', 'c1'), take('d', 'd1'), take('e', 'e1'), take('f', 'f1'), take('g', 'g1'), take('h', 'h1'));
    expect(turns.standing).toEqual({ running: 2, waiting: 6 });
    for (let ended = 0; ended < 8; ended += 1) await works.endOne();
    expect(await Promise.all(all)).toEqual(['a1', 'a2', 'a3', 'busy', 'busy', 'busy', 'b1', 'c1', 'd1', 'e1', 'f1', 'busy', 'busy']);
  });

  it('refuse who has waited too long, and go on', async () => {
    const [turns, works] = [new Turns({ atOnce: 1, atOnceEach: 1, patience: { ...patience, longestWait: 20 } }), new Works()];
    const first = turns.take('one', works.work('first'));
    await expect(turns.take('one', works.work('second'))).rejects.toMatchObject(refused);
    expect(turns.standing).toEqual({ running: 1, waiting: 0 });
    await works.endOne();
    expect(await first).toBe('first');
    expect(works.begun).toEqual(['first']);
  });
});
