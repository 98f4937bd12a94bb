import type { z } from 'zod';
import type { Database as DatabaseAnswer } from '../../../contract/databases.ts';
import type { exportDatabases as endpoint } from '../../../contract/exports.ts';
import { pagedList } from '../../platform/db/read-list.ts';
import { columnsOf } from '../../platform/exports/export-columns.ts';
import type { Download } from '../../platform/exports/send-list.ts';
import { type Exporter, exportList } from '../audit/export-list.ts';
import { moduleWords } from '../records/record-words.ts';
import { findDatabases } from './databases.queries.ts';

const { text, number, moment, word } = columnsOf<DatabaseAnswer>();

const columns = [
  text('Database', 'Database', 34, ({ name }) => name),
  word('Modul', 'Module', 16, moduleWords, ({ module }) => module),
  text('Produk', 'Product', 16, ({ productName }) => productName),
  text('File', 'File', 30, ({ fileName }) => fileName),
  moment('Diimpor', 'Imported', 20, ({ importedAt }) => importedAt),
  text('Diimpor oleh', 'Imported by', 20, ({ importedBy }) => importedBy),
  number('Record diimpor', 'Records imported', 14, ({ counts }) => counts.imported),
  number('Tersedia', 'Available', 10, ({ counts }) => counts.available),
  number('Dibagikan', 'Assigned', 10, ({ counts }) => counts.assigned),
  number('Diarsipkan', 'Archived', 10, ({ counts }) => counts.archived),
  number('Dihapus', 'Deleted', 10, ({ counts }) => counts.deleted),
  number('Belum divalidasi', 'Unvalidated', 16, ({ counts }) => counts.unvalidated),
  number('Valid', 'Valid', 10, ({ counts }) => counts.valid),
  number('Tidak Valid', 'Invalid', 12, ({ counts }) => counts.invalid),
  number('Konflik', 'Conflicts', 10, ({ counts }) => counts.conflict),
  text('ID', 'ID', 12, ({ id }) => id),
];

/** Databases of a filter with their counts, as a file. */
export function exportDatabases(exporter: Exporter, query: z.output<typeof endpoint.query>): Promise<Download> {
  const list = pagedList<DatabaseAnswer>(async (db, page) => {
    const found = await findDatabases(db, exporter.actor, { ...query, ...page });
    // Exports are for admins, who are answered with the counts.
    return { total: found.total, items: found.items.flatMap((database) => ('counts' in database ? [database] : [])) };
  });
  return exportList(exporter, query, {
    subject: 'databases',
    title: { id: 'Database', en: 'Databases' },
    detail: query.module,
    columns,
    ...list,
  });
}
