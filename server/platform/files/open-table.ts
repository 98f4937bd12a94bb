import { openXls } from './open-xls.ts';
import { openXlsx } from './open-xlsx.ts';
import { detectTextLayout, readCsvRows } from './read-csv.ts';
import { recogniseFormat } from './recognise-format.ts';
import type { FileInspection, TableRow } from './table.ts';

/** A file opened for reading. */
export interface OpenTable {
  /** What is known before its rows are read; `sheets` are those that hold text, the default one first. */
  layout: () => Promise<Pick<FileInspection, 'format' | 'encoding' | 'delimiter' | 'sheets'>>;
  /** Every row of a sheet (null in a text file) in the order of the file; blank rows may be among them or left out. */
  rows: (sheet: string | null) => AsyncIterable<TableRow[]>;
  close: () => void;
}

/** Opens a file by what it holds, whatever it is called. Throws UnreadableFile. */
export async function openTable(path: string): Promise<OpenTable> {
  switch (await recogniseFormat(path)) {
    case 'zip':
      return openXlsx(path);
    case 'xls':
      return openXls(path);
    case 'text':
      return openText(path);
  }
}

async function openText(path: string): Promise<OpenTable> {
  const layout = await detectTextLayout(path);
  const { encoding, delimiter } = layout;
  return {
    layout: async () => ({ format: delimiter === '\t' ? 'tsv' : 'csv', encoding, delimiter, sheets: [] }),
    rows: () => readCsvRows(path, layout),
    close: () => {},
  };
}
