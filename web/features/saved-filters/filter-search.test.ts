import { expect, test } from 'vitest';
import { applyFilter, filterOf } from './filter-search.ts';

test('a filter is what is looked for, whatever page of it is open and in whatever order it stands', () => {
  expect(filterOf('?verdict=invalid&page=3&staff=7&panel=rincian')).toBe('staff=7&verdict=invalid');
  expect(filterOf('staff=7&verdict=invalid')).toBe(filterOf('verdict=invalid&staff=7'));
});

test('empty parts and parts that the page leaves out are no filter', () => {
  expect(filterOf('?q=&record=17', ['record'])).toBe('');
  expect(filterOf('')).toBe('');
});

test('applying a filter leaves the tab and drops page, panel and what was looked for before', () => {
  const before = { tab: 'batch', page: 3, panel: 'rincian', q: 'rina' };
  expect(applyFilter(before, 'staff=7', ['tab'])).toEqual({ tab: 'batch', staff: '7' });
});

test('what was typed comes back as it was typed', () => {
  const search = filterOf(new URLSearchParams({ q: 'Ibu & Bapak=50% 🙂' }).toString());
  expect(new URLSearchParams(search).get('q')).toBe('Ibu & Bapak=50% 🙂');
});
