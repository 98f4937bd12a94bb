import { openXls } from './open-xls.ts';
import { openXlsx } from './open-xlsx.ts';
import { detectTextLayout, type KnownLayout, readCsvRows } from './read-csv.ts';
import { recogniseFormat } from './recognise-format.ts';
import type { FileInspection, TableRow } from './table.ts';

/** A file opened for reading. */
export interface OpenTable {
  /** What is known before its rows are read; `sheets` are those that hold text, the default one first. */
  layout: () => Promise<Pick<FileInspection, 'format' | 'encoding' | 'encodingChoices' | 'delimiter' | 'quote' | 'sheets'>>;
  /** Every row of a sheet (null in a text file) in the order of the file; blank rows may be among them or left out. */
  rows: (sheet: string | null) => AsyncIterable<TableRow[]>;
  /** Where a sheet lies in the file: a damaged or malicious workbook may have one sheet under hundreds of names. */
  placeOf: (sheet: string) => string | number | undefined;
  close: () => void;
}

/** Opens a file by what it holds, whatever it is called; a text file as far as it is known in what way. Throws UnreadableFile. */
export async function openTable(path: string, known: KnownLayout = {}): Promise<OpenTable> {
  switch (await recogniseFormat(path)) {
    case 'zip':
      return openXlsx(path);
    case 'xls':
      return openXls(path);
    case 'text':
      return openText(path, known);
  }
}

async function openText(path: string, known: KnownLayout): Promise<OpenTable> {
  const layout = await detectTextLayout(path, known);
  const { lineEnds: _lineEnds, ...shown } = layout;
  return {
    layout: async () => ({ format: layout.delimiter === '\t' ? 'tsv' : 'csv', ...shown, sheets: [] }),
    rows: () => readCsvRows(path, layout),
    placeOf: () => undefined,
    close: () => {},
  };
}
