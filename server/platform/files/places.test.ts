import { expect, it } from 'vitest';
import { Places } from './places.ts';

it('gives so many places at once, the next in their order, and none to whoever has gone', async () => {
  const places = new Places(1);
  const begun: string[] = [];
  const enter = async (name: string, signal?: AbortSignal) => {
    const leave = await places.enter(signal);
    begun.push(name);
    return leave;
  };
  const first = await enter('first');
  const second = enter('second');
  const gone = new AbortController();
  const third = enter('third', gone.signal);
  const fourth = enter('fourth');
  gone.abort(new Error('nobody waits'));
  await expect(third).rejects.toThrow('nobody waits');
  expect(begun).toEqual(['first']);
  first();
  // Given back twice, it is one place.
  first();
  const leaveSecond = await second;
  expect(begun).toEqual(['first', 'second']);
  leaveSecond();
  (await fourth)();
  expect(begun).toEqual(['first', 'second', 'fourth']);
  await expect(enter('late', AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
  (await enter('last'))();
});
