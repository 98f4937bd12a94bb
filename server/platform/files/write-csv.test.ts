import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { thorough } from '../../testing/thoroughness.ts';
import { guardFormulas, unguardFormulas } from './formula-guard.ts';
import { csvLine } from './write-csv.ts';

/**
 * The cells of a text as spreadsheet programs cut it, whatever the separator: a quote counts at the beginning of a cell alone,
 * what follows the closing one belongs to the cell as it stands, and a line break outside quotes begins a row.
 */
function cutAt(separator: string, text: string): string[] {
  const cells: string[] = [];
  let place = 0;
  while (place <= text.length) {
    let cell = '';
    if (text[place] === '"') {
      for (place += 1; place < text.length && (text[place] !== '"' || text[place + 1] === '"'); place += 1) {
        if (text[place] === '"') place += 1;
        cell += text[place] ?? '';
      }
      place += 1;
    }
    for (; place < text.length && text[place] !== separator && text[place] !== '\n' && text[place] !== '\r'; place += 1)
      cell += text[place];
    cells.push(cell);
    place += 1;
  }
  return cells;
}

/** What some spreadsheet program calculates: it may take no notice of blanks and quotes before. */
const isFormula = (cell: string): boolean => /^["\s\p{Cc}]*[=+\-@＝＋－＠]/u.test(cell);

const calculated = [
  '=1+1',
  '+62',
  '-2',
  '@sum',
  '\t=1',
  ' =1+1',
  '\u00a0=1+1',
  '\n=1+1',
  '\r\n=1+1',
  '＝1+1',
  '＋1',
  '－1',
  '＠sum',
  '"=1+1',
  'x;=1+1',
  'x; @sum',
  'x,;-2',
  'x;"=1+1',
  'x;""=1',
  ';=1+1',
  'x\t=1+1',
  'x|=1',
  'x;\t=1',
  'x;"\n=1',
  'x\n"=1',
  'x;\u200b=1',
  'x\n=1+1',
  'x\r\n=1+1;y',
  'x\r@SUM(1);',
  'a;b\n+9;c',
  'x\n＝1',
  "x;y'\n-1",
];

/** Texts made of what matters to separators, quotes and formulas, and of anything. */
const pieces = fc.constantFrom(...';,|\t\n\r"\'=+-@＝＋－＠ x0'.split(''), '\r\n', '\u00a0', '\u200b', ";'", '""', "'=");
const texts = fc.oneof(
  fc.array(pieces, { maxLength: 12 }).map((some) => some.join('')),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(...calculated),
);
const numRuns = thorough ? 200_000 : 8_000;

describe('a line of CSV', () => {
  it('keeps separators, quotes and line breaks within their cell', () => {
    const cells = ['a,b', 'say "hi"', 'two\nlines', ' spaced ', ''];
    expect(Papa.parse(csvLine(cells)).data[0]).toEqual(cells);
  });

  it.each([',', ';', '\t', '|'])('holds nothing that a spreadsheet program would calculate that separates by %j', (separator) => {
    for (const cell of calculated) {
      for (const line of [csvLine([cell, 'y']), csvLine(['y', cell]), csvLine(['y', `z,${cell}`, cell])])
        expect([line, cutAt(separator, line).filter(isFormula)]).toEqual([line, []]);
    }
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1, maxLength: 4 }), fc.array(texts, { minLength: 1, maxLength: 4 }), (first, second) => {
        expect(cutAt(separator, csvLine(first) + csvLine(second)).filter(isFormula)).toEqual([]);
      }),
      { numRuns },
    );
  });

  it('leaves what is no formula as it is', () => {
    const cells = ['0812-0000-1', 'a; b', 'a=b', 'x;y', '12;5', "'ani", "'0812", "don't; 'x"];
    expect(csvLine(cells)).toBe("0812-0000-1,a; b,a=b,x;y,12;5,'ani,'0812,don't; 'x\r\n");
  });
});

describe('the guard', () => {
  it('is taken off again where it was put, and nowhere else', () => {
    expect(['@budi', '-tono', "'=x", "''@", 'ita;=x', "x\n'-y", "'ani", "'0812"].map(guardFormulas)).toEqual([
      "'@budi",
      "'-tono",
      "''=x",
      "'''@",
      "ita;'=x",
      "x\n''-y",
      "'ani",
      "'0812",
    ]);
    fc.assert(
      fc.property(texts, (text) => {
        expect(unguardFormulas(guardFormulas(text))).toBe(text);
      }),
      { numRuns: numRuns * 2 },
    );
  });

  it('takes no longer for a text that is made to take long', () => {
    for (const text of ['"', "'", ';', '\n', ' ', ";'", '\r', "';"].map((piece) => piece.repeat(100_000))) {
      const begun = performance.now();
      expect(unguardFormulas(guardFormulas(text))).toBe(text);
      expect(performance.now() - begun).toBeLessThan(1000);
    }
  });
});
