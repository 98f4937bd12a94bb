import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeholders, unknownPlaceholder } from './placeholders.ts';

test('a text with placeholders of the list is taken, whatever stands around them', () => {
  const plain = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[{}]/g, ''));
  fc.assert(
    fc.property(fc.array(fc.tuple(plain, fc.constantFrom(...placeholders))), plain, (parts, end) => {
      expect(unknownPlaceholder(parts.map(([text, name]) => `${text}{${name}}`).join('') + end)).toBeUndefined();
    }),
  );
});

test('anything else in braces is named as it is written', () => {
  expect(unknownPlaceholder('Halo {nama}, saldo {saldo} Anda')).toBe('{saldo}');
  expect(unknownPlaceholder('Halo {Nama}')).toBe('{Nama}');
  expect(unknownPlaceholder('Halo { nama }')).toBe('{ nama }');
  expect(unknownPlaceholder('Halo {}')).toBe('{}');
});
