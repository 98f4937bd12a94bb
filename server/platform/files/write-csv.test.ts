import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { csvLine } from './write-csv.ts';

describe('a line of CSV', () => {
  it('keeps separators, quotes and line breaks within their cell', () => {
    const cells = ['a,b', 'say "hi"', 'two\nlines', ' spaced ', ''];
    expect(Papa.parse(csvLine(cells)).data[0]).toEqual(cells);
  });

  it('holds nothing that a spreadsheet program would calculate, whether it splits at commas or at semicolons', () => {
    const cells = ['=1+1', '+62', '-2', '@sum', '\t=1', 'x;=1+1', 'x; @sum', 'x,;-2'];
    for (const delimiter of [',', ';']) {
      const read = Papa.parse<string[]>(csvLine(cells), { delimiter }).data.flat();
      expect(read.filter((cell) => /^\s*[=+\-@]/.test(cell))).toEqual([]);
    }
  });

  it('leaves what is no formula as it is', () => {
    const cells = ['0812-0000-1', 'a; b', 'a=b', 'x;y', '12;5'];
    expect(csvLine(cells)).toBe('0812-0000-1,a; b,a=b,x;y,12;5\r\n');
  });
});
