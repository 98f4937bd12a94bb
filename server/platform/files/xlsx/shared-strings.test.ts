import { expect, test } from 'vitest';
import { SharedStrings } from './shared-strings.ts';

test('shared texts are the same from memory and from the temporary file', () => {
  const strings = new SharedStrings(3);
  const make = (index: number) => `teks ${index} ${'é山😀'.repeat(index % 50)}`;
  // More than one block of them, and several times as many pages as stay in memory.
  const count = 70_000;
  for (let index = 0; index < count; index += 1) strings.add(make(index));
  const order = Array.from({ length: count }, (_, place) => (place * 7919) % count);
  // In no order nearly each one brings its page back from the file.
  for (const index of [...order.slice(0, 500), ...order.keys()]) {
    if (strings.get(index) !== make(index)) throw new Error(`text ${index} differs`);
  }
  expect([strings.get(-1), strings.get(count), strings.get(1.5), strings.get(Number.NaN)]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  strings.close();
});
