import { openTable } from './open-table.ts';
import type { KnownLayout } from './read-csv.ts';
import { type FileInspection, isBlank, type TableRow } from './table.ts';

/**
 * The data rows of an inspected file in chunks: below the header, blank rows left out, each with its row number in the
 * file and padded to `inspection.columns`. A row that repeats the header further down is a row like any other.
 * Throws UnreadableFile.
 */
export async function* readFile(path: string, inspection: FileInspection): AsyncGenerator<TableRow[]> {
  const table = await openTable(path, knownOf(inspection));
  const width = inspection.columns.length;
  try {
    for await (const chunk of table.rows(inspection.sheet)) {
      const rows: TableRow[] = [];
      for (const row of chunk) {
        if (row.rowNumber > inspection.headerRow && !isBlank(row.cells))
          rows.push({ rowNumber: row.rowNumber, cells: fit(row.cells, width) });
      }
      if (rows.length > 0) yield rows;
    }
  } finally {
    table.close();
  }
}

/** As the file was inspected, it is read; what an inspection says nothing of is found again. */
function knownOf({ encoding, delimiter, quote }: FileInspection): KnownLayout {
  return { encoding: encoding ?? undefined, delimiter: delimiter ?? undefined, quote: quote ?? undefined };
}

/** The cells of exactly the table's columns; what is beyond them was found blank when the file was inspected. */
function fit(cells: string[], width: number): string[] {
  if (cells.length > width) cells.length = width;
  while (cells.length < width) cells.push('');
  return cells;
}
