import { detectTextLayout, readCsvRows } from './read-csv.ts';
import { recogniseFormat } from './recognise-format.ts';
import type { FileInspection, TableRow } from './table.ts';
import { UnreadableFile } from './unreadable-file.ts';

/** A file opened for reading: what is known before its rows are read, and the rows from its top. */
export interface OpenTable {
  layout: Pick<FileInspection, 'format' | 'encoding' | 'delimiter' | 'sheets' | 'sheet'>;
  /** Every row in the order of the file; blank rows may be among them. */
  rows: () => AsyncIterable<TableRow[]>;
  close: () => Promise<void>;
}

/** Opens a file by what it holds. Throws UnreadableFile. */
export async function openTable(path: string, { sheet }: { sheet?: string }): Promise<OpenTable> {
  const kind = await recogniseFormat(path);
  if (kind !== 'text') throw new UnreadableFile('sheet_missing', { sheet: sheet ?? '' });
  return openText(path);
}

async function openText(path: string): Promise<OpenTable> {
  const layout = await detectTextLayout(path);
  return {
    layout: { format: layout.delimiter === '\t' ? 'tsv' : 'csv', encoding: layout.encoding, delimiter: layout.delimiter, sheets: [], sheet: null },
    rows: () => readCsvRows(path, layout),
    close: async () => {},
  };
}
