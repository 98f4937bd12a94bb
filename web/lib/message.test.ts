import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillTemplate } from './message.ts';

const lina = { name: 'Lina Pratama', customerKey: 'lina88', customerText: 'Lina88', productName: 'Sagaraya' };
const rina = { name: 'Rina' };

test('every placeholder becomes what it stands for, as often as it stands there', () => {
  expect(fillTemplate('Halo Kak {nama}, saya {staff} dari {produk}. Akun {customerId}, Kak {nama}?', lina, rina)).toBe(
    'Halo Kak Lina Pratama, saya Rina dari Sagaraya. Akun Lina88, Kak Lina Pratama?',
  );
});

describe('a member without a name', () => {
  const nameless = { ...lina, name: null };
  test.each([
    ['Halo Kak {nama}, apa kabar?', 'Halo Kak, apa kabar?'],
    ['Halo {nama}', 'Halo'],
    ['{nama}, ada promo', 'ada promo'],
    ['Halo\n{nama}\nApa kabar?', 'Halo\n\nApa kabar?'],
  ])('%s', (text, message) => expect(fillTemplate(text, nameless, rina)).toBe(message));
  test('is one whose name is blank, too', () => expect(fillTemplate('Halo {nama}!', { ...lina, name: '  ' }, rina)).toBe('Halo!'));
});

test('a member without a Customer ID goes by the key', () => {
  expect(fillTemplate('{customerId}', { ...lina, customerText: null, customerKey: '+6281200004417' }, rina)).toBe('+6281200004417');
});

test('what a name looks like is not read as a placeholder or a pattern', () => {
  expect(fillTemplate('Halo {nama}', { ...lina, name: '{staff} $& $1' }, rina)).toBe('Halo {staff} $& $1');
});

test('any name makes a message that an address can carry', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, staff) => {
      expect(() => encodeURIComponent(fillTemplate('Halo {nama}, saya {staff}', { ...lina, name }, { name: staff }))).not.toThrow();
    }),
  );
});
