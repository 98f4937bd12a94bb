import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { characterOf, invisible } from './fixtures/invisible.ts';
import { normalizeCustomerKey } from './members.rules.ts';

describe('normalizeCustomerKey', () => {
  test.each([
    ['  Budi   Santoso ', 'budi santoso'],
    ['BUDI88', 'budi88'],
    ['Budi\u00a0\t Santoso', 'budi santoso'],
    ['00123', '00123'],
    ['Jose\u0301', 'jos\u00e9'],
    ['ＢＵＤＩ８８', 'budi88'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['bu\u200bdi\ufeff', 'budi'],
    ['budi\0', 'budi'],
  ])('%s is the customer %s', (text, key) => expect(normalizeCustomerKey(text)).toBe(key));

  test.each(invisible)('%s makes no Customer ID another one', (code) => {
    const mark = characterOf(code);
    for (const text of [
      `${mark}Budi 88`,
      `Budi 88${mark}`,
      `Bu${mark}di 88`,
      `Budi ${mark} 88`,
      `Budi${mark} 88`,
      'Budi 88'.split('').join(mark),
    ])
      expect([code, text, normalizeCustomerKey(text)]).toEqual([code, text, 'budi 88']);
    expect(normalizeCustomerKey(`${mark} ${mark}`)).toBeNull();
  });

  test.each(['', '   ', '\u00a0', '\0', '\u200b', 'x'.repeat(201), '#N/A', ' #REF! '])('nothing usable is no key', (text) =>
    expect(normalizeCustomerKey(text)).toBeNull(),
  );

  test('a key is the key of itself, in capitals and with spaces around it too', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const key = normalizeCustomerKey(text);
        if (key !== null) {
          expect(normalizeCustomerKey(key)).toBe(key);
          expect(normalizeCustomerKey(` ${text}\t`)).toBe(key);
          expect(key.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 5000 },
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9_. ]{1,30}$/), (text) => {
        expect(normalizeCustomerKey(text.toUpperCase())).toBe(normalizeCustomerKey(text));
      }),
    );
  });
});
