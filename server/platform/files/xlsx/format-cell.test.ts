import { describe, expect, test } from 'vitest';
import { formatNumber, numberStyle } from './format-cell.ts';

describe('numbers', () => {
  test.each([
    ['628123000000', 'General', '628123000000'],
    ['6.28123E+11', 'General', '628123000000'],
    ['6.28123456789E11', 'General', '628123456789'],
    ['123456789012345', 'General', '123456789012345'],
    ['12345678901234567890', 'General', '12345678901234567890'],
    ['1.2345678901234568E+19', 'General', '12345678901234600000'],
    ['3.1400000000000001', 'General', '3.14'],
    ['0.1', 'General', '0.1'],
    ['1.0', 'General', '1'],
    ['1E-7', 'General', '0.0000001'],
    ['1.5E-3', 'General', '0.0015'],
    ['-12.50', 'General', '-12.5'],
    ['-0', 'General', '0'],
    ['0', 'General', '0'],
    ['007', 'General', '7'],
    ['.5', 'General', '0.5'],
    ['1e400', 'General', `1${'0'.repeat(400)}`],
    ['42', '00000', '00042'],
    ['123456', '00000', '123456'],
    ['812345678', '0000000000', '0812345678'],
    ['81234567890', '0000\\-0000\\-0000', '0812-3456-7890'],
    ['8123456789', '"0"#', '08123456789'],
    ['812345678', '\\+62#', '+62812345678'],
    ['42', '[$-421]0000', '0042'],
    ['42', '_-0000_-', '0042'],
    ['42', '00000;-00000', '00042'],
    ['42', '[Red]00000', '00042'],
    ['4.5', '00000', '4.5'],
    ['-42', '00000', '-42'],
    ['1250000', '#,##0', '1250000'],
    ['3.14159', '0.00', '3.14159'],
    ['0.15', '0%', '0.15'],
    ['5', '@', '5'],
    ['7', '0', '7'],
  ])('%s in the format %s is %s', (stored, code, written) => {
    expect(formatNumber(stored, numberStyle(200, code), false)).toBe(written);
  });
});

describe('dates', () => {
  const codes: Record<string, string> = {
    day: 'dd/mm/yyyy',
    moment: 'yyyy-mm-dd hh:mm',
    clock: 'h:mm AM/PM',
    hours: '[h]:mm:ss',
    indonesian: '[$-421]dd mmmm yyyy;@',
    minutes: 'mm:ss.0',
    month: 'mmm',
    words: '0 "hari"',
    red: '[Red]0.0',
    spaced: '_-* #,##0_-',
  };

  test.each([
    ['45000', 'day', false, '2023-03-15'],
    ['45000', '14', false, '2023-03-15'],
    ['45000.5', '22', false, '2023-03-15 12:00:00'],
    ['45000', 'moment', false, '2023-03-15 00:00:00'],
    ['45000.999999', 'moment', false, '2023-03-16 00:00:00'],
    ['45000.75', 'day', false, '2023-03-15 18:00:00'],
    ['0.5', 'clock', false, '12:00:00'],
    ['0.25', '20', false, '06:00:00'],
    ['1.5', 'hours', false, '36:00:00'],
    ['1.5', '46', false, '36:00:00'],
    ['0.001', 'minutes', false, '00:01:26'],
    ['45000', 'indonesian', false, '2023-03-15'],
    ['45000', 'month', false, '2023-03-15'],
    ['1', 'day', false, '1900-01-01'],
    ['59', 'day', false, '1900-02-28'],
    ['60', 'day', false, '1900-02-29'],
    ['61', 'day', false, '1900-03-01'],
    ['2958465', 'day', false, '9999-12-31'],
    ['2958466', 'day', false, '2958466'],
    ['-5', 'day', false, '-5'],
    ['0', 'day', false, '0'],
    ['0', 'day', true, '1904-01-01'],
    ['43538', 'day', true, '2023-03-15'],
    ['45000', 'words', false, '45000'],
    ['45000', 'red', false, '45000'],
    ['45000', 'spaced', false, '45000'],
  ])('%s as %s is a date (1904: %s): %s', (stored, format, date1904, written) => {
    expect(formatNumber(stored, numberStyle(Number(format), codes[format]), date1904)).toBe(written);
  });
});
