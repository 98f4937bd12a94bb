import { sql } from 'kysely';
import type { z } from 'zod';
import type { exportInvalidRecords as invalidEndpoint, exportRecords as endpoint } from '../../../contract/exports.ts';
import type { Sentence } from '../../../contract/problem-kind.ts';
import type { RecordFilter } from '../../../contract/records.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db/database.ts';
import { type DetailedListQuery, wholeList } from '../../platform/db/read-list.ts';
import { columnsOf, type ExportColumn } from '../../platform/exports/export-columns.ts';
import type { Download } from '../../platform/exports/send-list.ts';
import { type Exporter, exportList } from '../audit/export-list.ts';
import { listsHolding } from './merge-lists.ts';
import { contactWords, moduleWords, stateWords, verdictWords } from './record-words.ts';
import { listOfRecords, type RecordRow } from './records.queries.ts';
import { conflictReason } from './records.rules.ts';

interface ExportedRecord extends RecordRow {
  readonly batchTitle: string | null;
  readonly lastStaffName: string | null;
}

const { text, number, day, moment, word, yesNo } = columnsOf<ExportedRecord>();

const facts = [
  text('Database', 'Database', 28, ({ databaseName }) => databaseName),
  number('Baris', 'Row', 8, ({ rowNumber }) => rowNumber),
  text('Produk', 'Product', 16, ({ productName }) => productName),
  word('Modul', 'Module', 16, moduleWords, ({ module }) => module),
  text('Customer ID', 'Customer ID', 22, ({ customerText }) => customerText),
  text('Nama', 'Name', 26, ({ name }) => name),
  text('Telepon', 'Phone', 18, ({ phone, phoneText }) => phone ?? phoneText),
  word('Status', 'State', 12, stateWords, ({ state }) => state),
  text('Staff', 'Staff', 20, ({ staffName }) => staffName),
  text('Kartu', 'Card', 28, ({ batchTitle }) => batchTitle),
  moment('Dibagikan', 'Assigned', 20, ({ assignedAt }) => assignedAt),
  word('Validasi', 'Verdict', 16, verdictWords, ({ verdict }) => verdict),
  text('Alasan', 'Reason', 22, ({ reasonLabel }) => reasonLabel),
  text('Catatan', 'Note', 30, ({ note }) => note),
  word('Hasil kontak', 'Contact result', 20, contactWords, ({ contactResult }) => contactResult),
  number('Percobaan', 'Attempts', 10, ({ contactAttempts }) => contactAttempts),
  moment('Kontak terakhir', 'Last contact', 20, ({ contactAt }) => contactAt),
  day('Tindak lanjut', 'Follow-up', 12, ({ followUpOn }) => followUpOn),
  yesNo('Jangan hubungi lagi', 'Do not contact', ({ doNotContact }) => doNotContact),
  text('Konflik', 'Conflict', 34, ({ reserverName, reservedDay }, language) =>
    reserverName === null || reservedDay === null ? null : conflictReason(reserverName, reservedDay, language),
  ),
  moment('Diarsipkan', 'Archived', 20, ({ archivedAt }) => archivedAt),
  text('Pemegang terakhir', 'Last holder', 20, ({ lastStaffName }) => lastStaffName),
  text('Menggantikan', 'Replaces', 14, ({ replaces }) => replaces),
  text('Diganti oleh', 'Replaced by', 14, ({ replacedBy }) => replacedBy),
  text('ID record', 'Record ID', 12, ({ id }) => id),
];

/** More original columns than this, over all databases of the list, are told in one. */
const mostOriginals = 100;

interface Original {
  readonly databaseId: string;
  readonly columns: readonly string[];
}

/** Original columns: those of one database in its order, of several each name once, where they are not too many. */
async function originalColumns(
  db: Db,
  { source }: DetailedListQuery,
  viewer: Actor,
  filter: RecordFilter,
): Promise<ExportColumn<ExportedRecord>[]> {
  const { databaseId } = filter;
  const holding = listsHolding(viewer, filter) ?? sql`select distinct record.database_id ${source}`;
  const chosen = databaseId === undefined ? sql`(${holding})` : sql`(${databaseId}::bigint)`;
  const { rows } = await sql<Original>`
    select id as "databaseId", columns from databases where id in ${chosen} order by databases.id
  `.execute(db);
  const names = [...new Set(rows.flatMap(({ columns }) => columns))];
  if (names.length > mostOriginals) return [text('Data asli', 'Original data', 60, readable)];
  const places = new Map(rows.map((row) => [row.databaseId, new Map(row.columns.map((name, place) => [name, place]))]));
  const taken = new Set(facts.flatMap(({ header }) => [header.id, header.en]));
  return names.map((name) => {
    const [id, en] = taken.has(name) ? [`${name} (asli)`, `${name} (original)`] : [name, name];
    return text(id, en, 18, (record) => {
      const place = places.get(record.databaseId)?.get(name);
      return place === undefined ? null : (record.cells[place] ?? '');
    });
  });
}

/** All original columns of a record in one cell: "Kota: Bandung; Poin: 12". */
function readable({ columns, cells }: ExportedRecord): string {
  return columns
    .flatMap((name, place) => (cells[place] === undefined || cells[place] === '' ? [] : [`${name}: ${cells[place]}`]))
    .join('; ');
}

interface Title {
  readonly subject: string;
  readonly title: Sentence;
}

type Query = z.output<typeof endpoint.query>;

function exportFound(exporter: Exporter, query: Query, { subject, title }: Title): Promise<Download> {
  const found = listOfRecords(exporter.actor, query);
  const list: DetailedListQuery = {
    ...found,
    columns: sql`${found.columns}, batch.title as "batchTitle", last_staff.name as "lastStaffName"`,
    details: sql`${found.details}
      left join batches batch on batch.id = record.batch_id
      left join users last_staff on last_staff.id = record.last_staff_id`,
  };
  return exportList<ExportedRecord>(exporter, query, {
    subject,
    title,
    detail: query.module,
    columns: async (db) => [...facts, ...(await originalColumns(db, found, exporter.actor, query))],
    ...wholeList<ExportedRecord>(list),
  });
}

/** Records of a filter as a file, with their original columns. */
export function exportRecords(exporter: Exporter, query: Query): Promise<Download> {
  return exportFound(exporter, query, { subject: 'records', title: { id: 'Record', en: 'Records' } });
}

/** Records marked invalid that wait to be processed, as a file. */
export function exportInvalidRecords(exporter: Exporter, query: z.output<typeof invalidEndpoint.query>): Promise<Download> {
  const waiting: Query = { ...query, state: 'assigned', verdict: 'invalid', sort: 'assignedAt' };
  return exportFound(exporter, waiting, { subject: 'invalid_records', title: { id: 'Record tidak valid', en: 'Invalid records' } });
}
