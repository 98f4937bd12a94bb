import { afterEach, describe, expect, test } from 'vitest';
import {
  businessDay,
  businessDayAfter,
  formatBusinessDay,
  formatBytes,
  formatMoment,
  formatNumber,
  formatPhone,
  formatRupiah,
  formatShare,
  initials,
  setFormatLanguage,
  setFormatZone,
  whatsAppAddress,
} from './formats.ts';

afterEach(() => {
  setFormatLanguage('id');
  setFormatZone('Asia/Jakarta');
});

test('numbers and moments are written as in Indonesia, in WIB', () => {
  expect(formatNumber(30_953)).toBe('30.953');
  expect(formatMoment('2026-11-18T02:12:00Z')).toBe('18 Nov 2026 09.12 WIB');
  expect(formatBusinessDay('2026-11-21')).toBe('Sab, 21 Nov 2026');
});

test('English changes the words and the signs, not the zone', () => {
  setFormatLanguage('en');
  expect(formatNumber(30_953)).toBe('30,953');
  expect(formatMoment('2026-11-18T02:12:00Z')).toBe('18 Nov 2026 09:12 WIB');
});

test('rupiah are whole, with their points, and stay on one line', () => {
  expect([formatRupiah(1_250_000), formatRupiah(0), formatRupiah(-40_000)]).toEqual(['Rp\u00A01.250.000', 'Rp\u00A00', '-Rp\u00A040.000']);
  setFormatLanguage('en');
  expect(formatRupiah(1_250_000)).toBe('Rp\u00A01,250,000');
});

describe('a share', () => {
  test('is rounded down, so that 100% means all of them', () => {
    expect(formatShare(3_942, 3_958)).toBe('99,5%');
    expect(formatShare(9_999, 10_000)).toBe('99,9%');
    expect(formatShare(4_406, 4_406)).toBe('100%');
  });
  test('of none is none', () => expect(formatShare(0, 50)).toBe('0%'));
  test('of nothing is no figure', () => expect(formatShare(0, 0)).toBe('–'));
});

describe('phones', () => {
  test('Indonesian mobiles are shown as they are dialled at home', () => {
    expect(formatPhone('+6281200004417')).toBe('0812-0000-4417');
    expect(formatPhone('+628123456789')).toBe('0812-3456-789');
  });
  test('others stay as they are', () => expect(formatPhone('+16318529240')).toBe('+16318529240'));
  test('WhatsApp wants digits alone', () => expect(whatsAppAddress('+6281200004417')).toBe('https://wa.me/6281200004417'));
});

test('the business day turns at midnight in WIB, not in UTC', () => {
  expect(businessDay(new Date('2026-11-20T16:59:59Z'))).toBe('2026-11-20');
  expect(businessDay(new Date('2026-11-20T17:00:00Z'))).toBe('2026-11-21');
  expect(businessDayAfter(1, new Date('2026-12-31T10:00:00Z'))).toBe('2027-01-01');
});

test('another zone of the business moves days and times, and goes by its own name', () => {
  expect(setFormatZone('Asia/Makassar')).toBe(true);
  expect(setFormatZone('Asia/Makassar')).toBe(false);
  expect(formatMoment('2026-11-18T02:12:00Z')).toBe('18 Nov 2026 10.12 WITA');
  setFormatLanguage('en');
  expect(formatMoment('2026-11-18T02:12:00Z')).toBe('18 Nov 2026 10:12 WITA');
  expect(businessDay(new Date('2026-11-20T16:00:00Z'))).toBe('2026-11-21');
  expect(formatBusinessDay('2026-11-21')).toBe('Sat, 21 Nov 2026');
});

test('so many days later is so many days on the calendar, where clocks change too', () => {
  setFormatZone('America/New_York');
  // Clocks go back on 1 November 2026: that day has 25 hours.
  expect(businessDayAfter(1, new Date('2026-11-01T04:30:00Z'))).toBe('2026-11-02');
});

test('sizes of files and initials of people', () => {
  expect([formatBytes(0), formatBytes(999), formatBytes(1_423_233), formatBytes(120_000_000)]).toEqual([
    '0 B',
    '999 B',
    '1,4 MB',
    '120 MB',
  ]);
  expect([initials('Lina Pratama'), initials('lina'), initials('  ')]).toEqual(['LP', 'L', '']);
});
