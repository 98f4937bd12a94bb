import { describe, expect, test } from 'vitest';
import { buildArchive, buildWorkbook, textRows } from './fixtures/build-archive.ts';
import { cells, header, readWhole, storeWorkbooks, text } from './fixtures/store-workbooks.ts';

const { store, build } = storeWorkbooks();

describe('texts', () => {
  test('shared, inline, rich, with phonetic readings, escaped', async () => {
    const strings =
      '<si><t>Budi</t></si><si><r><t>Si</t></r><r><rPr><b/></rPr><t xml:space="preserve">ti </t></r><r><t>R.</t></r></si><si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr/></si><si><t>a_x000D_b_x005F_x000D_</t></si><si/><si><t>&lt;&amp;&#x1F600;</t></si>';
    const { rows } = await build({
      strings,
      sheets: [
        header +
          cells('<c t="s"><v>0</v></c>', '<c t="s"><v>1</v></c>', '<c t="s"><v>2</v></c>') +
          cells('<c t="s"><v>3</v></c>', '<c t="s"><v>4</v></c>', '<c t="s"><v>5</v></c>') +
          cells(
            '<c t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>',
            '<c t="inlineStr"><is><t><![CDATA[<b>]]></t></is></c>',
            text('x'),
          ),
      ],
    });
    expect(rows).toEqual([
      [2, 'Budi', 'Siti R.', '東京'],
      [3, 'a\rb_x000D_', '', '<&😀'],
      [4, 'inline', '<b>', 'x'],
    ]);
  });

  test('what a database cannot hold is shown as such in the sample, and comes through in the rows', async () => {
    const broken = `a_x0000_b_xD800_c${'x'.repeat(994)}&#x1F600;`;
    const { inspection, rows } = await build({ sheets: [cells(text('Na_x0000_ma'), text('Kota')) + cells(text(broken), text('x'))] });
    expect(inspection.columns).toEqual(['Na\uFFFDma', 'Kota']);
    expect(inspection.sample).toEqual([[`a\uFFFDb\uFFFDc${'x'.repeat(994)}\uFFFD…`, 'x']]);
    expect(rows[0]?.[1]).toBe(`a\0b\ud800c${'x'.repeat(994)}😀`);
  });

  test('an empty text may come first', async () => {
    const { rows } = await build({
      strings: '<si/><si><t>x</t></si>',
      sheets: [header + cells('<c t="s"><v>0</v></c>', '<c t="s"><v>1</v></c>', text('y'))],
    });
    expect(rows).toEqual([[2, '', 'x', 'y']]);
  });

  test('what is text stays text', async () => {
    const values = ['081234567890', '6.28123E+11', '00012', '1.0', ' x ', 'TRUE', '45000', '=1+1'];
    const { rows } = await build({ sheets: [textRows([values.map((_, index) => `nama${index}`), values])] });
    expect(rows[0]?.slice(1)).toEqual(values);
  });
});
test('numbers are written in the format of their cell style', async () => {
  const styles = `<numFmts><numFmt numFmtId="200" formatCode="00000"/></numFmts><cellStyleXfs><xf numFmtId="22"/><xf numFmtId="22"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="200"/><xf numFmtId="14"/></cellXfs><dxfs><xf numFmtId="22"/></dxfs>`;
  const row =
    cells('<c s="1"><v>42</v></c>', '<c s="2"><v>45000</v></c>', '<c s="9"><v>45000</v></c>') +
    cells('<c><v>42</v></c>', '<c s="0"><v>42</v></c>', '<c s="x"><v>42</v></c>');
  expect((await build({ styles, sheets: [header + row] })).rows).toEqual([
    [2, '00042', '2023-03-15', '45000'],
    [3, '42', '42', '42'],
  ]);
  expect((await build({ styles, date1904: true, sheets: [header + row] })).rows[0]).toEqual([2, '00042', '2027-03-16', '45000']);
});

test('stored as ISO text', async () => {
  const { rows } = await build({
    sheets: [
      header +
        cells('<c t="d"><v>2024-05-01</v></c>', '<c t="d"><v>2024-05-01T00:00:00.000</v></c>', '<c t="d"><v>2024-05-01T13:45:00Z</v></c>'),
    ],
  });
  expect(rows[0]?.slice(1)).toEqual(['2024-05-01', '2024-05-01', '2024-05-01 13:45:00']);
});

