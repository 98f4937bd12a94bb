import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, test } from 'vitest';
import { characterOf, invisible } from './fixtures/invisible.ts';
import { normalizeCustomerKey, normalizePhone } from './members.rules.ts';

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');

/** National significant numbers (without 0 or 62) of every type Indonesia has. */
const examples = [...fixture('libphonenumber_62_examples.csv').matchAll(/"(\d+)"/g)].map((match) => match[1] ?? '');
/** Mobile prefixes in use, such as 812. */
const mobilePrefixes = [...fixture('libphonenumber_carrier_62.txt').matchAll(/^62(8\d+)\|/gm)].map((match) => match[1] ?? '');

/** The last column of a fixture's rows below its header. */
const lastCells = (name: string) =>
  fixture(name)
    .trimEnd()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(';').at(-1) ?? '');

/** Those of libphonenumber-1995_62-short.csv that are the number of somebody; the others have too few or too many digits. */
const rightOfShort: Readonly<Record<string, string>> = {
  '62811812345': '+62811812345',
  '628118123456': '+628118123456',
  '6281181234567': '+6281181234567',
  '62811812345678': '+62811812345678',
  '0811812345': '+62811812345',
  '811812345': '+62811812345',
  '62215550123': '+62215550123',
  '0215550123': '+62215550123',
  '628001234567': '+628001234567',
  '62628123456': '+62628123456',
};

/** Ways in which one number turns up in customer lists. */
const habits: Record<string, (national: string) => string> = {
  'with its zero': (national) => `0${national}`,
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
  'after two labels': (national) => `HP/WA : 0${national}`,
  'after a label in brackets': (national) => `(WA) +62${national}`,
  'before a label': (national) => `0${national} WA`,
  'before a label in brackets': (national) => `0${national} (WA)`,
  'before labels': (national) => `62${national} - HP/WA aktif`,
  'between labels': (national) => `Telp. 0${national} (kantor)`,
  'with an extension and a label': (national) => `0${national} ext. 12 (kantor)`,
};

