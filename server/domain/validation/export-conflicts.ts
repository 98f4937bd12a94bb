import type { z } from 'zod';
import type { exportConflicts as endpoint } from '../../../contract/exports.ts';
import { wholeList } from '../../platform/db/read-list.ts';
import { columnsOf } from '../../platform/exports/export-columns.ts';
import type { Download } from '../../platform/exports/send-list.ts';
import { type Exporter, exportList } from '../audit/export-list.ts';
import { moduleWords, verdictWords } from '../records/record-words.ts';
import { conflictReason } from '../records/records.rules.ts';
import { type ConflictRow, listOfConflicts } from './conflicts.queries.ts';

const { text, moment, word } = columnsOf<ConflictRow>();

const columns = [
  text('Customer ID', 'Customer ID', 22, ({ customerText }) => customerText),
  text('Nama', 'Name', 26, ({ name }) => name),
  text('Telepon', 'Phone', 18, ({ phone }) => phone),
  text('Dipegang', 'Held by', 20, ({ staffName }) => staffName),
  text('Kartu', 'Card', 28, ({ batchTitle }) => batchTitle),
  word('Validasi', 'Verdict', 16, verdictWords, ({ verdict }) => verdict),
  text('Direservasi', 'Reserved by', 20, ({ reservedByName }) => reservedByName),
  moment('Sejak', 'Since', 20, ({ since }) => since),
  text('Konflik', 'Conflict', 34, ({ reservedByName, sinceDay }, language) => conflictReason(reservedByName, sinceDay, language)),
  text('Dibiarkan oleh', 'Kept by', 20, ({ keptBy }) => keptBy),
  moment('Dibiarkan pada', 'Kept at', 20, ({ keptAt }) => keptAt),
  text('Catatan', 'Note', 30, ({ keptNote }) => keptNote),
  text('Database', 'Database', 28, ({ databaseName }) => databaseName),
  text('Produk', 'Product', 16, ({ productName }) => productName),
  word('Modul', 'Module', 16, moduleWords, ({ module }) => module),
  text('ID record', 'Record ID', 12, ({ recordId }) => recordId),
];

/** Conflicts of a filter as a file. */
export function exportConflicts(exporter: Exporter, query: z.output<typeof endpoint.query>): Promise<Download> {
  const list = wholeList<ConflictRow>(listOfConflicts(query));
  return exportList(exporter, query, {
    subject: 'conflicts',
    title: { id: 'Konflik', en: 'Conflicts' },
    detail: query.module,
    columns,
    ...list,
  });
}
