import { sql } from 'kysely';
import type { z } from 'zod';
import type { downloadRejected as endpoint } from '../../../contract/databases.ts';
import { wholeList } from '../../platform/db/read-list.ts';
import { columnsOf } from '../../platform/exports/export-columns.ts';
import type { Download } from '../../platform/exports/send-list.ts';
import { type Exporter, exportList } from '../audit/export-list.ts';
import { findDatabase } from './databases.queries.ts';

const reasonWords = {
  duplicateInFile: { id: 'Ganda di dalam file', en: 'Twice in the file' },
  existing: { id: 'Sudah ada di produk ini', en: 'In this product already' },
  emptyKey: { id: 'Tanpa Customer ID dan telepon yang terbaca', en: 'Neither Customer ID nor a readable phone' },
  unreadable: { id: 'Customer ID tidak terbaca', en: 'Customer ID cannot be read' },
} as const;

interface RejectedRow {
  readonly rowNumber: number;
  readonly reason: keyof typeof reasonWords;
  /** None where the row spoke of a member who was deleted for good. */
  readonly cells: readonly string[];
}

const { text, number, word } = columnsOf<RejectedRow>();

type Query = z.output<typeof endpoint.query> & { readonly databaseId: string };

/** The rows of a list that were not imported, in file order, with reason and original columns, as a file. Throws not_found. */
export async function exportRejected(exporter: Exporter, query: Query): Promise<Download> {
  const { databaseId } = query;
  const { name, columns } = await findDatabase(exporter.database.db, databaseId);
  return exportList<RejectedRow>(exporter, query, {
    subject: 'rejected_rows',
    title: { id: 'Baris ditolak', en: 'Rejected rows' },
    detail: name,
    columns: [
      number('Baris', 'Row', 8, ({ rowNumber }) => rowNumber),
      word('Alasan', 'Reason', 30, reasonWords, ({ reason }) => reason),
      ...columns.map((column, place) => text(column, column, 18, ({ cells }) => cells[place] ?? '')),
    ],
    ...wholeList<RejectedRow>({
      id: sql`row_number`,
      columns: sql`rejected.row_number as "rowNumber", rejected.reason, rejected.cells`,
      source: sql`from rejected_rows where database_id = ${databaseId}`,
      details: sql`join rejected_rows rejected on rejected.database_id = ${databaseId} and rejected.row_number = page.id`,
      orderBy: sql`row_number`,
    }),
  });
}
