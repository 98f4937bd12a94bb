import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { looksEmpty } from '../../../contract/invisible-characters.ts';
import { createMapper, type StagingOptions } from './stage-rows.worker.ts';

const columns = ['Username', 'Nama', 'Telepon', 'Pernah depo'];
const mapping = { customerKey: 'Username', name: 'Nama', phone: 'Telepon', depositedBefore: 'Pernah depo' };

/** Lines of COPY's text format as PostgreSQL reads them: fields between tabs, backslash escapes, \N for null. */
function parseCopy(bytes: Uint8Array): (string | null)[][] {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  expect(text.endsWith('\n')).toBe(true);
  const names: Record<string, string> = { n: '\n', r: '\r', t: '\t', '\\': '\\' };
  const field = (raw: string) => (raw === '\\N' ? null : raw.replace(/\\([\s\S])/g, (_, letter: string) => names[letter] ?? `?${letter}`));
  return text
    .slice(0, -1)
    .split('\n')
    .map((line) => line.split('\t').map(field));
}

/** A text[] literal whose elements are all quoted. */
function parseArray(literal: string | null | undefined): string[] {
  const body = /^\{(.*)\}$/s.exec(literal ?? '')?.[1] ?? '';
  return [...body.matchAll(/"((?:[^"\\]|\\.)*)"(?:,|$)/gs)].map((match) => (match[1] ?? '').replace(/\\(.)/gs, '$1'));
}

const stage = (cells: string[], options: Partial<StagingOptions> = {}) => {
  const lines = parseCopy(createMapper({ columns, mapping, withValues: true, ...options })([{ rowNumber: 7, cells }]));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toHaveLength(9);
  return lines[0] ?? [];
};

describe('a row becomes a line of COPY', () => {
  test('with what was read and what was written', () => {
    const line = stage([' Budi88 ', ' Budi  Santoso ', '0812-3456-7890', 'Ya']);
    expect(line).toEqual([
      '7',
      'budi88',
      ' Budi88 ',
      'Budi  Santoso',
      '+6281234567890',
      '0812-3456-7890',
      'f',
      't',
      '{" Budi88 "," Budi  Santoso ","0812-3456-7890","Ya"}',
    ]);
  });

  test('with nothing where nothing is', () =>
    expect(stage(['', ' ', '', ''])).toEqual(['7', null, null, null, null, null, 'f', 'f', '{""," ","",""}']));
  test('with the text of an unreadable phone', () =>
    expect(stage(['a', 'b', '6.28123E+11', 'belum']).slice(4, 8)).toEqual([null, '6.28123E+11', 't', 'f']));
  test('without the original columns for a check', () => expect(stage(['a', 'b', 'c', 'd'], { withValues: false })[8]).toBeNull());
  test('without a key where none is mapped', () =>
    expect(stage(['a', 'b', '081234567890', 'd'], { mapping: { phone: 'Telepon' } }).slice(1, 5)).toEqual([
      null,
      null,
      null,
      '+6281234567890',
    ]));
  test('without a key where the header is repeated', () => expect(stage(columns).slice(0, 3)).toEqual(['7', null, 'Username']));
  test('not at all where the mapping names a column that is not there', () =>
    expect(() => createMapper({ columns, mapping: { phone: 'HP' }, withValues: true })).toThrow('no column named HP'));

  test('whatever the cells hold', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom('\\', '"', '\\N', '\\.', '{', '}', ',', 'NULL', '\t', '\n', '\r\n', '\0', '\ud800', '{"a"}'),
    );
    fc.assert(
      fc.property(fc.tuple(cell, cell, cell, cell), (cells) => {
        const line = stage(cells);
        const stored = cells.map((text) => text.replaceAll('\0', '\uFFFD').toWellFormed());
        expect(parseArray(line[8])).toEqual(stored);
        expect(line[2]).toBe(looksEmpty(cells[0]) ? null : stored[0]);
        expect(line[5]).toBe(looksEmpty(cells[2]) ? null : stored[2]);
      }),
      { numRuns: 3000 },
    );
  });
});
