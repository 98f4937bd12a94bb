import { expect, it } from 'vitest';
import { isolated } from './isolated.ts';

it('sets apart what is written from right to left or turns the order, and leaves everything else as it is', () => {
  expect(isolated('محمد')).toBe('\u2068محمد\u2069');
  expect(isolated('דוד 12')).toBe('\u2068דוד 12\u2069');
  expect(isolated('\u202Egnp.exe')).toBe('\u2068\u202Egnp.exe\u2069');
  expect(isolated('Rina 🌸 <b>')).toBe('Rina 🌸 <b>');
});
