import { Readable } from 'node:stream';
import { type CellValue, type ColumnDef, writeXlsxStream } from 'hucre/xlsx';
import type { ExportFormat } from '../../../contract/values.ts';
import type { Language } from '../actor.ts';
import { csvLine, csvMark } from '../files/write-csv.ts';
import type { CellKind, ExportCell, ExportColumn } from './export-columns.ts';
import type { WallClock } from './wall-clock.ts';
import { sheetName, workbookText } from './workbook-text.ts';

export interface ListToWrite<Row> {
  readonly format: ExportFormat;
  readonly language: Language;
  readonly sheetName: string;
  readonly columns: readonly ExportColumn<Row>[];
  /** Pulled as fast as the file is taken, and no faster. */
  readonly pieces: AsyncIterable<readonly Row[]>;
  readonly clock: WallClock;
}

export const mediaTypes: { readonly [Format in ExportFormat]: string } = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

const buffered = 64 * 1024;

/** A list as a file, made while it is read; memory does not grow with the rows (docs/domain.md, Exports). */
export function writeList<Row>(list: ListToWrite<Row>): Readable {
  if (list.format === 'csv') return Readable.from(csvPieces(list), { objectMode: false, highWaterMark: buffered });
  const columns = list.columns.map(({ header, kind, width }): ColumnDef => {
    return { header: workbookText(header[list.language]), width, numFmt: numberFormats[kind] };
  });
  const written = writeXlsxStream(workbookRows(list), { name: sheetName(list.sheetName), columns, freezePane: { rows: 1 } });
  return Readable.from(bytesOf(written.getReader()), { objectMode: false, highWaterMark: buffered });
}

interface Reader {
  readonly read: () => Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  readonly cancel: () => Promise<void>;
}

/** What a stream of the web gives; one that is left early is cancelled, and so are the rows it is made of. */
async function* bytesOf(reader: Reader): AsyncGenerator<Uint8Array> {
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      if (value !== undefined) yield value;
    }
  } finally {
    await reader.cancel();
  }
}

/** `@` keeps a text a text when somebody edits the cell, also one that begins like a formula. */
const numberFormats: { readonly [Kind in CellKind]: string } = {
  text: '@',
  number: '0',
  day: 'yyyy-mm-dd',
  moment: 'yyyy-mm-dd hh:mm:ss',
};

async function* csvPieces<Row>({ columns, pieces, clock, language }: ListToWrite<Row>): AsyncGenerator<string> {
  yield csvMark + csvLine(columns.map(({ header }) => header[language]));
  for await (const rows of pieces) {
    yield rows.map((row) => csvLine(columns.map(({ kind, cell }) => csvText(kind, cell(row, language), clock)))).join('');
  }
}

function csvText(kind: CellKind, cell: ExportCell, clock: WallClock): string {
  if (cell === null) return '';
  if (kind === 'moment') return clock.at(String(cell)).toISOString().slice(0, 19).replace('T', ' ');
  return String(cell);
}

async function* workbookRows<Row>({ columns, pieces, clock, language }: ListToWrite<Row>): AsyncGenerator<CellValue[]> {
  for await (const rows of pieces) {
    for (const row of rows) yield columns.map(({ kind, cell }) => workbookValue(kind, cell(row, language), clock));
  }
}

function workbookValue(kind: CellKind, cell: ExportCell, clock: WallClock): CellValue {
  if (cell === null) return null;
  if (kind === 'day') return new Date(`${cell}T00:00:00Z`);
  if (kind === 'moment') return clock.at(String(cell));
  return typeof cell === 'number' ? cell : workbookText(cell);
}
