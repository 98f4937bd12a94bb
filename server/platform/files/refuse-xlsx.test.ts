import { writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { type ArchiveEntry, buildArchive, buildWorkbook, textRows, type WorkbookParts } from './fixtures/build-archive.ts';
import { cells, header, storeWorkbooks, text } from './fixtures/store-workbooks.ts';
import { describeRefusal } from '../http/problem.ts';
import { inspectFile } from './inspect-file.ts';
import { UnreadableFile } from './unreadable-file.ts';

const { store, build, refusal } = storeWorkbooks();

describe('refused', () => {
  const good = buildWorkbook({
    sheets: [textRows([['Nama', 'Kota'], ...Array.from({ length: 2000 }, (_, index) => [`Budi ${index}`, 'Solo'])])],
  });
  const sheetWith = (data: string) => buildWorkbook({ sheets: [header + data] });
  const entryWith = (entry: Partial<ArchiveEntry>) =>
    buildWorkbook({ sheets: [], more: [{ name: 'xl/worksheets/sheet1.xml', content: 'x', ...entry }] });
  /** A workbook with a text too long for a cell, before whatever rows follow the header. */
  const endless = (rows: string) => buildWorkbook({ strings: `<si><t>${'x'.repeat(100_001)}</t></si>`, sheets: [header + rows] });
  const blanks = Buffer.alloc(64 * 1024 * 1024, ' ');
  test.each<[string, Buffer, string]>([
    ['cut in the middle', good.subarray(0, good.length / 2), 'file_damaged'],
    ['cut at the end', good.subarray(0, good.length - 30), 'file_damaged'],
    ['a signature only', Buffer.from('PK\x03\x04'), 'file_damaged'],
    ['an empty archive', buildArchive([]), 'file_other_format'],
    ['flipped bits', Buffer.from(good).fill(0x55, 2000, 2010), 'file_damaged'],
    ['an entry that says it is larger', liar(9_000_000), 'file_damaged'],
    ['an entry that says it is smaller', liar(100), 'file_bomb'],
    ['an entry whose sum is wrong', liar(undefined, 12345), 'file_damaged'],
    ['an entry locked by a password', entryWith({ encrypted: true }), 'file_encrypted'],
    ['a bomb', entryWith({ content: blanks }), 'file_bomb'],
    ['a bomb that says it is small', liar(200_000, undefined, blanks), 'file_bomb'],
    ['a bomb that says it is huge', entryWith({ declaredSize: 4_294_967_290 }), 'file_bomb'],
    [
      'ten thousand entries and one',
      buildArchive(Array.from({ length: 10_001 }, (_, index) => ({ name: `${index}`, content: '' }))),
      'file_bomb',
    ],
    ['a row numbered a billion', sheetWith('<row r="1000000000"><c t="inlineStr"><is><t>x</t></is></c></row>'), 'too_many_rows'],
    ['a row numbered nonsense', sheetWith('<row r="1e3"/><row r="abc"/>'), 'file_damaged'],
    ['rows that go back', sheetWith(`<row r="9">${text('x')}</row><row r="4">${text('x')}</row>`), 'file_damaged'],
    ['a column beyond XFD', sheetWith('<row><c r="XFE2"><v>1</v></c></row>'), 'file_damaged'],
    ['a column of nonsense', sheetWith('<row><c r="AAAAAAAAAA2"><v>1</v></c></row>'), 'file_damaged'],
    ['text in column XFD', sheetWith('<row><c r="XFD2"><v>1</v></c></row>'), 'too_many_columns'],
    ['a shared string that is not there', sheetWith('<row><c t="s"><v>7</v></c></row>'), 'file_damaged'],
    ['a document type', buildWorkbook({ sheets: ['<!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData/></worksheet>'] }), 'file_damaged'],
    ['an entity', sheetWith(cells('<c t="inlineStr"><is><t>&a;</t></is></c>')), 'file_damaged'],
    ['broken XML', sheetWith('<row><c></row>'), 'file_damaged'],
    ['an endless cell', sheetWith(cells(text('x'.repeat(100_001)))), 'cell_too_long'],
    ['an endless shared text', endless('<row r="77"><c r="AC77" t="s"><v>0</v></c></row>'), 'cell_too_long'],
    ['a cell above the rows', buildWorkbook({ sheets: [text('x') + header] }), 'file_damaged'],
    ['no sheet', buildWorkbook({ sheets: [] }), 'file_empty'],
    ['an empty sheet', buildWorkbook({ sheets: ['<row r="5"><c r="A5" s="1"/></row>'] }), 'file_empty'],
    ['a header only', buildWorkbook({ sheets: [header] }), 'file_without_rows'],
  ])('%s', async (_, content, code) => {
    const refused = await refusal(content);
    expect(refused).toMatchObject({ name: 'UnreadableFile', code });
    expect(String(refused)).not.toMatch(/[{}]|\b(?:row|line) 0\b/i);
  });

  test.each([
    ['OpenDocument', ['mimetype', 'content.xml']],
    ['Word', ['[Content_Types].xml', 'word/document.xml']],
    ['PowerPoint', ['ppt/presentation.xml']],
    ['Apple Numbers', ['Index/Document.iwa']],
    ['XLSB', ['[Content_Types].xml', 'xl/workbook.bin']],
    ['ZIP', ['foto.jpg']],
  ])('%s is named', async (format, names) => {
    expect(await refusal(buildArchive(names.map((name) => ({ name, content: 'x' }))))).toMatchObject({
      code: 'file_other_format',
      params: { format },
    });
  });

  test('row and column of a cell that is too long are named', async () => {
    const place = { row: 77, column: 'A' };
    expect(await refusal(sheetWith(`<row r="77">${text('x'.repeat(100_001))}</row>`))).toMatchObject({ params: place });
    const shared = await refusal(endless('<row r="77"><c r="AC77" t="s"><v>0</v></c></row>'));
    expect(shared).toMatchObject({ params: { row: 77, column: 'AC' } });
    expect(describeRefusal(shared as UnreadableFile, 'id').detail).toBe(
      'Sel di baris 77, kolom AC, lebih panjang dari 100.000 karakter. Persingkat isinya, lalu unggah lagi.',
    );
  });

  test('a text that is too long and stands in no cell of the sheet is nobody’s trouble', async () => {
    const { rows } = await inspectFile(await store(endless(`<row r="2">${text('Budi')}</row>`)));
    expect(rows).toBe(1);
  });

  /** A workbook whose sheet lies about itself. */
  function liar(
    declaredSize?: number,
    declaredCrc?: number,
    content: string | Buffer = `<worksheet><sheetData>${textRows([['Nama'], ['x'.repeat(5000)]])}</sheetData></worksheet>`,
  ): Buffer {
    const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    return buildArchive([
      {
        name: '_rels/.rels',
        content: `<Relationships><Relationship Target="xl/workbook.xml" Type="${relation}/officeDocument" Id="a"/></Relationships>`,
      },
      { name: 'xl/workbook.xml', content: '<workbook xmlns:r="r"><sheets><sheet r:id="z" sheetId="4" name="Data"/></sheets></workbook>' },
      {
        name: 'xl/_rels/workbook.xml.rels',
        content: `<Relationships><Relationship Id="z" Type="${relation}/worksheet" Target="sheet1.xml"/></Relationships>`,
      },
      {
        name: 'xl/sheet1.xml',
        content,
        ...(declaredSize === undefined ? {} : { declaredSize }),
        ...(declaredCrc === undefined ? {} : { declaredCrc }),
      },
    ]);
  }
});

test('any byte changed, packed or unpacked, gives rows or a refusal, never another error', async () => {
  const outcomes = new Set<string>();
  const attempt = async (content: Buffer) => {
    const outcome = await refusal(content);
    if (outcome instanceof UnreadableFile) outcomes.add('a refusal');
    else outcomes.add(outcome instanceof Error ? String(outcome) : 'rows');
  };
  const parts: WorkbookParts = {
    strings: '<si><t>Budi</t></si>',
    styles: '<cellXfs><xf numFmtId="14"/></cellXfs>',
    sheets: [`${header}<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" s="0"><v>45000</v></c></row>`],
  };
  const whole = buildWorkbook(parts);
  for (let position = 0; position < whole.length; position += 11) {
    const bytes = Buffer.from(whole);
    bytes[position] = (bytes[position] ?? 0) ^ (1 << (position % 8));
    await attempt(bytes);
  }
  const data = Buffer.from(parts.sheets[0] ?? '');
  for (let position = 0; position < data.length; position += 7) {
    const bytes = Buffer.from(data);
    bytes[position] = (bytes[position] ?? 0) ^ (1 << (position % 7));
    await attempt(buildWorkbook({ ...parts, sheets: [bytes.toString('latin1')] }));
  }
  expect([...outcomes].toSorted()).toEqual(['a refusal', 'rows']);
});

test('nothing written in a cell takes long', async () => {
  const long = (piece: string) => piece.repeat(99_000 / piece.length);
  const headers = [' ', '.', 'a ', '1.', 'a@a.', '\n'].map((piece) => text(`x@${long(piece)} x`));
  const numbers = ['1', '1.', ' ', 'e', '.', '0'].map((piece) => `<c s="0"><v>1${long(piece)}x</v></c>`);
  const styles = `<numFmts><numFmt numFmtId="200" formatCode="${long('0[a')}"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs>`;
  const begun = performance.now();
  const { inspection } = await build({
    styles,
    sheets: [cells(...headers) + cells(...headers.map(() => text('isi'))) + cells(...numbers)],
  });
  expect(inspection).toMatchObject({ headerRow: 1, rows: 2 });
  expect(performance.now() - begun).toBeLessThan(3000);
});

test('a workbook under the name of a text file, and a text under the name of a workbook, are what they hold', async () => {
  const path = `${await store(Buffer.alloc(1))}.csv`;
  await writeFile(path, buildWorkbook({ sheets: [header + cells(text('Budi'))] }));
  expect((await inspectFile(path)).format).toBe('xlsx');
  expect((await inspectFile(await store(Buffer.from('Nama,Kota\nBudi,Solo')))).format).toBe('csv');
});