/** Ways that only mobile numbers have: the rest of the country needs its zero or its 62. */
const mobileHabits: Record<string, (national: string) => string> = {
  ...habits,
  'without its zero': (national) => national,
  'without its zero, after a label': (national) => `WA: ${national}`,
  'without its zero, grouped': (national) => `${national.slice(0, 3)}-${national.slice(3, 7)}-${national.slice(7)}`,
  'without its zero, as a decimal number': (national) => `${national}.0`,
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
      fc.property(national, fc.constantFrom(...Object.keys(mobileHabits)), (number, habit) => {
        expect(normalizePhone(mobileHabits[habit]?.(number) ?? '')).toEqual({ phone: `+62${number}`, reason: null });
      }),
      { numRuns: 3000 },
    );
  });

  describe('a number is Indonesian only as Indonesians write it', () => {
    const isValid = (national: string) => parsePhoneNumberFromString(`+62${national}`, { extract: false })?.isValid() === true;
    const read = (text: string) => normalizePhone(text).phone;

    test.each(lastCells('libphonenumber-1995_62-short.csv'))('%s, of a list with short numbers', (text) => {
      expect(read(text)).toBe(rightOfShort[text] ?? null);
    });

    test('of whatever length and beginning, it is the same number however it is spelled, or none', () => {
      let numbers = 0;
      for (let beginning = 100; beginning <= 999; beginning += 1) {
        for (let length = 5; length <= 14; length += 1) {
          const national = `${beginning}${'12345678901'.slice(0, length - 3)}`;
          const mobile = /^8[1-35-9]/.test(national);
          const phone = isValid(national) && !/^628[1-35-9]\d{7,10}$/.test(national) ? `+62${national}` : null;
          const spelled = {
            '62': `62${national}`,
            '+62': `+62${national}`,
            '0062': `0062${national}`,
            '0': `0${national}`,
            '+0': `+0${national}`,
          };
          const found = Object.fromEntries(Object.entries(spelled).map(([spelling, text]) => [spelling, read(text)]));
          expect({ national, ...found }).toEqual({ national, '62': phone, '+62': phone, '0062': phone, '0': phone, '+0': phone });
          if (!national.startsWith('62'))
            expect({ bare: national, phone: read(national) }).toEqual({ bare: national, phone: mobile ? phone : null });
          numbers += phone === null ? 0 : 1;
        }
      }
      expect(numbers).toBeGreaterThan(1000);
    });

    test('numbers of other countries without their plus are nobody’s', () => {
      const american = fc.stringMatching(/^[2-9]\d{2}[2-9]\d{6}$/);
      const shapes: readonly ((area: string, exchange: string, line: string) => string)[] = [
        (area, exchange, line) => `(${area}) ${exchange}-${line}`,
        (area, exchange, line) => `(${area})${exchange}-${line}x4606`,
        (area, exchange, line) => `${area}.${exchange}.${line} x72033`,
        (area, exchange, line) => `1-${area}-${exchange}-${line}`,
        (area, exchange, line) => `1${area}${exchange}${line}`,
      ];
      fc.assert(
        fc.property(american, fc.constantFrom(...shapes), (number, shape) => {
          expect(read(shape(number.slice(0, 3), number.slice(3, 6), number.slice(6)))).toBeNull();
        }),
        { numRuns: 3000 },
      );
      fc.assert(
        fc.property(american, (number) => {
          expect(/^8|^62/.test(number) || read(number) === null).toBe(true);
        }),
        { numRuns: 3000 },
      );
    });
  });

  test('the quick way for mobile numbers is the library’s own rule', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^8(?:[ -]?\d){5,13}$/), fc.constantFrom('0', '+62', '', '0-', '+62 '), (national, prefix) => {
        const number = parsePhoneNumberFromString(`+62${national.replace(/\D/g, '')}`, { extract: false });
        const expected = number?.isValid() && (prefix !== '' || number.getType() === 'MOBILE') ? number.number : null;
        expect(normalizePhone(prefix + national).phone).toBe(expected);
      }),
      { numRuns: 5000 },
    );
  });

  test('no cell keeps a worker busy, whatever it holds', () => {
    const cells = [`${'1'.repeat(100)}${','.repeat(199)}z`, `${'1'.repeat(150)}${' '.repeat(149)}z`, '1 '.repeat(149), '1x '.repeat(99)];
    const begun = performance.now();
    for (let round = 0; round < 200; round += 1) for (const cell of cells) expect(normalizePhone(cell).phone).toBeNull();
    expect(performance.now() - begun).toBeLessThan(2_000);
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

  test.each(invisible)('%s makes no phone unreadable, wherever it stands', (code) => {
    const mark = characterOf(code);
    const phone = { phone: '+6281210000001', reason: null };
    for (const text of [
      `${mark}081210000001${mark}`,
      `0812${mark}1000${mark}0001`,
      '081210000001'.split('').join(mark),
      `+${mark}62 812${mark}-1000-0001`,
      `62${mark}81210000001 ${mark}(W${mark}A)`,
      `${mark}'081210000001`,
    ])
      expect([code, text, normalizePhone(text)]).toEqual([code, text, phone]);
    expect(normalizePhone(mark.repeat(3))).toEqual({ phone: null, reason: 'empty' });
  });

  test('a list with such a character in each phone is read to its last row', () => {
    const phones = lastCells('glific-4815_format-characters-in-phones.csv');
    expect(phones.map((text) => normalizePhone(text).phone)).toEqual(phones.map((_, index) => `+62812${10_000_001 + index}`));
  });

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
    '0812345678 (WA) 0813456789',
    '0812345678 (WA) / 0813456789 (HP)',
    '0812345678 istri',
    '218350123',
    '8001234567',
    '(812) 3456-7890',
    '81234567890 ext 12',
    '6591234567',
    '062812345678',
    '6262812345678',
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
