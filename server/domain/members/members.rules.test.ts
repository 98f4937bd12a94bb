import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, test } from 'vitest';
import { normalizeCustomerKey, normalizePhone } from './members.rules.ts';

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');

/** National significant numbers (without 0 or 62) of every type Indonesia has. */
const examples = [...fixture('libphonenumber_62_examples.csv').matchAll(/"(\d+)"/g)].map((match) => match[1] ?? '');
/** Mobile prefixes in use, such as 812. */
const mobilePrefixes = [...fixture('libphonenumber_carrier_62.txt').matchAll(/^62(8\d+)\|/gm)].map((match) => match[1] ?? '');

/** Ways in which one number turns up in customer lists. */
const habits: Record<string, (national: string) => string> = {
  'with its zero': (national) => `0${national}`,
  'without its zero': (national) => national,
  'with 62': (national) => `62${national}`,
  'with +62': (national) => `+62${national}`,
  'with + 62': (national) => `+ 62 ${national}`,
  'with (+62)': (national) => `(+62) ${national}`,
  'with +62 and a zero': (national) => `+62 (0) ${national}`,
  'with 62 and a zero': (national) => `620${national}`,
  'with 0062': (national) => `0062${national}`,
  'with a plus before the zero': (national) => `+0${national}`,
  'grouped by hyphens': (national) => `+62 ${national.slice(0, 3)}-${national.slice(3, 6)}-${national.slice(6)}`,
  'grouped by spaces': (national) => `0${national.slice(0, 3)} ${national.slice(3, 6)} ${national.slice(6)}`,
  'grouped by dots': (national) => `0${national.slice(0, 3)}.${national.slice(3, 6)}.${national.slice(6)}`,
  'with brackets': (national) => `(0${national.slice(0, 3)}) ${national.slice(3)}`,
  'with no-break spaces': (national) => `\u00a0+62\u00a0${national.slice(0, 3)}\u00a0${national.slice(3)}\u00a0`,
  'with invisible marks': (national) => `\u202a+62${national}\u202c\u200b`,
  'in full-width digits': (national) => `0${national}`.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
  'with an en dash': (national) => `0${national.slice(0, 3)}–${national.slice(3)}`,
  'after an apostrophe': (national) => `'0${national}`,
  'as a formula text': (national) => `="0${national}"`,
  'as a decimal number': (national) => `62${national}.0`,
  'as a decimal number with a comma': (national) => `62${national},00`,
  'as a WhatsApp link': (national) => `https://wa.me/62${national}?text=Halo%20kak`,
  'as a WhatsApp API link': (national) => `https://api.whatsapp.com/send?phone=62${national}&text=hi`,
  'as a tel link': (national) => `tel:+62${national}`,
  'after a label': (national) => `No. HP: 0${national}`,
  'after WA': (national) => `WA 0${national}`,
  'with an extension': (national) => `0${national} x4606`,
  'with ext.': (national) => `0${national}, ext. 12`,
};

describe('normalizePhone', () => {
  test('examples of every type are there', () => expect(examples).toHaveLength(6));

  for (const [habit, write] of Object.entries(habits)) {
    test(`reads a number written ${habit}`, () => {
      for (const national of examples)
        expect([write(national), normalizePhone(write(national))]).toEqual([write(national), { phone: `+62${national}`, reason: null }]);
    });
  }

  test('reads every mobile number of every operator the same in every habit', () => {
    const national = fc.tuple(fc.constantFrom(...mobilePrefixes), fc.stringMatching(/^\d{6,9}$/)).map(([prefix, rest]) => prefix + rest);
    fc.assert(
      fc.property(national, fc.constantFrom(...Object.keys(habits)), (number, habit) => {
        expect(normalizePhone(habits[habit]?.(number) ?? '')).toEqual({ phone: `+62${number}`, reason: null });
      }),
      { numRuns: 3000 },
    );
  });

  test('the quick way for mobile numbers is the library’s own rule', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^8(?:[ -]?\d){5,13}$/), fc.constantFrom('0', '+62', '', '0-', '+62 '), (national, prefix) => {
        const number = parsePhoneNumberFromString(`+62${national.replace(/\D/g, '')}`, { extract: false });
        expect(normalizePhone(prefix + national).phone).toBe(number?.isValid() ? number.number : null);
      }),
      { numRuns: 5000 },
    );
  });

  test('what it gives, it reads again as the same', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[+0-9 ().,/x-]{6,18}$/)), (text) => {
        const { phone, reason } = normalizePhone(text);
        expect(phone === null).toBe(reason !== null);
        if (phone !== null) {
          expect(phone).toMatch(/^\+[1-9]\d{6,14}$/);
          expect(normalizePhone(phone)).toEqual({ phone, reason: null });
        }
      }),
      { numRuns: 5000 },
    );
  });

  test.each(['6.28123E+11', '6,28123E+11', '6.28123e11', '8.12E+10', ' 6.28123456789E+12 ', "'6.28E+11"])(
    '%s was rounded by a spreadsheet and is not guessed at',
    (text) => {
      expect(normalizePhone(text)).toEqual({ phone: null, reason: 'scientific' });
    },
  );

  test.each(['', '   ', '-', '--', '\u00a0', '+', '.'])('"%s" is no phone at all', (text) => {
    expect(normalizePhone(text)).toEqual({ phone: null, reason: 'empty' });
  });

  test.each([
    '0812345678/0813456789',
    '0812345678, 0813456789',
    '0812345678 0813456789',
    '0812345678 atau 0813456789',
    '0812345678\n0813456789',
    '0812',
    '62',
    '123456',
    '6281234567890123456',
    '0812345678abc',
    'Budi 0812345678',
    'tidak ada',
    '0',
    '1-955-371-0847 x371',
    '001803123456',
    '+6200000000',
    '#N/A',
    'x'.repeat(100_000),
    '0'.repeat(100_000),
  ])('%s is unreadable', (text) => {
    expect(normalizePhone(text)).toEqual({ phone: null, reason: 'unreadable' });
  });

  test('nothing written in a cell takes long', () => {
    const begun = performance.now();
    for (const piece of ['1 ', '1x', '(', ' ', '0812/', 'wa.me/', '\u00a0', '1,', 'tel ', 'ext', '0812345678 x1 ']) {
      for (const count of [100, 300, 100_000]) normalizePhone(piece.repeat(count).slice(0, count) + '!');
      normalizeCustomerKey(piece.repeat(50_000));
    }
    expect(performance.now() - begun).toBeLessThan(3000);
  });

  test.each([
    ['+65 9123 4567', '+6591234567'],
    ['006591234567', '+6591234567'],
    ['+60 12-345 6789', '+60123456789'],
    ['+1 (212) 555-2368', '+12125552368'],
    ['021/8350123', '+62218350123'],
  ])('%s is %s', (text, phone) => {
    expect(normalizePhone(text)).toEqual({ phone, reason: null });
  });
});

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
