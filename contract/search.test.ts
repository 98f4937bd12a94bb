import { describe, expect, test } from 'vitest';
import { readMemberSearch, textFinder, wordsOf } from './search.ts';

const waysIn = (search: string) =>
  readMemberSearch(search)?.map((ways) => ways.map((pieces) => pieces.map(({ text, phones }) => [text, ...phones].join(' | '))));

describe('a search for members', () => {
  test('is every word of it, of which four digits or more may be of a phone', () => {
    expect(waysIn('Wati 7177')).toEqual([[['Wati']], [['7177 | 7177']]]);
    expect(waysIn('abc1234')).toEqual([[['abc1234']]]);
    expect(waysIn('wati 717')).toEqual([[['wati']], [['717']]]);
    expect(waysIn(' \u200B\t')).toEqual([]);
    expect(waysIn(`${'a '.repeat(80)}b a`)).toEqual([[['a']], [['b']]]);
  });

  test.each([
    ['62812', ['62812', '+62812']],
    ['+62 812', ['+62812']],
    ['+62 0812', ['+62812']],
    ['0812', ['0812', '+62812']],
    ['0062812', ['0062812', '+62812']],
    ['0123456789', ['0123456789', '+62123456789', '123456789']],
    ['(021) 555-12', ['02155512', '+622155512', '2155512']],
  ])('takes %s for a phone that holds %j', (typed, phones) => {
    expect(readMemberSearch(typed)?.[0]?.[0]?.[0]?.phones).toEqual(phones);
  });

  test('takes pieces side by side for one phone, or for words of their own; a plus begins another', () => {
    expect(waysIn('Sri 0812 - 3456')).toEqual([
      [['Sri']],
      [['0812 - 3456 | 08123456 | +628123456 | 8123456'], ['0812 | 0812 | +62812', '-', '3456 | 3456']],
    ]);
    expect(waysIn('7 +62 8123')).toEqual([[['7']], [['+62 8123 | +628123'], ['+62', '8123 | 8123']]]);
  });

  test('finds nothing where it is longer than 200 characters, blanks and what is invisible not counted', () => {
    expect(readMemberSearch('x'.repeat(200))).toHaveLength(1);
    expect(readMemberSearch('x'.repeat(201))).toBeUndefined();
    expect(wordsOf(`a${' '.repeat(500)}b${'\u200B'.repeat(500)}`)).toEqual(['a', 'b']);
    expect(textFinder('x'.repeat(201))('x'.repeat(500))).toBe(false);
  });
});
