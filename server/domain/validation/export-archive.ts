import type { z } from 'zod';
import type { exportArchive as endpoint } from '../../../contract/exports.ts';
import type { archivedRecord } from '../../../contract/validation.ts';
import { wholeList } from '../../platform/db/read-list.ts';
import { columnsOf } from '../../platform/exports/export-columns.ts';
import type { Download } from '../../platform/exports/send-list.ts';
import { type Exporter, exportList } from '../audit/export-list.ts';
import { moduleWords } from '../records/record-words.ts';
import { listOfArchive } from './validation.queries.ts';

type Archived = z.output<typeof archivedRecord>;
const { text, number, moment, word } = columnsOf<Archived>();

const columns = [
  text('Database', 'Database', 28, ({ databaseName }) => databaseName),
  number('Baris', 'Row', 8, ({ rowNumber }) => rowNumber),
  word('Modul', 'Module', 16, moduleWords, ({ module }) => module),
  text('Produk', 'Product', 16, ({ productName }) => productName),
  text('Customer ID', 'Customer ID', 22, ({ customerText }) => customerText),
  text('Nama', 'Name', 26, ({ name }) => name),
  text('Telepon', 'Phone', 18, ({ phone }) => phone),
  text('Staff terakhir', 'Last holder', 20, ({ lastStaffName }) => lastStaffName),
  text('Kartu asal', 'Card', 28, ({ lastBatchTitle }) => lastBatchTitle),
  text('Alasan', 'Reason', 22, ({ reasonLabel }) => reasonLabel),
  text('Catatan', 'Note', 30, ({ note }) => note),
  moment('Diproses', 'Processed', 20, ({ archivedAt }) => archivedAt),
  text('Diproses oleh', 'Processed by', 20, ({ archivedBy }) => archivedBy),
  text('Diganti oleh', 'Replaced by', 14, ({ replacedBy }) => replacedBy),
  text('ID record', 'Record ID', 12, ({ id }) => id),
];

/** Archived records of a filter as a file. */
export function exportArchive(exporter: Exporter, query: z.output<typeof endpoint.query>): Promise<Download> {
  const list = wholeList<Archived>(listOfArchive(query));
  const title = { id: 'Database invalid', en: 'Invalid database' };
  return exportList(exporter, query, { subject: 'archive', title, detail: query.module, columns, ...list });
}