describe('cells and rows', () => {
  test('booleans, errors, formulas with and without a stored value', async () => {
    const { rows } = await build({
      sheets: [
        header +
          cells('<c t="b"><v>1</v></c>', '<c t="b"><v>0</v></c>', '<c t="e"><v>#N/A</v></c>') +
          cells('<c><f>1+1</f><v>2</v></c>', '<c t="str"><f>A1</f><v>te_x000D_ks</v></c>', '<c><f>NOW()</f></c>'),
      ],
    });
    expect(rows).toEqual([
      [2, 'TRUE', 'FALSE', '#N/A'],
      [3, '2', 'te\rks', ''],
    ]);
  });

  test('references, gaps, and attributes in any order', async () => {
    const sheet = `<row r="3"><c t="inlineStr" r="B3"><is><t>Nama</t></is></c><c r="D3" t="inlineStr"><is><t>Telepon</t></is></c></row><row spans="1:4" r="10"><c r="b10" t="inlineStr"><is><t>Budi</t></is></c>${text('lanjut')}<c r="D10"><v>5</v></c></row><row/><row><c r="A12"/><c r="D12"><v>6</v></c></row>`;
    const { inspection, rows } = await build({ sheets: [sheet] });
    expect(inspection).toMatchObject({ headerRow: 3, columns: ['Kolom 1', 'Nama', 'Kolom 3', 'Telepon'] });
    expect(rows).toEqual([
      [10, '', 'Budi', 'lanjut', '5'],
      [12, '', '', '', '6'],
    ]);
  });

  test('merged cells have their value in the first; nothing below sheetData is read', async () => {
    const sheet = `<?xml version="1.0"?><x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData>${(header + cells(text('Budi'), '<c/>', text('x'))).replaceAll('<', '<x:').replaceAll('<x:/', '</x:')}</x:sheetData><x:mergeCells><x:mergeCell ref="A2:B2"/></x:mergeCells><x:extLst><x:row r="9"><x:c><x:v>9</x:v></x:c></x:row></x:extLst></x:worksheet>`;
    const { rows } = await build({ sheets: [sheet] });
    expect(rows).toEqual([[2, 'Budi', '', 'x']]);
  });

  test('sheets by their relations wherever they lie, hidden and empty ones last or not at all', async () => {
    const parts = buildWorkbook({
      sheets: [
        textRows([
          ['Rahasia', 'x'],
          ['1', '2'],
        ]),
        '',
        textRows([
          ['Nama', 'Kota'],
          ['Budi', 'Solo'],
        ]),
      ],
      sheetNames: ['Tersembunyi', 'Kosong', 'Data'],
      hidden: [true, false, false],
    });
    expect((await readWhole(await store(parts))).inspection).toMatchObject({ sheets: ['Data', 'Tersembunyi'], sheet: 'Data' });
    const relation = 'http://purl.oclc.org/ooxml/officeDocument/relationships';
    const odd = buildArchive([
      {
        name: '_rels/.rels',
        content: `<Relationships><Relationship Target="/buku/kerja.xml" Type="${relation}/officeDocument" Id="a"/></Relationships>`,
      },
      {
        name: 'buku/kerja.xml',
        content: '<w:workbook xmlns:w="w" xmlns:q="q"><w:sheets><w:sheet q:id="z" sheetId="4" name="A &amp; B"/></w:sheets></w:workbook>',
      },
      {
        name: 'buku/_rels/kerja.xml.rels',
        content: `<Relationships><Relationship Id="z" Type="${relation}/worksheet" Target="../Lembar/SATU.xml"/></Relationships>`,
      },
      {
        name: 'lembar/satu.XML',
        content: Buffer.from(
          `\ufeff<?xml version="1.0" encoding="UTF-16"?><worksheet><sheetData>${textRows([
            ['Nama', 'Kota'],
            ['Žofie', 'Solo'],
          ])}</sheetData></worksheet>`,
          'utf16le',
        ),
        stored: true,
      },
    ]);
    const { inspection, rows } = await readWhole(await store(odd));
    expect(inspection).toMatchObject({ sheets: ['A & B'], columns: ['Nama', 'Kota'] });
    expect(rows).toEqual([[2, 'Žofie', 'Solo']]);
  });
});
