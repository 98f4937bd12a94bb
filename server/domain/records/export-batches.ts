import type { z } from 'zod';
import type { Batch } from '../../../contract/batches.ts';
import type { exportBatches as endpoint } from '../../../contract/exports.ts';
import { pagedList } from '../../platform/db/read-list.ts';
import { columnsOf } from '../../platform/exports/export-columns.ts';
import type { Download } from '../../platform/exports/send-list.ts';
import { type Exporter, exportList } from '../audit/export-list.ts';
import { findBatches } from './batches.queries.ts';
import { moduleWords } from './record-words.ts';

const { text, number, moment, word } = columnsOf<Batch>();

const columns = [
  text('Kartu', 'Card', 34, ({ title }) => title),
  text('Judul asli', 'Original title', 34, ({ originalTitle }) => originalTitle),
  text('Staff', 'Staff', 22, ({ staffName }) => staffName),
  word('Modul', 'Module', 16, moduleWords, ({ module }) => module),
  text('Produk', 'Product', 16, ({ productName }) => productName),
  text('Database', 'Database', 28, ({ databaseName }) => databaseName),
  moment('Dibagikan', 'Assigned', 20, ({ assignedAt }) => assignedAt),
  number('Record', 'Records', 10, ({ counts }) => counts.total),
  number('Belum divalidasi', 'Unvalidated', 16, ({ counts }) => counts.unvalidated),
  number('Valid', 'Valid', 10, ({ counts }) => counts.valid),
  number('Tidak Valid', 'Invalid', 12, ({ counts }) => counts.invalid),
  number('Konflik', 'Conflicts', 10, ({ counts }) => counts.conflict),
  number('Tindak lanjut', 'Follow-ups due', 14, ({ followUpsDue }) => followUpsDue),
  number('Diganti', 'Replaced', 10, ({ replaced }) => replaced),
  number('Kurang', 'Shortfall', 10, ({ shortfall }) => shortfall),
  text('ID', 'ID', 12, ({ id }) => id),
];

/** Cards of a filter with their counts, as a file. */
export function exportBatches(exporter: Exporter, query: z.output<typeof endpoint.query>): Promise<Download> {
  const list = pagedList<Batch>((db, page) => findBatches(db, exporter.actor, { ...query, ...page }));
  const title = { id: 'Batch staff', en: 'Staff batches' };
  return exportList(exporter, query, { subject: 'batches', title, detail: query.module, columns, ...list });
}
