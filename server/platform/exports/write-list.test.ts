import { describe, expect, test } from 'vitest';
import { readWorkbookStrictly, readXmlStrictly } from '../../testing/read-workbook-strictly.ts';
import { columnsOf } from './export-columns.ts';
import { WallClock } from './wall-clock.ts';
import { writeList } from './write-list.ts';

const { text } = columnsOf<string>();

async function workbookOf(header: string, cells: readonly string[], sheetName = 'Record'): Promise<Buffer> {
  async function* pieces() {
    yield cells;
  }
  const content = writeList<string>({
    format: 'xlsx',
    language: 'id',
    sheetName,
    columns: [text(header, header, 20, (cell) => cell)],
    pieces: pieces(),
    clock: new WallClock('Asia/Jakarta'),
  });
  return Buffer.concat(await content.toArray());
}

/** Every code point there is, the halves of surrogate pairs among them each alone, 4,096 to a text. */
function everyCharacter(): string[] {
  const each = 4096;
  return Array.from({ length: 0x110000 / each }, (_, piece) =>
    Array.from({ length: each }, (_unused, place) => `${String.fromCodePoint(piece * each + place)}·`).join(''),
  );
}

/** What XML 1.0 holds (section 2.2, Char). */
const holds = (character: string): boolean => {
  const code = character.codePointAt(0) ?? 0;
  return code === 9 || code === 10 || code === 13 || (code >= 0x20 && code < 0xd800) || (code >= 0xe000 && code < 0xfffe) || code > 0xffff;
};
const held = (value: string): string => Array.from(value).filter(holds).join('');

describe('a workbook', () => {
  test('is well-formed whatever a cell holds, and has all of it that XML can hold', async () => {
    const cells = everyCharacter();
    expect(await readWorkbookStrictly(await workbookOf('Isi', cells))).toEqual(['Isi', ...cells.map(held)]);
  });

  test('is well-formed whatever a header or the name of the sheet holds', async () => {
    for (const value of everyCharacter().slice(0, 16)) {
      expect(await readWorkbookStrictly(await workbookOf(value, ['x'], `Daftar ${value}`))).toEqual([held(value), 'x']);
    }
    for (const name of ['', '\uFFFF', "'", 'History', 'a/b\\c?d*e[f]g:h', '😀'.repeat(40)])
      expect(await readWorkbookStrictly(await workbookOf('Isi', ['x'], name))).toEqual(['Isi', 'x']);
  });

  test('says what a text says that looks like a character as the format writes one, also once something was left out of it', async () => {
    const cells = ['_x0041_', '_x00\uFFFE41_', '_\uFFFFx0041_', '_x005F_x0041_', '_\u0001x000D_'];
    expect(await readWorkbookStrictly(await workbookOf('Isi', cells))).toEqual(['Isi', ...cells.map(held)]);
  });

  test('cuts the longest text between characters', async () => {
    const [, cell = ''] = await readWorkbookStrictly(await workbookOf('Isi', [`x${'😀'.repeat(20_000)}`]));
    expect(cell).toBe(`x${'😀'.repeat(16_383)}`);
  });
});

// Halves of surrogate pairs there are none in UTF-8.
test.each(['\u0001', '\u000b', '\uFFFE', '\uFFFF'])('the reader that judges it refuses %j', (character) => {
  expect(() => readXmlStrictly(`<t>a${character}b</t>`)).toThrow();
});
