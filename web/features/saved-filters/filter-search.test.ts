import { expect, test } from 'vitest';
import { filterOf } from './filter-search.ts';

test('a filter is what is looked for, whatever page of it is open and in whatever order it stands', () => {
  expect(filterOf('?verdict=invalid&page=3&staff=7&panel=rincian')).toBe('staff=7&verdict=invalid');
  expect(filterOf('staff=7&verdict=invalid')).toBe(filterOf('verdict=invalid&staff=7'));
});

test('empty parts and parts that the page leaves out are no filter', () => {
  expect(filterOf('?q=&record=17', ['record'])).toBe('');
  expect(filterOf('')).toBe('');
});

test('what was typed comes back as it was typed', () => {
  const search = filterOf(new URLSearchParams({ q: 'Ibu & Bapak=50% 🙂' }).toString());
  expect(new URLSearchParams(search).get('q')).toBe('Ibu & Bapak=50% 🙂');
});
